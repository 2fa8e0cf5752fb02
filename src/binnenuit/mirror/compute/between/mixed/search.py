"""Find the standard deviations at which a criterion is least."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Criterion: TypeAlias = Callable[[Numbers], float]

LARGEST: Final = 1e4
"""Beyond this the search ends: nothing is left for what it is compared with."""
_MOST_STEPS: Final = 100
_MOST_HALVINGS: Final = 20
_NEARBY: Final = 1e-4
"""Relative distance of differences: the best trade of rounding against the slope's own bend."""
_NEAR_ZERO: Final = 1e-3
"""Distance of differences at 0, where the slope is 0 and only the sign of the bend matters."""
_AS_ZERO: Final = _NEAR_ZERO / 2
_LEAST_UNIT: Final = 0.1
_STILL: Final = 1e-6
"""Relative step after which the next, by Newton's square, would be below rounding."""
_LONGEST: Final = 0.7
_AWAY: Final = 0.1
"""Where to go on from 0 when it is not best to stay there."""


def least(criterion: Criterion, start: Numbers) -> Numbers | None:
    """Return the point of least ``criterion`` near ``start``; None when the search does not settle.

    A point beyond ``LARGEST`` is where the search was given up.

    Parameters
    ----------
    criterion
        Smooth; of standard deviations through their squares only, so that its slope at 0 is 0 and
        its bend there tells whether it is best to stay.

    Notes
    -----
    Newton's method on differences, made safe: where the criterion bends downward it is followed
    down, steps are cut off and halved, and end at 0. With q standard deviations a step takes
    ``2 q + q (q - 1) / 2 + 1`` evaluations, and some five steps suffice.
    """
    point, value = start, criterion(start)
    for _ in range(_MOST_STEPS):
        slope, bend = _differences(criterion, point, value)
        stuck = (point == 0) & (np.diag(bend) < 0)
        if stuck.any():
            point = np.where(stuck, _AWAY, point)
            value = criterion(point)
            continue
        step = _step(slope, bend, point)
        moved = _moved(point, step)
        if (np.abs(moved - point) <= _STILL * _unit(point)).all() or moved.max() > LARGEST:
            return moved
        lower = _lower(criterion, point, value, step)
        if lower is None:
            return point
        point, value = lower
    return None


def _lower(
    criterion: Criterion, point: Numbers, value: float, step: Numbers
) -> tuple[Numbers, float] | None:
    """Halve a step until it does not lead up; None when only rounding is left."""
    for halvings in range(_MOST_HALVINGS):
        moved = _moved(point, step / 2**halvings)
        new = criterion(moved)
        if new <= value:
            return moved, new
    return None


def _unit(point: Numbers) -> Numbers:
    unit: Numbers = np.maximum(point, _LEAST_UNIT)
    return unit


def _moved(point: Numbers, step: Numbers) -> Numbers:
    moved = point + step
    moved[moved < _AS_ZERO] = 0.0
    return moved


def _differences(criterion: Criterion, point: Numbers, value: float) -> tuple[Numbers, Numbers]:
    """Return slope and bend of the criterion."""
    near = np.where(point == 0, _NEAR_ZERO, _NEARBY * _unit(point))
    moves = np.diag(near)
    above = np.array([criterion(point + move) for move in moves])
    below = np.array(
        [
            after if at == 0 else criterion(point - move)
            for at, move, after in zip(point, moves, above, strict=True)
        ]
    )
    bend = np.diag((above - 2.0 * value + below) / near**2)
    for one in range(len(point)):
        for two in range(one):
            both = criterion(point + moves[one] + moves[two])
            bent = (both - above[one] - above[two] + value) / (near[one] * near[two])
            bend[one, two] = bend[two, one] = bent
    return (above - below) / (2.0 * near), bend


def _step(slope: Numbers, bend: Numbers, point: Numbers) -> Numbers:
    """Step to where a parabola is least; down, too, where it bends downward."""
    free = point > 0
    unit = _unit(point)[free]
    bends, directions = np.linalg.eigh(bend[np.ix_(free, free)] * np.outer(unit, unit))
    steep = np.maximum(np.abs(bends), np.finfo(np.float64).eps * np.abs(bends).max(initial=0.0))
    along = directions.T @ (slope[free] * unit)
    relative = -directions @ (along / np.where(steep > 0, steep, 1.0))
    length = float(np.linalg.norm(relative))
    step = np.zeros_like(point)
    step[free] = unit * relative * min(1.0, _LONGEST / length if length else 1.0)
    return step
