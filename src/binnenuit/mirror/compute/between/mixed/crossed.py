"""Likelihood of a model with several factors: the one with the most levels eliminated exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from binnenuit.mirror.compute.between.mixed.profile import Fixed, fixed
from binnenuit.mirror.compute.between.mixed.remaining import Remaining, remaining

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from binnenuit.mirror.compute.between.mixed.factored import Factored
    from binnenuit.mirror.compute.between.mixed.sums import Standard, Sums
    from binnenuit.mirror.compute.groups import Grouping

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Layout:
    """Which rows belong to which levels.

    Attributes
    ----------
    first
        Number of the factor with the most levels: the one that is eliminated.
    others
        Numbers of the other factors, in their order.
    levels
        How many levels each of ``others`` has.
    counts
        Rows by level of the first factor and level of the others. Shape (first, others).
    joint
        Rows by levels of the others, twice. Shape (others, others).
    chosen
        Levels of the others of each row. Shape (rows, others).
    """

    first: int
    others: tuple[int, ...]
    levels: tuple[int, ...]
    counts: csr_array
    joint: csr_array
    chosen: csr_array

    def by_factor(self, first: Numbers, others: Numbers) -> tuple[Numbers, ...]:
        """Put numbers of the levels of the first and the other factors in the factors' order."""
        parts = np.split(others, np.cumsum(self.levels)[:-1])
        return (*parts[: self.first], first, *parts[self.first :])


@dataclass(frozen=True, eq=False)
class Crossed:
    """Rows by the levels of all factors, in sums.

    Attributes
    ----------
    layout
        Which rows belong to which levels.
    summed
        Sums by the levels of the first factor.
    sizes
        Rows of each of its levels. Shape (first,).
    apart
        Sums per level of the others of how far rows lie from the mean of their level of the first
        factor. Shape (others, p + 2).
    remaining
        The equations of the other factors.
    degrees
        Rows, less the number of fixed effects when those are integrated out (REML).
    reml
        Whether they are.
    """

    layout: Layout
    summed: Sums
    sizes: Numbers
    apart: Numbers
    remaining: Remaining
    degrees: int
    reml: bool

    def at(self, spreads: Numbers) -> Point:
        """Solve for all effects, given the standard deviation of each factor over the residual's.

        Notes
        -----
        Bates et al. (2015), section 3, with the first factor's diagonal block taken out.
        """
        layout, means = self.layout, self.summed.means
        ratio = spreads[layout.first] ** 2
        grown = 1.0 + ratio * self.sizes
        scale = np.repeat(spreads[list(layout.others)], layout.levels)
        products = self.summed.within + (means.T * (self.sizes / grown)) @ means
        differing = self.apart + layout.counts.T @ (means / grown[:, np.newaxis])
        right = scale[:, np.newaxis] * differing
        rest = self.remaining.factored(ratio / grown, scale)
        solved = rest.solve(right)
        return Point(
            shrinking=ratio / grown,
            scale=scale,
            rest=rest,
            solved=solved,
            found=fixed(products - right.T @ solved),
            log_determinant=float(np.log(grown).sum()) + rest.log_determinant,
        )

    def criterion(self, spreads: Numbers) -> float:
        """Minus twice the log likelihood in standard units, but for a constant."""
        return self.profiled(self.at(spreads))

    def profiled(self, point: Point) -> float:
        """Return the criterion at a point that was solved for."""
        both = point.log_determinant + self.degrees * float(np.log(point.found.residual))
        return both + point.found.log_determinant if self.reml else both


@dataclass(frozen=True, eq=False)
class Point:
    """Everything solved for one choice of standard deviations.

    Attributes
    ----------
    shrinking
        Ratio of variances over one plus ratio times rows, per level of the first factor.
    scale
        Standard deviation of each level of the others, over the residual's.
    rest
        The equations of the others, factored.
    solved
        Their solution for each column of ``[1, predictors, response]``, over ``scale``.
    found
        The fixed effects.
    log_determinant
        Of the variance of the rows, over the residual's.
    """

    shrinking: Numbers
    scale: Numbers
    rest: Factored
    solved: Numbers
    found: Fixed
    log_determinant: float


def layout(factors: Sequence[Grouping]) -> Layout:
    """Count rows by the levels of all factors."""
    first = int(np.argmax([len(factor) for factor in factors]))
    others = tuple(place for place in range(len(factors)) if place != first)
    chosen = _indicators([factors[place] for place in others])
    main = _indicators([factors[first]])
    return Layout(
        first=first,
        others=others,
        levels=tuple(len(factors[place]) for place in others),
        counts=csr_array(main.T @ chosen),
        joint=csr_array(chosen.T @ chosen),
        chosen=chosen,
    )


def crossed(
    columns: Standard, eliminated: Grouping, summed: Sums, laid: Layout, *, reml: bool
) -> Crossed:
    """Sum the rows by the levels of all factors; ``summed`` are the sums by those eliminated."""
    apart = np.zeros((sum(laid.levels), summed.means.shape[1]))
    for place in range(1, apart.shape[1]):
        deviations = columns.column(place - 1) - summed.means[eliminated.of, place]
        apart[:, place] = laid.chosen.T @ deviations
    return Crossed(
        layout=laid,
        summed=summed,
        sizes=summed.sizes.astype(np.float64),
        apart=apart,
        remaining=remaining(laid.counts, laid.joint),
        degrees=len(columns.rows) - (apart.shape[1] - 1 if reml else 0),
        reml=reml,
    )


def _indicators(factors: Sequence[Grouping]) -> csr_array:
    """Mark the levels of each row. Shape (rows, levels of all factors)."""
    starts = np.cumsum([0, *(len(factor) for factor in factors)])
    places = np.column_stack(
        [factor.of + start for factor, start in zip(factors, starts, strict=False)]
    )
    rows, each = places.shape
    ends = np.arange(rows + 1) * each
    shape = (rows, int(starts[-1]))
    return csr_array((np.ones(rows * each), places.ravel(), ends), shape)
