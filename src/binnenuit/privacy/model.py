"""The words of the gate: which groups show a figure, and what stands in place of the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import csr_array

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
        return (*((int(node),) for node in np.flatnonzero(self.shown)), *self.merged)

    @cached_property
    def sizes(self) -> Integers:
        """People in the region of each published set; 0, or at least ``k``. Shape (sets,)."""
        held = self.regions != NOWHERE
        sizes = np.bincount(
            self.regions[held], weights=self.counts[held], minlength=len(self.sets)
        ).astype(np.int64)
        sizes.flags.writeable = False
        return sizes

    @cached_property
    def above(self) -> Integers:
        """Smallest published set that holds each published set; -1 for none. Shape (sets,)."""
        return _above(self)

    @cached_property
    def people(self) -> Integers:
        """People in each published set, with everything below it. Shape (sets,)."""
        people: Integers = np.asarray(self.memberships() @ self.sizes)
        people.flags.writeable = False
        return people

    def memberships(self) -> csr_array[np.int64]:
        """Tell which regions make up each published set. Shape (sets, regions), square."""
        return _memberships(self.above)


def _above(plan: Plan) -> Integers:
    """Find for each published set the set of the nearest shown node above it."""
    position = np.full(len(plan.tree), NOWHERE, dtype=np.int64)
    position[plan.shown] = np.arange(np.count_nonzero(plan.shown))
    above = np.full(len(plan.sets), NOWHERE, dtype=np.int64)
    for number, nodes in enumerate(plan.sets):
        node = plan.tree[nodes[0]]
        while node != NOWHERE and position[node] == NOWHERE:
            node = plan.tree[node]
        above[number] = NOWHERE if node == NOWHERE else position[node]
    above.flags.writeable = False
    return above


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
