"""From standard units back to the units in which rows were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.mirror.compute.between.mixed.profile import Fixed
    from binnenuit.mirror.compute.between.mixed.sums import Standard

    Numbers: TypeAlias = NDArray[np.float64]


def given_units(columns: Standard, found: Fixed, variance: float) -> tuple[Numbers, Numbers]:
    """Return fixed effects, constant first, and their covariance.

    Parameters
    ----------
    variance
        Within groups, in standard units.
    """
    centre, scale = columns.centre[:-1], columns.scale[:-1]
    turned = np.diag(np.append(1.0, 1.0 / scale)) * columns.scale[-1]
    turned[0, 1:] = -centre / scale * columns.scale[-1]
    effects = turned @ found.effects
    effects[0] += columns.centre[-1]
    return effects, variance * (turned @ found.inverse @ turned.T)


def given_criterion(columns: Standard, criterion: float, degrees: int, *, reml: bool) -> float:
    """Return minus twice the log likelihood, with the constants that a profile leaves out."""
    spread = float(np.log(columns.scale[:-1]).sum()) if reml else 0.0
    units = 2.0 * (degrees * float(np.log(columns.scale[-1])) + spread)
    return criterion + units + degrees * (1.0 + float(np.log(2.0 * np.pi / degrees)))
