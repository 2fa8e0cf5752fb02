"""What is kept of answers: whole numbers per group that add up exactly, and no row per person."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from binnenuit.privacy.answers import Scale

    Integers: TypeAlias = NDArray[np.int64]

FEWEST_FOR_MOMENTS: Final = 30
"""Fewest people in a group of which sums of products are kept."""
MOST_ITEMS: Final = 16
"""Most items of a scale in a round: beyond them exact sums of squared scores would not fit."""


@dataclass(frozen=True, eq=False)
class Moments:
    """Sums of products, for groups of people whose groups for this purpose hold 30 or more.

    An answer stands here as ``z = 2 * value - lowest - highest``, a score as
    ``unit * (2 * score - lowest - highest)``: whole numbers about the middle of the scale.

    Attributes
    ----------
    groups
        Names, all different, ascending.
    people
        With a valid score. Shape (groups,).
    squares
        Sum of the squared scores, in that unit. Shape (groups,).
    pairs
        People who answered both items. Shape (groups, items, items).
    sums
        Sum of z of the first item over those who answered both. Shape (groups, items, items).
    products
        Sum of the products of z over those who answered both. Shape (groups, items, items).
    """

    groups: tuple[str, ...]
    people: Integers
    squares: Integers
    pairs: Integers
    sums: Integers
    products: Integers

    @property
    def arrays(self) -> tuple[Integers, Integers, Integers, Integers, Integers]:
        """All sums, as ``Moments(groups, *arrays)`` takes them."""
        return self.people, self.squares, self.pairs, self.sums, self.products


@dataclass(frozen=True, eq=False)
class Tally:
    """Answers about one scale, summed per group.

    Attributes
    ----------
    rounds
        Names of the rounds summed here, ascending.
    scale
        What was asked; reversed items are turned round.
    groups
        Names, all different, ascending.
    people
        Distinct people with a valid score (``Scale.needed`` items or more), once for each round.
        Shape (groups,).
    sums
        Sum of the valid scores, times ``unit``. Shape (groups,).
    counts
        Answers of people with a valid score, per item and option. Shape (groups, items, options).
    moments
        Sums of products; not by the same groups.
    """

    rounds: tuple[str, ...]
    scale: Scale
    groups: tuple[str, ...]
    people: Integers
    sums: Integers
    counts: Integers
    moments: Moments

    @property
    def arrays(self) -> tuple[Integers, Integers, Integers]:
        """All sums but the moments, as ``Tally(rounds, scale, groups, *arrays, moments)``."""
        return self.people, self.sums, self.counts

    @property
    def unit(self) -> int:
        """What scores are multiplied with so that they are whole numbers."""
        return unit(self.scale)


def unit(scale: Scale) -> int:
    """Find the smallest number that makes each mean of enough answered items a whole number."""
    return lcm(*range(max(scale.needed, 1), len(scale.items) + 1))


def most_people(scale: Scale) -> int:
    """Find how many people's sums certainly fit in 64 bits.

    Notes
    -----
    With 16 items on 5 options, 1.2 thousand million; on 11 options, 193 million.
    """
    highest = scale.lowest + scale.options - 1
    squared = (unit(scale) * (scale.options - 1)) ** 2
    summed = unit(scale) * max(abs(scale.lowest), abs(highest))
    return (2**63 - 1) // max(squared, summed, 1)
