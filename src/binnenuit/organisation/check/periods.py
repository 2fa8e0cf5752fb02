"""Periods that overlap, and periods that are covered by others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from binnenuit.organisation.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def start_of(period: Period) -> date:
    """Return the first day; the first of all days when open."""
    return period.start or date.min


def end_of(period: Period) -> date:
    """Return the day after the last; the last of all days when open."""
    return period.end or date.max


def overlap(one: Period, other: Period) -> bool:
    """Tell whether there is a day in both."""
    return start_of(one) < end_of(other) and start_of(other) < end_of(one)


def both(one: Period, other: Period) -> Period:
    """Return the days that are in both; they must overlap."""
    starts = [start for start in (one.start, other.start) if start is not None]
    ends = [end for end in (one.end, other.end) if end is not None]
    return Period(max(starts, default=None), min(ends, default=None))


def first_overlap(periods: Sequence[tuple[Period, int]]) -> int | None:
    """Return the index that goes with the first period that overlaps an earlier one."""
    reached = date.min
    for period, index in sorted(periods, key=lambda pair: (start_of(pair[0]), pair[1])):
        if start_of(period) < reached or (reached == date.max == end_of(period)):
            return index
        reached = max(reached, end_of(period))
    return None


def covered(period: Period, by: Iterable[Period]) -> bool:
    """Tell whether every day of ``period`` lies in one of the others."""
    reached = start_of(period)
    for other in sorted(by, key=start_of):
        if start_of(other) <= reached:
            reached = max(reached, end_of(other))
    return reached >= end_of(period)
