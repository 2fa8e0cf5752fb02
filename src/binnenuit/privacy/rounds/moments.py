"""The two moments of a round: at opening the groups are fixed, at closing they only grow."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import Sentence, sentence
from binnenuit.privacy.arguments import fixed, not_more, people_in, threshold
from binnenuit.privacy.model import SMALLEST_GROUP, SMALLEST_GROUP_OF_ITEM, Plan
from binnenuit.privacy.planning.plan import plan, worth_of
from binnenuit.privacy.rounds.categories import Attribute, check_attribute, merged_categories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from binnenuit.privacy.answers import Groups
    from binnenuit.privacy.model import Integers

AND: Final = " + "


@dataclass(frozen=True, eq=False)
class Opening:
    """What is fixed when a round opens, before anybody answers.

    The published sets of ``plan`` are the classes: answers are summed per region of a class, and
    ``plan.regions`` tells the class in which each group answers; -1 where people are not asked,
    because no figure could hold their answers: they talk.

    Attributes
    ----------
    round
        Name of the round.
    groups
        The groups, with everybody who was invited in one of them.
    plan
        Plan on those invited.
    k
        Fewest people in any sum of a scale.
    k_items
        Fewest people in any sum of a single question; at least 10, and at least ``k``.
    merge
        Whether small sister groups are shown as one.
    weights
        What it is worth to show each class. Shape (classes,).
    attribute
        What else people are told apart by; None for nothing.
    categories
        Categories that are taken together, as category numbers. Empty without an attribute.
    """

    round: str
    groups: Groups
    plan: Plan
    k: int
    k_items: int
    merge: bool
    weights: NDArray[np.float64]
    attribute: Attribute | None
    categories: tuple[tuple[int, ...], ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Name of each class: that of its group, or those of a merged group as “a + b”."""
        return set_names(self.plan, self.groups.names)

    @property
    def category_names(self) -> tuple[str, ...]:
        """Name of each merged category, as “a + b”; empty without an attribute."""
        names = () if self.attribute is None else self.attribute.categories
        return tuple(AND.join(names[number] for number in group) for group in self.categories)

    @cached_property
    def settings_hash(self) -> str:
        """SHA-256 of everything that is fixed, to be agreed on before the round opens."""
        settings = {
            "round": self.round,
            "names": self.groups.names,
            "tree": self.plan.tree.tolist(),
            "invited": self.plan.counts.tolist(),
            "classes": self.plan.regions.tolist(),
            "weights": self.weights.tolist(),
            "k": self.k,
            "k_items": self.k_items,
            "merge": self.merge,
            "attribute": self.attribute and self.attribute.name,
            "categories": self.category_names,
        }
        text = json.dumps(settings, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return sha256(text.encode()).hexdigest()

    @property
    def promise(self) -> Sentence:
        """What is promised to everybody who is asked."""
        return sentence(
            "Your answers only ever appear in sums of at least {k} people, single questions in "
            "sums of at least {k_items}.",
            k=self.k,
            k_items=self.k_items,
        )


@dataclass(frozen=True, eq=False)
class Closing:
    """What is decided about one scale when a round closes; nodes of both plans are the classes.

    Attributes
    ----------
    opening
        What was fixed.
    plan
        Plan on the people with a valid score, at ``opening.k``.
    items
        Plan for single questions inside ``plan``, at ``opening.k_items``.
    """

    opening: Opening
    plan: Plan
    items: Plan

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Name of each published set of ``plan``, made of the names at opening."""
        return set_names(self.plan, self.opening.names)

    @cached_property
    def item_names(self) -> tuple[str, ...]:
        """Name of each published set of ``items``, made of the names at opening."""
        return set_names(self.items, self.opening.names)


def open_round(
    name: str,
    groups: Groups,
    invited: ArrayLike,
    *,
    k: int = SMALLEST_GROUP,
    weights: ArrayLike | None = None,
    merge: bool = True,
    attribute: Attribute | None = None,
) -> Opening:
    """Fix the classes and the promise, on who is invited alone.

    Parameters
    ----------
    name
        Name of the round.
    groups
        The groups; their names are all different, not empty, and hold no “ + ”.
    invited
        People who belong to each group itself, at least 0. Shape (nodes,); with an attribute
        (nodes, categories).
    k, weights, merge
        As for ``plan``; frozen from now on.
    attribute
        What else people are told apart by. Its categories are merged, the smallest first, until
        each holds ``k_items`` people over the whole organisation.

    Raises
    ------
    ArgumentError
        ``privacy.names``, ``privacy.categories``, and what ``plan`` raises.

    Notes
    -----
    One plan; linear in the number of groups beside it.
    """
    k_items = max(threshold(k), SMALLEST_GROUP_OF_ITEM)
    _check_names(groups)
    counts, categories = _people(invited, len(groups.names), attribute, k_items)
    made = plan(groups.tree, counts, k=k, weights=weights, merge=merge)
    classes = _worth_of_classes(made, weights)
    return Opening(name, groups, made, made.k, k_items, bool(merge), classes, attribute, categories)


def close_round(opening: Opening, people: ArrayLike) -> Closing:
    """Merge or withhold classes, on who gave a valid score alone; none is ever refined.

    Parameters
    ----------
    opening
        What was fixed.
    people
        Distinct people of each class with a valid score on one scale. Shape (classes,).

    Returns
    -------
    closing
        Every published set is a union of regions of classes, and every one for single questions is
        a published set of the scale or a union of them.

    Raises
    ------
    ArgumentError
        ``privacy.counts``, ``privacy.more-than-invited``.

    Notes
    -----
    Two plans on the tree of classes.
    """
    counts = people_in(people, (len(opening.plan.sets),), "people")
    not_more(counts, opening.plan.sizes)
    tree, weights, merge = opening.plan.above, opening.weights, opening.merge
    made = plan(tree, counts, k=opening.k, weights=weights, merge=merge)
    items = plan(tree, counts, k=opening.k_items, weights=weights, merge=merge, within=made)
    return Closing(opening, made, items)


def set_names(made: Plan, names: Sequence[str]) -> tuple[str, ...]:
    """Name each published set by its nodes, as “a + b” for a merged group."""
    return tuple(AND.join(names[node] for node in nodes) for nodes in made.sets)


def _people(
    invited: ArrayLike, nodes: int, attribute: Attribute | None, smallest: int
) -> tuple[Integers, tuple[tuple[int, ...], ...]]:
    if attribute is None:
        return people_in(invited, (nodes,), "invited"), ()
    check_attribute(attribute)
    table = people_in(invited, (nodes, len(attribute.categories)), "invited")
    return table.sum(axis=1), merged_categories(table.sum(axis=0).tolist(), smallest)


def _worth_of_classes(made: Plan, weights: ArrayLike | None) -> NDArray[np.float64]:
    """Keep what a class was worth at opening: what a leaf is must not depend on who answers."""
    worth = worth_of(made.tree, weights)
    single = worth[made.shown]
    return fixed(np.append(single, [worth[list(group)].max() for group in made.merged]))


def _check_names(groups: Groups) -> None:
    seen: set[str] = set()
    for name in groups.names:
        if not name.strip() or name in seen or AND in name:
            raise ArgumentError(
                "privacy.names",
                sentence(
                    "The group “{name}” has an empty name, the name of another group, or a plus "
                    "sign between spaces, which stands between the names of merged groups. Give "
                    "it another name.",
                    name=name,
                ),
            )
        seen.add(name)
