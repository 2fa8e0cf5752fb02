"""What stays of a closed round: noised sums of regions, and no row per person."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.figures.noise import NoiseKey
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.releases.tallied import BAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.privacy.answers import Scale, Tallies
    from binnenuit.privacy.model import Integers, Plan
    from binnenuit.privacy.releases.noised import Noised
    from binnenuit.privacy.rounds.categories import Attribute
    from binnenuit.privacy.rounds.moments import Closing

FEWEST_ITEMS: Final = 4
"""A scale of fewer items is held to the number of people of a single question."""


@dataclass(frozen=True, eq=False)
class Kept:
    """Noised sums of the regions of one scale in one round; everything shown is made of these.

    These are no figures: a figure comes from ``release`` or ``regroup``, which write it down.

    Attributes
    ----------
    round
        The round.
    scale
        The scale.
    k, k_items
        Fewest people in a sum of the scale, and of a single question.
    promise
        Fewest people in any sum, as promised when the round opened.
    names
        Published set of which this is the region. Length regions.
    classes
        Classes of the opening with somebody in it, ascending. Length regions.
    atoms
        People per atom of the ledger. Length regions.
    rounds
        Round whose answers these are: an earlier one where the previous figure was kept.
    people
        Distinct people. Shape (regions,).
    counts
        Noised answers. Shape (regions, items, options).
    most_moved
        Most answers to one item that noise moved one option. Shape (regions,).
    answers
        Digest of all answers of the round and scale, under the secret of the noise.
    """

    round: str
    scale: Scale
    k: int
    k_items: int
    promise: int
    names: tuple[str, ...]
    classes: tuple[tuple[str, ...], ...]
    atoms: tuple[Mapping[str, int], ...]
    rounds: tuple[str, ...]
    people: Integers
    counts: Integers
    most_moved: Integers
    answers: str


def keep(closing: Closing, scale: Scale, tallies: Tallies, sums: Noised, *, secret: bytes) -> Kept:
    """Keep of each region the noised sums over all categories.

    Notes
    -----
    Linear in classes, categories, items and options.
    """
    plan, names = score_plan(closing, scale)
    return Kept(
        round=closing.opening.round,
        scale=scale,
        k=plan.k,
        k_items=closing.items.k,
        promise=closing.opening.k,
        names=names,
        classes=sums.classes,
        atoms=atoms_of(closing, scale, _repeated(plan, tallies), tallies.people, len(names)),
        rounds=(closing.opening.round,) * len(names),
        people=plan.sizes,
        counts=fixed(sums.counts.sum(axis=1)),
        most_moved=sums.most_moved,
        answers=digest(closing, scale, tallies, secret),
    )


def score_plan(closing: Closing, scale: Scale) -> tuple[Plan, tuple[str, ...]]:
    """Choose the plan of a scale, and the names of its sets: few items are as bare as one."""
    if len(scale.items) < FEWEST_ITEMS:
        return closing.items, closing.item_names
    return closing.plan, closing.names


def noise_key(closing: Closing, scale: Scale, secret: bytes) -> NoiseKey:
    """Make the key of the noise for one scale in one round."""
    return NoiseKey(secret, closing.opening.round, scale.code, scale.items)


def members(
    regions: Integers, people: Integers, names: Sequence[str], number: int
) -> tuple[tuple[str, ...], ...]:
    """Name who is in each region; who has nobody in it is left out, so the same people are named.

    Parameters
    ----------
    regions
        Region of each thing, -1 for none. Any shape.
    people
        People in each thing. Same shape.
    names
        Names of the things, in the order of the flattened shape.
    number
        How many regions there are.
    """
    found: list[list[str]] = [[] for _ in range(number)]
    held = np.flatnonzero((regions != NOWHERE) & (people > 0))
    for region, thing in zip(regions.ravel()[held].tolist(), held.tolist(), strict=True):
        found[region].append(names[thing])
    return tuple(tuple(sorted(region)) for region in found)


def summed(regions: Integers, counts: Integers, number: int) -> Integers:
    """Add up counts per region. Shape (number, items, options)."""
    sums = np.zeros((number, *counts.shape[regions.ndim :]), dtype=np.int64)
    held = regions != NOWHERE
    np.add.at(sums, regions[held], counts[held])
    return fixed(sums)


def names_with_category(closing: Closing) -> list[str]:
    """Name each class, or each class and category; in the order of the flattened tallies."""
    categories = closing.opening.category_names
    if not categories:
        return list(closing.opening.names)
    return [f"{name}{BAR}{category}" for name in closing.opening.names for category in categories]


def atoms_of(
    closing: Closing, scale: Scale, regions: Integers, people: Integers, number: int
) -> tuple[Mapping[str, int], ...]:
    """People per atom of the ledger in each region: an atom is a class, or a class and category.

    Parameters
    ----------
    regions
        Region of each class and category, -1 for none. Shape (classes, categories).
    people
        People in each. Shape (classes, categories).
    number
        How many regions there are.
    """
    before = f"{closing.opening.round}/{scale.code}/"
    names = [before + name for name in names_with_category(closing)]
    size = dict(zip(names, people.ravel().tolist(), strict=True))
    atoms = members(regions, people, names, number)
    return tuple({name: size[name] for name in region} for region in atoms)


def _repeated(plan: Plan, tallies: Tallies) -> Integers:
    """Region of each class and category: that of the class. Shape (classes, categories)."""
    return np.broadcast_to(plan.regions[:, np.newaxis], tallies.people.shape)


def digest(
    closing: Closing,
    scale: Scale,
    tallies: Tallies,
    secret: bytes,
    attribute: Attribute | None = None,
) -> str:
    """Fingerprint the answers, so that a closed round cannot be published on other answers.

    Only what stands in a region counts: whoever has the key could otherwise try out what the few
    people of a class that is withheld answered.
    """
    plan, _ = score_plan(closing, scale)
    number = len(plan.sets)
    made = blake2b(key=secret, digest_size=32, person=b"answers")
    opening = closing.opening
    # Its categories too: with their names exchanged, the same sums would get other noise.
    about = (opening.round, scale, opening.names, tallies.counts.shape, attribute)
    made.update(repr(about).encode("utf-8", "surrogatepass"))
    for numbers in (tallies.people, tallies.counts):
        sums = summed(plan.regions, numbers, number)
        made.update(np.ascontiguousarray(sums, dtype="<i8").tobytes())
    return made.hexdigest()
