"""Level A: sets of which any two are nested or apart, as in a tree; exact in closed form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csc_array

from binnenuit.privacy.audit.blocks import NONE

if TYPE_CHECKING:
    from binnenuit.privacy.audit.blocks import Blocks, Flags, Integers, Sparse


class Family(NamedTuple):
    """Sets that form a tree.

    Attributes
    ----------
    above
        Smallest set that holds each set; -1 for none. Shape (sets,).
    owner
        Smallest set that holds each block; -1 for none. Shape (blocks,).
    """

    above: Integers
    owner: Integers


def family(memberships: Sparse, people: Integers) -> Family | None:
    """Arrange sets as a tree; None when two of them cross.

    Parameters
    ----------
    memberships
        Ones; no set is empty or given twice. Shape (sets, blocks).
    people
        People in each set, all blocks counting at least 1. Shape (sets,).

    Notes
    -----
    The sets that hold a block, largest first, are its chain. The sets form a tree if and only if
    each set comes after the same set in the chains of all its blocks: that set then holds it
    whole. One sort of the memberships.
    """
    largest_first = np.argsort(-people, kind="stable")
    chains = csc_array(memberships[largest_first])
    chains.sort_indices()
    chain = largest_first[chains.indices]
    before = np.concatenate((np.full(1, NONE), chain))[:-1]
    before[chains.indptr[:-1][np.diff(chains.indptr) > 0]] = NONE
    above = np.full(len(people), NONE, dtype=np.int64)
    above[chain] = before
    if (above[chain] != before).any():
        return None
    held = np.diff(chains.indptr) > 0
    owner = np.full(memberships.shape[1], NONE, dtype=np.int64)
    owner[held] = chain[chains.indptr[1:][held] - 1]
    return Family(above, owner)


def smallest_region(given: Blocks, tree: Family) -> tuple[int, Integers]:
    """Return the people in the smallest region of a tree, and the combination that gives it.

    Returns
    -------
    smallest
        People.
    combination
        The smallest set that holds the region +1, the largest sets inside it -1. Shape (sets,).

    Notes
    -----
    The sums of a tree of sets are spanned by its regions, the people of a set who are in no smaller
    set; these are disjoint, so every combination rests on whole regions. Blocks are distinct, so
    each region is one block.
    """
    block = int(np.argmin(given.sizes))
    chosen = np.arange(len(tree.above)) == tree.owner[block]
    return int(given.sizes[block]), regions(chosen, tree.above)


def regions(chosen: Flags, above: Integers) -> Integers:
    """Write the sum of the regions of the ``chosen`` sets as a combination of sets."""
    held_by_chosen = chosen[above] & (above != NONE)
    combination: Integers = chosen.astype(np.int64) - held_by_chosen
    return combination
