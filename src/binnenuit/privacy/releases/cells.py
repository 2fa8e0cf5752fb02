"""Figures per category: cells of a group and a category, with noise of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, eye_array

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.figures.noise import perturb
from binnenuit.privacy.planning.breakdown import Breakdown, break_down
from binnenuit.privacy.planning.further import cell_names, further
from binnenuit.privacy.releases.carried import unchanged
from binnenuit.privacy.releases.kept import (
    atoms_of,
    members,
    names_with_category,
    noise_key,
    summed,
)
from binnenuit.privacy.releases.parts import Part
from binnenuit.privacy.releases.tallied import BAR, fitting
from binnenuit.privacy.rounds.categories import check_attribute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.answers import Tallies
    from binnenuit.privacy.model import Integers, Plan
    from binnenuit.privacy.releases.kept import Kept
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


def broken_down(
    closing: Closing,
    kept: Kept,
    plan: Plan,
    tallies: Tallies,
    more: Sequence[Further],
    *,
    secret: bytes,
) -> list[Cells]:
    """Break groups down by the declared attribute and by further ones, as far as it is safe.

    Raises
    ------
    ArgumentError
        ``privacy.attribute-twice``; sums by a further attribute do not fit: see ``fitting``.
    """
    _check_names(closing, more)
    found = [declared_cells(closing, kept, plan, tallies, secret=secret)]
    for each in more:
        checked = fitting(closing, kept.scale, each.tallies, each.attribute.categories)
        given = Further(each.attribute, checked)
        found.append(further_cells(closing, kept, plan, given, secret=secret))
    return [cells for cells in found if cells is not None]


def declared_cells(
    closing: Closing, kept: Kept, plan: Plan, tallies: Tallies, *, secret: bytes
) -> Cells | None:
    """Break down by the attribute that the round declared; None when nothing may be shown.

    The figures of the groups do not change by it.

    Notes
    -----
    The minimum cuts of ``break_down``; beside those linear in classes and categories.
    """
    categories = closing.opening.category_names
    if closing.opening.attribute is None or len(categories) < 2:
        return None
    broken = _fresh(break_down(plan, tallies.people, k=plan.k), kept)
    number = len(broken.cells)
    names = members(broken.regions, tallies.people, names_with_category(closing), number)
    noised = perturb(
        summed(broken.regions, tallies.counts, number),
        names=names,
        key=noise_key(closing, kept.scale, secret),
    )
    atoms = atoms_of(closing, kept.scale, broken.regions, tallies.people, number)
    return _cells(
        closing.opening.attribute.name,
        categories,
        broken,
        Part(
            "breakdown",
            plan.k,
            _names(kept, broken, categories),
            broken.memberships(),
            atoms,
            broken.sizes,
            noised,
            broken.above,
            broken.sizes,
        ),
    )


def further_cells(
    closing: Closing, kept: Kept, plan: Plan, more: Further, *, secret: bytes
) -> Cells | None:
    """Break large groups down by one more attribute; None when nothing may be shown.

    Each cell has noise of its own, so no two of them can be subtracted exactly. That is why each is
    an atom of its own in the ledger.

    Notes
    -----
    As ``declared_cells``, with few candidates.
    """
    attribute, tallies = more.attribute, more.tallies
    broken = _fresh(further(plan, tallies.people, k=plan.k), kept)
    number = len(broken.cells)
    counts = summed(broken.regions, tallies.counts, number)
    flat = counts.reshape(number, counts.shape[1] * counts.shape[2])
    whole: Integers = np.asarray(broken.memberships() @ flat).reshape(counts.shape)
    people = fixed(np.asarray(broken.memberships() @ broken.sizes))
    names = cell_names(broken, closing.opening.names, attribute.name, attribute.categories)
    noised = perturb(whole, names=names, key=noise_key(closing, kept.scale, secret))
    before = f"{kept.round}/{kept.scale.code}/{attribute.name}/"
    cells = _names(kept, broken, attribute.categories)
    atoms = [{before + cell: size} for cell, size in zip(cells, people.tolist(), strict=True)]
    each = csr_array(eye_array(number, dtype=np.int64))
    part = Part(
        f"further {attribute.name}",
        plan.k,
        cells,
        each,
        atoms,
        people,
        noised,
        broken.above,
        broken.sizes,
    )
    return _cells(attribute.name, attribute.categories, broken, part)


def _cells(
    attribute: str, categories: tuple[str, ...], broken: Breakdown, part: Part
) -> Cells | None:
    if not part.names:
        return None
    groups, numbers = broken.cells.T.tolist()
    return Cells(attribute, part, tuple(groups), tuple(categories[n] for n in numbers))


def _check_names(closing: Closing, more: Sequence[Further]) -> None:
    declared = closing.opening.attribute
    seen = set() if declared is None else {declared.name}
    for each in more:
        check_attribute(each.attribute)
        if each.attribute.name in seen:
            raise ArgumentError(
                "privacy.attribute-twice",
                sentence(
                    "The attribute {name} is given twice. Give each attribute once; the one that "
                    "the round declared is in the sums of the scale already.",
                    name=each.attribute.name,
                ),
            )
        seen.add(each.attribute.name)


def _fresh(broken: Breakdown, kept: Kept) -> Breakdown:
    """Leave out groups with answers of an earlier round: their cells would tell the new ones."""
    old = np.asarray(broken.plan.memberships()[:, unchanged(kept)].sum(axis=1)) > 0
    return replace(broken, sets=fixed(broken.sets & ~old))


def _names(kept: Kept, broken: Breakdown, categories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f"{kept.names[group]} {BAR} {categories[category]}"
        for group, category in broken.cells.tolist()
    )
