"""Working days and weeks: how long somebody has, and how finely time is ever told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_WORKING: Final = 5
_WEEK: Final = timedelta(days=7)


def after(day: date, working_days: int) -> date:
    """Which day is so many working days after ``day``?

    Parameters
    ----------
    day
        The day from which is counted; it does not count itself.
    working_days
        Days from Monday to Friday, at least 0. Public holidays are working days here: they differ
        between places, and a day more harms nobody.

    Returns
    -------
    day
        ``day`` itself for 0 working days, even in a weekend; otherwise a day from Monday to Friday.

    Notes
    -----
    Constant time.
    """
    weeks, rest = divmod(working_days, _WORKING)
    # A weekend counts as the Friday before it.
    start = day - timedelta(days=max(day.weekday() - 4, 0)) if working_days else day
    over_weekend = 2 if start.weekday() + rest > 4 else 0
    return start + weeks * _WEEK + timedelta(days=rest + (over_weekend if rest else 0))


def week_of(day: date) -> date:
    """On which Monday did the week of ``day`` begin?"""
    return day - timedelta(days=day.weekday())


def next_week(monday: date) -> date:
    """On which Monday does the week after that of ``monday`` begin?"""
    return week_of(monday) + _WEEK
