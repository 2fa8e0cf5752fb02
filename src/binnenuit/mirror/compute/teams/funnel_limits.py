"""How far chance alone would carry the figure of a team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import bdtrik, betainc, betaincc, ndtr

from binnenuit.mirror.compute.quantiles import normal_quantile, tail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Limits:
    """Limits of each team, and how unlikely its figure is.

    Attributes
    ----------
    lower, upper
        NaN without answers. Shape (levels, groups).
    p_values
        Two-sided; NaN without answers. Shape (groups,).
    """

    lower: Numbers
    upper: Numbers
    p_values: Numbers


def normal_limits(
    values: Numbers, deviations: Numbers, target: float, levels: Sequence[float]
) -> Limits:
    """Go as many standard deviations out as a normal distribution needs.

    Parameters
    ----------
    values, deviations
        Figure of each team, and its standard deviation; NaN without answers. Shape (groups,).
    """
    out = np.array([normal_quantile(level) for level in levels])[:, np.newaxis] * deviations
    p_values: Numbers = 2.0 * ndtr(-np.abs(values - target) / deviations)
    return Limits(target - out, target + out, p_values)


def exact_limits(
    successes: Integers, people: Integers, target: float, levels: Sequence[float]
) -> Limits:
    """Take the least and the greatest count beyond which too little of the binomial lies.

    Notes
    -----
    Below the least count, and above the greatest, lies at most (1 - level) / 2. The p-value is
    twice the smaller tail, the count itself included, and so are flags: a p-value at or below
    1 - level lies outside the limits.
    """
    beyond = np.array([tail(level) for level in levels])[:, np.newaxis]
    sizes = np.where(people > 0, people, np.nan)
    different, of = np.unique(people, return_inverse=True)
    lowest = _least(beyond, different, target)[:, of]
    highest = people - _least(beyond, different, 1.0 - target)[:, of]
    at_least = betainc(successes, people - successes + 1, target)
    tails = np.minimum(_at_most(successes, people, target), at_least)
    p_values = np.where(people > 0, np.minimum(2.0 * tails, 1.0), np.nan)
    return Limits(lowest / sizes, highest / sizes, p_values)


def _at_most(counts: Integers | Numbers, people: Integers, target: float) -> Numbers:
    # The tail of a binomial is an incomplete beta function; scipy.stats takes a second to import.
    found = betaincc(counts + 1, people - counts, target)
    return np.asarray(found, dtype=np.float64)


def _least(beyond: Numbers, people: Integers, target: float) -> Numbers:
    """Return the least count up to which more than that much lies."""
    one_less = np.maximum(np.ceil(bdtrik(beyond, people, target)) - 1, 0)
    counts: Numbers = np.asarray(one_less, dtype=np.float64)
    for _ in range(2):  # rounding may have carried a count to the one before or after
        counts += _at_most(counts, people, target) <= beyond
    return counts
