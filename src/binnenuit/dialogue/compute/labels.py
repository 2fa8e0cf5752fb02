"""The same group keeps its number from one picture to the next, and axes keep their direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels


def overlap(new: Labels, old: Labels) -> NDArray[np.float64]:
    """Share of common people (Jaccard index) of each new group with each old one.

    Parameters
    ----------
    new, old
        Group of each person, -1 for none; the same people in the same order.

    Returns
    -------
    ndarray
        Shape (new groups, old groups).
    """
    here = new[:, None] == np.arange(new.max(initial=-1) + 1)
    there = old[:, None] == np.arange(old.max(initial=-1) + 1)
    both = here.T.astype(np.int64) @ there.astype(np.int64)
    either = here.sum(axis=0)[:, None] + there.sum(axis=0) - both
    return np.asarray(both / np.maximum(either, 1), dtype=np.float64)


def same_labels(new: Labels, old: Labels) -> Labels:
    """Give new groups the numbers of the old groups they overlap most with.

    Matched as a whole: the assignment with the greatest sum of Jaccard indices (Kuhn 1955).

    Parameters
    ----------
    new
        Group of each person, from 0 without gaps; -1 for none. Shape (people,).
    old
        The earlier groups of the same people; -1 for none and for who was not there.

    Returns
    -------
    ndarray
        New groups numbered from 0 without gaps. A group without an earlier counterpart, or whose
        number is not below the number of groups now, gets the lowest free number, in its own
        order.

    Raises
    ------
    ValueError
        When the two are not of one length.
    """
    if new.shape != old.shape:
        message = f"the earlier groups are of {len(old)} people, the new ones of {len(new)}"
        raise ValueError(message)
    shared = overlap(new, old)
    count = len(shared)
    number = np.full(count, -1, dtype=np.int64)
    for mine, earlier in zip(*linear_sum_assignment(shared, maximize=True), strict=True):
        if shared[mine, earlier] > 0 and earlier < count:
            number[mine] = earlier
    number[number < 0] = np.setdiff1d(np.arange(count), number)
    return np.append(number, -1)[new]


def aligned(positions: NDArray[np.float64], earlier: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn and mirror positions so that they lie as near as can be to the earlier ones.

    Orthogonal Procrustes (Schoenemann 1966): distances between people do not change.

    Parameters
    ----------
    positions, earlier
        The same people in the same order, with as many axes; 0 for who was not placed.
    """
    left, _, right = np.linalg.svd(positions.T @ earlier)
    return np.asarray(positions @ (left @ right), dtype=np.float64)
