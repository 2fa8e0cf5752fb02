"""Check that the sums of answers belong to what was decided when the round closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.answers import Tallies
from binnenuit.privacy.arguments import people_in
from binnenuit.privacy.model import SMALLEST_GROUP, SMALLEST_GROUP_OF_ITEM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.answers import Scale
    from binnenuit.privacy.rounds.moments import Closing

BAR: Final = "|"


def checked(closing: Closing, scale: Scale, tallies: Tallies) -> Tallies:
    """Return the tallies as read-only arrays of our own.

    Raises
    ------
    ArgumentError
        ``privacy.scale``: the scale has no items, the same item twice, or one option.
        ``privacy.counts``: not a table of whole numbers of the shape that follows from the closing.
        ``privacy.tallies-people``: other people than those with whom the round was closed.
        ``privacy.tallies-answers``: more answers to an item than people, or fewer than valid scores
        need.
        ``privacy.bar-in-name``: a name would make two cells the same in the ledger.
        ``privacy.k-not-frozen``: the plans were made for other numbers than the round opened with.
    """
    _check_scale(scale)
    _check_frozen(closing)
    return fitting(closing, scale, tallies, closing.opening.category_names)


def fitting(closing: Closing, scale: Scale, tallies: Tallies, categories: Sequence[str]) -> Tallies:
    """Return tallies by any attribute as read-only arrays of our own; no categories count as one.

    Raises
    ------
    ArgumentError
        ``privacy.counts``, ``privacy.tallies-people``, ``privacy.tallies-answers``,
        ``privacy.bar-in-name``: as ``checked``.
    """
    if categories:
        _check_bars((*closing.opening.names, *categories))
    cells = (len(closing.opening.names), max(1, len(categories)))
    people = people_in(tallies.people, cells, "people")
    counts = people_in(tallies.counts, (*cells, len(scale.items), scale.options), "counts")
    if not np.array_equal(people.sum(axis=1), closing.plan.counts):
        raise ArgumentError(
            "privacy.tallies-people",
            sentence(
                "The sums hold {people} people with a valid score about {scale}, spread over the "
                "classes in another way than the {closed} with whom the round was closed. Close "
                "the round for this scale with these people, once.",
                people=int(people.sum()),
                scale=scale.code,
                closed=int(closing.plan.counts.sum()),
            ),
        )
    answers = counts.sum(axis=3)
    too_few = answers.sum(axis=2) < people * scale.needed
    if (answers > people[..., np.newaxis]).any() or too_few.any():
        raise ArgumentError(
            "privacy.tallies-answers",
            sentence(
                "Some sums about {scale} hold more answers to an item than people, or fewer than "
                "valid scores need. Count each person once who answered at least {needed} "
                "of the {items} items, and each of their answers once.",
                scale=scale.code,
                needed=scale.needed,
                items=len(scale.items),
            ),
        )
    return Tallies(people, counts)


def _check_scale(scale: Scale) -> None:
    if not scale.items or len(set(scale.items)) < len(scale.items) or scale.options < 2:
        raise ArgumentError(
            "privacy.scale",
            sentence(
                "The scale {scale} has no items, the same item twice, or fewer than two options. "
                "Give it as it was asked.",
                scale=scale.code,
            ),
        )


def _check_bars(names: Sequence[str]) -> None:
    for name in names:
        if BAR in name:
            raise ArgumentError(
                "privacy.bar-in-name",
                sentence(
                    "The name “{name}” holds the sign |, which stands between a group and a "
                    "category. Give it another name.",
                    name=name,
                ),
            )


def _check_frozen(closing: Closing) -> None:
    opening = closing.opening
    as_opened = (closing.plan.k, closing.items.k) == (opening.k, opening.k_items)
    if not as_opened or opening.k < SMALLEST_GROUP or opening.k_items < SMALLEST_GROUP_OF_ITEM:
        raise ArgumentError(
            "privacy.k-not-frozen",
            sentence(
                "The round {round} opened with at least {k} people in a sum and {k_items} for a "
                "single question, and was closed with {closed} and {closed_items}. Close it with "
                "close_round, which keeps what was promised.",
                round=opening.round,
                k=opening.k,
                k_items=opening.k_items,
                closed=closing.plan.k,
                closed_items=closing.items.k,
            ),
        )
