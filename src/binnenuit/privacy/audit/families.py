"""Level B, first half: split published sets into two trees, and draw these as one graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import coo_array, csr_array, triu
from scipy.sparse.csgraph import connected_components

from binnenuit.privacy.audit.blocks import NONE
from binnenuit.privacy.audit.laminar import family, regions

if TYPE_CHECKING:
    from binnenuit.privacy.audit.blocks import Blocks, Flags, Integers, Sparse


class TwoFamilies(NamedTuple):
    """Two trees of sets over the same people.

    Attributes
    ----------
    second
        The set belongs to the second tree. Shape (sets,).
    above
        Smallest set of the same tree that holds each set; -1 for none. Shape (sets,).
    tail, head
        Smallest set of the first and of the second tree that holds each block; the number of sets,
        the ground, where there is none. Shape (blocks,).
    """

    second: Flags
    above: Integers
    tail: Integers
    head: Integers


def two_families(given: Blocks) -> TwoFamilies | None:
    """Split the sets into two trees; None when that cannot be done.

    Notes
    -----
    Two sets that overlap while neither holds the other must go to different trees, so this is
    colouring a graph with two colours. It has twice as many vertices as there are sets: each set
    once in either colour. Time and memory grow with the pairs of sets that share a block.
    """
    second = _colours(_crossings(given.memberships))
    if second is None:
        return None
    ground = len(second)
    above = np.full(ground, NONE, dtype=np.int64)
    ends = []
    for members in (np.flatnonzero(~second), np.flatnonzero(second)):
        tree = family(csr_array(given.memberships[members]), given.people[members])
        if tree is None:  # cannot be: sets of one colour do not cross
            return None
        above[members] = np.append(members, NONE)[tree.above]
        ends.append(np.append(members, ground)[tree.owner])
    return TwoFamilies(second, above, *ends)


def graph(given: Blocks, trees: TwoFamilies) -> Sparse:
    """Draw every region as a vertex and every block as an edge between its two regions.

    The last vertex, the ground, stands for being in no set of a tree. Edges weigh their people.
    Shape (sets + 1, sets + 1), symmetric.
    """
    vertices = len(trees.second) + 1
    half = coo_array((given.sizes, (trees.tail, trees.head)), shape=(vertices, vertices))
    whole: Sparse = csr_array(half + half.T)
    return whole


def combination(trees: TwoFamilies, side: Flags) -> Integers:
    """Write one side of a cut as a combination of sets.

    The regions of the first tree on that side count +1, those of the second -1: edges inside the
    side cancel out, edges that are cut remain. Shape (sets,).
    """
    without_ground = (~side if side[-1] else side)[:-1]
    plus = regions(without_ground & ~trees.second, trees.above)
    minus = regions(without_ground & trees.second, trees.above)
    return plus - minus


def _crossings(memberships: Sparse) -> Sparse:
    """Pairs of sets that overlap while neither holds the other."""
    shared = triu(memberships @ memberships.T, k=1, format="coo")
    width = np.diff(memberships.indptr)
    crossing = shared.data < np.minimum(width[shared.row], width[shared.col])
    pairs = (shared.row[crossing], shared.col[crossing])
    return csr_array((np.ones(len(pairs[0]), dtype=np.int64), pairs), shape=shared.shape)


def _colours(crossings: Sparse) -> Flags | None:
    """Colour sets so that no two that cross have the same colour; the first ones get False."""
    sets = crossings.shape[0]
    pairs = crossings.tocoo()
    ends = (np.append(pairs.row, pairs.col), np.append(pairs.col, pairs.row) + sets)
    ones = np.ones(len(ends[0]), dtype=np.int8)
    twice = csr_array((ones, ends), shape=(2 * sets, 2 * sets))
    label = connected_components(twice, directed=False)[1]
    if (label[:sets] == label[sets:]).any():
        return None
    colours: Flags = label[:sets] > label[sets:]
    return colours
