"""Where does a viewer stand towards a promise: who gave it, who gets it, who stands below?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from binnenuit.organisation.leading import Leading
from binnenuit.organisation.parties import Party, PartyKind
from binnenuit.promises import GIVER_SAYS, RECEIVER_SAYS, Happening
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.organisation.model import Organisation, PersonId, TeamId
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class House:
    """The organisation of one day, and everybody's name over all time."""

    leading: Leading
    stored: Organisation

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of people, teams and customers: their ids share one namespace."""
        stored = self.stored
        return {
            **{each.person: each.name or each.person for each in stored.people},
            **{each.id: each.name for each in stored.teams},
            **{each.id: each.name for each in stored.customers},
        }

    @cached_property
    def leads(self) -> dict[PersonId, frozenset[TeamId]]:
        """Teams of which each person is the leader, also those without anybody to lead."""
        found: dict[PersonId, set[TeamId]] = {}
        for team in self.leading.organisation.teams:
            if team.leader is not None:
                found.setdefault(team.leader, set()).add(team.id)
        return {person: frozenset(teams) for person, teams in found.items()}


def house(today: date) -> House:
    """The organisation of today; kept in memory until something changes."""
    return _house(organisation.facts().revision, today)


@lru_cache(maxsize=2)
def _house(revision: str, today: date) -> House:
    del revision
    stored = organisation.load()
    return House(Leading(stored.on(today)), stored)


@dataclass(frozen=True)
class Place:
    """Where one viewer stands in the organisation.

    Attributes
    ----------
    teams
        Teams he is a member of, leads, or whose link he opened.
    speaks_for
        Teams on whose behalf he may promise: those he leads, or whose link he opened.
    leaders
        Who stands above him, nearest first.
    lines
        His teams and every team above them.
    """

    person: PersonId | None
    teams: frozenset[TeamId]
    speaks_for: frozenset[TeamId]
    leaders: tuple[PersonId, ...]
    lines: frozenset[TeamId]

    def may_read(self, giver: Party, receiver: Party) -> bool:
        """The two sides read a promise, and everybody below who gave it."""
        if self.is_side(giver, receiver):
            return True
        above = self.leaders if giver.kind is PartyKind.PERSON else self.lines
        return giver.kind is not PartyKind.CUSTOMER and giver.id in above

    def is_side(self, giver: Party, receiver: Party) -> bool:
        return self._belongs_to(giver) or self._belongs_to(receiver)

    def gives(self, giver: Party) -> bool:
        """Whether he may promise as this giver, and say what becomes of it."""
        if giver.kind is PartyKind.PERSON:
            return bool(self.person) and giver.id == self.person
        return giver.kind is PartyKind.TEAM and giver.id in self.speaks_for

    def may_say(self, giver: Party, receiver: Party) -> frozenset[Happening]:
        """What he may say of a promise; who gave it never says whether it was kept."""
        if self.gives(giver):
            return GIVER_SAYS
        return RECEIVER_SAYS if self._belongs_to(receiver) else frozenset()

    def _belongs_to(self, side: Party) -> bool:
        if side.kind is PartyKind.PERSON:
            return bool(self.person) and side.id == self.person
        return side.kind is PartyKind.TEAM and side.id in self.teams


def place(viewer: Viewer, today: date) -> Place:
    """Find where a viewer stands today; who is nobody here stands nowhere, and sees nothing."""
    seen = house(today)
    # A link counts for who has no account only: with one he would judge his own promise.
    linked = viewer.account_id is None and not viewer.person
    speaks_for = {viewer.speaks_for} if linked and viewer.speaks_for else set()
    if viewer.person:
        speaks_for |= seen.leads.get(viewer.person, frozenset())
        # The people file knows better than the account in which team somebody is now.
        teams = speaks_for | set(seen.leading.teams_of.get(viewer.person, ()))
    else:
        teams = speaks_for | ({viewer.team} if viewer.team and viewer.is_signed_in else set())
    return Place(
        person=viewer.person,
        teams=frozenset(teams),
        speaks_for=frozenset(speaks_for),
        leaders=_above(seen.leading, teams, viewer.person),
        lines=_lines(seen.leading.organisation, teams),
    )


def _above(leading: Leading, teams: set[TeamId], person: PersonId | None) -> tuple[PersonId, ...]:
    ways = [each for team in teams for each in leading.way_up(team) if each.leader != person]
    return tuple(dict.fromkeys(each.leader for each in sorted(ways, key=lambda led: -led.layer)))


def _lines(stored: Organisation, teams: set[TeamId]) -> frozenset[TeamId]:
    found: set[TeamId] = set()
    for team in teams:
        at: TeamId | None = team
        while at is not None and at not in found and at in stored.team_by_id:
            found.add(at)
            at = stored.team_by_id[at].parent
    return frozenset(found)
