"""A slope from sums per cluster, and how sure it is: clusters are left out and drawn again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from binnenuit.mirror.compute.passing.given import Numbers

ROUNDS: Final = 999
"""Times that all clusters are drawn again."""
_CHUNK: Final = 2_000_000


@dataclass(frozen=True, eq=False)
class Slope:
    """A slope with its standard error and what other draws of clusters give.

    Attributes
    ----------
    value
        Less its bias, as leaving out one cluster at a time tells it.
    standard_error
        By the same leaving out.
    draws
        Distance from the slope in standard errors, absolute, ascending. Shape (rounds,).
    """

    value: float
    standard_error: float
    draws: Numbers

    def interval(self, level: float) -> tuple[float, float]:
        """Return the lower and upper end."""
        reach = float(np.quantile(self.draws, level, method="higher")) * self.standard_error
        return self.value - reach, self.value + reach


def slope(
    products: Numbers, squares: Numbers, seed: int, *, inflation: float = 1.0
) -> Slope | None:
    """Estimate a ratio of sums over clusters.

    Parameters
    ----------
    products, squares
        Sums of lag times score and of squared lags, less rating error. Shape (clusters,).
    inflation
        The standard error is multiplied by it.

    Returns
    -------
    slope
        None when it rests on one cluster: without it nothing would be left.

    Notes
    -----
    Jackknife over clusters for bias and standard error, symmetric bootstrap-t over clusters for the
    quantile (Cameron, Gelbach & Miller 2008): the t of a draw uses the linearised error
    ``sum (N_g - b D_g)^2 G / (G - 1) / D^2``. Five sums per cluster suffice for a draw.
    Cost: 999 times the clusters.
    """
    clusters = len(products)
    whole = products.sum(), squares.sum()
    left = whole[1] - squares
    if clusters < 2 or whole[1] <= 0 or left.min() <= 0:
        return None
    raw = float(whole[0] / whole[1])
    without = (whole[0] - products) / left
    value = clusters * raw - (clusters - 1) * float(without.mean())
    spread = float(((without - without.mean()) ** 2).sum()) * (clusters - 1) / clusters
    draws = np.sort(_draws(products, squares, raw, seed))
    return Slope(value, inflation * float(np.sqrt(spread)), draws)


def _draws(products: Numbers, squares: Numbers, raw: float, seed: int) -> Numbers:
    generator = np.random.default_rng(seed)
    rest = products - raw * squares
    parts = np.column_stack([rest, squares, rest**2, rest * squares, squares**2])
    parts = parts[np.lexsort((rest, squares))]  # so that numbering clusters otherwise is the same
    clusters = len(products)
    step = max(1, _CHUNK // clusters)
    sums = [
        _times(generator, clusters, min(step, ROUNDS - start)) @ parts
        for start in range(0, ROUNDS, step)
    ]
    return _distances(np.concatenate(sums), clusters)


def _times(generator: np.random.Generator, clusters: int, rounds: int) -> Numbers:
    """Draw how often each cluster comes up. Shape (rounds, clusters)."""
    drawn = generator.integers(0, clusters, (rounds, clusters), dtype=np.int32)
    at = drawn + np.arange(rounds, dtype=np.int64)[:, np.newaxis] * clusters
    counts = np.bincount(at.ravel(), minlength=rounds * clusters)
    return counts.reshape(rounds, clusters).astype(np.float64)


def _distances(sums: Numbers, clusters: int) -> Numbers:
    rest, square, rests, both, squares = sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = rest / square
        residual = rests - 2 * moved * both + moved**2 * squares
        error = np.sqrt(np.maximum(residual, 0) * clusters / (clusters - 1)) / square
        distances = np.abs(moved) / error
    # A draw in which nothing is left to divide by tells nothing: it counts as infinitely far.
    usable = (square > 0) & (error > 0)
    result: Numbers = np.where(usable, distances, np.where(moved == 0, 0.0, np.inf))
    return result
