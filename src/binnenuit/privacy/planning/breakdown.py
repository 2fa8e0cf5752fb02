"""One declared attribute: which groups may be shown per category, for certain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array, vstack

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.arguments import fixed, people_in
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.planning.blocks import ones, per_set, split
from binnenuit.privacy.planning.choice import Choice
from binnenuit.privacy.tree import depths, nearest

if TYPE_CHECKING:
    from binnenuit.privacy.model import Flags, Integers, Plan
    from binnenuit.privacy.planning.blocks import Sparse

SMALLEST_CELL: Final = 10


@dataclass(frozen=True, eq=False)
class Breakdown:
    """Which published sets show a figure per category; made by ``break_down``.

    A cell is a published set and a category: the people of that set in that category. The cells
    form trees of their own beside the tree of the plan. Each cell owns one region: its people who
    are in no smaller cell.

    Attributes
    ----------
    k
        Fewest people on whom any figure may rest that can be derived from the sets of the plan and
        the cells together.
    plan
        The plan whose sets are broken down.
    people
        People per node and category; as given, read-only. Shape (nodes, categories).
    sets
        The published set is shown per category, each category with somebody in it. Shape (sets,).
    """

    k: int
    plan: Plan
    people: Integers
    sets: Flags

    @cached_property
    def cells(self) -> Integers:
        """Published set and category of each cell, in ascending order. Shape (cells, 2)."""
        held = per_set(self.plan, self.people) > 0
        return fixed(np.argwhere(held & self.sets[:, np.newaxis]))

    @cached_property
    def above(self) -> Integers:
        """Smallest cell that holds each cell; -1 for none. Shape (cells,)."""
        holder = self._broken[self.plan.above[self.cells[:, 0]]]
        return fixed(self._number[holder, self.cells[:, 1]])

    @cached_property
    def regions(self) -> Integers:
        """Cell in whose region the people of a node and category fall; -1 when no cell holds them.

        Shape (nodes, categories).
        """
        return fixed(self._number[self._broken[self.plan.regions]])

    @cached_property
    def sizes(self) -> Integers:
        """People in the region of each cell; 0, or at least ``k``. Shape (cells,)."""
        sizes = np.zeros(len(self.cells), dtype=np.int64)
        held = self.regions != NOWHERE
        np.add.at(sizes, self.regions[held], self.people[held])
        return fixed(sizes)

    def memberships(self) -> Sparse:
        """Tell which regions of cells make up each cell. Shape (cells, cells)."""
        inside = self.plan.memberships().tocoo()
        outer, inner = self._number[inside.row], self._number[inside.col]
        there = (outer != NOWHERE) & (inner != NOWHERE)
        return ones(outer[there], inner[there], (len(self.cells), len(self.cells)))

    def joint(self) -> tuple[Sparse, Integers]:
        """Tell what an auditor attacks: the sets of the plan, and after them the cells.

        Returns
        -------
        memberships
            Which blocks make up each set and each cell. Shape (sets + cells, blocks).
        sizes
            People in each block, those in the region of one published set and in one category.
            Shape (blocks,).
        """
        blocks = split(self.plan, self.people)
        cells = blocks.cells(np.flatnonzero(self.sets))
        # Categories that a set has nobody in have an empty row.
        return csr_array(vstack([blocks.sets, cells[np.diff(cells.indptr) > 0]])), blocks.sizes

    @cached_property
    def _number(self) -> Integers:
        """Number of the cell of each set and category, -1 for none. Shape (sets + 1, categories).

        The last row is where -1, no set, points to.
        """
        number = np.full((len(self.sets) + 1, self.people.shape[1]), NOWHERE)
        number[self.cells[:, 0], self.cells[:, 1]] = np.arange(len(self.cells))
        return number

    @cached_property
    def _broken(self) -> Integers:
        """Nearest set at or above each set that is broken down, -1 for none. Shape (sets + 1,)."""
        return np.append(nearest(self.plan.above, self.sets), NOWHERE)


def break_down(
    plan: Plan,
    people: Integers,
    *,
    k: int,
    smallest: int = SMALLEST_CELL,
    at_least: int = 0,
    within: Breakdown | None = None,
) -> Breakdown:
    """Choose which published sets may be shown per category of one declared attribute.

    Parameters
    ----------
    plan
        Which sets are published.
    people
        People per node and category, adding up to the counts of the plan; the categories were
        merged when the round opened. Shape (nodes, categories).
    k
        Fewest people on whom any figure may rest that can be derived from sets and cells together.
    smallest
        Fewest people in a cell.
    at_least
        Fewest people in a set that is broken down.
    within
        An earlier breakdown. Only what it breaks down may be broken down: so single items lie
        within scores.

    Returns
    -------
    breakdown
        A set is broken down wholly or not at all: when at least two categories have somebody in it
        and each of those has at least ``smallest``. The largest set is tried first, and is kept
        when nothing that can be derived from everything kept so far rests on fewer than ``k``
        people. Arrays are read-only.

    Raises
    ------
    ArgumentError
        ``privacy.counts``, ``privacy.breakdown-people``.

    Notes
    -----
    The sets and the cells are two trees of sets, so the smallest derivable group is a minimum cut
    (``audit.attack``, level B). A cut can only become smaller when sets are added, so a run of sets
    that passes together is what trying them one by one would keep: the end of each run is found by
    halving, shortened by the sets that the cut itself names. What would leave too few people in a
    cell above it is refused without a cut. One cut when nothing else fails, and about as many as
    halvings for each set that does.
    """
    given = _given(plan, people)
    held = per_set(plan, given)
    wanted = _candidates(plan, held, smallest, at_least)
    if within is not None:
        wanted &= _also_in(plan, within)
    order = np.lexsort((depths(plan.above), -plan.people))
    choice = Choice(plan, split(plan, given), held, order[wanted[order]], k=k)
    return Breakdown(k, plan, given, fixed(choice.kept()))


def _given(plan: Plan, people: Integers) -> Integers:
    columns = np.shape(people)[1:2] or (1,)
    given = people_in(people, (len(plan.counts), *columns), "people")
    if np.array_equal(given.sum(axis=1), plan.counts):
        return given
    raise ArgumentError(
        "privacy.breakdown-people",
        sentence(
            "The people per category do not add up to the people of each group. Count everybody "
            "in one category; make one for those whose category is not known."
        ),
    )


def _candidates(plan: Plan, held: Integers, smallest: int, at_least: int) -> Flags:
    enough = ((held == 0) | (held >= smallest)).all(axis=1)
    flags: Flags = enough & ((held > 0).sum(axis=1) >= 2) & (plan.people >= at_least)
    return flags


def _also_in(plan: Plan, within: Breakdown) -> Flags:
    earlier = {within.plan.sets[number] for number in np.flatnonzero(within.sets)}
    return np.array([nodes in earlier for nodes in plan.sets], dtype=np.bool_)
