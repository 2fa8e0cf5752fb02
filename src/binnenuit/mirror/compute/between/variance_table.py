"""The table of a one-way analysis of variance: what lies between groups and what within them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.within import Rows

    Integers: TypeAlias = NDArray[np.int64]

_ROUNDING: Final = 16 * float(np.finfo(np.float64).eps)
"""Spread below this share of the values themselves is rounding."""


@dataclass(frozen=True, eq=False)
class VarianceTable:
    """Sums of squares of people in groups.

    Attributes
    ----------
    people
        In each group, at least 1. Shape (groups,).
    between, within
        Sums of squares, in squared units of the values; exactly 0 where only rounding is left.
    """

    people: Integers
    between: float
    within: float

    @cached_property
    def n(self) -> int:
        """People in all groups."""
        return int(self.people.sum())

    @cached_property
    def degrees(self) -> tuple[int, int]:
        """Degrees of freedom between and within."""
        return len(self.people) - 1, self.n - len(self.people)

    @cached_property
    def ms_between(self) -> float:
        """Mean square between groups; there are two or more."""
        return self.between / self.degrees[0]

    @cached_property
    def ms_within(self) -> float:
        """Mean square within groups; some group has two or more."""
        return self.within / self.degrees[1]

    @cached_property
    def mean_size(self) -> float:
        """People per group."""
        return self.n / len(self.people)

    @cached_property
    def weighted_size(self) -> float:
        """Size of the group of the average person: ``sum n^2 / N``."""
        return float((self.people.astype(np.float64) ** 2).sum() / self.n)

    @cached_property
    def n0(self) -> float:
        """The one size that would give the same mean square between: Searle (1971), chapter 9."""
        return (self.n - self.weighted_size) / self.degrees[0]

    @property
    def reason(self) -> Reason:
        """Why nothing can be told from it; empty when something can."""
        if not self.n:
            return Reason.NO_ANSWERS
        if len(self.people) < 2:
            return Reason.TOO_FEW_GROUPS
        if not self.degrees[1]:
            return Reason.ONE_PERSON_GROUPS
        return Reason.NONE if self.between or self.within else Reason.NO_VARIANCE


def table_of_rows(rows: Rows) -> VarianceTable:
    """Make the table of rows with one item.

    Notes
    -----
    About the means of the groups, in two passes: what groups have in common is gone before
    anything is squared.
    """
    people, value = rows.base.people, rows.items[:, 0]
    some = people > 0
    with np.errstate(invalid="ignore"):
        means = rows.grouping.sums(value) / people
    apart = value - means[rows.grouping.of]
    middle = value.mean() if value.size else 0.0
    between = float((people[some] * (means[some] - middle) ** 2).sum())
    largest = _ROUNDING * float(np.abs(value).max(initial=0.0))
    return _table(people[some], between, float(apart @ apart), value.size * largest**2)


def table_of_sums(people: ArrayLike, sums: ArrayLike, squares: float) -> VarianceTable:
    """Make the table of sums per group, without the groups that have no people.

    Raises
    ------
    ArgumentError
        ``mirror.sums``.
    """
    count, total = np.asarray(people), np.asarray(sums, dtype=np.float64)
    if count.shape != total.shape or count.ndim != 1:
        raise ArgumentError(
            "mirror.sums",
            sentence(
                "There are {people} numbers of people and {sums} sums. Give one of each for each "
                "group.",
                people=count.size,
                sums=total.size,
            ),
        )
    some = count > 0
    count, total = count[some].astype(np.int64), total[some]
    within_groups = float((total * total / count).sum())
    together = float(total.sum()) ** 2 / max(int(count.sum()), 1)
    between, within = within_groups - together, float(squares) - within_groups
    return _table(count, between, within, _ROUNDING * float(squares))


def _table(people: Integers, between: float, within: float, noise: float) -> VarianceTable:
    return VarianceTable(
        people, between if between > noise else 0.0, within if within > noise else 0.0
    )
