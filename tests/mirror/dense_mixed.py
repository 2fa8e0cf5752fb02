"""Models with random effects the slow way: the whole variance matrix, written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class Dense(NamedTuple):
    criterion: float
    fixed: Numbers
    standard_errors: Numbers
    residual: float
    effects: list[Numbers]
    effect_variances: list[Numbers]


def indicator(factor: NDArray[np.int64]) -> Numbers:
    return np.equal.outer(factor, np.unique(factor)).astype(float)


def solved(
    response: Numbers,
    predictors: Numbers,
    factors: Sequence[NDArray[np.int64]],
    ratios: Sequence[float],
    *,
    reml: bool = True,
) -> Dense:
    """Solve for given variances over the residual's."""
    marks = [indicator(factor) for factor in factors]
    rows = len(response)
    known = np.column_stack([np.ones(rows), predictors])
    together = np.eye(rows)
    for ratio, mark in zip(ratios, marks, strict=True):
        together = together + ratio * mark @ mark.T
    inverse = np.linalg.inv(together)
    information = known.T @ inverse @ known
    fixed = np.linalg.solve(information, known.T @ inverse @ response)
    left = response - known @ fixed
    degrees = rows - known.shape[1] if reml else rows
    residual = float(left @ inverse @ left) / degrees
    criterion = np.linalg.slogdet(together)[1] + degrees * (1 + np.log(2 * np.pi * residual))
    if reml:
        criterion += np.linalg.slogdet(information)[1]
    both = np.hstack(marks)
    spread = np.repeat(ratios, [mark.shape[1] for mark in marks])
    effects = spread * (both.T @ inverse @ left)
    shrunk = np.diag(spread) - np.outer(spread, spread) * (both.T @ inverse @ both)
    ends = np.cumsum([mark.shape[1] for mark in marks])[:-1]
    return Dense(
        float(criterion),
        fixed,
        np.sqrt(residual * np.diag(np.linalg.inv(information))),
        residual,
        np.split(effects, ends),
        np.split(residual * np.diag(shrunk), ends),
    )


def best(
    response: Numbers,
    predictors: Numbers,
    factors: Sequence[NDArray[np.int64]],
    *,
    reml: bool = True,
) -> tuple[Numbers, Dense]:
    """Find the best variances (and the residual's) by trying many, and what belongs to them."""

    def criterion(spreads: Numbers) -> float:
        return solved(response, predictors, factors, spreads**2, reml=reml).criterion

    found = min(
        (
            minimize(
                criterion,
                np.full(len(factors), start),
                method="Nelder-Mead",
                options={"xatol": 1e-9, "fatol": 1e-12, "maxfev": 4000},
            )
            for start in (0.3, 1.0)
        ),
        key=lambda one: float(one.fun),
    )
    there = solved(response, predictors, factors, found.x**2, reml=reml)
    return np.append(found.x**2, 1.0) * there.residual, there
