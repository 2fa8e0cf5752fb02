"""Counts by group and statement, and the tests that Polis makes of them, formula by formula."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.dialogue.compute.tallies import tallied

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels, Votes

    Numbers = NDArray[np.float64]

SURE: Final = 1.2816
"""One-sided 90 % of the normal distribution, with the digits that Polis has."""


@dataclass(frozen=True, eq=False)
class Counts:
    """Who agrees, who disagrees and who voted at all, passes included. Shapes (groups, ...)."""

    agree: Numbers
    disagree: Numbers
    total: Numbers

    @property
    def others(self) -> Counts:
        """The same of all other groups together."""
        return Counts(
            *(each.sum(axis=0) - each for each in (self.agree, self.disagree, self.total))
        )

    @property
    def together(self) -> Counts:
        """The same of all groups together; one row."""
        parts = (self.agree, self.disagree, self.total)
        return Counts(*(each.sum(axis=0, keepdims=True) for each in parts))


def counts_of(votes: Votes, labels: Labels, groups: int) -> Counts:
    """Count votes by group and statement; who has no group counts nowhere."""
    return Counts(*(each.astype(np.float64) for each in tallied(votes, labels, groups)))


def probability(some: Numbers, total: Numbers) -> Numbers:
    """Estimate a share; one half where nobody voted."""
    estimated: Numbers = (some + 1) / (total + 2)
    return estimated


def one_proportion(some: Numbers, total: Numbers) -> Numbers:
    """Return z of a share against one half, with one vote added."""
    z: Numbers = 2 * np.sqrt(total + 1) * ((some + 1) / (total + 1) - 0.5)
    return z


def two_proportions(some: Numbers, total: Numbers, others: Numbers, all_others: Numbers) -> Numbers:
    """Return z of a share against that of others, with one vote added to each; 0 if all agree."""
    one, two = (some + 1) / (total + 1), (others + 1) / (all_others + 1)
    pooled = (some + others + 2) / (total + all_others + 2)
    spread = pooled * (1 - pooled) * (1 / (total + 1) + 1 / (all_others + 1))
    unanimous = some + others == total + all_others
    z: Numbers = (one - two) / np.sqrt(np.where(unanimous, 1.0, spread))
    return np.where(unanimous, 0.0, z)


@dataclass(frozen=True, eq=False)
class Side:
    """One side, agreeing or disagreeing, of each group and statement. Shapes (groups, statements).

    Attributes
    ----------
    share, test
        Estimated share, and z of it against one half.
    ratio, ratio_test
        Share over that of all others, and z of the two.
    """

    share: Numbers
    test: Numbers
    ratio: Numbers
    ratio_test: Numbers

    @cached_property
    def passes(self) -> NDArray[np.bool_]:
        """Where both tests are sure."""
        return (self.ratio_test > SURE) & (self.test > SURE)

    @cached_property
    def metric(self) -> Numbers:
        """What representative statements are ordered by."""
        return self.ratio * self.ratio_test * self.share * self.test


def side(some: Numbers, total: Numbers, others: Numbers, all_others: Numbers) -> Side:
    """Compute one side of each group and statement."""
    share = probability(some, total)
    return Side(
        share,
        one_proportion(some, total),
        share / probability(others, all_others),
        two_proportions(some, total, others, all_others),
    )
