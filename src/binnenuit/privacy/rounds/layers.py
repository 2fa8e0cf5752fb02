"""From teams and people to the tree of groups in which answers are counted."""

from __future__ import annotations

from collections import Counter
from itertools import chain, count
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.answers import Groups
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.tree import depths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.organisation.model import Organisation, PersonId, Team, TeamId
    from binnenuit.privacy.model import Integers

OWN: Final = "/own"


def team_groups(organisation: Organisation) -> tuple[Groups, Integers]:
    """Make the groups for questions about one's own team, and count who is in each.

    Parameters
    ----------
    organisation
        As it stands on the day on which the round opens (``Organisation.on``).

    Returns
    -------
    groups
        First the teams in their order, then a leaf ``<team>/own`` for each team that has people of
        its own and teams below it: so "this team itself" and "everything below" are two groups.
        Named by the id of the team; a plus sign between spaces, which stands between the names of
        merged groups, loses its spaces.
    invited
        People who belong to each group itself; one person is counted once, in the team that is
        listed first. Shape (nodes,).

    Raises
    ------
    ArgumentError
        ``privacy.circle``: teams stand above one another.

    Notes
    -----
    Linear in the number of teams and people.
    """
    return groups_of(organisation, first_teams(organisation))


def leader_groups(organisation: Organisation) -> tuple[Groups, Integers]:
    """Make the groups for questions about leaders, and count who answers about each.

    The leader of a team is seen by its people, without himself. The group of a team, or its leaf
    ``<team>/own``, holds those who answer about its leader; the node of a team with teams below it
    holds the answers about all leaders of these layers together.

    Parameters
    ----------
    organisation
        As for ``team_groups``.

    Returns
    -------
    groups
        As for ``team_groups``.
    invited
        As for ``team_groups``; but who leads the team he is in, answers in the team above it. Who
        leads the top answers about nobody and is not counted. Shape (nodes,).

    Raises
    ------
    ArgumentError
        ``privacy.circle``: teams stand above one another.
    """
    return groups_of(organisation, teams_answered_about(organisation))


def team_places(organisation: Organisation) -> dict[PersonId, str]:
    """In which of ``team_groups`` is each person? The name of the group."""
    return places_of(organisation, first_teams(organisation))


def leader_places(organisation: Organisation) -> dict[PersonId, str]:
    """In which of ``leader_groups`` is each person? Who answers about nobody is left out."""
    return places_of(organisation, teams_answered_about(organisation))


def groups_of(
    organisation: Organisation, teams: Mapping[PersonId, TeamId]
) -> tuple[Groups, Integers]:
    """Make the groups for any questions, and count who is in each: as ``team_groups``.

    Parameters
    ----------
    teams
        Who counts in which team.
    """
    names, own = _names(organisation, teams)
    number = {team: position for position, team in enumerate(names)}
    tree = np.append(_tree(organisation), [number[team] for team in own]).astype(np.int64)
    groups = Groups((*names.values(), *own.values()), fixed(tree))
    counts = Counter(places_of(organisation, teams).values())
    return groups, fixed(np.array([counts[name] for name in groups.names], np.int64))


def places_of(organisation: Organisation, teams: Mapping[PersonId, TeamId]) -> dict[PersonId, str]:
    """In which of ``groups_of`` is each person? The name of the group."""
    names, own = _names(organisation, teams)
    places = names | own
    return {person: places[team] for person, team in teams.items()}


def team_of_group(
    organisation: Organisation, teams: Mapping[PersonId, TeamId]
) -> dict[str, tuple[TeamId, bool]]:
    """Which team does each group stand for, and does it hold the layers below that team too?

    Parameters
    ----------
    teams
        Who answers about which team: ``first_teams`` or ``teams_answered_about``.
    """
    names, own = _names(organisation, teams)
    whole = {name: (team, bool(organisation.children.get(team))) for team, name in names.items()}
    return whole | {name: (team, False) for team, name in own.items()}


def first_teams(organisation: Organisation) -> dict[PersonId, TeamId]:
    """Which team does each person count in? The first that is listed and still there."""
    teams: dict[PersonId, TeamId] = {}
    for member in organisation.people:
        if member.team in organisation.team_by_id:  # it may have ended before the membership did
            teams.setdefault(member.person, member.team)
    return teams


def teams_answered_about(organisation: Organisation) -> dict[PersonId, TeamId]:
    """About the leader of which team does each person answer? Who leads the top, about nobody's."""
    depths(_tree(organisation))  # refuses circles, in which one would climb for ever
    found = {}
    for person, first in first_teams(organisation).items():
        team: Team | None = organisation.team_by_id[first]
        while team is not None and team.leader == person:
            team = _above(organisation, team)
        if team is not None:
            found[person] = team.id
    return found


def _above(organisation: Organisation, team: Team) -> Team | None:
    return None if team.parent is None else organisation.team_by_id.get(team.parent)


def _tree(organisation: Organisation) -> Integers:
    number = {team: position for position, team in enumerate(organisation.team_by_id)}
    above = (_above(organisation, team) for team in organisation.team_by_id.values())
    return np.array([NOWHERE if team is None else number[team.id] for team in above], np.int64)


def _names(
    organisation: Organisation, teams: Mapping[PersonId, TeamId]
) -> tuple[dict[TeamId, str], dict[TeamId, str]]:
    """Name the group of each team, and the group of its own people where that is another one."""
    taken: set[str] = set()
    names = {team: _free(team.replace(" + ", "+"), taken) for team in organisation.team_by_id}
    with_people = set(teams.values())
    divided = (t for t in names if t in with_people and organisation.children.get(t))
    return names, {team: _free(names[team] + OWN, taken) for team in divided}


def _free(name: str, taken: set[str]) -> str:
    """Take a name that nobody has yet: the name itself, or with a number behind it."""
    more = chain([""], (f" {number}" for number in count(2)))
    found = next(name + suffix for suffix in more if name + suffix not in taken)
    taken.add(found)
    return found
