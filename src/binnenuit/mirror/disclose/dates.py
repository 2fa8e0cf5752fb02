"""When a round closed, from its name; so that it is known how fast rounds follow one another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from binnenuit.findings import Finding
from binnenuit.language import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_QUARTER: Final = re.compile(r"(\d{4})-?[QqKk]([1-4])")
_YEAR: Final = re.compile(r"\d{4}")


def closing_days(
    rounds: Sequence[str], told: Mapping[str, date]
) -> tuple[dict[str, date | None], tuple[Finding, ...]]:
    """When did each round close, as far as that is known?

    Parameters
    ----------
    rounds
        Names of the rounds.
    told
        Days that are known otherwise; they go before the name.

    Returns
    -------
    days, findings
        None where nothing tells it; a finding names these rounds where there are several rounds.
    """
    days = {name: told.get(name) or closing_day(name) for name in rounds}
    unknown = [name for name, day in days.items() if day is None]
    if not unknown or len(rounds) < 2:
        return days, ()
    said = sentence(
        "It is not known when these rounds closed: {rounds}. They are treated as if they followed "
        "one another at once, so groups in which fewer than 12 people stayed keep their figure. "
        "Name rounds by a day, month, quarter or year (2026-03-15, 2026-03, 2026-Q1, 2026).",
        rounds=listed(unknown),
    )
    return days, (Finding("mirror.rounds-without-date", said),)


def closing_day(name: str) -> date | None:
    """Which day does the name of a round say that it closed? The last one of a period.

    Parameters
    ----------
    name
        Such as 2026-03-15, 2026-03, 2026-Q1 or 2026.

    Returns
    -------
    day
        None when the name says none, or one that does not exist.
    """
    text = name.strip()
    try:
        if found := _DAY.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _MONTH.fullmatch(text):
            return _last_day(int(found[1]), int(found[2]))
        if found := _QUARTER.fullmatch(text):
            return _last_day(int(found[1]), 3 * int(found[2]))
        return _last_day(int(text), 12) if _YEAR.fullmatch(text) else None
    except ValueError:  # no such month or day
        return None


def _last_day(year: int, month: int) -> date:
    first = date(year, month, 1)
    # Four days past the 28th is always in the next month.
    following = first.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)
