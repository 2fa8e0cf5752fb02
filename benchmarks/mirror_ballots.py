"""Ballots of twelve answers, by code: how many a second, and what each of them costs.

``python -m benchmarks.mirror_ballots [--quick]``. A real server in a process of its own; eight
clients in another, each with a connection that is kept; the disk is waited for on both databases.
Beside it, by turns in the same run, the same as Django is usually written. Afterwards the ballots
in the database are counted, and opened.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from tests.storage import postgres
from tests.storage.place import Place
from tests.web.mirror.numbered import sent

from benchmarks.measure import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.daily_house import Work

CLIENTS: Final = 8
ROUNDS: Final = 3
BALLOTS: Final = 1_500
"""In each round; the first few of all are not counted, they load the pages."""

WARMING: Final = 50
_TOKEN: Final = "k" * 32
_HEADERS: Final = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Cookie": f"csrftoken={_TOKEN}; sessionid={'s' * 32}; django_language=nl",
}
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Server(NamedTuple):
    """Where it listens, and the processes of which the CPU time counts."""

    port: int
    process: int
    database: int | None = None


class Line(NamedTuple):
    """What one round of ballots took; seconds."""

    wall: float
    server: float
    database: float
    waited: list[float]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a third of the ballots")
    ballots = BALLOTS // 3 if arguments.parse_args().quick else BALLOTS
    print(f"ballots of 12 answers: {CLIENTS} clients, {ROUNDS} rounds of {ballots:,} by turns")
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with TemporaryDirectory() as folder:
        failed = _all(Path(folder), ballots)
    print(f"load of this machine after: {os.getloadavg()[0]:.1f}")
    sys.exit("a case failed" if failed else 0)


def _all(folder: Path, ballots: int) -> bool:
    """Both databases, and the peer beside the first."""
    plain = folder / "plain"
    plain.mkdir()
    command = ("-m", "benchmarks.mirror_plain", str(plain))
    failed = _one(
        "SQLite, full sync", Place(folder / "sqlite"), ballots, ("plain Django, SQLite", command)
    )
    if postgres.why_not():
        print(f"PostgreSQL: {postgres.why_not()}")
        return failed
    with postgres.running(waits_for_disk=True) as cluster:
        place = Place(folder / "postgres", database=cluster.fresh())
        ((file,),) = cluster.run("SHOW data_directory")
        database = int((Path(str(file)) / "postmaster.pid").read_text().split()[0])
        return _one("PostgreSQL, full sync", place, ballots, None, database) or failed


def _one(
    name: str,
    place: Place,
    ballots: int,
    peer: tuple[str, tuple[str, ...]] | None,
    database: int | None = None,
) -> bool:
    codes = _prepared(place, WARMING + ROUNDS * ballots)
    start = ("-c", "from binnenuit.cli import main; main()", "start")
    lines: dict[str, list[Line]] = {}
    with _serving(start, place.environment(), database) as ours:
        _send(ours, codes[:WARMING])
        with _peer(peer) as other:
            for number in range(ROUNDS):
                begin = WARMING + number * ballots
                some = codes[begin : begin + ballots]
                lines.setdefault(name, []).append(_send(ours, some))
                if other and peer:
                    lines.setdefault(peer[0], []).append(_send(other, some))
        for what, found in lines.items():
            _say(what, found, ballots)
        return _counted(place, len(codes))


@contextmanager
def _peer(peer: tuple[str, tuple[str, ...]] | None) -> Iterator[Server | None]:
    if peer is None:
        yield None
        return
    with _serving(peer[1], dict(os.environ), None) as found:
        _send(found, [{"number": n, "code": f"warm{n}"} for n in range(WARMING)])
        yield found


def _prepared(place: Place, people: int) -> list[dict[str, Any]]:
    place.data.mkdir(mode=0o700)
    (place.data / "key").write_text("a key that is long enough to be one, for measuring alone")
    told: list[dict[str, Any]] = json.loads(
        place.run_module("tests.storage.ballots", "prepare", str(people))
    )
    return told


def _send(server: Server, codes: list[dict[str, Any]]) -> Line:
    """Send each once, and see what that took."""
    before = [_cpu(server.process), _cpu(server.database)]
    with TemporaryDirectory() as folder:
        given = [[each["code"], each["number"]] for each in codes]
        file = Path(folder) / "given.json"
        file.write_text(json.dumps(given))
        case = "benchmarks.mirror_ballots:clients"
        found = measure(case, array=Path(folder) / "none", port=server.port, given=str(file))
    if found.failure:
        sys.exit(found.failure)
    after = [_cpu(server.process), _cpu(server.database)]
    used = [b - a for a, b in zip(before, after, strict=True)]
    return Line(found.values["seconds"], *used, found.values["waited"])


def _say(name: str, lines: list[Line], ballots: int) -> None:
    """The middle of the rounds; waiting over all of them."""
    waited = sorted(each for line in lines for each in line.waited)
    p50, p99 = (1000 * waited[int(len(waited) * share)] for share in (0.5, 0.99))
    own = median(line.server for line in lines) / ballots
    base = median(line.database for line in lines) / ballots
    beside = f" + {1000 * base:.2f} ms of the database" if base else ""
    print(
        f"{name:<22} {median(ballots / line.wall for line in lines):>6,.0f} a second  "
        f"p50 {p50:.1f} ms  p99 {p99:.1f} ms  CPU {1000 * own:.2f} ms a ballot{beside}: "
        f"{1 / own:,.0f} a CPU-second; errors 0",
        flush=True,
    )


def _counted(place: Place, acknowledged: int) -> bool:
    """Count what is in the box, and say what mixing it takes."""
    begin = time.perf_counter()
    place.run_module("tests.storage.ballots", "mix")
    mixed = time.perf_counter() - begin
    inside = json.loads(place.run_module("tests.storage.ballots", "count"))["inside"]
    print(f"acknowledged {acknowledged:,}, in the box {len(set(inside)):,}", end="; ")
    print(f"mixed in {mixed:.1f} s with the start of a process")
    return len(inside) != acknowledged or len(set(inside)) != acknowledged


def clients(port: int, given: str) -> Work:
    """Send each ballot once, from several clients at once, each with a connection of its own."""
    ballots = [
        (f"/b/{code}/", urlencode({**sent(number), "csrfmiddlewaretoken": _TOKEN}))
        for code, number in json.loads(Path(given).read_text())
    ]

    def work() -> dict[str, Any]:
        waited: list[float] = []
        running = [
            threading.Thread(target=_send_all, args=(port, ballots[number::CLIENTS], waited))
            for number in range(CLIENTS)
        ]
        begin = time.perf_counter()
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        seconds = time.perf_counter() - begin
        if len(waited) != len(ballots):
            msg = f"{len(ballots) - len(waited)} ballots were not acknowledged"
            raise RuntimeError(msg)
        return {"seconds": seconds, "waited": sorted(waited)}

    return work


def _send_all(port: int, ballots: list[tuple[str, str]], waited: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for address, body in ballots:
        begin = time.perf_counter()
        connection.request("POST", address, body, _HEADERS)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 303:
            waited.append(time.perf_counter() - begin)


@contextmanager
def _serving(
    command: tuple[str, ...], environment: dict[str, str], database: int | None
) -> Iterator[Server]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
    options = ["--port", str(port)] if command[-1] == "start" else [str(port)]
    process = subprocess.Popen(
        [sys.executable, *command, *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(port)
        yield Server(port, process.pid, database)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _cpu(process: int | None) -> float:
    """CPU seconds of a process and all below it, also of those that ended; from /proc."""
    if process is None:
        return 0.0
    below: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:  # it ended just now
            continue
        below.setdefault(int(fields[1]), []).append(int(file.parent.name))
        used[int(file.parent.name)] = sum(map(int, fields[11:15])) / _TICKS
    total, left = 0.0, [process]
    while left:
        each = left.pop()
        total += used.get(each, 0.0)
        left += below.get(each, [])
    return total


if __name__ == "__main__":
    main()
