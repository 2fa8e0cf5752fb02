"""How items vary together, from rows or from sums over pairs of items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import table
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.mirror.model.results import Numbers
    from binnenuit.mirror.model.tally import Integers

NEGLIGIBLE: Final = 1e-12
"""Share of the largest possible variance below which a variance is rounding."""


@dataclass(frozen=True, eq=False)
class Spread:
    """How the items of a scale vary together, and among whom.

    Attributes
    ----------
    rows
        The answers that are used. Shape (n, items).
    covariance
        With divisor n - 1; NaN where fewer than two people answered both. Shape (items, items).
    n
        People.
    dropped
        People who were given and left out.
    way
        "listwise" or "pairwise".
    """

    rows: Numbers
    covariance: Numbers
    n: int
    dropped: int
    way: str


def spread(items: ArrayLike, *, pairwise: bool = False) -> Spread:
    """Tell how items vary together.

    Parameters
    ----------
    items
        Answers, NaN for missing. Shape (people, items).
    pairwise
        False leaves out who missed an item; True uses for each pair of items who answered both,
        and leaves out only who answered nothing.

    Notes
    -----
    Linear in people, square in items.
    """
    given = table(items)
    missing = np.isnan(given)
    kept = ~(missing.all(axis=1) if pairwise else missing.any(axis=1))
    rows = given if kept.all() else given[kept]
    return Spread(
        rows=rows,
        covariance=_covariance(rows),
        n=len(rows),
        dropped=len(given) - len(rows),
        way="pairwise" if pairwise else "listwise",
    )


def covariance_of_pairs(pairs: Integers, sums: ArrayLike, products: ArrayLike) -> Numbers:
    """Tell how items vary together among those who answered both, from sums.

    Parameters
    ----------
    pairs
        People who answered both items. Shape (items, items).
    sums
        Sum of the first item over those who answered both. Shape (items, items).
    products
        Sum of the products of both. Shape (items, items).

    Returns
    -------
    covariance
        With divisor n - 1, in the square of the unit of the sums; NaN where fewer than two
        people answered both. Shape (items, items).

    Notes
    -----
    ``(sum xy - sum x * sum y / n) / (n - 1)``. Give sums about a value near the mean: of values
    far from 0 the difference would keep few digits.
    """
    first = np.asarray(sums, dtype=np.float64)
    both = np.where(pairs < 2, np.nan, pairs)
    about_mean: Numbers = np.asarray(products, dtype=np.float64) - first * first.T / both
    covariance: Numbers = about_mean / (both - 1)
    return covariance


def checked_covariance(covariance: ArrayLike) -> Numbers:
    """Return a covariance matrix, when it is a square one that is its own mirror image.

    Raises
    ------
    ArgumentError
        ``mirror.covariance``.
    """
    given = table(covariance, "covariance")
    square = given.shape[0] == given.shape[1]
    if square and np.allclose(given, given.T, rtol=1e-8, atol=0, equal_nan=True):
        return given
    raise ArgumentError(
        "mirror.covariance",
        sentence(
            "A table of {rows} rows and {columns} columns is no covariance matrix, or its two "
            "halves differ. Give one row and one column for each item.",
            rows=given.shape[0],
            columns=given.shape[1],
        ),
    )


def correlations(covariance: Numbers) -> Numbers:
    """Express covariances as correlations; NaN for an item that does not vary."""
    deviations = np.sqrt(np.where(np.diag(covariance) > 0, np.diag(covariance), np.nan))
    with np.errstate(invalid="ignore"):
        shared: Numbers = covariance / np.outer(deviations, deviations)
    return shared


def constant_items(covariance: Numbers) -> tuple[int, ...]:
    """List the items that everybody answered in the same way, from 0."""
    return tuple(int(item) for item in np.flatnonzero(np.diag(covariance) == 0))


def total_variance(covariance: Numbers) -> float:
    """Tell the variance of the sum of all items; 0 where it is only rounding."""
    total = float(covariance.sum())
    return total if total > NEGLIGIBLE * float(np.abs(covariance).sum()) else 0.0


def obstacle(covariance: Numbers, n: int) -> Reason:
    """Tell why items do not vary together in a way that reliability could be told from.

    Parameters
    ----------
    n
        People.
    """
    if n == 0:
        return Reason.NO_ANSWERS
    if n < 2 or np.isnan(covariance).any():
        return Reason.TOO_FEW_PEOPLE
    return Reason.NONE if covariance.any() else Reason.NO_VARIANCE


def about_means(rows: Numbers) -> Numbers:
    """Take the mean of each item off, exactly for a constant item; 0 where there is no answer."""
    if not rows.size:
        return rows.copy()
    missing = np.isnan(rows)
    # First off goes an answer itself, so that an item that does not vary becomes 0 exactly.
    centred: Numbers = rows - rows[np.argmin(missing, axis=0), np.arange(rows.shape[1])]
    centred[missing] = 0.0
    centred -= centred.sum(axis=0) / np.maximum(len(rows) - missing.sum(axis=0), 1)
    centred[missing] = 0.0
    return centred


def _covariance(rows: Numbers) -> Numbers:
    centred = about_means(rows)
    products = centred.T @ centred
    answered = ~np.isnan(rows)
    if answered.all():
        pairs = np.full(products.shape, len(rows))
        return covariance_of_pairs(pairs, np.zeros(products.shape), products)
    weights = answered.astype(np.float64)
    pairs = (weights.T @ weights).astype(np.int64)
    return covariance_of_pairs(pairs, centred.T @ weights, products)
