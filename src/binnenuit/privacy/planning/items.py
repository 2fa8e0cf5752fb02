"""In which published groups may single items be shown? Only where enough people answered them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.planning.plan import plan_among

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.privacy.model import Flags, Integers, Plan

LEAST_ANSWERED: Final = 0.5
"""An item is shown where at least this part of the people answered it; so its interval is certain
without telling how many left it out."""


def plan_items(
    wide: Plan,
    people: Integers,
    answers: Integers,
    *,
    k: int,
    weights: ArrayLike,
    merge: bool = False,
) -> Plan:
    """Choose among the sets of a plan those in which the single items of a scale are shown.

    Parameters
    ----------
    wide
        Plan of the scale.
    people
        People in the region of each of its published sets. Shape (sets,).
    answers
        How many of them answered each item. Shape (sets, items).
    k
        Fewest people, and fewest answers to any item, on which a figure of an item may rest.
    weights
        What it is worth to show each set. Shape (sets,).
    merge
        Whether small sister sets may be shown as one.

    Returns
    -------
    plan
        On the tree of the published sets of ``wide``; its counts are the fewest answers to an item.
        Each of its regions is empty, or holds for every item at least ``k`` answers, and answers of
        at least half of its people. All items are shown in a set, or none: one that is left out
        would follow from the score and the others.

    Notes
    -----
    A plan on the fewest answers; where a region falls short for some item all the same, because
    others answered nothing there, its set is left out and the plan is made again. Who answered
    decides, never what. Each plan costs what ``plan`` costs; in practice one or two are made.
    """
    fewest = answers.min(axis=1) if answers.size else np.zeros(len(people), dtype=np.int64)
    allowed = np.ones(len(people), dtype=np.bool_)
    while True:
        made = plan_among(wide.above, fewest, allowed, k=k, weights=weights, merge=merge)
        short = _short(made, people, answers)
        if not short.any():
            return made
        nodes = chain.from_iterable(made.sets[number] for number in np.flatnonzero(short))
        allowed[list(nodes)] = False


def _short(made: Plan, people: Integers, answers: Integers) -> Flags:
    """Which published sets have people of their own, but too few answers to some item?"""
    held = made.regions >= 0
    there = np.zeros(len(made.sets), dtype=np.int64)
    given = np.zeros((len(made.sets), answers.shape[1]), dtype=np.int64)
    np.add.at(there, made.regions[held], people[held])
    np.add.at(given, made.regions[held], answers[held])
    least = np.maximum(made.k, np.ceil(there * LEAST_ANSWERED))
    short: Flags = (there > 0) & (given < least[:, np.newaxis]).any(axis=1)
    return short
