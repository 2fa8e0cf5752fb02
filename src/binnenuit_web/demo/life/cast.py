"""Who acts in the living example, and as whom the services see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.organisation.model import TeamId
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services as people
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.organisation.model import PersonId

# Teams in which everybody has an account, so that the logbook names who acted.
_TEAMS: Final = ("directors", "production", "bread", "sales", "sales-nl")


@dataclass(frozen=True)
class Cast:
    """Everybody with an account, by person, and who leads which team."""

    people: Mapping[PersonId, Viewer]
    leaders: Mapping[TeamId, PersonId]

    @classmethod
    def gather(cls) -> Cast:
        """Let the facilitator make the accounts that are not there yet; nobody can enter them."""
        first = people.first_of(Role.FACILITATOR)
        if first is None:
            raise LookupError("the invented organisation has no facilitator")
        facilitator = _as_viewer(first)
        people.accounts_for(facilitator, _TEAMS)
        found = (_as_viewer(each) for each in people.everybody(facilitator))
        return cls(
            people={each.person: each for each in found if each.person},
            leaders={team.id: team.leader for team in organisation.load().teams if team.leader},
        )

    def leader(self, team: str) -> Viewer:
        """Who leads ``team``."""
        return self.people[self.leaders[TeamId(team)]]

    @property
    def top(self) -> Viewer:
        """The chief executive."""
        return self.leader("directors")


def by_link(team: str) -> Viewer:
    """Somebody of ``team`` who came through the link of that team, without an account."""
    here = TeamId(team)
    return Viewer(roles=frozenset({Role.EMPLOYEE}), team=here, speaks_for=here)


def _as_viewer(person: people.Person) -> Viewer:
    return Viewer(
        account_id=person.id,
        name=person.name,
        roles=frozenset(person.roles),
        person=person.person,
        team=person.team,
    )
