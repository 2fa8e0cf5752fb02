"""How much of a scale is one common cause, when items may weigh differently: McDonald's omega."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.compute.confidence import checked_level
from binnenuit.mirror.compute.consistency.alpha_intervals import around
from binnenuit.mirror.compute.consistency.covariances import (
    checked_covariance,
    constant_items,
    correlations,
    obstacle,
    spread,
)
from binnenuit.mirror.compute.consistency.one_factor import one_factor
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.mirror.compute.consistency.one_factor import OneFactor
    from binnenuit.mirror.model.results import Numbers

_BELOW_ZERO: Final = -1e-8
"""Share of an item's variance under which its own part is negative beyond rounding."""
_SINGULAR: Final = 1e-10
"""Least eigenvalue of correlations of which none follows from the others."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Omega(Estimate):
    """How much of a scale is one common cause; the interval is that of the delta method.

    Attributes
    ----------
    loadings
        Of the items on the factor, in the unit of the answers; their sum is not negative. Shape
        (items,); empty where the model was not fitted.
    uniquenesses
        Variance of each item's own part. Negative ones stay as they are, and leave no estimate.
        Shape (items,); empty where the model was not fitted.
    standard_error
        Of the estimate.
    chi_square
        How badly one factor fits, and on ``degrees`` degrees of freedom.
    degrees
        ``k (k - 3) / 2``: with three items the model always fits.
    observed
        The same with the variance of the sum as it was seen, instead of as the model has it.
    constant
        Items that everybody answered in the same way, from 0.
    """

    loadings: Numbers = field(default_factory=lambda: np.empty(0))
    uniquenesses: Numbers = field(default_factory=lambda: np.empty(0))
    standard_error: float | None = None
    chi_square: float | None = None
    degrees: int = 0
    observed: float | None = None
    constant: tuple[int, ...] = ()


def omega(items: ArrayLike, *, level: float = 0.95) -> Omega:
    """Tell how much of the scores is one common cause, when items may weigh differently.

    Parameters
    ----------
    items
        Answers, reversed items turned round, NaN for missing; who missed an item is left out.
        Shape (people, items).
    level
        Share of intervals that hold the true value.

    Returns
    -------
    omega
        From 0 to 1. Without an estimate: under 3 items; when there are not more people than
        items; when an item is constant or follows from the others; when the best fit has a
        negative uniqueness (a Heywood case: nothing is cut off, the fit is there to see); when
        other loadings fit as well.

    Raises
    ------
    ArgumentError
        ``mirror.table``: not a table of numbers; ``mirror.level``: no level.

    Notes
    -----
    ``(sum l)^2 / ((sum l)^2 + sum u)`` of the one-factor model by maximum likelihood; McDonald
    (1999), Test Theory, chapter 6. Loadings and chi-square as lavaan gives them with
    ``std.lv=TRUE``: covariances with divisor n. ``observed`` divides by the variance of the sum
    with divisor n - 1, as users of R do. The delta method: Raykov (2002), Multivariate Behavioral
    Research 37. Omega has many makers: this one is no omega total and no omega hierarchical.
    Linear in people, cubic in items.
    """
    found = spread(items)
    return _omega(found.covariance, found.n, level=level, dropped=found.dropped, way="listwise")


def omega_from_covariance(covariance: ArrayLike, n: int, *, level: float = 0.95) -> Omega:
    """Tell how much of the scores is one common cause when only covariances are known.

    Parameters
    ----------
    covariance
        With divisor n - 1; NaN where too few answered both. Shape (items, items).
    n
        People behind it; with pairwise covariances the interval and chi-square are approximate.
    level
        As in :func:`omega`, which gives the same from the same covariances.

    Raises
    ------
    ArgumentError
        ``mirror.covariance``: not square, or its halves differ; ``mirror.level``: no level.
    """
    checked = checked_covariance(covariance)
    return _omega(checked, n, level=level, dropped=0, way="from covariances")


def _omega(covariance: Numbers, n: int, *, level: float, dropped: int, way: str) -> Omega:
    checked_level(level)
    estimator = f"omega, one factor by maximum likelihood, {way}"
    reason = _obstacle(covariance, n)
    if reason:
        return Omega(
            estimate=None,
            n=n,
            dropped=dropped,
            estimator=estimator,
            reason=reason,
            constant=() if n < 2 else constant_items(covariance),
        )
    fit = one_factor(covariance * (n - 1) / n)
    reason = _failure(fit, covariance)
    estimate = None if reason else _share(fit)
    error = None if estimate is None else _standard_error(fit, n)
    items = len(covariance)
    return Omega(
        estimate=estimate,
        interval=None if estimate is None or error is None else around(estimate, error, level),
        n=n,
        dropped=dropped,
        estimator=estimator,
        reason=reason,
        loadings=fit.loadings,
        uniquenesses=fit.uniquenesses,
        standard_error=error,
        chi_square=n * max(fit.discrepancy, 0.0),
        degrees=items * (items - 3) // 2,
        observed=None if reason else float(fit.loadings.sum() ** 2 / covariance.sum()),
    )


def _obstacle(covariance: Numbers, n: int) -> Reason:
    items = len(covariance)
    if items < 3:
        return Reason.NOT_IDENTIFIED
    reason = obstacle(covariance, n)
    if reason:
        return reason
    if constant_items(covariance):
        return Reason.CONSTANT_ITEM
    if n <= items:
        return Reason.TOO_FEW_PEOPLE
    least = float(np.linalg.eigvalsh(correlations(covariance))[0])
    return Reason.NOT_IDENTIFIED if least < _SINGULAR else Reason.NONE


def _failure(fit: OneFactor, covariance: Numbers) -> Reason:
    if fit.settled and not fit.identified:
        return Reason.NOT_IDENTIFIED
    if (fit.uniquenesses < _BELOW_ZERO * np.diag(covariance)).any():
        return Reason.HEYWOOD
    return Reason.NONE if fit.settled else Reason.NO_CONVERGENCE


def _share(fit: OneFactor) -> float:
    common = float(fit.loadings.sum()) ** 2
    return common / (common + float(fit.uniquenesses.sum()))


def _standard_error(fit: OneFactor, n: int) -> float:
    loaded, own = float(fit.loadings.sum()), float(fit.uniquenesses.sum())
    items, whole = len(fit.loadings), (loaded**2 + own) ** 2
    slope = np.repeat([2 * loaded * own / whole, -(loaded**2) / whole], items)
    variance = float(slope @ np.linalg.solve(fit.information, slope)) * 2 / n
    return sqrt(max(variance, 0.0))
