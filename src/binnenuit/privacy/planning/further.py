"""Further attributes: only in large groups, with noise on each cell, never crossed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.planning.breakdown import Breakdown, break_down

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.model import Integers, Plan

FEWEST_IN_GROUP: Final = 100
FEWEST_IN_CELL: Final = 50
"""Four options by which one person's answer can differ are 0.08 of a mean of 50 on 1 to 5: less
than the 0.1 to which it is rounded. Two cells that differ by one person are not proven apart."""


def further(plan: Plan, people: Integers, *, k: int, smallest: int = FEWEST_IN_CELL) -> Breakdown:
    """Choose which groups may be shown per category of one more attribute.

    Parameters
    ----------
    plan
        Which sets are published.
    people
        People per node and category of this attribute alone, adding up to the counts of the plan.
        Shape (nodes, categories).
    k
        Fewest people on whom any figure may rest that can be derived from the sets of the plan and
        the cells of this attribute together.
    smallest
        Fewest people in a cell.

    Returns
    -------
    breakdown
        As ``break_down``, among the sets of at least 100 people.

    Raises
    ------
    ArgumentError
        ``privacy.counts``, ``privacy.breakdown-people``.

    Notes
    -----
    One further attribute with the tree is proven by the cut. Several attributes together are not:
    that problem is hard, and combinations of three or four cells can rest on fewer people than any
    cell. Therefore each cell gets noise of its own (``cell_names``): in the figures of several
    attributes together nothing is exact. Cost as ``break_down``, with few candidates.
    """
    return break_down(plan, people, k=k, smallest=smallest, at_least=FEWEST_IN_GROUP)


def cell_names(
    breakdown: Breakdown, classes: Sequence[str], attribute: str, categories: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """By which names does each cell of a further attribute get its noise?

    Parameters
    ----------
    breakdown
        Made by ``further``.
    classes
        Name of each node of its plan. Length nodes.
    attribute
        Code of the attribute.
    categories
        Code of each category. Length categories.

    Returns
    -------
    names
        For each cell the classes with somebody in it, each with attribute and category; sorted, for
        ``noise.perturb``. Two cells with the same people by class have the same names, whatever
        set they belong to. Length cells.

    Raises
    ------
    ArgumentError
        ``privacy.cell-names``: not one name for each class and category.

    Notes
    -----
    Linear in the classes of all cells.
    """
    if (len(classes), len(categories)) != breakdown.people.shape:
        raise ArgumentError(
            "privacy.cell-names",
            sentence(
                "There are {classes} names of classes and {categories} of categories for {nodes} "
                "classes and {columns} categories. Give one name for each.",
                classes=len(classes),
                categories=len(categories),
                nodes=breakdown.people.shape[0],
                columns=breakdown.people.shape[1],
            ),
        )
    inside = _people_in(breakdown)
    return tuple(
        tuple(sorted(f"{classes[node]}|{attribute}={categories[category]}" for node in nodes))
        for nodes, category in zip(inside, breakdown.cells[:, 1].tolist(), strict=True)
    )


def _people_in(breakdown: Breakdown) -> list[Integers]:
    """Find for each cell the nodes with people in it."""
    node, category = np.nonzero(breakdown.people)
    region = breakdown.regions[node, category]
    held = region >= 0
    order = np.argsort(region[held], kind="stable")
    ends = np.cumsum(np.bincount(region[held], minlength=len(breakdown.cells)))
    own = np.split(node[held][order], ends[:-1])
    inside = breakdown.memberships()
    return [
        np.concatenate([own[part] for part in inside.indices[start:end]])
        for start, end in zip(inside.indptr[:-1], inside.indptr[1:], strict=True)
    ]
