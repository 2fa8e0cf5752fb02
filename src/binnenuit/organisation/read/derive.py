"""Teams from a people file that comes alone: from its teams, from its managers, or from both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from binnenuit.findings import Finding
from binnenuit.language import listed, sentence
from binnenuit.organisation.model import Membership, PersonId, Team, TeamId
from binnenuit.organisation.read.people import memberships, vacancy_findings
from binnenuit.organisation.read.things import Things

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.organisation.read.people import Place

WITHOUT_MANAGER: Final = TeamId("without-manager")


@dataclass(frozen=True)
class Derived:
    """Teams that were made, and who is in them."""

    teams: tuple[Team, ...]
    people: Things[Membership]
    findings: tuple[Finding, ...]


def derive(places: Things[Place]) -> Derived:
    """Make teams from a people file.

    With a column for the team, these are the teams; whoever is the manager of most members leads
    the team, and the team of that manager is the one above. Without it, whoever is somebody's
    manager has a team.
    """
    places, own = _without_own_managers(_managers_by_id(places))
    if "team" in places.columns:
        people = memberships(places)
        teams = _named_teams(places)
        surprises = _several_managers(places, teams)
    else:
        people = _memberships_by_manager(places)
        teams = _managers_teams(places, people.values)
        surprises = _unknown_managers(places)
    made = Finding(
        "organisation.teams-made",
        sentence(
            "There is no file of teams; {count} teams were made from the people.", count=len(teams)
        ),
        file=places.source.file,
    )
    return Derived(teams, people, (*people.findings, made, *own, *surprises))


def _managers_by_id(places: Things[Place]) -> Things[Place]:
    """Put ids where the managers are given by name, when one person alone has that name."""
    known = {place.person for place in places.values}
    named = Counter(name for _, name in {(place.person, place.name) for place in places.values})
    ids = {
        place.name: place.person for place in places.values if place.name and named[place.name] == 1
    }
    values = tuple(
        place
        if place.manager in known or place.manager not in ids
        else replace(place, manager=ids[place.manager])
        for place in places.values
    )
    return replace(places, values=values)


def _without_own_managers(places: Things[Place]) -> tuple[Things[Place], tuple[Finding, ...]]:
    own = [place.person for place in places.values if place.person == place.manager != ""]
    if not own:
        return places, ()
    values = tuple(
        replace(place, manager="") if place.person == place.manager else place
        for place in places.values
    )
    finding = Finding(
        "organisation.own-manager",
        sentence(
            "{people} are their own manager; they were taken as having none.", people=listed(own)
        ),
        file=places.source.file,
    )
    return replace(places, values=values), (finding,)


def _named_teams(places: Things[Place]) -> tuple[Team, ...]:
    managers: dict[str, Counter[str]] = {}
    for place in places.values:
        counted = managers.setdefault(place.team, Counter())
        if place.manager:
            counted[place.manager] += 1
    team_of = {place.person: place.team for place in places.values}
    manager_of = {place.person: place.manager for place in places.values}
    leaders = {team: _leader(team, counted, team_of) for team, counted in managers.items()}
    return tuple(
        Team(
            TeamId(team),
            team,
            parent=_team_above(team, leader, team_of, manager_of),
            leader=PersonId(leader) if leader else None,
        )
        for team, leader in leaders.items()
    )


def _leader(team: str, managers: Counter[str], team_of: Mapping[str, str]) -> str:
    # Personnel systems often count the manager among the members: on a tie it is that one, and
    # not the manager's own manager.
    return max(
        managers,
        key=lambda person: (managers[person], team_of.get(person) == team),
        default="",
    )


def _team_above(
    team: str, leader: str, team_of: Mapping[str, str], manager_of: Mapping[str, str]
) -> TeamId | None:
    person, passed = leader, set[str]()
    while person and person not in passed:
        passed.add(person)
        above = team_of.get(person, team)
        if above != team:
            return TeamId(above)
        person = manager_of.get(person, "")
    return None


def _several_managers(places: Things[Place], teams: tuple[Team, ...]) -> tuple[Finding, ...]:
    leader_of: dict[str, str | None] = {str(team.id): team.leader for team in teams}
    several = [
        place.team
        for place in places.values
        if place.manager and leader_of[place.team] not in {place.person, place.manager}
    ]
    if not several:
        return ()
    finding = Finding(
        "organisation.several-managers",
        sentence(
            "In {teams} not everyone has the same manager; whoever manages most of them was taken "
            "as the leader.",
            teams=listed(several),
        ),
        file=places.source.file,
    )
    return (finding,)


def _memberships_by_manager(places: Things[Place]) -> Things[Membership]:
    managers = {place.manager for place in places.values}
    return Things(
        tuple(place.membership(_team_by_manager(place, managers)) for place in places.values),
        places.source,
        (*places.findings, *vacancy_findings(places)),
    )


def _team_by_manager(place: Place, managers: set[str]) -> str:
    if place.manager:
        return f"team-{place.manager}"
    return f"top-{place.person}" if place.person in managers else WITHOUT_MANAGER


def _managers_teams(places: Things[Place], people: tuple[Membership, ...]) -> tuple[Team, ...]:
    names = {place.person: place.name or place.person for place in places.values}
    above = {member.person: member.team for member in people}
    made: dict[TeamId, Team] = {}
    for member, place in zip(people, places.values, strict=True):
        if member.team in made:
            continue
        if place.manager:
            leader = PersonId(place.manager)
            name = f"Team {names.get(leader, leader)}"
            made[member.team] = Team(member.team, name, above.get(leader), leader)
        else:
            alone = member.team == WITHOUT_MANAGER
            name = WITHOUT_MANAGER if alone else names[place.person]
            made[member.team] = Team(member.team, name)
    return tuple(made.values())


def _unknown_managers(places: Things[Place]) -> tuple[Finding, ...]:
    file = places.source.file
    known = {place.person for place in places.values}
    managers = {place.manager for place in places.values if place.manager}
    missing = managers - known
    alone = [
        place.person
        for place in places.values
        if not place.manager and place.person not in managers
    ]
    unknown = Finding(
        "organisation.unknown-manager",
        sentence(
            "{people} are managers but not in the file; nobody is known above them.",
            people=listed(sorted(missing)),
        ),
        file=file,
    )
    without = Finding(
        "organisation.without-manager",
        sentence(
            "{people} have no manager and manage nobody; they are kept together in one team.",
            people=listed(alone),
        ),
        file=file,
    )
    return (*([unknown] if missing else []), *([without] if alone else []))
