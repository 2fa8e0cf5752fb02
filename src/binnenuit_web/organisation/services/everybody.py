"""Everybody in the people file of today, with the role that follows from whom they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.organisation.leading import Leading
from binnenuit_web.organisation.services.store import today
from binnenuit_web.people.listed import Listed
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from binnenuit.organisation.model import PersonId

__all__ = ["people_of_teams"]


def people_of_teams(teams: Collection[str] | None = None) -> list[Listed]:
    """List everybody who is a member of one of these teams; without teams everybody.

    Linear in the people of the organisation.
    """
    organisation = today()
    leading = Leading(organisation)
    wanted = None if teams is None else set(teams)
    found: dict[PersonId, Listed] = {}
    for member in organisation.people:
        own = leading.teams_of[member.person]
        if member.person in found or (wanted is not None and wanted.isdisjoint(own)):
            continue
        role = _role(leading, member.person)
        found[member.person] = Listed(member.person, member.name, own, role, member.language)
    return list(found.values())


def _role(leading: Leading, person: PersonId) -> Role:
    led = leading.led_by.get(person, ())
    if not led:
        return Role.EMPLOYEE
    if person in leading.chief_executives:
        return Role.CHIEF_EXECUTIVE
    above = leading.leaders_above(person)
    if above and above[0].leader in leading.chief_executives:
        return Role.DIRECTOR
    leads_leaders = any(each in leading.led_by for team in led for each in team.people)
    return Role.MIDDLE_MANAGER if leads_leaders else Role.TEAM_LEADER
