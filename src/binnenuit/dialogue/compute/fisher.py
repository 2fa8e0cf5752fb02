"""Fisher's exact test and the false-discovery rate, for many tables at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import gammaln

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

_DEVIATIONS: Final = 8.0
"""Standard deviations beyond which an outcome adds less than rounding does."""
_SAME: Final = 1.0 + 1e-7
"""Outcomes as likely as the one seen count with it, rounding or not."""
_CELLS: Final = 200_000


def fisher_exact(yes: Whole, total: Whole, other_yes: Whole, other_total: Whole) -> Numbers:
    """Is the share of yes in a group another than among the others? [two-sided Fisher's exact test]

    Parameters
    ----------
    yes, total
        In the group. Shape (tables,).
    other_yes, other_total
        Among all others. Shape (tables,).

    Returns
    -------
    numpy.ndarray
        Probability, both margins given, of all tables that are at most as likely as this one;
        NaN where a margin is 0, because then there is only one table. Shape (tables,).

    Notes
    -----
    Only tables within 8 standard deviations, or as far off as the one seen, are looked at; what is
    left out adds less than 1e-12.
    """
    successes, people = yes + other_yes, total + other_total
    testable = (total > 0) & (other_total > 0) & (successes > 0) & (successes < people)
    found = np.full(yes.shape, np.nan)
    if testable.any():
        margins = [array[testable] for array in (yes, total, successes, people)]
        found[testable] = _two_sided(*margins)
    return found


def false_discovery(p_values: Numbers) -> Numbers:
    """Adjust probabilities for the number of tests. [Benjamini and Hochberg]

    Parameters
    ----------
    p_values
        Of any shape; NaN where nothing was tested, which counts for nothing and stays NaN.

    Returns
    -------
    numpy.ndarray
        The lowest false-discovery rate at which each is a discovery. Same shape.

    References
    ----------
    .. [1] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of
       the Royal Statistical Society B, 57(1), 289-300.
    """
    tested = ~np.isnan(p_values)
    adjusted = np.full(p_values.shape, np.nan)
    given = p_values[tested]
    order = np.argsort(given)[::-1]
    rank = np.arange(given.size, 0, -1)
    found = np.empty(given.size)
    found[order] = np.minimum.accumulate(np.minimum(given[order] * given.size / rank, 1.0))
    adjusted[tested] = found
    return adjusted


def _two_sided(yes: Whole, total: Whole, successes: Whole, people: Whole) -> Numbers:
    """Sum, table by table, the likely outcomes that are at most as likely as ``yes``."""
    first, last = _reach(yes, total, successes, people)
    logs = gammaln(np.arange(int(people.max()) + 2) + 1.0)  # log of the factorial
    found = np.empty(yes.size)
    for part in _parts(last - first + 1):
        found[part] = _summed(
            [array[part] for array in (yes, total, successes, people, first, last)], logs
        )
    return np.minimum(found, 1.0)


def _reach(yes: Whole, total: Whole, successes: Whole, people: Whole) -> tuple[Whole, Whole]:
    share = successes / people
    middle = total * share
    spread = np.sqrt(middle * (1 - share) * (people - total) / np.maximum(people - 1, 1))
    reach = np.abs(yes - middle) + _DEVIATIONS * spread + 2.0
    first = np.maximum(np.floor(middle - reach).astype(np.int64), 0)
    last = np.minimum(np.ceil(middle + reach).astype(np.int64), total)
    return (
        np.maximum(first, total + successes - people),
        np.minimum(last, successes),
    )


def _parts(lengths: Whole) -> list[Whole]:
    """Put tables of about the same number of outcomes together."""
    order = np.argsort(lengths, kind="stable")
    bounds = np.cumsum(lengths[order]) // _CELLS
    return np.split(order, np.flatnonzero(np.diff(bounds)) + 1)


def _summed(tables: list[Whole], logs: Numbers) -> Numbers:
    yes, total, successes, people, first, last = (array[:, None] for array in tables)
    count = first + np.arange(int((last - first).max()) + 1)
    inside = count <= last
    count = np.minimum(count, last)
    chance = _log_chance(count, total, successes, people, logs)
    seen = _log_chance(yes, total, successes, people, logs)
    counted = inside & (chance <= seen + np.log(_SAME))
    result: Numbers = np.where(counted, np.exp(chance), 0.0).sum(axis=1)
    return result


def _log_chance(
    count: Whole, total: Whole, successes: Whole, people: Whole, logs: Numbers
) -> Numbers:
    """Log of the hypergeometric probability of ``count``."""
    failures = people - successes
    fixed = logs[total] + logs[people - total] + logs[successes] + logs[failures] - logs[people]
    free = logs[count] + logs[total - count]
    free += logs[successes - count] + logs[failures - total + count]
    result: Numbers = fixed - free
    return result
