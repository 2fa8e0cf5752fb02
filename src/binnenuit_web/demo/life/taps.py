"""Four weeks of taps and a running one: the good one a little more often each week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zlib import crc32

from binnenuit.days import week_of
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from binnenuit_web.signals import services as signals

if TYPE_CHECKING:
    from datetime import date

# Of every hundred people, to how many it happened: four weeks, oldest first, then the running one.
_OF_HUNDRED: Final = {
    "asked-and-done": (7, 13, 19, 27, 3),
    "left-for-a-meeting": (2, 2, 2, 2, 1),
    "talk-broken-off": (1, 1, 1, 1, 1),
    "for-whom": (4, 4, 3, 3, 1),
    "told-twice": (11, 9, 8, 6, 1),
    "rule-in-the-way": (2, 2, 2, 2, 1),
}
_WEEKS: Final = 5


def tap_for_weeks(today: date) -> None:
    """Tap in the name of everybody, on the Monday of each week; the same people every time."""
    everybody = [
        Viewer(roles=frozenset({Role.EMPLOYEE}), person=each.person, team=each.team)
        for each in organisation.load().people
    ]
    for number in range(_WEEKS):
        monday = week_of(today) - timedelta(weeks=_WEEKS - 1 - number)
        signals.running_week(monday)
        for viewer in everybody:
            _tap(viewer, number, monday)


def _tap(viewer: Viewer, number: int, monday: date) -> None:
    hand = signals.holder(viewer, None)
    for symptom, of_hundred in _OF_HUNDRED.items():
        # Spread over people as if thrown, and yet the same on every computer.
        if crc32(f"{hand} {symptom} {number}".encode()) % 100 < of_hundred[number]:
            signals.it_happened(viewer, symptom, hand=hand, today=monday)
