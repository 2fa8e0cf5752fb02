"""All that a model with random intercepts needs of its rows: sizes, means and spread of groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.mirror.compute.between.mixed.rows import Rows
    from binnenuit.mirror.compute.groups import Grouping

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

_ROWS_AT_ONCE: Final = 1 << 15
"""Deviations of so many rows fit in a processor's cache."""
_ROUNDING: Final = 1e-13
"""Spread over mean of a predictor that is constant but for its last digits."""
UNEXPLAINED: Final = 1e-11
"""Smallest share of a predictor's variance that the others may leave for it to be told apart."""


@dataclass(frozen=True, eq=False)
class Standard:
    """Columns ``[predictors, response]``, less their mean and in units of their spread.

    Sums of squares of raw values would lose the digits in which groups differ.

    Attributes
    ----------
    centre, scale
        Mean and standard deviation of each column. Shape (p + 1,).
    """

    rows: Rows
    centre: Numbers
    scale: Numbers

    def column(self, place: int) -> Numbers:
        """Return one column. Shape (rows,)."""
        known = self.rows.predictors
        raw = known[:, place] if place < known.shape[1] else self.rows.response
        standardised: Numbers = (raw - self.centre[place]) / self.scale[place]
        return standardised

    def part(self, start: int, stop: int) -> Numbers:
        """Return all columns of some rows. Shape (stop - start, p + 1)."""
        raw = np.column_stack([self.rows.predictors[start:stop], self.rows.response[start:stop]])
        raw -= self.centre
        raw /= self.scale
        return raw


@dataclass(frozen=True, eq=False)
class Sums:
    """Rows by the groups of one factor.

    Attributes
    ----------
    sizes
        Rows of each group. Shape (groups,).
    means
        Of the standard columns, after a column of ones. Shape (groups, p + 2).
    within
        Sums of products of deviations from the group's means; zero for the column of ones. Shape
        (p + 2, p + 2).
    """

    sizes: Integers
    means: Numbers
    within: Numbers

    def total(self) -> Numbers:
        """Add up products of all rows about the common mean; the column of ones is as it is."""
        weighted = self.means * self.sizes[:, np.newaxis]
        total: Numbers = self.within + weighted.T @ self.means
        return total


def standard(rows: Rows) -> Standard:
    """Find centre and scale of each column; the response is known to vary.

    Raises
    ------
    ArgumentError
        ``mirror.predictor``: a predictor is the same in all rows.
    """
    columns = [*rows.predictors.T, rows.response]
    centre = np.array([values.mean() for values in columns])
    scale = np.array([values.std() for values in columns])
    constant = np.flatnonzero(scale[:-1] <= _ROUNDING * np.abs(centre[:-1]))
    if constant.size:
        raise _not_told_apart(int(constant[0]))
    return Standard(rows, centre, scale)


def sums(columns: Standard, factor: Grouping) -> Sums:
    """Sum the standard columns per group of ``factor``.

    Notes
    -----
    Two passes over the rows: the spread within groups is that of deviations from the group's own
    mean, not a difference of large sums.
    """
    sizes = factor.sizes()
    count = len(columns.centre)
    means = np.ones((len(factor), count + 1))
    for place in range(count):
        means[:, place + 1] = factor.sums(columns.column(place)) / sizes
    within = np.zeros((count + 1, count + 1))
    for start in range(0, len(columns.rows), _ROWS_AT_ONCE):
        stop = start + _ROWS_AT_ONCE
        deviations = columns.part(start, stop) - means[factor.of[start:stop], 1:]
        within[1:, 1:] += deviations.T @ deviations
    return Sums(sizes, means, within)


def check_told_apart(summed: Sums) -> None:
    """Refuse predictors that others explain.

    Raises
    ------
    ArgumentError
        ``mirror.predictor``, naming the first that adds nothing to those before it.
    """
    total = summed.total()[1:-1, 1:-1]
    spread = np.sqrt(np.diag(total))
    left = total / np.outer(spread, spread)
    for place in range(len(left)):
        if left[place, place] < UNEXPLAINED:
            raise _not_told_apart(place)
        explained = left[place] / left[place, place]
        left = left - np.outer(left[place], explained)


def _not_told_apart(place: int) -> ArgumentError:
    return ArgumentError(
        "mirror.predictor",
        sentence(
            "Predictor {number} is constant, or follows from the predictors before it. Leave it "
            "out.",
            number=place + 1,
        ),
    )
