"""A week of taps: who counts in which group, fixed when the week begins."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM
from binnenuit.privacy.rounds.moments import open_round
from binnenuit.privacy.rounds.seating import Seating

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.organisation.model import Organisation, PersonId

_WEEK: Final = "week "
FEWEST: Final = SMALLEST_GROUP_OF_ITEM
"""Fewest people in any sum of taps."""


class Week(Seating):
    """The groups of one week; each class holds at least ``FEWEST`` people."""


def begin_week(organisation: Organisation, monday: date) -> tuple[Week, dict[PersonId, int | None]]:
    """Fix in which group everybody counts this week.

    Parameters
    ----------
    organisation
        As it stands on the day on which the week is opened (``Organisation.on``).
    monday
        First day of the week.

    Returns
    -------
    week
        Its groups. Sister teams that are small are added up together; of a team that no sum of
        ``FEWEST`` people could hold, nothing is counted.
    classes
        In which class each person counts; None for in none.

    Raises
    ------
    ArgumentError
        ``privacy.circle``: teams stand above one another.

    Notes
    -----
    One plan, on membership alone.
    """
    return Week.of(organisation, partial(open_round, round_name(monday), k=FEWEST))


def from_record(monday: date, record: Mapping[str, Any]) -> Week:
    """Read back what was fixed when a week began.

    Raises
    ------
    ArgumentError
        ``signals.week-changed``: the groups do not come out as they were fixed, because the record
        or the program was changed; nothing may be shown of such a week.
    """
    week = Week.read(record, partial(open_round, round_name(monday), k=FEWEST))
    if week is None:
        raise ArgumentError(
            "signals.week-changed",
            sentence(
                "The groups of the week of {monday} are not as they were fixed when it began, so "
                "nothing is shown of it. Later weeks are not touched by this.",
                monday=monday,
            ),
        )
    return week


def round_name(monday: date) -> str:
    """Name a week as a round, for the ledger."""
    return f"{_WEEK}{monday.isoformat()}"


def monday_of(round_name: str) -> date:
    """Tell on which Monday the week of a round began; the other way round of ``round_name``."""
    return date.fromisoformat(round_name.removeprefix(_WEEK))


def scale_name(symptom: str) -> str:
    """Name a symptom as a scale, for the ledger."""
    return f"happened-{symptom}"
