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
_TEAMS: Final = (
    *("directors", "production", "logistics", "sales", "support", "people"),
    *("bread", "warehouse", "transport", "sales-nl", "care"),
)
# Whom a visitor can be.
_VISITED: Final = (
    *(Role.CHIEF_EXECUTIVE, Role.TEAM_LEADER, Role.EMPLOYEE),
    *(Role.FACILITATOR, Role.WORKS_COUNCIL),
)


@dataclass(frozen=True)
class Cast:
    """Everybody with an account, by person, who leads which team, and who guides and watches."""

    people: Mapping[PersonId, Viewer]
    leaders: Mapping[TeamId, PersonId]
    facilitator: Viewer
    council: Viewer
    visitors: frozenset[PersonId]

    @classmethod
    def gather(cls) -> Cast:
        """Let the facilitator make the accounts that are not there yet; nobody can enter them."""
        facilitator = _first_of(Role.FACILITATOR)
        people.accounts_for(facilitator, _TEAMS)
        found = (_as_viewer(each) for each in people.everybody(facilitator))
        return cls(
            people={each.person: each for each in found if each.person},
            leaders={team.id: team.leader for team in organisation.load().teams if team.leader},
            facilitator=facilitator,
            council=_first_of(Role.WORKS_COUNCIL),
            visitors=frozenset(who for role in _VISITED if (who := _first_of(role).person)),
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


def _first_of(role: Role) -> Viewer:
    found = people.first_of(role)
    if found is None:
        missing = f"the invented organisation has no {role.value}"
        raise LookupError(missing)
    return _as_viewer(found)


def _as_viewer(person: people.Person) -> Viewer:
    return Viewer(
        account_id=person.id,
        name=person.name,
        roles=frozenset(person.roles),
        person=person.person,
        team=person.team,
    )
