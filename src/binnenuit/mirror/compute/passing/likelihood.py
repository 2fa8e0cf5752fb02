"""The slope where teams serve one another in circles: maximum likelihood within branches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import stdtrit

from binnenuit.mirror.compute.groups import grouping
from binnenuit.mirror.compute.passing.circles import returns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from binnenuit.mirror.compute.passing.cells import Cells
    from binnenuit.mirror.compute.passing.circles import Returns
    from binnenuit.mirror.compute.passing.given import Given, Numbers

_END: Final = 0.99
"""Slopes are sought between minus this and this; at 1 the scores would not settle."""
_GRID: Final = 199


@dataclass(frozen=True, eq=False)
class Likelihood:
    """How well slopes fit, with means of cells and rating error taken off.

    Attributes
    ----------
    scores, products, squares
        Sums of squared scores, of lag times score, and of squared lags, less rating error.
    degrees
        Rows less cells.
    returns
        What comes back over the links.
    """

    scores: float
    products: float
    squares: float
    degrees: int
    returns: Returns

    def own_variance(self, rho: Numbers) -> Numbers:
        """Return the variance of what is not handed down. Shape of rho."""
        left = self.scores - 2 * rho * self.products + rho**2 * self.squares
        return left / self.degrees

    def value(self, rho: Numbers) -> Numbers:
        """Return the logarithm of the likelihood up to a constant. Shape of rho."""
        with np.errstate(divide="ignore", invalid="ignore"):
            fit = np.log(self.own_variance(rho))
        fit = np.where(np.isnan(fit), np.inf, fit)
        return -self.degrees / 2 * fit - self.returns.logarithm(rho)


@dataclass(frozen=True, eq=False)
class Profile:
    """The most likely slope, and those that fit nearly as well.

    Attributes
    ----------
    value
        The slope.
    likelihood
        Of all slopes.
    inflation
        How much more the branches differ than independent teams would; at least 1.
    branches
        That many.
    """

    value: float
    likelihood: Likelihood
    inflation: float
    branches: int

    def interval(self, level: float) -> tuple[float, float]:
        """Return the lower and upper end, -1 and 1 where nothing nearer fits too badly."""
        quantile = float(stdtrit(max(self.branches - 1, 1), (1 + level) / 2))
        allowed = quantile**2 * self.inflation / 2
        return self._end(-_END, allowed), self._end(_END, allowed)

    def _end(self, outer: float, allowed: float) -> float:
        top = self._at(self.value)
        if top - self._at(outer) <= allowed:
            return float(np.sign(outer))
        return float(brentq(lambda rho: top - self._at(rho) - allowed, self.value, outer))

    def _at(self, rho: float) -> float:
        worst = -np.finfo(np.float64).max
        return max(float(self.likelihood.value(np.array([rho]))[0]), worst)


def profile(given: Given, cells: Sequence[Cells], seed: int) -> Profile | None:
    """Find the most likely slope between -1 and 1; None when it lies at an end.

    Notes
    -----
    ``L(rho) = -m / 2 log s2(rho) + log|I - rho W| + sum_k rho^k tr(P W^k) / k`` with m rows less
    cells and P the means of cells: the likelihood of the scores less those means. The last term
    keeps it unbiased with small cells (as Lee & Yu 2010 do for whole groups). In s2 the squares of
    scores and lags are less their rating error. The interval is where
    ``2 (L(best) - L(rho)) <= t^2 c``, t of branches - 1 degrees, c how much more the scores of
    branches vary than the curve says, at least 1.
    """
    likelihood = Likelihood(
        scores=_total(cells, lambda each: each.score**2 - each.score_error),
        products=_total(cells, lambda each: each.lag * each.score - each.shared_error),
        squares=_total(cells, lambda each: each.lag**2 - each.lag_error),
        degrees=sum(len(each.teams) - len(np.unique(each.branch)) for each in cells),
        returns=returns(given, cells, seed),
    )
    grid = np.linspace(-_END, _END, _GRID)
    best = int(np.argmax(likelihood.value(grid)))
    if best in {0, _GRID - 1}:
        return None
    found = minimize_scalar(
        lambda rho: -float(likelihood.value(np.array([rho]))[0]),
        bounds=(grid[best - 1], grid[best + 1]),
        method="bounded",
        options={"xatol": 1e-10},
    )
    value = float(found.x)
    inflation, branches = _inflation(cells, likelihood, value)
    return Profile(value, likelihood, inflation, branches)


def _total(cells: Sequence[Cells], part: Callable[[Cells], Numbers]) -> float:
    return float(sum(part(each).sum() for each in cells))


def _inflation(cells: Sequence[Cells], likelihood: Likelihood, rho: float) -> tuple[float, int]:
    """Compare how the slopes' scores differ between branches with what the curve expects."""
    variance = float(likelihood.own_variance(np.array([rho]))[0])
    branch = np.concatenate([each.branch for each in cells])
    pull = np.concatenate([_pull(each, rho) for each in cells]) / variance
    of = grouping(branch, len(branch))
    by_branch = of.sums(pull)
    by_branch -= pull.sum() * of.sizes() / len(branch)
    step = 1e-4
    around = likelihood.value(rho + step * np.arange(-1.0, 2.0))
    curve = float(2 * around[1] - around[0] - around[2]) / step**2
    spread = float(by_branch @ by_branch) * len(of) / max(len(of) - 1, 1)
    return max(spread / curve, 1.0) if curve > 0 else 1.0, len(of)


def _pull(cells: Cells, rho: float) -> Numbers:
    products = cells.lag * cells.score - cells.shared_error
    return products - rho * (cells.lag**2 - cells.lag_error)
