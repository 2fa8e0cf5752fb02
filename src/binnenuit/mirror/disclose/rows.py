"""Ratings on one scale: what was said, what is a valid score, and each person once in a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.mirror.disclose.uncounted import told
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.model import NOWHERE

if TYPE_CHECKING:
    from binnenuit.findings import Finding
    from binnenuit.mirror.model import Ratings, Scored
    from binnenuit.mirror.model.ratings import Flags, Integers, Numbers


@dataclass(frozen=True, eq=False)
class Rows:
    """Ratings on one scale, and a mark on those that are still to be counted.

    Attributes
    ----------
    values
        Answers to the items of the scale, reversed ones turned round. Shape (rows, items).
    said
        There is an answer, or "don't know". Shape (rows,).
    valid
        Enough items are answered. Shape (rows,).
    """

    ratings: Ratings
    values: Numbers
    said: Flags
    valid: Flags


def rows_of(scale: Scored, ratings: Ratings) -> Rows:
    """Take the answers to the items of a scale, in its order; an item not asked has none."""
    column = {item: number for number, item in enumerate(ratings.items)}
    shape = (len(ratings.rated), len(scale.items))
    values, said = np.full(shape, np.nan), np.zeros(shape[0], dtype=np.bool_)
    for number, item in enumerate(scale.items):
        if item.code in column:
            given = ratings.values[:, column[item.code]]
            values[:, number] = scale.lowest + scale.highest - given if item.reversed else given
            said |= ~np.isnan(given) | ratings.dont_know[:, column[item.code]]
    valid = (~np.isnan(values)).sum(axis=1) >= scale.asked.needed
    return Rows(ratings, values, said, valid)


def once(scale: Scored, rows: Rows, found: Integers) -> tuple[Integers, tuple[Finding, ...]]:
    """Count each person once in a group: with the first rating that has a valid score."""
    ratings = rows.ratings
    candidates = np.flatnonzero(rows.valid & (found != NOWHERE))
    codes = found[candidates] * max(len(ratings.raters), 1) + ratings.rater[candidates]
    first = candidates[np.unique(codes, return_index=True)[1]]
    counted = np.full(len(found), NOWHERE)
    counted[first] = found[first]
    twice = {"mirror.rated-twice": len(candidates) - len(first)}
    return fixed(counted), tuple(told(twice, scale, ratings))


def distinct(found: Integers, rater: Integers, groups: int) -> Integers:
    """How many different people said anything in each group?"""
    held = found != NOWHERE
    pairs = np.unique(np.stack([found[held], rater[held]]), axis=1)
    return fixed(np.bincount(pairs[0], minlength=groups))
