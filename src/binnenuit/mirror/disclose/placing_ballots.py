"""Who counts where in a layer: ballots name a team and nobody, so a place is a team's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.disclose.placing import Placed
from binnenuit.mirror.disclose.rows import distinct, once, rows_of
from binnenuit.mirror.disclose.uncounted import sift
from binnenuit.mirror.model.layers import FEWEST_FOR_THE_TOP
from binnenuit.mirror.model.parts import parts_about
from binnenuit.mirror.model.questionnaire import About
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.rounds.layers import groups_of, places_of
from binnenuit.privacy.rounds.suppliers import supplier_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from binnenuit.mirror.disclose.ballots_rated import Cast
    from binnenuit.mirror.disclose.rows import Rows
    from binnenuit.mirror.model import Scored
    from binnenuit.mirror.model.ballot import Part
    from binnenuit.mirror.model.ratings import Flags, Integers
    from binnenuit.organisation.model import Organisation, PersonId, TeamId
    from binnenuit.privacy import Groups

_TOP: Final = 1


@dataclass(frozen=True, eq=False)
class Asked:
    """One scale in one layer: whom it was asked of, and where ballots count.

    Attributes
    ----------
    placed
        Its groups are those of teams that are asked about, and of teams above them.
    invited
        Group in which each person was invited. Empty where nobody knows who may answer: about
        suppliers, and about teams that face customers.
    """

    placed: Placed
    invited: Mapping[PersonId, str]


def answering(
    scale: Scored, teams: Organisation, parts: Mapping[PersonId, Part], layer: int
) -> dict[PersonId, TeamId]:
    """Who was invited to answer on a scale, and about which team?

    About leaders nobody of a team that has none; and at the top only where ten or more were
    invited: else they talk.
    """
    asked = parts_about(scale.about)
    found = {
        member.person: member.team
        for member in teams.people
        if parts.get(member.person) in asked and member.team in teams.team_by_id
    }
    if scale.about is not About.LEADER:
        return found
    fewest = FEWEST_FOR_THE_TOP if layer == _TOP else 1
    people = Counter(found.values())
    led = {t for t, n in people.items() if n >= fewest and teams.team_by_id[t].leader is not None}
    return {person: team for person, team in found.items() if team in led}


def place_ballots(
    scale: Scored, cast: Cast, teams: Organisation, invited: Mapping[PersonId, TeamId]
) -> Asked:
    """In which group does each row of a ballot count?

    Parameters
    ----------
    teams
        As they stood when the layer opened.
    invited
        From ``answering``.

    Returns
    -------
    asked
        Leaders and own teams are judged by the people invited in that team. Suppliers stand alone,
        each judged by those invited elsewhere; teams that face customers, by who answered about
        them. What counts nowhere is told of in ``placed.findings``.

    Notes
    -----
    Linear in rows, people and teams, but for a sort of the rows that count.
    """
    rows = rows_of(scale, cast.ratings)
    if scale.about is About.SUPPLIER:
        return _suppliers(scale, cast, rows, teams, invited)
    if scale.about is About.CUSTOMER_FACING:
        return _faced(scale, cast, rows, teams)
    return _in_tree(scale, cast, rows, teams, invited)


def _in_tree(
    scale: Scored, cast: Cast, rows: Rows, teams: Organisation, invited: Mapping[PersonId, TeamId]
) -> Asked:
    around = _around(teams, set(invited.values()))
    groups, people = groups_of(around, invited)
    places = places_of(around, invited)
    group_of = {team: places[person] for person, team in invited.items()}
    number = {name: place for place, name in enumerate(groups.names)}
    by_team = {str(team): number[name] for team, name in group_of.items()}
    own = _numbers(cast, by_team)[cast.ratings.rater_team]
    reasons = {
        "mirror.not-asked": _not_asked(scale, cast),
        "mirror.nobody-invited": own == NOWHERE,
        "mirror.rates-other-team": cast.ratings.rated != cast.ratings.rater_team,
    }
    placed = _placed(scale, cast, rows, reasons, found=own, groups=groups, people=people)
    return Asked(placed, places)


def _suppliers(
    scale: Scored, cast: Cast, rows: Rows, teams: Organisation, invited: Mapping[PersonId, TeamId]
) -> Asked:
    there = list(teams.team_by_id) if invited else []
    people = Counter(invited.values())
    others = fixed(np.array([len(invited) - people[team] for team in there], dtype=np.int64))
    rated = _numbers(cast, {str(team): place for place, team in enumerate(there)})
    asked = _numbers(cast, {str(team): 0 for team in people})
    found = rated[cast.ratings.rated]
    reasons = {
        "mirror.not-asked": _not_asked(scale, cast),
        "mirror.nobody-invited": asked[cast.ratings.rater_team] == NOWHERE,
        "mirror.unknown-team": found == NOWHERE,
        "mirror.rates-own-team": cast.ratings.rated == cast.ratings.rater_team,
    }
    groups = _alone(there)
    placed = _placed(scale, cast, rows, reasons, found=found, groups=groups, people=others)
    return Asked(placed, {})


def _faced(scale: Scored, cast: Cast, rows: Rows, teams: Organisation) -> Asked:
    ratings = cast.ratings
    reasons = {
        "mirror.not-asked": _not_asked(scale, cast),
        "mirror.rates-other-team": ratings.rated != ratings.rater_team,
    }
    counts = rows.said & ~reasons["mirror.not-asked"] & ~reasons["mirror.rates-other-team"]
    rated = {ratings.teams[number] for number in np.unique(ratings.rated[counts]).tolist()}
    there = [team for team in teams.team_by_id if team in rated]
    found = _numbers(cast, {str(team): place for place, team in enumerate(there)})[ratings.rated]
    reasons["mirror.unknown-team"] = found == NOWHERE
    said = np.where(counts, found, NOWHERE)
    people = distinct(said, ratings.rater, len(there))
    groups = _alone(there)
    placed = _placed(scale, cast, rows, reasons, found=found, groups=groups, people=people)
    return Asked(placed, {})


def _placed(
    scale: Scored,
    cast: Cast,
    rows: Rows,
    reasons: Mapping[str, Flags],
    *,
    found: Integers,
    groups: Groups,
    people: Integers,
) -> Placed:
    counts, findings = sift(rows.said, reasons, scale, cast.ratings)
    place, twice = once(scale, rows, np.where(counts, found, NOWHERE))
    told = (*findings, *twice)
    return Placed(groups, people, place, rows.values, cast.ratings.rater, {}, told)


def _not_asked(scale: Scored, cast: Cast) -> Flags:
    asked = parts_about(scale.about)
    of_ballot = np.array([part not in asked for part in cast.parts], dtype=np.bool_)
    found: Flags = of_ballot[cast.ratings.rater]
    return found


def _numbers(cast: Cast, number: Mapping[str, int]) -> Integers:
    """Find the number of each team of the ballots; -1 where it has none."""
    found = [number.get(team, NOWHERE) for team in cast.ratings.teams]
    return np.array([*found, NOWHERE], dtype=np.int64)


def _alone(teams: Iterable[TeamId]) -> Groups:
    return supplier_groups([team.replace(" + ", "+") for team in teams])


def _around(teams: Organisation, wanted: set[TeamId]) -> Organisation:
    """Leave out the teams that nobody of this layer is in or below."""
    there: set[TeamId] = set()
    for team in wanted:
        above: TeamId | None = team
        while above is not None and above in teams.team_by_id and above not in there:
            there.add(above)
            above = teams.team_by_id[above].parent
    return replace(teams, teams=tuple(team for team in teams.teams if team.id in there))
