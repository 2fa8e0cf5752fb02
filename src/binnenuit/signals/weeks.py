"""A week of taps: who counts in which group, fixed when the week begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.answers import Groups
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.model import NOWHERE, SMALLEST_GROUP_OF_ITEM
from binnenuit.privacy.rounds.layers import team_groups, team_places
from binnenuit.privacy.rounds.moments import open_round

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.organisation.model import Organisation, PersonId, TeamId
    from binnenuit.privacy.rounds.moments import Opening

_WEEK: Final = "week "
FEWEST: Final = SMALLEST_GROUP_OF_ITEM
"""Fewest people in any sum of taps."""


@dataclass(frozen=True, eq=False)
class Week:
    """The groups of one week.

    Attributes
    ----------
    opening
        The round: its classes are the smallest groups in which taps are ever added up, each of at
        least ``FEWEST`` people.
    own
        For each team with people, the group that they are in.
    whole
        For each team, the group that holds it with everything below it.
    """

    opening: Opening
    own: Mapping[TeamId, str]
    whole: Mapping[TeamId, str]

    def class_of(self, team: TeamId) -> int | None:
        """Tell in which class the people of a team count; None when no sum could hold them."""
        group = self.own.get(team)
        if group is None:
            return None
        number = int(self.opening.plan.regions[self.opening.groups.names.index(group)])
        return None if number == NOWHERE else number

    def record(self) -> dict[str, Any]:
        """Write down all that is fixed, as text and numbers; see ``from_record``."""
        opening = self.opening
        return {
            "names": opening.groups.names,
            "tree": opening.groups.tree.tolist(),
            "invited": opening.plan.counts.tolist(),
            "own": dict(self.own),
            "whole": dict(self.whole),
            "fixed": opening.settings_hash,
        }


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
    groups, invited = team_groups(organisation)
    places = team_places(organisation)
    own: dict[TeamId, str] = {}
    for member in organisation.people:
        # Somebody in two teams is in the group of the first.
        if member.person in places:
            own.setdefault(member.team, places[member.person])
    whole = dict(zip(organisation.team_by_id, groups.names, strict=False))
    opening = open_round(round_name(monday), groups, invited, k=FEWEST)
    number = dict(zip(groups.names, opening.plan.regions.tolist(), strict=True))
    classes = {
        person: None if number[place] == NOWHERE else number[place]
        for person, place in places.items()
    }
    return Week(opening, own, whole), classes


def from_record(monday: date, record: Mapping[str, Any]) -> Week:
    """Read back what was fixed when a week began.

    Raises
    ------
    ArgumentError
        ``signals.week-changed``: the groups do not come out as they were fixed, because the record
        or the program was changed; nothing may be shown of such a week.
    """
    tree = fixed(np.array(record["tree"], dtype=np.int64))
    groups = Groups(tuple(record["names"]), tree)
    opening = open_round(round_name(monday), groups, record["invited"], k=FEWEST)
    if opening.settings_hash != record["fixed"]:
        raise ArgumentError(
            "signals.week-changed",
            sentence(
                "The groups of the week of {monday} are not as they were fixed when it began, so "
                "nothing is shown of it. Later weeks are not touched by this.",
                monday=monday,
            ),
        )
    return Week(opening, record["own"], record["whole"])


def round_name(monday: date) -> str:
    """Name a week as a round, for the ledger."""
    return f"{_WEEK}{monday.isoformat()}"


def monday_of(round_name: str) -> date:
    """Tell on which Monday the week of a round began; the other way round of ``round_name``."""
    return date.fromisoformat(round_name.removeprefix(_WEEK))


def scale_name(symptom: str) -> str:
    """Name a symptom as a scale, for the ledger."""
    return f"happened-{symptom}"
