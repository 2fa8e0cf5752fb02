"""Figures per category: cells of a group and a category."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, eye_array

from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.figures.noise import MOST_MOVED, perturb
from binnenuit.privacy.planning.further import cell_names, further
from binnenuit.privacy.releases.attributes import FURTHER, check_names
from binnenuit.privacy.releases.carried import unchanged
from binnenuit.privacy.releases.kept import atoms_of, digest, noise_key, summed
from binnenuit.privacy.releases.noised import cell_of
from binnenuit.privacy.releases.parts import Part
from binnenuit.privacy.releases.tallied import BAR, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.answers import Tallies
    from binnenuit.privacy.model import Integers, Plan
    from binnenuit.privacy.planning.breakdown import Breakdown
    from binnenuit.privacy.releases.kept import Kept
    from binnenuit.privacy.releases.noised import Noised
    from binnenuit.privacy.rounds.categories import Attribute
    from binnenuit.privacy.rounds.moments import Closing


@dataclass(frozen=True, eq=False)
class Further:
    """One more attribute, and the sums of the same answers by its categories.

    Attributes
    ----------
    attribute
        Name and categories; another name than the declared attribute.
    tallies
        As for the release, by the categories of this attribute. They are never crossed with those
        of another.
    """

    attribute: Attribute
    tallies: Tallies


@dataclass(frozen=True, eq=False)
class Cells:
    """What is shown per category of one attribute.

    Attributes
    ----------
    attribute
        Its name.
    part
        The cells, named “group | category”.
    groups
        Published set of the plan to which each cell belongs. Length cells.
    categories
        Category of each cell. Length cells.
    """

    attribute: str
    part: Part
    groups: tuple[int, ...]
    categories: tuple[str, ...]


def declared_cells(
    closing: Closing, kept: Kept, plan: Plan, tallies: Tallies, sums: Noised
) -> tuple[Cells, ...]:
    """Break down by the attribute that the round declared: one, or none when nothing may be shown.

    Cells are sums of the noised answers of which the groups are made, and add up to them.

    Notes
    -----
    Linear in classes, categories, items and options.
    """
    if closing.opening.attribute is None or sums.broken is None:
        return ()
    broken, categories = _fresh(sums.broken, kept), closing.opening.category_names
    number = len(broken.cells)
    regions = cell_of(plan, broken)
    # The noise of each region may all have fallen in one of its categories.
    moved = MOST_MOVED * (summed(plan.regions, tallies.people, len(plan.sets)) > 0)
    part = Part(
        "breakdown",
        plan.k,
        _names(kept, broken, categories),
        broken.memberships(),
        atoms_of(closing, kept.scale, broken.regions, tallies.people, number),
        broken.sizes,
        summed(regions, sums.counts, number),
        summed(regions, moved, number),
        broken.above,
        broken.sizes,
    )
    return _cells(closing.opening.attribute.name, categories, broken, part)


def further_cells(
    closing: Closing,
    kept: Kept,
    plan: Plan,
    more: Sequence[Further],
    *,
    secret: bytes,
) -> list[Cells]:
    """Break large groups down by further attributes, as far as anything may be shown of each.

    Raises
    ------
    ArgumentError
        ``privacy.attribute-twice``; sums by a further attribute do not fit: see ``fitting``.

    Notes
    -----
    The minimum cuts of ``further`` for each, with few candidates. The ledger refuses more than
    three attributes on the same answers.
    """
    check_names(closing, [each.attribute for each in more])
    found: list[Cells] = []
    for each in more:
        checked = fitting(closing, kept.scale, each.tallies, each.attribute.categories)
        found += _further(closing, kept, plan, Further(each.attribute, checked), secret)
    return found


def _further(
    closing: Closing, kept: Kept, plan: Plan, more: Further, secret: bytes
) -> tuple[Cells, ...]:
    """Break down by one further attribute.

    Each cell has noise of its own, so no two of them can be subtracted exactly. That is why each is
    an atom of its own in the ledger.
    """
    attribute, tallies = more.attribute, more.tallies
    broken = _fresh(further(plan, tallies.people, k=plan.k), kept)
    number = len(broken.cells)
    counts = summed(broken.regions, tallies.counts, number)
    flat = counts.reshape(number, counts.shape[1] * counts.shape[2])
    whole: Integers = np.asarray(broken.memberships() @ flat).reshape(counts.shape)
    people = fixed(np.asarray(broken.memberships() @ broken.sizes))
    names = cell_names(broken, closing.opening.names, attribute.name, attribute.categories)
    before = f"{kept.round}/{kept.scale.code}/{attribute.name}/"
    cells = _names(kept, broken, attribute.categories)
    part = Part(
        f"{FURTHER}{attribute.name}",
        plan.k,
        cells,
        csr_array(eye_array(number, dtype=np.int64)),
        [{before + cell: size} for cell, size in zip(cells, people.tolist(), strict=True)],
        people,
        perturb(whole, names=names, key=noise_key(closing, kept.scale, secret)),
        MOST_MOVED * (people > 0),
        broken.above,
        broken.sizes,
        digest(closing, kept.scale, tallies, secret, attribute),
    )
    return _cells(attribute.name, attribute.categories, broken, part)


def _cells(
    attribute: str, categories: tuple[str, ...], broken: Breakdown, part: Part
) -> tuple[Cells, ...]:
    if not part.names:
        return ()
    groups, numbers = broken.cells.T.tolist()
    return (Cells(attribute, part, tuple(groups), tuple(categories[n] for n in numbers)),)


def _fresh(broken: Breakdown, kept: Kept) -> Breakdown:
    """Leave out groups with answers of an earlier round: their cells would tell the new ones."""
    old = np.asarray(broken.plan.memberships()[:, unchanged(kept)].sum(axis=1)) > 0
    return replace(broken, sets=fixed(broken.sets & ~old))


def _names(kept: Kept, broken: Breakdown, categories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f"{kept.names[group]} {BAR} {categories[category]}"
        for group, category in broken.cells.tolist()
    )
