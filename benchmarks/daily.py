"""The daily engine: taps, pages of a large organisation, the locks, the logbook, moving.

``python -m benchmarks.daily [--quick]``. Every line is a process of its own. Taps come from eight
clients at once, each with a session and a token against forgery, and stand beside what the same
disk and the same server software can do at most. Taps that were acknowledged are counted in the
database afterwards.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks import daily_taps
from benchmarks.daily_cases import percentiles, stored
from benchmarks.daily_house import Size, make
from benchmarks.measure import Measured, measure

if TYPE_CHECKING:
    from collections.abc import Mapping

SIZES = (Size(110, 1_000), Size(1_100, 10_000))
TEAMS = (10_000, 100_000)
ROUNDS = 3
TAPS_A_ROUND = 600
"""Of each kind: taps alone, and taps with the page after."""

ACCOUNTS = ROUNDS * TAPS_A_ROUND * 2 // 6
TIMES = 20
VIEWERS = {
    "the top": "leader1",
    "a director": "leader2",
    "a leader below": "leader100",
    "an employee": "person1",
}
BARE_PAGE = "/what-is-processed/"
PAGES = ("/today/", "/bring-and-give/top-first/")


class Bench:
    """Cases run in processes of their own; a failure is told, and remembered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failed = False

    def run(self, case: str, module: str = "daily_cases", **arguments: Any) -> Measured:
        array = self.folder / "array.npy"
        found = measure(f"benchmarks.{module}:{case}", array=array, **arguments)
        if found.failure:
            self.failed = True
            print(f"{case} {arguments}: {found.failure}")
        return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="leave the largest out")
    arguments.add_argument("--only", nargs="*", default=list(PARTS), choices=list(PARTS))
    chosen = arguments.parse_args()
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        houses = {size: bench.folder / f"house{size.people}" for size in _some(SIZES, chosen)}
        sessions: Mapping[str, str] = {}
        if set(chosen.only) & {"taps", "pages", "move"}:
            for size, house in houses.items():
                sessions = make(house, size, accounts=ACCOUNTS)
        for name in chosen.only:
            PARTS[name](bench, houses, sessions, chosen)
    sys.exit("a case failed" if bench.failed else 0)


def _some(sizes: tuple[Any, ...], chosen: argparse.Namespace) -> tuple[Any, ...]:
    return sizes[:-1] if chosen.quick else sizes


def tapping(
    bench: Bench,
    houses: Mapping[Size, Path],
    sessions: Mapping[str, str],
    chosen: argparse.Namespace,  # noqa: ARG001  every part gets the same
) -> None:
    """Three rounds of each by turns, because the disk is everybody's; told is the middle one."""
    size, house = list(houses.items())[-1]
    given = daily_taps.taps(sessions)
    print(f"\ntaps: {daily_taps.CLIENTS} clients, {size.people:,} people, {ROUNDS} rounds by turns")
    print(f"{'':<34} {'a second':>9} {'p50 ms':>7} {'p95':>6} {'p99':>6}  of the inserts")
    start = ("-c", "from binnenuit.cli import main; main()", "start", "--data", str(house))
    lines: dict[str, list[Measured]] = {}
    with (
        daily_taps.serving("-m", "benchmarks.daily_bare", str(bench.folder)) as bare,
        daily_taps.serving(*start, "--port") as ours,
    ):
        # The first tap of a week lays the week out; the first request of all loads the pages.
        _tap(bench, ours, given[:1], with_page=True)
        for number in range(ROUNDS):
            begin = 1 + 2 * number * TAPS_A_ROUND
            alone = given[begin : begin + TAPS_A_ROUND]
            more = given[begin + TAPS_A_ROUND : begin + 2 * TAPS_A_ROUND]
            folder = str(bench.folder)
            for name, found in (
                (
                    "bare inserts, a commit each",
                    bench.run("inserts", folder=folder, rows=TAPS_A_ROUND),
                ),
                ("bare Django view, one insert", _tap(bench, bare, alone, with_page=False)),
                ("a tap", _tap(bench, ours, alone, with_page=False)),
                ("a tap, and the page after it", _tap(bench, ours, more, with_page=True)),
            ):
                lines.setdefault(name, []).append(found)
    if not bench.failed:
        _say_taps(lines)
        _count(bench, house, len(given[: 1 + 2 * ROUNDS * TAPS_A_ROUND]))


def _tap(bench: Bench, port: int, given: list[tuple[str, str]], *, with_page: bool) -> Measured:
    return bench.run("clients", "daily_taps", port=port, given=given, with_page=with_page)


def _say_taps(lines: Mapping[str, list[Measured]]) -> None:
    limit = median(TAPS_A_ROUND / each.wall for each in lines["bare inserts, a commit each"])
    for name, found in lines.items():
        a_second = median(TAPS_A_ROUND / each.wall for each in found)
        waited = sorted(one for each in found for one in each.values.get("waited", []))
        if not waited:
            print(f"{name:<34} {a_second:>9,.0f} {1000 / a_second:>7.1f}")
            continue
        p50, p95, p99 = (1000 * each for each in percentiles(waited).values())
        ratio = f"1 / {limit / a_second:.1f}"
        print(f"{name:<34} {a_second:>9,.0f} {p50:>7.1f} {p95:>6.1f} {p99:>6.1f}  {ratio}")


def _count(bench: Bench, house: Path, acknowledged: int) -> None:
    there = stored(house)
    bench.failed |= there != acknowledged
    print(f"acknowledged {acknowledged:,}, stored {there:,}")


