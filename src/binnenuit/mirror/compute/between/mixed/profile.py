"""Likelihood of a model with one random intercept, as a function of one ratio of variances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.linalg import solve_triangular
from scipy.optimize import brentq

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.mirror.compute.between.mixed.sums import Sums

    Numbers: TypeAlias = NDArray[np.float64]

_RATIOS: Final = np.concatenate([[0.0], np.geomspace(1e-9, 1e13, 67)])
"""Between these the criterion is taken to turn at most once."""


@dataclass(frozen=True, eq=False)
class Fixed:
    """Best fixed effects for given ratios of variances, in standard units.

    Attributes
    ----------
    effects
        Shape (p + 1,).
    inverse
        Inverse of X' V^-1 X, where V is 1 within groups. Shape (p + 1, p + 1).
    residual
        Weighted sum of squares that is left.
    log_determinant
        Of X' V^-1 X.
    """

    effects: Numbers
    inverse: Numbers
    residual: float
    log_determinant: float


def fixed(products: Numbers) -> Fixed:
    """Regress the last column on the others, given [X, y]' V^-1 [X, y]."""
    factor = np.linalg.cholesky(products)
    root, last = factor[:-1, :-1], factor[-1]
    inverted = solve_triangular(root, np.eye(len(root)), lower=True)
    return Fixed(
        effects=inverted.T @ last[:-1],
        inverse=inverted.T @ inverted,
        residual=float(last[-1] ** 2),
        log_determinant=2.0 * float(np.log(np.diag(root)).sum()),
    )


@dataclass(frozen=True, eq=False)
class Profile:
    """The criterion that is least at the best ratio of variance between to within groups.

    Attributes
    ----------
    sizes, groups
        Sizes that occur, and how many groups have each. Shape (s,).
    between
        Sums of products of group means, by size of the group. Shape (s, p + 2, p + 2).
    within
        Sums of products of deviations from group means. Shape (p + 2, p + 2).
    degrees
        Rows, less the number of fixed effects when those are integrated out (REML).
    reml
        Whether they are.

    Notes
    -----
    A group's weight depends on its size only, so groups of one size are summed once and an
    evaluation costs as many steps as there are sizes, not groups.
    """

    sizes: Numbers
    groups: Numbers
    between: Numbers
    within: Numbers
    degrees: int
    reml: bool

    def fixed(self, ratio: float) -> Fixed:
        """Find the fixed effects that belong to ``ratio``."""
        weights = self.sizes / (1.0 + self.sizes * ratio)
        return fixed(self.within + np.tensordot(weights, self.between, 1))

    def criterion(self, ratio: float, found: Fixed) -> float:
        """Minus twice the log likelihood, but for a constant."""
        spread = float(self.groups @ np.log1p(self.sizes * ratio))
        both = spread + self.degrees * float(np.log(found.residual))
        return both + found.log_determinant if self.reml else both

    def slope(self, ratio: float) -> float:
        """Differentiate the criterion with respect to the ratio."""
        found = self.fixed(ratio)
        weights = self.sizes / (1.0 + self.sizes * ratio)
        change = np.tensordot(-(weights**2), self.between, 1)
        left = np.append(-found.effects, 1.0)
        slope = float(self.groups @ weights)
        slope += self.degrees * float(left @ change @ left) / found.residual
        return slope + float((found.inverse * change[:-1, :-1]).sum()) if self.reml else slope

    def best(self) -> float:
        """Find the ratio at which the criterion is least; exactly 0 where it rises from 0 on.

        The largest that is looked at where it falls all along.

        Notes
        -----
        Unbalanced groups may have several dips: each is looked at.
        """
        slopes = [self.slope(ratio) for ratio in _RATIOS]
        turns = [at for at in range(1, len(_RATIOS)) if slopes[at - 1] < 0 <= slopes[at]]
        dips = [self._root(_RATIOS[at - 1], _RATIOS[at]) for at in turns]
        if slopes[0] >= 0:
            dips.append(0.0)
        dips = dips or [_RATIOS[-1]]
        return min(dips, key=lambda ratio: self.criterion(ratio, self.fixed(ratio)))

    def _root(self, low: float, high: float) -> float:
        smallest = np.finfo(np.float64)
        return float(brentq(self.slope, low, high, xtol=smallest.tiny, rtol=4 * smallest.eps))


def profile(summed: Sums, *, reml: bool) -> Profile:
    """Sum groups of one size together."""
    sizes, size_of, groups = np.unique(summed.sizes, return_inverse=True, return_counts=True)
    columns = summed.means.shape[1]
    between = np.empty((len(sizes), columns, columns))
    for first in range(columns):
        for second in range(first + 1):
            products = summed.means[:, first] * summed.means[:, second]
            between[:, first, second] = np.bincount(size_of, products, len(sizes))
            between[:, second, first] = between[:, first, second]
    rows = int(summed.sizes.sum())
    return Profile(
        sizes=sizes.astype(np.float64),
        groups=groups.astype(np.float64),
        between=between,
        within=summed.within,
        degrees=rows - (columns - 1 if reml else 0),
        reml=reml,
    )
