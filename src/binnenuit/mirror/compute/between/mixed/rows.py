"""Take the rows that are complete, and count the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import column, table
from binnenuit.mirror.compute.groups import Grouping, grouping
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows in which everything is known.

    Attributes
    ----------
    response
        Shape (rows,).
    predictors
        Without a constant. Shape (rows, p).
    factors
        Groups that have a complete row.
    dropped
        Rows given that are not complete.
    """

    response: Numbers
    predictors: Numbers
    factors: tuple[Grouping, ...]
    dropped: int

    def __len__(self) -> int:
        return len(self.response)

    def nothing_to_fit(self) -> Reason:
        """Say why no model at all can be fitted to these rows; empty when one can."""
        if not len(self):
            return Reason.NO_ANSWERS
        if len(self) <= self.predictors.shape[1] + 1:
            return Reason.TOO_FEW_PEOPLE
        return Reason.NO_VARIANCE if np.ptp(self.response) == 0 else Reason.NONE


def complete_rows(
    response: ArrayLike, predictors: ArrayLike | None, factors: Sequence[ArrayLike]
) -> Rows:
    """Return the rows with an answer, all predictors and a group in each factor.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``; ``mirror.rows``: not a row of predictors per answer.
    """
    answers = column(response, "response")
    known = _predictors(predictors, len(answers))
    groupings = tuple(grouping(factor, len(answers)) for factor in factors)
    complete = ~np.isnan(answers)
    for place in range(known.shape[1]):
        complete &= ~np.isnan(known[:, place])
    for factor in groupings:
        complete &= factor.of >= 0
    if complete.all():
        return Rows(answers, known, groupings, 0)
    kept = tuple(_renumbered(factor, complete) for factor in groupings)
    dropped = int(len(answers) - np.count_nonzero(complete))
    return Rows(answers[complete], known[complete], kept, dropped)


def _predictors(predictors: ArrayLike | None, rows: int) -> Numbers:
    if predictors is None:
        return np.empty((rows, 0))
    known = table(predictors, "predictors")
    if len(known) == rows:
        return known
    raise ArgumentError(
        "mirror.rows",
        sentence(
            "There are {rows} answers, but {given} rows of predictors. Give one row for each "
            "answer.",
            rows=rows,
            given=len(known),
        ),
    )


def _renumbered(factor: Grouping, complete: NDArray[np.bool_]) -> Grouping:
    left = grouping(factor.of[complete], int(np.count_nonzero(complete)))
    return Grouping(factor.numbers[left.numbers], left.of)
