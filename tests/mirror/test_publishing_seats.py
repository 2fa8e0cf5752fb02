"""Who joined and who left, class by class, against the round whose figure stands there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tests.privacy.rounds import closed

from binnenuit.mirror.disclose.seats import Seats, fingerprints, read_seats, wave, write_seats

if TYPE_CHECKING:
    from pathlib import Path

KEPT = closed({"firm": None, "a": "firm", "b": "firm"}, {"a": 8, "b": 12}).release().kept
THEN = Seats(date(2026, 3, 31), {"a": frozenset("pqrs"), "b": frozenset("tu")})
NOW = Seats(date(2026, 6, 30), {"a": frozenset("qrsx"), "b": frozenset("tu"), "c": frozenset("v")})


def test_who_came_and_who_went_are_counted_by_class() -> None:
    found = wave(KEPT, ("a", "b"), NOW, {"2026-1": THEN})
    assert found.moved.tolist() == [2, 0]
    assert found.staying.tolist() == [3, 2]
    assert found.days_since.tolist() == [91, 91]


def test_in_a_class_that_was_not_there_nobody_stayed() -> None:
    found = wave(KEPT, ("c", "d"), NOW, {"2026-1": THEN})
    assert (found.moved.tolist(), found.staying.tolist()) == ([1, 0], [0, 0])
    assert found.days_since.tolist() == [0, 0]


def test_each_class_is_compared_with_the_round_that_stands_there() -> None:
    rounds = tuple("2025-4" if "a" in classes else "2026-1" for classes in KEPT.classes)
    older = Seats(date(2025, 12, 31), {"a": frozenset("qrsx")})
    kept = replace(KEPT, rounds=rounds)
    found = wave(kept, ("a", "b"), NOW, {"2026-1": THEN, "2025-4": older})
    assert found.moved.tolist() == [0, 0]
    assert found.days_since.tolist() == [181, 91]


def test_without_a_date_no_time_has_passed() -> None:
    for then, now in ((None, NOW.closed), (THEN.closed, None)):
        found = wave(KEPT, ("a",), replace(NOW, closed=now), {"2026-1": replace(THEN, closed=then)})
        assert found.days_since.tolist() == [0]


def test_seats_come_back_as_they_were_kept(tmp_path: Path) -> None:
    for seats in (THEN, replace(NOW, closed=None)):
        write_seats(tmp_path, "scale / of mine", "2026-1", seats)
        assert read_seats(tmp_path, "scale / of mine", "2026-1") == seats


def test_a_fingerprint_is_of_one_person_and_one_key() -> None:
    one, two = fingerprints(["ann", "bob"], "serves", b"k" * 32)
    assert one != two
    assert fingerprints(["ann"], "serves", b"k" * 32) == [one]
    assert fingerprints(["ann"], "serves", b"q" * 32) != [one]