def pages(
    bench: Bench,
    houses: Mapping[Size, Path],
    sessions: Mapping[str, str],  # noqa: ARG001
    chosen: argparse.Namespace,  # noqa: ARG001
) -> None:
    """Each page for each viewer, beside a page of the same look that asks for nothing."""
    print("\npages, all talks of all layers but the lowest complete, with their promises")
    print(
        f"{'people':>7} {'page':<27} {'viewer':<15} {'p50 ms':>7} {'p95':>6} {'CPU ms':>7}", end=" "
    )
    print(f"{'first':>6} {'queries':>7}  beside the bare page, CPU")
    for size, house in houses.items():
        bare = 0.0
        for address in (BARE_PAGE, *PAGES):
            viewers = VIEWERS if address != BARE_PAGE else {"an employee": "person1"}
            for name, person in viewers.items():
                found = bench.run(
                    "page", data=str(house), address=address, person=person, times=TIMES
                )
                bare = bare or found.cpu
                if not found.failure:
                    _say_page(size, address, name, found, bare)


def _say_page(size: Size, address: str, name: str, found: Measured, bare: float) -> None:
    values = {key: 1000 * value for key, value in found.values.items() if key != "queries"}
    print(
        f"{size.people:>7,} {address:<27} {name:<15} {values['p50']:>7.1f} {values['p95']:>6.1f} "
        f"{1000 * found.cpu / TIMES:>7.1f} {values['first']:>6.0f} "
        f"{found.values['queries']:>7}  {found.cpu / bare:.1f} x",
        flush=True,
    )


def locking(
    bench: Bench,
    houses: Mapping[Size, Path],  # noqa: ARG001
    sessions: Mapping[str, str],  # noqa: ARG001
    chosen: argparse.Namespace,
) -> None:
    """All relations and layers, beside an index of who leads whom."""
    print("\nthe locks, every talk complete")
    print(f"{'teams':>8} {'':<16} {'CPU s':>7} {'MB':>6} {'relations':>10}")
    for teams in _some(TEAMS, chosen):
        index, layers = bench.run("index", teams=teams), bench.run("layers", teams=teams)
        if index.failure or layers.failure:
            continue
        print(f"{teams:>8,} {'index of leaders':<16} {index.cpu:>7.2f} {index.memory:>6.0f}")
        found = layers.values["found"]
        print(f"{teams:>8,} {'locks':<16} {layers.cpu:>7.2f} {layers.memory:>6.0f} {found:>10,}")
        print(f"{'':>8} {'ratio':<16} {layers.cpu / index.cpu:>7.1f}", end=" ")
        print(f"{layers.memory / index.memory:>6.1f}", flush=True)


def logbook(
    bench: Bench,
    houses: Mapping[Size, Path],  # noqa: ARG001
    sessions: Mapping[str, str],  # noqa: ARG001
    chosen: argparse.Namespace,
) -> None:
    """Lines added one by one, beside bare inserts; a long logbook checked, beside bare hashing."""
    data = str(bench.folder / "logbook")
    bench.run("empty", data=data)
    rows, long = (500, 10_000) if chosen.quick else (2_000, 100_000)
    print("\nthe logbook")
    lines = (
        ("bare inserts, a commit each", "inserts", {"folder": str(bench.folder), "rows": rows}),
        ("lines noted down", "noted", {"data": data, "rows": rows}),
        ("", "written", {"data": data, "rows": long - rows}),
        ("bare hashing", "hashed_barely", {"data": data}),
        ("the logbook checked", "checked", {"data": data}),
    )
    peer = 0.0
    for name, case, arguments in lines:
        found = bench.run(case, **arguments)
        if name and not found.failure:
            _say_rows(name, found, peer)
            peer = 0.0 if peer else found.wall


def _say_rows(name: str, found: Measured, peer: float) -> None:
    rows = found.values["rows"]
    ratio = f"  {found.wall / peer:.1f} x the wall time" if peer else ""
    print(
        f"{name:<34} {rows:>8,} rows {found.wall:>7.2f} s wall {found.cpu:>7.2f} s CPU "
        f"{rows / found.wall:>8,.0f} a second{ratio}",
        flush=True,
    )


def moving(
    bench: Bench,
    houses: Mapping[Size, Path],
    sessions: Mapping[str, str],  # noqa: ARG001
    chosen: argparse.Namespace,  # noqa: ARG001
) -> None:
    """To PostgreSQL, beside COPY of the same rows into the same tables."""
    from tests.storage import postgres  # noqa: PLC0415  where development tools are installed

    if postgres.why_not():
        print(f"\nmoving to PostgreSQL: {postgres.why_not()}")
        return
    data = str(bench.folder / "nothing")
    bench.run("empty", data=data)
    print("\nmoving to PostgreSQL (which does not wait for its disk here)")
    with postgres.running() as cluster:
        nothing = bench.run("moved", data=data, url=cluster.fresh())
        if not nothing.failure:
            _say_rows("nothing but the tables", nothing, 0.0)
        for house in houses.values():
            url = cluster.fresh()
            ours = bench.run("moved", data=str(house), url=url)
            peer = bench.run("copied", url=url)
            if not (ours.failure or peer.failure):
                _say_rows("COPY", peer, 0.0)
                _say_rows("moved, counted on both sides", ours, peer.wall)
                rows = ours._replace(wall=ours.wall - nothing.wall, cpu=ours.cpu - nothing.cpu)
                _say_rows("the same without making tables", rows, peer.wall)


PARTS = {
    "taps": tapping,
    "pages": pages,
    "locks": locking,
    "logbook": logbook,
    "move": moving,
}


if __name__ == "__main__":
    main()
