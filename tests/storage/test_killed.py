"""Killed at any moment: what was acknowledged is there, once, and nothing is there twice."""

from __future__ import annotations

import http.client
import json
import random
import re
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import pytest

from tests.journeys.server import Started, free_port, started
from tests.storage.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.storage.postgres import Cluster

TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SECONDS: Final = 100


@dataclass
class Crowd:
    """Everybody sends what they have to send, again and again until it was acknowledged."""

    port: int
    people: dict[str, Any]
    complaints: list[str] = field(default_factory=list)
    acknowledged: int = 0
    sent_again: int = 0

    def go(self, threads: int) -> list[threading.Thread]:
        names = sorted(self.people)
        running = [
            threading.Thread(target=self._send_for, args=(names[number::threads],), daemon=True)
            for number in range(threads)
        ]
        for thread in running:
            thread.start()
        return running

    def _send_for(self, names: list[str]) -> None:
        for name in names:
            for number, act in enumerate(self.people[name]["acts"]):
                try:
                    self._until_acknowledged(self.people[name]["session"], act)
                    self.acknowledged += 1
                    if number % 3 == 0:  # the answer was lost on its way: sent again all the same
                        self._until_acknowledged(self.people[name]["session"], act)
                except AssertionError as problem:
                    self.complaints.append(f"{name} {act['send_to']}: {problem}")

    def _until_acknowledged(self, session: str, act: dict[str, Any]) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                self._send(session, act)
            except (OSError, http.client.HTTPException):
                # The server is gone, before or after it stored what was sent: who can know?
                self.sent_again += 1
                time.sleep(0.05)
            else:
                return
        msg = "never acknowledged"
        raise AssertionError(msg)

    def _send(self, session: str, act: dict[str, Any]) -> None:
        """Open the page, take its token, send the form."""
        cookies = {"sessionid": session}
        status, page = self._ask("GET", act["page"], cookies)
        found = TOKEN.search(page)
        assert status == 200, f"{act['page']} answers {status}"
        assert found, f"{act['page']} has no form"
        data = {**act["data"], "csrfmiddlewaretoken": found[1]}
        status, page = self._ask("POST", act["send_to"], cookies, urlencode(data))
        assert status == 302, f"answers {status}"

    def _ask(
        self, method: str, address: str, cookies: dict[str, str], body: str | None = None
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            kept = "; ".join(f"{name}={value}" for name, value in cookies.items())
            headers = {"Cookie": kept, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            for header in answer.headers.get_all("Set-Cookie", []):
                name, _, value = header.split(";")[0].partition("=")
                cookies[name] = value
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@dataclass
class House:
    """A server on a place, started again after each kill."""

    place: Place
    said: Path
    port: int = field(default_factory=free_port)

    def start(self) -> Started:
        options = {"port": self.port, "said": self.said, "environment": self.place.environment()}
        return started("start", **options)  # type: ignore[arg-type]


def kill_often(place: Place, tmp_path: Path, *, rounds: int, kills: int) -> None:
    """Send, kill, start again; then ask what is stored."""
    place.data.mkdir(mode=0o700)
    (place.data / "key").write_text("a key that is long enough to be one, for tests alone")
    people = json.loads(place.run_module("tests.storage.crowd", "prepare", str(rounds)))
    house = House(place, tmp_path / "server.log")
    moments = random.Random(20261122)  # noqa: S311  no secret
    server = house.start()
    crowd = Crowd(house.port, people)
    try:
        running = crowd.go(threads=4)
        for _ in range(kills):
            time.sleep(moments.uniform(0.2, 1.0))
            server.kill()
            server = house.start()
        for thread in running:
            thread.join(SECONDS)
        assert not any(thread.is_alive() for thread in running)
    finally:
        server.kill()
    assert crowd.complaints == []
    _check(place, crowd)


def _check(place: Place, crowd: Crowd) -> None:
    acts = [act for each in crowd.people.values() for act in each["acts"]]
    assert crowd.acknowledged == len(acts)
    assert crowd.sent_again > 0, "no kill hit anybody: everything was sent before"
    counts = json.loads(
        place.run_module("tests.storage.crowd", "count", given=json.dumps(crowd.people))
    )
    taps = sum(act["send_to"].endswith("/tap/") for act in acts)
    assert (counts.pop("taps"), counts.pop("hands")) == (taps, taps)
    assert counts.pop("lines about promises") == counts.pop("events")
    assert counts.pop("broken") == 0
    assert {what: times for what, times in counts.items() if times != 1} == {}
    assert len(counts) == len(acts) - taps


def test_a_server_killed_at_any_moment_loses_nothing_and_shows_nothing_twice(
    tmp_path: Path,
) -> None:
    kill_often(Place(tmp_path / "data"), tmp_path, rounds=2, kills=2)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_server_killed_thirty_times_loses_nothing(tmp_path: Path) -> None:
    kill_often(Place(tmp_path / "data"), tmp_path, rounds=60, kills=30)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_server_on_postgresql_killed_ten_times_loses_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    place = Place(tmp_path / "data", database=cluster.fresh())
    kill_often(place, tmp_path, rounds=20, kills=10)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[House, Started]]:
    place = Place(tmp_path / "data")
    house = House(place, tmp_path / "server.log")
    running = house.start()
    yield house, running
    running.kill()


def test_no_worker_goes_on_alone_when_its_server_is_killed(
    server: tuple[House, Started],
) -> None:
    house, running = server
    running.process.kill()  # it alone, not what it started
    running.process.wait()
    house.start().end()  # the port is free, or comes free


def test_nothing_is_moved_while_a_server_runs(server: tuple[House, Started]) -> None:
    house, _ = server
    told = house.place.command("move", "--to", "postgresql://kim@127.0.0.1:1/house")
    assert told.returncode == 2
    assert "A server is running on" in told.stderr
    assert (house.place.data / "binnenuit.sqlite3").is_file()
