"""Ballots as ratings: each ballot is one rater without a name, in an order that tells nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.mirror.model import Ratings
from binnenuit.mirror.model.ballot import DONT_KNOW
from binnenuit.mirror.read.ballots import is_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from binnenuit.mirror.model import Questionnaire
    from binnenuit.mirror.model.ballot import Ballot, Part
    from binnenuit.mirror.model.ratings import Integers

UNFIT: Final = "mirror.answers-unfit"


@dataclass(frozen=True, eq=False)
class Cast:
    """The ballots of one layer.

    Attributes
    ----------
    ratings
        One row for each row of a ballot; ``rater`` is the number of the ballot.
    parts
        Part that each ballot holds.
    findings
        Answers that are to no question that was asked, or none of its options.
    """

    ratings: Ratings
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]


def cast_of(ballots: Sequence[Ballot], questionnaire: Questionnaire, round_name: str) -> Cast:
    """Put the answers of ballots in a table.

    Notes
    -----
    An answer that fits no question is not counted and told of; nothing else is lost here. Linear in
    ballots and questions.
    """
    rows = [(number, row) for number, each in enumerate(ballots) for row in each.rows]
    items = tuple(questionnaire.scale_of_item)
    column = {item: number for number, item in enumerate(items)}
    values = np.full((len(rows), len(items)), np.nan)
    dont_know = np.zeros(values.shape, dtype=np.bool_)
    unfit = 0
    for place, (_, row) in enumerate(rows):
        for item, answer in row.answers.items():
            scale = questionnaire.scale_of_item.get(item)
            if scale is None or not is_option(scale, answer):
                unfit += 1
            elif answer == DONT_KNOW:
                dont_know[place, column[item]] = True
            else:
                values[place, column[item]] = answer
    teams = tuple(dict.fromkeys(_teams(ballots)))
    number_of = {team: number for number, team in enumerate(teams)}
    ratings = Ratings(
        round=round_name,
        teams=teams,
        raters=tuple(map(str, range(len(ballots)))),
        rated=_numbers(number_of[row.rated] for _, row in rows),
        rater_team=_numbers(number_of[ballots[ballot].team] for ballot, _ in rows),
        rater=_numbers(ballot for ballot, _ in rows),
        items=items,
        values=values,
        dont_know=dont_know,
    )
    return Cast(ratings, tuple(each.part for each in ballots), tuple(_unfit(unfit, round_name)))


def _numbers(numbers: Iterable[int]) -> Integers:
    return np.array([*numbers], dtype=np.int64)


def _teams(ballots: Sequence[Ballot]) -> Iterator[str]:
    for ballot in ballots:
        yield ballot.team
        yield from (row.rated for row in ballot.rows)


def _unfit(number: int, round_name: str) -> Iterator[Finding]:
    if number:
        yield Finding(
            UNFIT,
            sentence(
                "{number} answers in {round} are to no question that was asked, or none of its "
                "options, and were not counted.",
                number=number,
                round=round_name,
            ),
        )
