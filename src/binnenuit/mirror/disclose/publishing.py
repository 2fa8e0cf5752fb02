"""From the answers of rounds to what may be seen of them: published once, and the same ever after.

Membership and dates decide what is shown, never answers. Beside the releases the folder keeps,
hidden and for its owner only, sums per group (``tallies``) and who answered where, as fingerprints
(``seats``), of the rounds whose answers stand in the latest figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.errors import ArgumentError
from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.mirror.disclose.dates import closing_days
from binnenuit.mirror.disclose.placing import place
from binnenuit.mirror.disclose.released import TeamFigure, team_figures
from binnenuit.mirror.disclose.round_made import RoundMade
from binnenuit.mirror.disclose.seating import WhoAnswered
from binnenuit.mirror.disclose.spelling import one_spelling
from binnenuit.mirror.disclose.standing import absent_rounds, other_people
from binnenuit.mirror.disclose.statistics import Statistics, statistics
from binnenuit.privacy import Bound, open_round, read_back
from binnenuit.privacy.releases.folder import read_ledger, read_release
from binnenuit.privacy.releases.once import publish_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from typing import Any

    from binnenuit.mirror.disclose.placing import Placed
    from binnenuit.mirror.model import Questionnaire, Ratings, Scored
    from binnenuit.organisation.model import Organisation, TeamId
    from binnenuit.privacy import Disclosed, Group, Ledger, ReadBack


@dataclass(frozen=True)
class Told:
    """What is seen of one scale in one round.

    Attributes
    ----------
    round, scale
        Of the release.
    groups
        Every group, as released.
    teams
        The same by team, with intervals; in the order of ``groups``.
    statistics
        How far the scale can be relied on.
    spread
        Standard deviation of people's scores within teams, as it is used for intervals: of this
        round or, where it is withheld, of the last one that showed it.
    """

    round: str
    scale: str
    groups: tuple[Group, ...]
    teams: tuple[TeamFigure, ...]
    statistics: Statistics
    spread: Disclosed[float]


@dataclass(frozen=True)
class Published:
    """Everything that is seen of some rounds.

    Attributes
    ----------
    told
        By round and scale, in the order of the rounds and of the questionnaire; a scale of which a
        round asked nothing is not there.
    findings
        What a reader must know: ratings that were not counted, and dates that are not known.
    """

    told: tuple[Told, ...]
    findings: tuple[Finding, ...]


def publish_mirror(
    folder: Path,
    organisation: Organisation,
    questionnaire: Questionnaire,
    rounds: Sequence[Ratings],
    *,
    k: int = 5,
    merge: bool = True,
    closed_on: Mapping[str, date] | None = None,
) -> Published:
    """Publish the rounds that are not out yet, and read back those that are.

    Parameters
    ----------
    folder
        Where ``releases`` stand and the ledger is kept. Nobody else publishes from it meanwhile.
    organisation
        Over all time; each round sees it as it stood on the day on which the round closed, and as
        it is given where that day is not known.
    questionnaire
        What was asked.
    rounds
        In the order in which they closed.
    k, merge
        Fewest people in any sum of a scale, and whether small sister teams are shown as one; fixed
        in a round once a figure of it is out.
    closed_on
        Day on which a round closed. Else it is the last day of what the name of the round says
        (2026-03-15, 2026-03, 2026-Q1, 2026); a round without a date counts as following the one
        before it at once.

    Returns
    -------
    published
        Nothing in it but figures that may be seen.

    Raises
    ------
    ArgumentError
        ``mirror.no-raters``: it is not known who answered, so people cannot be counted; as
        ``release`` and ``tally``.
    ExposureError
        As ``release``.
    LedgerError
        As ``publish_once``; ``mirror.seats-missing``: it cannot be told who joined or left.

    Notes
    -----
    A round that is out is not made again, whatever the answers say now. Linear in ratings, with two
    plans for each round and scale; the ledger is read again for each that was not out.
    """
    _check_raters(rounds)
    days, undated = closing_days([each.round for each in rounds], closed_on or {})
    out: list[tuple[Placed, dict[str, Any]]] = []
    ledger = read_ledger(folder)
    for as_given in rounds:
        day = days[as_given.round]
        there = organisation if day is None else organisation.on(day)
        ratings = one_spelling(there, as_given)
        for scale in _asked(questionnaire, ratings):
            placed = place(there, scale, ratings)
            record = read_release(folder, ledger, ratings.round, scale.code)
            if record is None:
                opening = open_round(ratings.round, placed.groups, placed.invited, k=k, merge=merge)
                seating = WhoAnswered(scale.code, ratings, day)
                made = RoundMade(folder, scale, placed, opening, seating)
                record = publish_once(folder, ratings.round, scale.code, made.make)
                ledger = read_ledger(folder)
            out.append((placed, record))
    told = tuple(_all_told(out, ledger))
    uncounted = (finding for placed, _ in out for finding in placed.findings)
    others = (
        *absent_rounds(ledger, questionnaire, rounds),
        *other_people([record for _, record in out], questionnaire, k),
    )
    against = (doubt for each in told for doubt in doubts(each))
    return Published(told, (*undated, *others, *uncounted, *against))


def _asked(questionnaire: Questionnaire, ratings: Ratings) -> Iterator[Scored]:
    """Find the scales of which a round asked anything."""
    items = set(ratings.items)
    for scale in questionnaire.scales:
        if not items.isdisjoint(scale.asked.items):
            yield scale


def _all_told(out: Sequence[tuple[Placed, Mapping[str, Any]]], ledger: Ledger) -> Iterator[Told]:
    """Tell every release; where it withholds the spread within teams, the last one shown counts.

    How far people of one team lie apart changes little, and without it nobody could say how sure a
    score is.
    """
    spreads: dict[str, Disclosed[float]] = {}
    for placed, record in out:
        shown = read_back(record, ledger)
        spread = shown.whole["spread"]
        if not spread:
            spread = spreads.get(shown.scale.code, spread)
        spreads[shown.scale.code] = spread
        yield told_of(shown, record["k"], placed.teams, spread)


def told_of(
    shown: ReadBack, k: int, teams: Mapping[str, tuple[TeamId, bool]], spread: Disclosed[float]
) -> Told:
    """Tell what is seen in a release.

    Parameters
    ----------
    k
        Fewest people in any of its groups.
    teams, spread
        As for ``team_figures``.
    """
    figures = tuple(team_figures(shown, k, teams, spread))
    return Told(shown.round, shown.scale.code, shown.groups, figures, statistics(shown), spread)


def doubts(told: Told) -> Iterator[Finding]:
    """Say where the items do not go together; from what anybody sees."""
    if told.statistics.alpha and told.statistics.alpha.bound is Bound.AT_MOST:
        yield Finding(
            "mirror.items-against-one-another",
            sentence(
                "The items of {scale} in {round} do not go together at all. See whether those that "
                "are asked the other way round are marked as reversed in the questionnaire.",
                scale=told.scale,
                round=told.round,
            ),
        )


def _check_raters(rounds: Sequence[Ratings]) -> None:
    for ratings in rounds:
        if len(ratings.rated) and not ratings.raters:
            raise ArgumentError(
                "mirror.no-raters",
                sentence(
                    "The answers of {round} do not say who gave them, so people cannot be counted "
                    "and nothing about teams can be shown. Give a column “rater” with an id for "
                    "each person; or, for an analysis of your own table, use --own-data.",
                    round=ratings.round,
                ),
            )
