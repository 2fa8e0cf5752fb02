"""The figures of closed weeks, in words: to what share of people did it happen at least once?

Everything here came through the gate, and stands as it was stored when the week was closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

from binnenuit.days import next_week
from binnenuit.privacy.model import State
from binnenuit.privacy.rounds.moments import AND
from binnenuit_web.promises.services.place import house
from binnenuit_web.signals.models import Week
from binnenuit_web.signals.services.spots import Spot, Spots, spots
from binnenuit_web.signals.services.symptoms import ShownSymptom, ever

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

_CLEAR: Final = 31
"""Widest certain range, in people of every hundred, in which few can be told from many."""
_WEEKS: Final = 8
_FLOAT: Final = 1e-9


class Told(StrEnum):
    """What can be told of one symptom in one group."""

    CLEAR = "clear"
    UNCLEAR = "unclear"
    SMALL = "small"
    PROTECTS = "protects"


@dataclass(frozen=True)
class Reading:
    """One symptom in one group and week; numbers are people of every hundred.

    Attributes
    ----------
    low, high
        The exact share lies between these for certain, whatever the noise did.
    about
        Most likely; rounded.
    unchanged
        The figure is that of an earlier week.
    """

    text: str
    good: bool
    told: Told
    about: int = 0
    low: int = 0
    high: int = 0
    unchanged: bool = False


@dataclass(frozen=True)
class ClosedWeek:
    """One closed week of one group.

    Attributes
    ----------
    together
        Names of the teams with which it is shown as one group.
    people
        How many people count there, as a band; empty when nothing is shown.
    """

    monday: date
    together: tuple[str, ...]
    people: str
    readings: tuple[Reading, ...]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


@dataclass(frozen=True)
class Figures:
    """What one viewer sees: of which group, where else he may look, and the weeks, latest first."""

    here: Spot | None
    others: tuple[Spot, ...]
    weeks: tuple[ClosedWeek, ...]
    next_on: date


def figures(viewer: Viewer, team: str = "", *, members: bool = False, today: date) -> Figures:
    """What happened in a group, week by week.

    Without ``team`` in the viewer's own, or in the smallest one above it of which the latest week
    tells anything. PermissionDenied as ``spots``.
    """
    found = spots(viewer, team, members=members, today=today)
    if found is None:
        return Figures(None, (), (), next_week(today))
    rows = list(Week.objects.filter(closed_at__isnull=False).order_by("-monday")[:_WEEKS])
    if rows and not team:
        found = _where_told(rows[0], found)
    words, names = ever(), house(today).names
    weeks = tuple(_closed(row, found.here, words, names) for row in rows)
    return Figures(found.here, found.others, weeks, next_week(today))


def _where_told(latest: Week, found: Spots) -> Spots:
    """Begin with the first group of which anything can be told; with the own one when none can."""
    near = (found.here, *found.others)  # the smallest first, then layer after layer to the top
    here = next((each for each in near if _tells(latest, each)), found.here)
    return Spots(here, tuple(each for each in near if each != here))


def _tells(row: Week, spot: Spot) -> bool:
    group = _group(row, spot)
    seen = (of[group] for of in (row.shown or {}).values() if group in of)
    return any(each["share"] is not None for each in seen)


def _group(row: Week, spot: Spot) -> str:
    group: str = row.groups["own" if spot.members else "whole"].get(spot.team, "")
    return group


def _closed(
    row: Week, here: Spot, words: list[ShownSymptom], names: Mapping[str, str]
) -> ClosedWeek:
    group = _group(row, here)
    shown: Mapping[str, Mapping[str, Any]] = row.shown or {}
    places = [of[group] for of in shown.values() if group in of and of[group]["of"]]
    return ClosedWeek(
        row.monday,
        _together(row, group, places[0]["of"], names) if places else (),
        places[0]["people"] if places else "",
        tuple(_reading(each, shown[each.code].get(group)) for each in words if each.code in shown),
    )


def _together(row: Week, group: str, of: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Name the teams of the other groups with which this one is shown."""
    teams = {each: team for kind in ("whole", "own") for team, each in row.groups[kind].items()}
    others = (teams.get(part, part) for part in of.split(AND) if part != group)
    return tuple(names.get(team, team) for team in others)


def _reading(symptom: ShownSymptom, seen: Mapping[str, Any] | None) -> Reading:
    share = seen["share"] if seen else None
    if seen is None or share is None:
        small = seen is not None and seen["state"] == State.SMALL
        told = Told.SMALL if small else Told.PROTECTS
        return Reading(symptom.text, symptom.good, told)
    low, high = floor(share["low"] * 100 + _FLOAT), ceil(share["high"] * 100 - _FLOAT)
    return Reading(
        symptom.text,
        symptom.good,
        Told.CLEAR if high - low <= _CLEAR else Told.UNCLEAR,
        round(share["value"] * 100),
        low,
        high,
        seen["unchanged"],
    )


@dataclass(frozen=True)
class Row:
    """One symptom over several weeks, the latest first; None where it was not asked."""

    text: str
    readings: tuple[Reading | None, ...]


def side_by_side(weeks: Sequence[ClosedWeek]) -> list[Row]:
    """Put weeks beside one another, symptom by symptom."""
    texts = dict.fromkeys(each.text for week in weeks for each in week.readings)
    by_week = [{each.text: each for each in week.readings} for week in weeks]
    return [Row(text, tuple(each.get(text) for each in by_week)) for text in texts]
