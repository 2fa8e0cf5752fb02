"""Somebody of the people file, as far as letting in needs to know him.

People stands below organisation: settings name the function that lists them, PEOPLE_OF_TEAMS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from binnenuit.organisation.model import PersonId, TeamId
    from binnenuit_web.people.roles import Role


@dataclass(frozen=True)
class Listed:
    """One person of today.

    Attributes
    ----------
    teams
        Teams of which this person is a member, in the order of the people file; never empty.
    role
        What follows from whom this person leads.
    language
        Empty when the people file does not say it.
    """

    person: PersonId
    name: str
    teams: tuple[TeamId, ...]
    role: Role
    language: str
