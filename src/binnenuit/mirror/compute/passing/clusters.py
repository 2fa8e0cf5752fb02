"""In which clusters what differs may move together, and the closed form over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.compute.groups import grouping
from binnenuit.mirror.compute.passing.interval import Slope, slope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.mirror.compute.passing.cells import Cells
    from binnenuit.mirror.compute.passing.given import Given, Integers, Numbers

FEW_BRANCHES: Final = 50
"""With fewer branches, leaders within branches are drawn again instead of whole branches."""


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums over waves, per cluster; ``raw_...`` with the rating error in it.

    Attributes
    ----------
    products, squares
        Of lag times score, and of squared lags. Shape (clusters,).
    inflation
        What the standard error is multiplied by, because cells of few leaders were centred.
    """

    products: Numbers
    squares: Numbers
    raw_products: Numbers
    raw_squares: Numbers
    inflation: float = 1.0

    @property
    def attenuated(self) -> float:
        """The slope with rating error in it."""
        return float(self.raw_products.sum() / self.raw_squares.sum())

    @property
    def reliability(self) -> float:
        """Share of the squared lags within branches that is not rating error."""
        return max(float(self.squares.sum() / self.raw_squares.sum()), 0.0)

    def slope(self, seed: int) -> Slope | None:
        """Return the slope without rating error."""
        return slope(self.products, self.squares, seed, inflation=self.inflation)


def sums(given: Given, cells: Sequence[Cells]) -> Sums:
    """Add up per branch, or per leader where branches are few."""
    branch = np.concatenate([each.branch for each in cells])
    teams = np.concatenate([each.teams for each in cells])
    labels, inflation = branch, 1.0
    of = grouping(branch, len(branch))
    raw_products = np.concatenate([each.lag * each.score for each in cells])
    raw_squares = np.concatenate([each.lag**2 for each in cells])
    products = raw_products - np.concatenate([each.shared_error for each in cells])
    squares = raw_squares - np.concatenate([each.lag_error for each in cells])
    if len(of) < FEW_BRANCHES:
        labels = of.of * given.links.shape[0] + main_suppliers(given)[teams]
        of = grouping(labels, len(labels))
        rest = of.sums(products) - products.sum() / squares.sum() * of.sums(squares)
        inflation = _inflation(rest, of.numbers // given.links.shape[0])
    return Sums(
        products=of.sums(products),
        squares=of.sums(squares),
        raw_products=of.sums(raw_products),
        raw_squares=of.sums(raw_squares),
        inflation=inflation,
    )


def main_suppliers(given: Given) -> Integers:
    """Return for each team the supplier with the largest share, the first of equals; -1 for none.

    Notes
    -----
    One stable sort of the links by share within each team.
    """
    row = np.repeat(np.arange(given.links.shape[0]), np.diff(given.links.indptr))
    order = np.lexsort((-given.links.data, row))
    above, first = np.unique(row[order], return_index=True)
    main = np.full(given.links.shape[0], -1)
    main[above] = given.links.indices[order[first]]
    return main


def _inflation(rest: Numbers, branch: Integers) -> float:
    """Correct for the mean of the branch, in which each of its L leaders has a share of 1 / L."""
    of = grouping(branch, len(branch))
    leaders = np.maximum(of.sizes(), 2)[of.of]
    total = float(rest @ rest)
    corrected = float((rest**2 * leaders / (leaders - 1)).sum())
    return float(np.sqrt(corrected / total)) if total > 0 else 1.0
