"""One declared attribute of people: small categories are merged before anybody answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Attribute:
    """What people are told apart by besides their group, declared when a round opens.

    Attributes
    ----------
    name
        What it is, for example ``shift``.
    categories
        Names of its categories, all different; everybody is in one of them.
    """

    name: str
    categories: tuple[str, ...]


def merged_categories(people: Sequence[int], smallest: int) -> tuple[tuple[int, ...], ...]:
    """Which categories are taken together, so that each holds at least ``smallest`` people?

    Parameters
    ----------
    people
        People in each category, over the whole organisation. Length categories.
    smallest
        Fewest people in a merged category.

    Returns
    -------
    groups
        Category numbers, ascending, in the order of their first. The two smallest are merged again
        and again while one is too small; of equal size, the earlier ones. One group of everything
        when all people together are too few. Empty without categories.
    """
    groups: list[tuple[tuple[int, ...], int]]
    groups = [((number,), int(count)) for number, count in enumerate(people)]
    while len(groups) > 1 and min(count for _, count in groups) < smallest:
        groups.sort(key=lambda group: (group[1], group[0]))
        (first, few), (second, more), *others = groups
        groups = [*others, (tuple(sorted(first + second)), few + more)]
    return tuple(sorted(group for group, _ in groups))


def check_attribute(attribute: Attribute) -> None:
    """Refuse an attribute without categories, or with two of the same name."""
    names = attribute.categories
    if names and len(set(names)) == len(names):
        return
    raise ArgumentError(
        "privacy.categories",
        sentence(
            "The attribute {name} has no categories, or two with the same name. Give each category "
            "a name of its own.",
            name=attribute.name,
        ),
    )
