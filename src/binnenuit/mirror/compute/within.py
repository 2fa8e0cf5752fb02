"""How answers spread within each group: from rows of answers, or from counts per option."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import csc_array

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.groups import Grouping, grouping

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

_BLOCK: Final = 2**17
"""Rows of which distances are held at a time."""


@dataclass(frozen=True, eq=False)
class Base:
    """On what the agreement of groups rests.

    Attributes
    ----------
    people
        In each group, after the rows with a missing answer are dropped. Shape (groups,).
    items
        How many there are.
    given
        Rows that were given, dropped ones too.
    """

    people: Integers
    items: int
    given: int


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of people in a group who answered every item.

    Attributes
    ----------
    items
        Answers, none missing. Shape (rows, items).
    grouping
        All groups that were given, those whose rows are all dropped too.
    given
        Rows that were given, dropped ones too.
    """

    items: Numbers
    grouping: Grouping
    given: int

    @cached_property
    def base(self) -> Base:
        """Tell on what a statistic of these rows rests."""
        return Base(self.grouping.sizes(), self.items.shape[1], self.given)


@dataclass(frozen=True, eq=False)
class Spread:
    """The answers of each group to each item; NaN where there are too few of them.

    Attributes
    ----------
    base
        People, items and rows behind it.
    answers
        How many. Shape (groups, items).
    means
        NaN without answers. Shape (groups, items).
    variances
        With one less than the answers below the line; NaN under 2 answers. Shape (groups, items).
    """

    base: Base
    answers: Integers
    means: Numbers
    variances: Numbers


def complete(items: Numbers, groups: ArrayLike) -> Rows:
    """Keep the rows of people in a group who answered every item, as multilevel does.

    Parameters
    ----------
    items
        NaN for missing. Shape (people, items).
    groups
        Negative for no group. Shape (people,).
    """
    held = grouping(groups, len(items))
    kept = held.of >= 0
    if np.isnan(items).any():
        kept &= ~np.isnan(items).any(axis=1)
    if kept.all():
        return Rows(items, held, len(items))
    return Rows(items[kept], Grouping(held.numbers, held.of[kept]), len(items))


def spread(rows: Rows) -> Spread:
    """Find mean and variance per group and item.

    Notes
    -----
    In two passes, the second about the mean of the group: a group of equal answers has no variance
    left from rounding. Linear in answers.
    """
    base = rows.base
    people = base.people[:, np.newaxis]
    means = means_of_groups(rows)
    with np.errstate(divide="ignore", invalid="ignore"):
        variances = sums_apart(rows, means, np.square) / (people - 1)
    variances[base.people < 2] = np.nan
    return Spread(base, np.repeat(people, base.items, axis=1), means, variances)


def sums_apart(rows: Rows, middles: Numbers, measure: np.ufunc) -> Numbers:
    """Add up per group and item how far its people are from the middle of the group.

    Parameters
    ----------
    rows
        Whose answers.
    middles
        Of each group and item. Shape (groups, items).
    measure
        What is added up of a distance, such as its square.

    Notes
    -----
    In blocks of rows, so that it takes little memory beside the answers.
    """
    added = np.zeros(middles.shape)
    room = np.empty((min(_BLOCK, len(rows.items)), middles.shape[1]))
    for first in range(0, len(rows.items), _BLOCK):
        of = rows.grouping.of[first : first + _BLOCK]
        # Places are all inside; "clip" only spares the copy that "raise" makes before writing.
        apart = middles.take(of, axis=0, out=room[: len(of)], mode="clip")
        np.subtract(rows.items[first : first + _BLOCK], apart, out=apart)
        added += _into_groups(of, len(middles)) @ measure(apart, out=apart)
    return added


def means_of_groups(rows: Rows) -> Numbers:
    """Average per group and item; NaN for a group without rows. Shape (groups, items)."""
    sums = np.asarray(_into_groups(rows.grouping.of, len(rows.grouping)) @ rows.items)
    with np.errstate(invalid="ignore"):
        means: Numbers = sums / rows.base.people[:, np.newaxis]
    return means


def _into_groups(of: Integers, groups: int) -> csc_array[np.float64]:
    """Make the matrix that adds up rows per group. Shape (groups, rows)."""
    return csc_array((np.ones(len(of)), of, np.arange(len(of) + 1)), shape=(groups, len(of)))


def spread_of_counts(counts: ArrayLike) -> Spread:
    """Find mean and variance per group and item from how often each option was chosen.

    Parameters
    ----------
    counts
        Whole numbers. Shape (groups, items, options), or (groups, options) for one item.

    Notes
    -----
    Options count as 0, 1, 2 and so on. Without rows nobody can be dropped, so each item has its own
    number of answers, and the people of a group are those who answered its most answered item.
    Sums are whole numbers, so only the last division rounds.
    """
    table = count_table(counts)
    place = np.arange(table.shape[2])
    answers, sums, squares = table.sum(axis=2), table @ place, table @ (place * place)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = sums / answers
        variances = (answers * squares - sums * sums) / (answers * (answers - 1))
    people = answers.max(axis=1, initial=0)
    return Spread(Base(people, table.shape[1], int(people.sum())), answers, means, variances)


def count_table(counts: ArrayLike) -> Integers:
    """Return counts of answers by group, item and option.

    Raises
    ------
    ArgumentError
        ``mirror.counts``: not a table of whole numbers from 0 with two options or more.
    """
    given = np.asarray(counts)
    table = given[:, np.newaxis, :] if given.ndim == 2 else given
    whole = table.ndim == 3 and np.issubdtype(table.dtype, np.integer)
    if whole and table.shape[2] >= 2 and not (table < 0).any():
        return table.astype(np.int64, copy=False)
    raise ArgumentError(
        "mirror.counts",
        sentence(
            "The counts are not whole numbers by group, item and option. Give for each how many "
            "people chose that option, 0 where nobody did, and at least 2 options."
        ),
    )


def mean_of_items(by_item: Numbers) -> Numbers:
    """Average over items; NaN where one is NaN, or where there are no items. Shape (groups,)."""
    with np.errstate(invalid="ignore"):
        mean: Numbers = by_item.sum(axis=1) / np.float64(by_item.shape[1])
    return mean
