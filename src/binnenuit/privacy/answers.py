"""What goes into the gate: sums of answers per class, and the groups they may be shown in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from binnenuit.privacy.model import Integers


@dataclass(frozen=True, eq=False)
class Groups:
    """A tree of groups of people, each person in one of them.

    Attributes
    ----------
    names
        Id of each group, all different. Length nodes.
    tree
        Parent of each group, -1 for a root. Shape (nodes,).
    """

    names: tuple[str, ...]
    tree: Integers


@dataclass(frozen=True)
class Scale:
    """Items that are answered on the same options and averaged into one score.

    Attributes
    ----------
    code
        Stable name.
    items
        Codes of its items, reversed ones already turned round.
    lowest
        Value of the first option; the next ones are 1 higher each.
    options
        Number of options, at least 2.
    """

    code: str
    items: tuple[str, ...]
    lowest: int = 1
    options: int = 5

    @property
    def needed(self) -> int:
        """Items that somebody must have answered for a valid score: three quarters of them."""
        return -(-3 * len(self.items) // 4)


@dataclass(frozen=True, eq=False)
class Tallies:
    """Sums of answers about one scale, per class and category; there are no rows per person.

    Attributes
    ----------
    people
        Distinct people with a valid score: who answered at least ``Scale.needed`` items. Who
        answered "don't know" to more, or had no dealings, took part but is not counted here.
        Shape (classes, categories); one category when the round declared no attribute.
    counts
        Answers per item and option. Who left out a single item is in ``people`` but not here.
        Shape (classes, categories, items, options).
    """

    people: Integers
    counts: Integers
