"""What each level of each factor differs, and how sure that is, once the variances are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.mirror.compute.between.mixed.crossed import Crossed, Point

    Numbers: TypeAlias = NDArray[np.float64]

_MOST_WORK: Final = 4e9
"""Numbers to go through for all variances: some seconds."""
_COLUMNS: Final = 64


def effects(model: Crossed, point: Point) -> tuple[Numbers, Numbers]:
    """Predict the effects of the first factor, and of all others, in standard units."""
    left = np.append(-point.found.effects, 1.0)
    others = point.scale * (point.solved @ left)
    summed = model.summed
    differing = model.sizes * (summed.means @ left) - model.layout.counts @ others
    return point.shrinking * differing, others


def variances(model: Crossed, point: Point) -> tuple[Numbers, Numbers] | None:
    """Return conditional variances over the residual's: of the first factor, and of all others.

    None where they would take too long: each needs a number of the inverse of S, all of which has
    to be solved for.

    Notes
    -----
    ``D^-1 + D^-1 N_fo C N_of D^-1`` and ``C = s S^-1 s`` for the eliminated and other levels; only
    diagonals are kept.
    """
    counts, levels = model.layout.counts, len(point.scale)
    if levels * (point.rest.work + counts.nnz) > _MOST_WORK:
        return None
    through = np.zeros(counts.shape[0])
    others = np.empty(levels)
    for start in range(0, levels, _COLUMNS):
        places = np.arange(start, min(start + _COLUMNS, levels))
        right = np.zeros((levels, len(places)))
        right[places, places - start] = point.scale[places]
        inverse = point.scale[:, np.newaxis] * point.rest.solve(right)
        others[places] = inverse[places, places - start]
        through += counts[:, places].multiply(counts @ inverse).sum(axis=1)
    return point.shrinking + point.shrinking**2 * through, others
