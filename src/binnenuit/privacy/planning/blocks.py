"""The people of a plan by published region and category: what a breakdown is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from binnenuit.privacy.model import NOWHERE

if TYPE_CHECKING:
    from typing import TypeAlias

    from binnenuit.privacy.model import Integers, Plan

    Sparse: TypeAlias = csr_array[np.int64]


@dataclass(frozen=True, eq=False)
class Blocks:
    """People in the region of one published set and in one category; nobody is in two blocks.

    Attributes
    ----------
    sets
        Which blocks make up each published set. Shape (sets, blocks).
    sizes
        People in each block, at least 1. Shape (blocks,).
    category
        Category of each block. Shape (blocks,).
    categories
        Number of categories.
    """

    sets: Sparse
    sizes: Integers
    category: Integers
    categories: int

    def cells(self, wanted: Integers) -> Sparse:
        """Tell which blocks make up each category of some published sets.

        Parameters
        ----------
        wanted
            Numbers of published sets. Shape (wanted,).

        Returns
        -------
        cells
            For each set its categories, one row each, empty where nobody is. Shape
            (wanted * categories, blocks).
        """
        inside = self.sets[wanted].tocoo()
        block = inside.col.astype(np.int64)
        row = inside.row.astype(np.int64) * self.categories + self.category[block]
        return ones(row, block, (len(wanted) * self.categories, len(self.sizes)))


def split(plan: Plan, people: Integers) -> Blocks:
    """Split the regions of a plan by category, leaving out what is empty or in no figure.

    Parameters
    ----------
    plan
        Which sets are published.
    people
        People per node and category. Shape (nodes, categories).
    """
    table = _by_region(plan, people)
    at = np.argwhere(table > 0)
    region, category = at[:, 0], at[:, 1]
    inside = ones(region, np.arange(len(at)), (len(table), len(at)))
    sets = csr_array(plan.memberships() @ inside)
    return Blocks(sets, table[region, category], category, people.shape[1])


def per_set(plan: Plan, people: Integers) -> Integers:
    """Count the people of each published set in each category. Shape (sets, categories)."""
    return np.asarray(plan.memberships() @ _by_region(plan, people), dtype=np.int64)


def ones(rows: Integers, columns: Integers, shape: tuple[int, int]) -> Sparse:
    """Make a matrix with 1 at the given places."""
    return csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape)


def _by_region(plan: Plan, people: Integers) -> Integers:
    table = np.zeros((len(plan.sets), people.shape[1]), dtype=np.int64)
    held = plan.regions != NOWHERE
    np.add.at(table, plan.regions[held], people[held])
    return table
