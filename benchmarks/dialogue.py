"""Groups of opinion and the statistics of statements, beside red-dwarf; and one more vote.

``python -m benchmarks.dialogue [--quick] [--json FILE]``. Every line is a process of its own with
one thread; the seconds are those of the call alone, from the log of votes as columns (red-dwarf:
as the list of dictionaries that it asks for, made beforehand), the memory that of the whole
process. What is counted:

- ``red-dwarf``: its whole pipeline; k-means for two to five groups, of which silhouette chooses.
- ``binnenuit``: the table, groups of a known number, which statements carry, which distinguish.
- ``tests``: how many groups there are, if any, against shuffled votes and with votes left out. In
  the web this runs by night; its cost comes on top.
- ``one vote``: its counts and where its person stands then; CPU of the slowest of a thousand.

``alike`` is the adjusted Rand index with the groups that were made, or published by Polis. Peers
that are not installed, or take more than the limits below, are skipped with the reason.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import time
import warnings
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.dialogue_worlds import LARGE, SMALL, VOTED, read, worlds
from benchmarks.measure import Measured, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.dialogue_worlds import World

    Work = Callable[[], dict[str, Any]]

LIMIT = 600
"""Seconds for one line."""
MEMORY = 12
"""GB that a peer may take."""
VOTES = 1_000
"""Added one by one."""
TIMES = 20
"""Less CPU than red-dwarf at 5,000 x 500."""
CPU, PEAK = 3.0, 600
"""Seconds and MB for 100,000 x 2,000."""
ONE_VOTE = 5.0
"""Milliseconds."""


def table(folder: str) -> Any:
    from scipy.sparse import csr_array  # noqa: PLC0415 - red-dwarf's process makes its own

    person, statement, vote = read(folder)
    shape = int(person.max()) + 1, int(statement.max()) + 1
    return csr_array((vote, (person, statement)), shape=shape)


def tests(folder: str, count: int) -> Work:  # noqa: ARG001 - all cases are called alike
    from binnenuit.dialogue.compute.groups import find_groups  # noqa: PLC0415 - not for the others

    def work() -> dict[str, Any]:
        found = find_groups(table(folder))
        why = found.reason.say("en") if found.reason else ""
        return {"array": found.labels, "groups": found.count, "why": why}

    return work


def binnenuit(folder: str, count: int) -> Work:
    from binnenuit.dialogue.compute.carrying import carrying  # noqa: PLC0415 - not for the others
    from binnenuit.dialogue.compute.distinguishing import distinguishing  # noqa: PLC0415
    from binnenuit.dialogue.compute.grouping import group_into  # noqa: PLC0415

    def work() -> dict[str, Any]:
        votes = table(folder)
        labels = group_into(votes, max(count, 1))
        carries, differs = carrying(votes, labels), distinguishing(votes, labels)
        surely = int((carries.probability >= 0.9).sum())
        return {"array": labels, "carry": surely, "differ": int(differs.distinguishes.sum())}

    return work


def red_dwarf(folder: str, count: int) -> Work:  # noqa: ARG001
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 10**9, MEMORY * 10**9))
    warnings.simplefilter("ignore")
    from reddwarf.implementations.polis import run_pipeline  # noqa: PLC0415 - need not be there

    names = "participant_id", "statement_id", "vote"
    columns = (column.tolist() for column in read(folder))
    log = [dict(zip(names, line, strict=True)) for line in zip(*columns, strict=True)]

    def work() -> dict[str, Any]:
        found = run_pipeline(votes=log, random_state=0).participants_df["cluster_id"]
        labels = np.full(int(found.index.max()) + 1, -1)
        labels[found.index] = found.fillna(-1).astype(int)
        return {"array": labels, "groups": int(labels.max()) + 1}

    return work


def one_vote(folder: str, count: int) -> Work:  # noqa: ARG001
    from binnenuit.dialogue.compute.live import Counts  # noqa: PLC0415 - not for the others

    votes = table(folder)
    generator = np.random.default_rng(0)
    axes, pull = generator.normal(size=(votes.shape[1], 2)), np.ones(2)
    cells = zip(*(generator.integers(0, most, VOTES).tolist() for most in votes.shape), strict=True)
    live = Counts(votes)

    def work() -> dict[str, Any]:
        took = []
        for person, statement in cells:
            began = time.process_time()
            live.cast(person, statement, 1)
            live.position(person, axes, pull)
            took.append(1_000 * (time.process_time() - began))
        return {"slowest": max(took), "usual": float(np.median(took))}

    return work


CASES = {
    "tests": "tests",
    "binnenuit": "binnenuit",
    "red-dwarf": "red_dwarf",
    "one vote": "one_vote",
}


def lines(*, quick: bool) -> Iterator[dict[str, Any]]:
    for world in worlds(quick=quick):
        with TemporaryDirectory() as folder:
            given = {"folder": folder}
            case, unused = "benchmarks.dialogue_worlds:write", Path(folder, "unused.npy")
            made = measure(case, array=unused, **given, **world._asdict())
            if made.failure:
                yield {"world": world.said, "method": "-", "skipped": made.failure}
                continue
            yield from _of(world, folder, made.values["votes"])


def _of(world: World, folder: str, votes: int) -> Iterator[dict[str, Any]]:
    known: dict[str, Measured] = {}
    for method, case in CASES.items():
        line = {"world": world.said, "votes": votes, "method": method}
        if method == "red-dwarf" and find_spec("reddwarf") is None:
            yield line | {"skipped": "it is not installed"}
            continue
        count = known["tests"].values.get("groups", 0) if known else 0
        array = Path(folder, f"{case}.npy")
        found = measure(
            f"benchmarks.dialogue:{case}", array=array, limit=LIMIT, folder=folder, count=count
        )
        known[method] = found
        if found.failure:
            yield line | {"skipped": _limit(found.failure)}
            continue
        yield line | _figures(found, known) | _alike(Path(folder), array) | found.values


def _limit(failure: str) -> str:
    return f"it asked for more than {MEMORY} GB" if "Memory" in failure else failure


def _figures(found: Measured, known: dict[str, Measured]) -> dict[str, float]:
    base = known["binnenuit"].cpu if "binnenuit" in known else 0.0
    figures = {"wall": found.wall, "cpu": found.cpu, "memory": found.memory}
    return figures | ({"ratio": found.cpu / base} if base else {})


def _alike(folder: Path, array: Path) -> dict[str, float]:
    from binnenuit.dialogue.compute.stability import adjusted_rand  # noqa: PLC0415 - light start

    made = np.load(folder / "group.npy")
    labels = np.load(array) if array.exists() else np.full(len(made), -1)
    alike = adjusted_rand(labels, made[: len(labels)])
    return {} if np.isnan(alike) else {"alike": alike}


def show(line: dict[str, Any]) -> str:
    head = f"{line['world']:<15} {line.get('votes', 0):>9,}  {line['method']:<9}"
    if "skipped" in line:
        return f"{head} skipped: {line['skipped']}"
    cells = [f"{line['wall']:8.3f} {line['cpu']:8.3f} {line['memory']:8.0f}"]
    for name, width in (("ratio", "7.1f"), ("alike", "6.2f")):
        cells.append(format(line[name], width) if name in line else "-".rjust(int(width[0])))
    return f"{head} {' '.join(cells)}  {_note(line)}"


def _note(line: dict[str, Any]) -> str:
    if line["method"] == "one vote":
        return f"slowest {line['slowest']:.2f} ms, half within {line['usual']:.3f} ms"
    if line["method"] == "binnenuit":
        return f"{line['carry']} carry, {line['differ']} group x statement differ"
    return f"{line['groups']} groups" + (f": {line['why']}" if line.get("why") else "")


def verdicts(found: list[dict[str, Any]]) -> Iterator[str]:
    known = {(line["world"], line["method"]): line for line in found if "cpu" in line}
    peer, large = known.get((SMALL.said, "red-dwarf")), known.get((LARGE.said, "binnenuit"))
    if peer:
        name = f"{SMALL.said}: at least {TIMES} times less CPU than red-dwarf"
        yield _verdict(name, peer["ratio"] >= TIMES, f"{peer['ratio']:.1f} times")
    if large:
        name = f"{LARGE.said}: at most {CPU} s CPU and {PEAK} MB"
        met = large["cpu"] <= CPU and large["memory"] <= PEAK
        yield _verdict(name, met, f"{large['cpu']:.1f} s, {large['memory']:.0f} MB")
    votes = [line["slowest"] for line in found if "slowest" in line]
    if votes:
        name = f"one more vote: under {ONE_VOTE:.0f} ms"
        yield _verdict(name, max(votes) < ONE_VOTE, f"{max(votes):.2f} ms at worst")


def _verdict(name: str, met: bool, figure: str) -> str:  # noqa: FBT001 - a verdict
    return f"{'reached' if met else 'MISSED '}  {name}: {figure}"


def limit() -> str:
    """Say how long it takes here to read the votes once, one byte and one column number each."""
    block = np.ones(2**23)
    began = time.perf_counter()
    for _ in range(8):
        block.sum()
    speed = 8 * block.nbytes / (time.perf_counter() - began)
    held = 5 * VOTED * LARGE.people * LARGE.statements
    return (
        f"{LARGE.said} with one vote in {1 / VOTED:.0f} cells is {held / 1e6:.0f} MB; one thread "
        f"reads {speed / 1e9:.1f} GB/s here: {1_000 * held / speed:.0f} ms for each pass"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="up to 5,000 people")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    chosen = parser.parse_args()
    for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[threads] = "1"
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    print(f"{limit()}\n")
    head = f"{'conversation':<15} {'votes':>9}  {'method':<9} {'wall s':>8} {'CPU s':>8}"
    print(f"{head} {'peak MB':>8} {'x CPU':>7} {'alike':>6}")
    found = []
    for line in lines(quick=chosen.quick):
        found.append(line)
        print(show(line), flush=True)
    print("\n" + "\n".join(verdicts(found)))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    sys.exit(main())
