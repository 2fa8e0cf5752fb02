"""Who leads whom: the way up from a team to the top, and everybody below a leader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from binnenuit.organisation.model import Organisation, PersonId, TeamId


@dataclass(frozen=True)
class Led:
    """One leader with one team.

    Attributes
    ----------
    layer
        1 for who leads at the top, 2 for those led there, and so on.
    people
        Those who are led: the members of the team without the leader himself, in the order of the
        people file.
    """

    leader: PersonId
    team: TeamId
    layer: int
    people: tuple[PersonId, ...]


@dataclass(frozen=True)
class Leading:
    """Who leads whom in an organisation as it stands on one day (``Organisation.on``).

    A team whose leader nobody knows, or that has nobody to lead, leads nothing; a top team with one
    member and no leader is that member's own: he is the chief executive. Everything is computed
    once, linear in teams and people.
    """

    organisation: Organisation

    @cached_property
    def members(self) -> dict[TeamId, tuple[PersonId, ...]]:
        """People who are members of each team itself, in the order of the people file."""
        found: dict[TeamId, list[PersonId]] = {}
        for member in self.organisation.people:
            found.setdefault(member.team, []).append(member.person)
        return {team: tuple(dict.fromkeys(people)) for team, people in found.items()}

    @cached_property
    def teams_of(self) -> dict[PersonId, tuple[TeamId, ...]]:
        """Teams of which each person is a member, in the order of the people file."""
        found: dict[PersonId, list[TeamId]] = {}
        for member in self.organisation.people:
            found.setdefault(member.person, []).append(member.team)
        return {person: tuple(dict.fromkeys(teams)) for person, teams in found.items()}

    @cached_property
    def led(self) -> tuple[Led, ...]:
        """Every leader with every team led, top first."""
        organisation = self.organisation
        # A team that leads nobody makes no layer: what counts is how many leaders stand above.
        layers: dict[TeamId, int] = {}
        found = []
        for team in sorted(organisation.teams, key=lambda team: organisation.depth.get(team.id, 0)):
            above = layers.get(team.parent, 0) if team.parent else 0
            people = tuple(p for p in self.members.get(team.id, ()) if p != team.leader)
            leads = team.leader is not None and bool(people)
            layers[team.id] = above + leads
            if team.leader is not None and leads:
                found.append(Led(team.leader, team.id, layers[team.id], people))
        return tuple(sorted(found, key=lambda each: each.layer))

    @cached_property
    def _led_at(self) -> dict[TeamId, Led]:
        return {each.team: each for each in self.led}

    @cached_property
    def led_by(self) -> dict[PersonId, tuple[Led, ...]]:
        """What each leader leads; who leads nobody is not in it."""
        found: dict[PersonId, list[Led]] = {}
        for each in self.led:
            found.setdefault(each.leader, []).append(each)
        return {leader: tuple(teams) for leader, teams in found.items()}

    @cached_property
    def chief_executives(self) -> tuple[PersonId, ...]:
        """Who stands at the top: leads a team without anybody above him. Usually one person."""
        return tuple(dict.fromkeys(each.leader for each in self.led if each.layer == 1))

    def is_leader_of(self, person: PersonId | None, team: TeamId) -> bool:
        """Tell whether ``person`` leads ``team`` itself."""
        found = self.organisation.team_by_id.get(team)
        return person is not None and found is not None and found.leader == person

    def way_up(self, team: TeamId) -> tuple[Led, ...]:
        """Tell who leads ``team``, who leads that leader's team above, and so on to the top.

        Teams that nobody leads are passed over, and a leader is named once, at the lowest team he
        leads on this way. Empty when nobody leads anybody here, or for a team that is not there.
        """
        by_team = self._led_at
        found: dict[PersonId, Led] = {}
        seen: set[TeamId] = set()
        at: TeamId | None = team
        while at is not None and at not in seen and at in self.organisation.team_by_id:
            seen.add(at)
            if at in by_team:
                found.setdefault(by_team[at].leader, by_team[at])
            at = self.organisation.team_by_id[at].parent
        return tuple(found.values())

    def below(self, team: TeamId) -> frozenset[TeamId]:
        """Tell which teams stand below ``team``, itself included."""
        found: set[TeamId] = set()
        waiting = [team]
        while waiting:
            at = waiting.pop()
            if at not in found:
                found.add(at)
                waiting += [child.id for child in self.organisation.children.get(at, ())]
        return frozenset(found)

    def leaders_above(self, person: PersonId) -> tuple[Led, ...]:
        """Tell who stands above a person, nearest first: leader, leader's leader, to the top."""
        ways = [way for team in self.teams_of.get(person, ()) for way in self.way_up(team)]
        once = {each.leader: each for each in reversed(ways) if each.leader != person}
        return tuple(sorted(once.values(), key=lambda each: -each.layer))
