"""The combination of published sets that lays a group bare, verified in whole numbers."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csc_array, csr_array, hstack, vstack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.privacy.audit.blocks import Blocks, Flags, Integers, Sparse

_LARGEST_DENOMINATOR: Final = 1000


def resting_on(given: Blocks, support: Flags) -> Integers | None:
    """Find a combination of few sets that rests on blocks of the support and on no others.

    Parameters
    ----------
    given
        What was published.
    support
        Shape (blocks,).

    Returns
    -------
    combination
        Whole coefficients of the sets; None when there is no such combination, or none whose
        coefficients are fractions with denominators up to 1000. Shape (sets,).

    Notes
    -----
    A linear programme makes the sum of the absolute coefficients small, because that uses few sets;
    its answer is then rounded to fractions and multiplied out in whole numbers.
    """
    for block in np.flatnonzero(support):
        coefficients = _smallest_coefficients(given, support, int(block))
        if coefficients is not None:
            whole = _whole(coefficients)
            carried = values(given, whole)
            if carried.any() and not carried[~support].any():
                return whole
    return None


def values(given: Blocks, combination: Integers) -> Integers:
    """Return what a combination of sets counts each person of a block for. Shape (blocks,)."""
    columns: Sparse = csr_array(given.memberships.T)
    return np.asarray(columns @ combination)


def _smallest_coefficients(given: Blocks, support: Flags, block: int) -> NDArray[np.float64] | None:
    """Give the block the value 1 and everything outside the support 0."""
    columns = csc_array(given.memberships)
    fixed = vstack([columns[:, [block]].T, columns[:, ~support].T], format="csc")
    goal = np.zeros(fixed.shape[0])
    goal[0] = 1.0
    equal = LinearConstraint(hstack([fixed, -fixed]), goal, goal)
    answer = milp(np.ones(2 * fixed.shape[1]), constraints=equal)  # all at least 0, none whole
    if answer.x is None:
        return None
    plus, minus = np.split(answer.x, 2)
    found: NDArray[np.float64] = plus - minus
    return found


def _whole(coefficients: NDArray[np.float64]) -> Integers:
    """Write coefficients as fractions and multiply these by their common denominator."""
    parts = [Fraction(value).limit_denominator(_LARGEST_DENOMINATOR) for value in coefficients]
    common = lcm(*(part.denominator for part in parts))
    if common > _LARGEST_DENOMINATOR:
        return np.zeros(len(parts), dtype=np.int64)
    return np.array([int(part * common) for part in parts], dtype=np.int64)
