"""How answers spread within each group: from rows of answers, or from counts per option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.groups import Grouping, grouping

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]


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
    for item in items.T:
        kept &= ~np.isnan(item)
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
    base = rows.base()
    means, variances = np.empty((2, len(base.people), base.items))
    with np.errstate(divide="ignore", invalid="ignore"):
        for number, item in enumerate(rows.items.T):
            means[:, number] = rows.grouping.sums(item) / base.people
            apart = item - means[rows.grouping.of, number]
            variances[:, number] = rows.grouping.sums(apart * apart) / (base.people - 1)
    variances[base.people < 2] = np.nan
    return Spread(base, np.repeat(base.people[:, np.newaxis], base.items, axis=1), means, variances)


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
