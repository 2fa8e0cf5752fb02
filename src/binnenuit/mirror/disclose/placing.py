"""Who counts where: for one round and one scale, each rating in the group of whom it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.disclose.rows import distinct, once, rows_of
from binnenuit.mirror.disclose.uncounted import sift
from binnenuit.mirror.model import About
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.rounds.layers import (
    first_teams,
    leader_groups,
    leader_places,
    team_groups,
    team_of_group,
    team_places,
    teams_answered_about,
)
from binnenuit.privacy.rounds.suppliers import supplier_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from binnenuit.findings import Finding
    from binnenuit.mirror.disclose.rows import Rows
    from binnenuit.mirror.model import Ratings, Scored
    from binnenuit.mirror.model.ratings import Flags, Integers, Numbers
    from binnenuit.organisation.model import Organisation, PersonId, TeamId
    from binnenuit.privacy.answers import Groups

_STANDS_ALONE: Final = frozenset({About.SUPPLIER, About.CUSTOMER_FACING})


@dataclass(frozen=True, eq=False)
class Placed:
    """The ratings of one round on one scale, each in its group.

    Attributes
    ----------
    groups
        In which answers are summed.
    invited
        People who belong to each group itself. Of a supplier, or a team that faces customers, it is
        not known who might have answered: those who did on this scale. Shape (groups,).
    place
        Group of each rating that counts: with a valid score, once for each person and group; -1 for
        the others. Shape (rows,).
    values
        Answers to the items of the scale, reversed ones turned round. Shape (rows, items).
    rater
        Number of who rates, -1 for nobody. Shape (rows,).
    teams
        Team that each group stands for, and whether it holds the layers below it too.
    findings
        Ratings that were not counted, by why; people are never named.
    """

    groups: Groups
    invited: Integers
    place: Integers
    values: Numbers
    rater: Integers
    teams: Mapping[str, tuple[TeamId, bool]]
    findings: tuple[Finding, ...]


def place(organisation: Organisation, scale: Scored, ratings: Ratings) -> Placed:
    """In which group does each rating count?

    Parameters
    ----------
    organisation
        As it stood when the round closed.
    scale
        Leaders and own teams are rated by the people of the team itself: each person counts in one
        team, and only with a rating of that team or its leader, or one that names no team.
        Suppliers are rated by people of other teams, and teams that face customers by anybody
        outside them; these figures stand alone, as one person may rate several teams.
    ratings
        Of one round, with raters.

    Returns
    -------
    placed
        Of several ratings by one person in one group, the first with a valid score counts.

    Notes
    -----
    Linear in ratings, people and teams, but for a sort of the ratings that count.
    """
    rows = rows_of(scale, ratings)
    if scale.about in _STANDS_ALONE:
        return _placed_alone(organisation, scale, rows)
    return _placed_in_tree(organisation, scale, rows)


def _placed_in_tree(organisation: Organisation, scale: Scored, rows: Rows) -> Placed:
    if scale.about is About.LEADER:
        groups, invited = leader_groups(organisation)
        places, about = leader_places(organisation), teams_answered_about(organisation)
    else:
        groups, invited = team_groups(organisation)
        places, about = team_places(organisation), first_teams(organisation)
    ratings = rows.ratings
    own_group = _per_rater(ratings, places, groups.names)[ratings.rater]
    own_team = _per_rater(ratings, about, ratings.teams)[ratings.rater]
    unnamed = ratings.rated == NOWHERE
    reasons = {
        **_unknown(organisation, rows, people=True),
        "mirror.rates-himself": _leads(organisation, ratings) & (scale.about is About.LEADER),
        "mirror.rates-nobody": own_group == NOWHERE,
        "mirror.rates-other-team": ~unnamed & (own_team != ratings.rated),
    }
    counts, findings = sift(rows.said, reasons, scale, ratings)
    found = np.where(counts, own_group, NOWHERE)
    found, twice = once(scale, rows, found)
    teams = team_of_group(organisation, about)
    return Placed(groups, invited, found, rows.values, ratings.rater, teams, (*findings, *twice))


def _placed_alone(organisation: Organisation, scale: Scored, rows: Rows) -> Placed:
    ratings = rows.ratings
    reasons = {
        **_unknown(organisation, rows, people=scale.about is About.SUPPLIER),
        "mirror.rates-no-team": ratings.rated == NOWHERE,
        "mirror.rates-own-team": _belongs(organisation, ratings),
    }
    counts, findings = sift(rows.said, reasons, scale, ratings)
    rated = {ratings.teams[number] for number in np.unique(ratings.rated[counts]).tolist()}
    names = [team for team in organisation.team_by_id if team in rated]
    groups = supplier_groups([name.replace(" + ", "+") for name in names])
    number = {str(name): position for position, name in enumerate(names)}
    by_team = np.array([number.get(team, NOWHERE) for team in ratings.teams] + [NOWHERE])
    found = np.where(counts, by_team[ratings.rated], NOWHERE)
    invited = distinct(found, ratings.rater, len(names))
    found, twice = once(scale, rows, found)
    teams = {group: (team, False) for group, team in zip(groups.names, names, strict=True)}
    return Placed(groups, invited, found, rows.values, ratings.rater, teams, (*findings, *twice))


def _per_rater(ratings: Ratings, found: Mapping[PersonId, str], names: tuple[str, ...]) -> Integers:
    """Find a number for each rater, and -1 behind them for a row without rater."""
    number = {name: position for position, name in enumerate(names)}
    of = {str(person): name for person, name in found.items()}
    each = [number.get(of.get(rater, ""), NOWHERE) for rater in ratings.raters]
    return np.array([*each, NOWHERE], dtype=np.int64)


def _unknown(organisation: Organisation, rows: Rows, *, people: bool) -> dict[str, Flags]:
    """Mark ratings by or of somebody who is not in the files."""
    ratings = rows.ratings
    teams = {str(team) for team in organisation.team_by_id}
    members = {str(member.person) for member in organisation.people}
    there = np.array([team in teams for team in ratings.teams] + [True])
    known = np.array([not people or rater in members for rater in ratings.raters] + [True])
    return {
        "mirror.rating-without-rater": ratings.rater == NOWHERE,
        "mirror.unknown-rater": ~known[ratings.rater],
        "mirror.unknown-team": ~there[ratings.rated],
    }


def _leads(organisation: Organisation, ratings: Ratings) -> Flags:
    leaders = ((team.leader, team.id) for team in organisation.teams if team.leader is not None)
    return _among(ratings, leaders)


def _belongs(organisation: Organisation, ratings: Ratings) -> Flags:
    """Mark ratings by somebody who is a member of the rated team, or leads it."""
    members = ((member.person, member.team) for member in organisation.people)
    return _leads(organisation, ratings) | _among(ratings, members)


def _among(ratings: Ratings, pairs: Iterable[tuple[PersonId, TeamId]]) -> Flags:
    """Mark the ratings whose rater and rated team are one of the pairs."""
    rater = {name: number for number, name in enumerate(ratings.raters)}
    team = {name: number for number, name in enumerate(ratings.teams)}
    width = len(ratings.raters)
    codes = [
        team[of] * width + rater[person] for person, of in pairs if person in rater and of in team
    ]
    named = (ratings.rated != NOWHERE) & (ratings.rater != NOWHERE)
    found: Flags = named & np.isin(ratings.rated * width + ratings.rater, codes)
    return found
