"""Walks over forests kept as parent numbers, without a step per node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from binnenuit.privacy.model import Flags, Integers

_OUTSIDE: Final = -1


def depths(tree: Integers) -> Integers:
    """How many nodes stand above each node?

    Parameters
    ----------
    tree
        Parent of each node, -1 for a root; parents may come after their children. Shape (nodes,).

    Returns
    -------
    depths
        0 for a root. Shape (nodes,).

    Raises
    ------
    ArgumentError
        ``privacy.circle``: there is no root above a node.

    Notes
    -----
    Every step doubles how far each node has looked: ``O(nodes log(depth))``.
    """
    # One place more, for what is above a root: nothing.
    up = np.append(tree, len(tree))
    up[up == _OUTSIDE] = len(tree)
    found = (up != len(tree)).astype(np.int64)
    for _ in range(len(tree).bit_length() + 1):
        if (up == len(tree)).all():
            depth: Integers = found[:-1]
            return depth
        found += found[up]
        up = up[up]
    raise ArgumentError(
        "privacy.circle",
        sentence(
            "Above node {node} there is no top: its parents form a circle. Correct one of them, or "
            "give it -1 as a top.",
            node=int(np.flatnonzero(up != len(tree))[0]),
        ),
    )


def levels(tree: Integers) -> list[Integers]:
    """Split the nodes by depth, the roots first; in each part the numbers ascend."""
    depth = depths(tree)
    order = np.argsort(depth, kind="stable")
    return np.split(order, np.cumsum(np.bincount(depth)))[:-1]


def nearest(tree: Integers, marked: Flags) -> Integers:
    """Which marked node is the first at or above each node? -1 for none. Shape (nodes,)."""
    up = np.append(np.where(marked, np.arange(len(tree)), tree), _OUTSIDE)
    while not np.array_equal(up, further := up[up]):
        up = further
    return up[:-1]


def totals(tree: Integers, counts: Integers) -> Integers:
    """How many people are in each node with everything below it? Shape (nodes,)."""
    total = counts.copy()
    for level in levels(tree)[:0:-1]:
        np.add.at(total, tree[level], total[level])
    return total
