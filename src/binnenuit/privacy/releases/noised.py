"""Noised answers by region and category: one noise, for groups and for their categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.figures.noise import MOST_MOVED, perturb_by_category
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.planning.breakdown import Breakdown, break_down
from binnenuit.privacy.releases.kept import members, noise_key, score_plan, summed

if TYPE_CHECKING:
    from binnenuit.privacy.answers import Scale, Tallies
    from binnenuit.privacy.model import Integers, Plan
    from binnenuit.privacy.rounds.moments import Closing


@dataclass(frozen=True, eq=False)
class Noised:
    """The answers of one scale in one round after the noise; made by ``noised``, never kept.

    Attributes
    ----------
    classes
        Classes of the opening with somebody in it, ascending, of each region. Length regions.
    counts
        Answers; one category when the round declared no attribute. Shape (regions, categories,
        items, options).
    most_moved
        Most answers to one item that moved one option. Shape (regions,).
    broken
        Which sets are broken down by the declared attribute; None when it has no two categories.
    """

    classes: tuple[tuple[str, ...], ...]
    counts: Integers
    most_moved: Integers
    broken: Breakdown | None


def noised(closing: Closing, scale: Scale, tallies: Tallies, *, secret: bytes) -> Noised:
    """Sum the answers of each region by category, and noise the sums; the only place for it.

    Notes
    -----
    A cell is a sum of regions by category, so cells add up to their group, and nothing is exact
    that goes around the noise. Where all answers of a cell's region would stand at one end, one of
    its largest part (most people in one region) steps inward, in the sums of the group as well;
    unless of that part nobody answered the item, or one on a scale of two options. Who is there
    decides how many answers can have moved, never what they answered. The minimum cuts of
    ``break_down``; beside those linear in classes, categories, items and options.
    """
    plan, _ = score_plan(closing, scale)
    number = len(plan.sets)
    classes = members(plan.regions, tallies.people.sum(axis=1), closing.opening.names, number)
    counts = perturb_by_category(
        summed(plan.regions, tallies.counts, number),
        names=classes,
        key=noise_key(closing, scale, secret),
    )
    people = summed(plan.regions, tallies.people, number)
    most = MOST_MOVED * (people.sum(axis=1) > 0)
    if closing.opening.attribute is None or len(closing.opening.category_names) < 2:
        return Noised(classes, counts, fixed(most), None)
    broken = break_down(plan, tallies.people, k=plan.k)
    cells = cell_of(plan, broken)
    largest = _largest(cells, people)
    return Noised(
        classes,
        fixed(_off_the_ends(counts, cells, largest)),
        fixed(most + _stepping(people, largest[:, 1])),
        broken,
    )


def cell_of(plan: Plan, broken: Breakdown) -> Integers:
    """Tell in whose cell's region the people of a region and category fall; -1 for none.

    Shape (regions, categories).
    """
    cells = np.full((len(plan.sets), broken.people.shape[1]), NOWHERE)
    held = plan.regions != NOWHERE
    cells[plan.regions[held]] = broken.regions[held]
    return fixed(cells)


def _largest(cells: Integers, people: Integers) -> Integers:
    """Find the largest part of each cell's region, the first of equals; its flat place.

    Shape (cells with somebody in the region, 2): cell and place.
    """
    cell, size = cells.ravel(), people.ravel()
    there = np.flatnonzero((cell != NOWHERE) & (size > 0))
    order = there[np.lexsort((-size[there], cell[there]))]
    number, first = np.unique(cell[order], return_index=True)
    return np.stack([number, order[first]], axis=1)


def _stepping(people: Integers, places: Integers) -> Integers:
    """Count the answers of each region that may step inward for a cell. Shape (regions,).

    A region that lies in one cell was off the ends already.
    """
    region = places // people.shape[1]
    partly = people.ravel()[places] < people.sum(axis=1)[region]
    return np.bincount(region[partly], minlength=len(people))


def _off_the_ends(counts: Integers, cells: Integers, largest: Integers) -> Integers:
    """Move one answer inward in each cell's region where all stand at one end."""
    regions, categories, items, options = counts.shape
    cell, place = largest.T
    sums = summed(cells, counts, int(cells.max(initial=NOWHERE)) + 1)[cell]
    parts = counts.reshape(regions * categories, items, options).copy()
    # Two answers or more on two options, or the step would take the region to the other end.
    enough = parts[place].sum(axis=2) >= (2 if options == 2 else 1)
    for end, beside in ((0, 1), (-1, -2)):
        step = enough & (sums[..., end] == sums.sum(axis=2))
        parts[place, :, end] -= step
        parts[place, :, beside] += step
    return parts.reshape(counts.shape)
