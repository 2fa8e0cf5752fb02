"""How far rounds lie from the figure, each counted in its own standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Figure: TypeAlias = Callable[[Numbers], float]

_STEP: Final = float(np.finfo(np.float64).eps ** (1 / 3))
"""Share of a total by which it is moved to see what that does; the best for central differences."""


def linear_error(figure: Figure, sums: Numbers, weights: Numbers) -> float:
    """How unsure is the figure of teams that were drawn so often, if it were linear in totals?

    Parameters
    ----------
    figure
        Of the column totals; NaN where it is not defined.
    sums
        Shape (clusters, columns).
    weights
        How often each cluster was drawn. Shape (clusters,).

    Returns
    -------
    error
        Standard error; NaN where the figure is not defined near these totals.

    Notes
    -----
    ``sqrt(G / (G - 1) sum w (e - mean of e)^2)``, where e is what a cluster's sums do to the figure
    by its numerical derivative: the delta method on totals. Two evaluations for each column.
    """
    clusters = weights.sum()
    effects = sums @ _slopes(figure, weights @ sums)
    away = effects - (weights @ effects) / clusters
    return float(np.sqrt(clusters / (clusters - 1.0) * (weights @ away**2)))


def _slopes(figure: Figure, totals: Numbers) -> Numbers:
    """Differentiate the figure with respect to each total."""
    slopes = np.empty(len(totals))
    for place, total in enumerate(totals):
        step = _STEP * max(abs(total), 1.0)
        above, below = totals.copy(), totals.copy()
        above[place] += step
        below[place] -= step
        slopes[place] = (figure(above) - figure(below)) / (2.0 * step)
    return slopes
