"""The words of the gate: which groups show a figure, and what stands in place of the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from binnenuit.privacy.tree import nearest, totals

if TYPE_CHECKING:
    from numpy.typing import NDArray

Integers: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"

SMALLEST_GROUP: Final = 5
SMALLEST_GROUP_OF_ITEM: Final = 10
NOWHERE: Final = -1


class State(StrEnum):
    """What stands at a group: its figure, or why it has none."""

    SHOWN = "shown"
    MERGED = "merged"
    SMALL = "small"
    PROTECTS = "protects"


@dataclass(frozen=True, eq=False)
class Plan:
    """Which groups show a figure, decided on membership alone; made by ``plan``.

    The published sets are the shown nodes, each with everything below it, in the order of their
    numbers, and after them the merged groups. Each published set owns one region: its people who
    are in no smaller published set. Regions are disjoint, and each is empty or holds at least
    ``k`` people; so every non-zero combination of published sums rests on at least ``k`` people.

    Attributes
    ----------
    k
        Fewest people on whom any derivable figure may rest.
    tree
        Parent of each node, -1 for a root; as given, read-only. Shape (nodes,).
    counts
        People who belong to each node itself; as given, read-only. Shape (nodes,).
    shown
        The figure of the node with everything below it is shown. Shape (nodes,).
    state
        What stands at each node. Length nodes.
    merged
        Groups of sister leaves that are shown as one, each as node numbers.
    regions
        Published set in whose region the node's own people fall; -1 when no figure holds them.
        Shape (nodes,).
    weight
        What the shown sets are worth together: the largest sum that was possible.
    """

    k: int
    tree: Integers
    counts: Integers
    shown: Flags
    state: tuple[State, ...]
    merged: tuple[tuple[int, ...], ...]
    regions: Integers
    weight: float = field(default=0.0)

    @cached_property
    def sets(self) -> tuple[tuple[int, ...], ...]:
        """Nodes that make up each published set: a shown node alone, or a merged group."""
        return (*zip(np.flatnonzero(self.shown).tolist()), *self.merged)

    @cached_property
    def sizes(self) -> Integers:
        """People in the region of each published set; 0, or at least ``k``. Shape (sets,)."""
        sizes = np.zeros(len(self.sets), dtype=np.int64)
        held = self.regions != NOWHERE
        np.add.at(sizes, self.regions[held], self.counts[held])
        return _fixed(sizes)

    @cached_property
    def above(self) -> Integers:
        """Smallest published set that holds each published set; -1 for none. Shape (sets,)."""
        parents = np.array([self.tree[nodes[0]] for nodes in self.merged], dtype=np.int64)
        parents = np.concatenate([self.tree[self.shown], parents])
        # One place more, for what is above a root: no set.
        holder = np.append(nearest(self.tree, self.shown), NOWHERE)[parents]
        position = np.append(np.cumsum(self.shown) - 1, NOWHERE)
        return _fixed(position[holder])

    @cached_property
    def people(self) -> Integers:
        """People in each published set, with everything below it. Shape (sets,)."""
        return _fixed(totals(self.above, self.sizes))

    def memberships(self) -> csr_array[np.int64]:
        """Tell which regions make up each published set. Shape (sets, regions), square."""
        return _memberships(self.above)


def _fixed(values: Integers) -> Integers:
    values.flags.writeable = False
    return values


def _memberships(above: Integers) -> csr_array[np.int64]:
    """Put every set into itself and into all sets above it, one layer at a time."""
    holder = np.arange(len(above))
    rows, columns = [holder], [holder]
    inside = holder
    while inside.size:
        holder = above[holder]
        inside, holder = inside[holder != NOWHERE], holder[holder != NOWHERE]
        rows.append(holder)
        columns.append(inside)
    entries = (np.concatenate(rows), np.concatenate(columns))
    ones = np.ones(len(entries[0]), dtype=np.int64)
    return csr_array((ones, entries), shape=(len(above), len(above)))
