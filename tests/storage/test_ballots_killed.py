"""Killed at any moment, while ballots come in: acknowledged ballots in = ballots in the tally.

Everybody sends from two devices with other answers on each, some of them twice, until the server
has said what became of it; then the box is opened.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import pytest

from tests.storage.place import Place
from tests.storage.test_killed import House
from tests.web.mirror.numbered import sent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.storage.postgres import Cluster

DEVICES: Final = 2
ANOTHER: Final = 1_000_000  # the other device says something else
SECONDS: Final = 60
HEADERS: Final = {
    "Accept": "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
}


@dataclass
class Crowd:
    """What everybody was told, by the number of whose ballot it was, from each device."""

    port: int
    people: list[dict[str, Any]]
    told: dict[tuple[int, int], str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    sent_again: int = 0
    ends: threading.Event = field(default_factory=threading.Event)

    def go(self, threads: int) -> list[threading.Thread]:
        """Both devices of a person are in other threads, at about the same moment."""
        running = [
            threading.Thread(
                target=self._send_for,
                args=(self.people[number::threads], device),
                daemon=True,
            )
            for number in range(threads)
            for device in range(DEVICES)
        ]
        for thread in running:
            thread.start()
        return running

    def _send_for(self, people: list[dict[str, Any]], device: int) -> None:
        with closing(_Phone(self.port)) as phone:
            for each in people:
                if self.ends.is_set():
                    return
                number = each["number"] + device * ANOTHER
                self.told[each["number"], device] = self._told(phone, each["code"], number)

    def _told(self, phone: _Phone, code: str, number: int) -> str:
        told = self._until_told(phone, code, number)
        if number % 5 == 0:  # the answer was lost on its way, or a finger clicks twice
            again = self._until_told(phone, code, number)
            if told != "closed" and again != "already":
                self.complaints.append(f"{number}: {told}, then {again}")
        return told

    def _until_told(self, phone: _Phone, code: str, number: int) -> str:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                status, told = phone.send(code, number)
            except (OSError, http.client.HTTPException):
                # The server is gone, before or after it stored what was sent: who can know?
                self.sent_again += 1
                phone.again()
                time.sleep(0.05)
            else:
                if status in {200, 409}:
                    return str(told["state"])
                time.sleep(0.05)  # busy: a phone tries again
        self.complaints.append(f"{number}: never told anything")
        return "nothing"


class _Phone:
    """A connection that is kept, until it breaks."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def close(self) -> None:
        self._connection.close()

    def again(self) -> None:
        self.close()
        self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)

    def send(self, code: str, number: int) -> tuple[int, dict[str, str]]:
        self._connection.request("POST", f"/b/{code}/", urlencode(sent(number)), HEADERS)
        answer = self._connection.getresponse()
        said = answer.read()
        told = answer.headers.get("Content-Type") == "application/json"
        return answer.status, json.loads(said) if told else {}


def kill_often(place: Place, tmp_path: Path, *, people: int, kills: int) -> None:
    place.data.mkdir(mode=0o700)
    (place.data / "key").write_text("a key that is long enough to be one, for tests alone")
    invited = json.loads(place.run_module("tests.storage.ballots", "prepare", str(people)))
    house = House(place, tmp_path / "server.log")
    moments = random.Random(20261122)  # noqa: S311  no secret
    server = house.start()
    crowd = Crowd(house.port, invited)
    try:
        running = crowd.go(threads=3)
        for number in range(kills):
            mixes = number % 3 == 2 and kills > 3  # a process more takes seconds
            with _mixing(place) if mixes else nullcontext():
                time.sleep(moments.uniform(0.1, 1.0) + mixes)
                server.kill()
            server = house.start()
        place.run_module("tests.storage.ballots", "close")
        crowd.ends.set()
        for thread in running:
            thread.join(SECONDS)
        assert not any(thread.is_alive() for thread in running)
    finally:
        server.kill()
    _check(place, crowd)


class _mixing:  # noqa: N801  a word in a with
    """Somebody mixes beside the server, and is killed with it, wherever that is."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def __enter__(self) -> None:
        self._mixer = self._place.began_module("tests.storage.ballots", "mix")

    def __exit__(self, *_: object) -> None:
        self._mixer.kill()
        self._mixer.wait()


def _check(place: Place, crowd: Crowd) -> None:
    assert crowd.complaints == []
    assert crowd.sent_again > 0, "no kill hit anybody"
    found = json.loads(place.run_module("tests.storage.ballots", "count"))
    inside = Counter(found["inside"])
    received = {number for number, told in _numbers(crowd) if told == "received"}
    acknowledged = {number % ANOTHER for number, told in _numbers(crowd) if told != "closed"}
    assert {number: times for number, times in inside.items() if times > 1} == {}
    assert received <= inside.keys()
    assert Counter(number % ANOTHER for number in inside) == Counter(acknowledged)
    assert found["spent"] == len(acknowledged)
    assert 100 < len(acknowledged) < len(crowd.people), "too few, or nobody was left for closing"


def _numbers(crowd: Crowd) -> Iterator[tuple[int, str]]:
    for (number, device), told in crowd.told.items():
        yield number + device * ANOTHER, told


@pytest.mark.timeout(400)
def test_ballots_are_in_the_box_once_however_the_server_is_killed(tmp_path: Path) -> None:
    kill_often(Place(tmp_path / "data"), tmp_path, people=3_000, kills=2)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_ballots_on_postgresql_are_in_the_box_once_however_the_server_is_killed(
    cluster: Cluster, tmp_path: Path
) -> None:
    place = Place(tmp_path / "data", database=cluster.fresh())
    kill_often(place, tmp_path, people=3_000, kills=3)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_ballots_are_in_the_box_once_after_fifty_kills(tmp_path: Path) -> None:
    kill_often(Place(tmp_path / "data"), tmp_path, people=60_000, kills=50)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_ballots_on_postgresql_are_in_the_box_once_after_fifty_kills(
    cluster: Cluster, tmp_path: Path
) -> None:
    place = Place(tmp_path / "data", database=cluster.fresh())
    kill_often(place, tmp_path, people=60_000, kills=50)
