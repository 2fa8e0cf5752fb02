"""How far are people of one group from its middle, in steps of the scale?

Unlike rwg, nothing here is held against an imagined null: 0 is full agreement, and the number is
read in the units of the answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.compute.agreement.agreed import agreed
from binnenuit.mirror.compute.arguments import table
from binnenuit.mirror.compute.within import (
    complete,
    count_table,
    mean_of_items,
    means_of_groups,
    spread_of_counts,
    sums_apart,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.within import Integers, Rows, Spread
    from binnenuit.mirror.model import Agreement

    Numbers: TypeAlias = NDArray[np.float64]

_MEAN = "AD(M), mean deviation from the mean"
_MEDIAN = "AD(Md), mean deviation from the median"


def ad_m(items: ArrayLike, groups: ArrayLike) -> Agreement:
    """How far are people of one group from its mean?

    Parameters
    ----------
    items
        One item or score, or several; a row with a missing answer (NaN) is dropped, for all items.
        Shape (people,) or (people, items).
    groups
        Number of the group; negative for none, and then the row is dropped. Shape (people,).

    Returns
    -------
    agreement
        In steps of the scale: 0 where all answered the same, more for less agreement; averaged
        over items. A group of one has no value.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``.

    Notes
    -----
    ``sum |x - mean| / n``; Burke, Finkelstein & Dusig (1999); multilevel's ``ad.m``. A sixth
    of the number of options is a usual convention for enough (Burke & Dunlap 2002), no verdict.
    Linear in answers.
    """
    rows = complete(table(items), groups)
    return _from_rows(rows, means_of_groups(rows), _MEAN)


def ad_md(items: ArrayLike, groups: ArrayLike) -> Agreement:
    """How far are people of one group from its median?

    Parameters
    ----------
    items, groups
        As in :func:`ad_m`.

    Returns
    -------
    agreement
        As in :func:`ad_m`, and never more than it.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``.

    Notes
    -----
    ``sum |x - median| / n``; Burke, Finkelstein & Dusig (1999); multilevel's ``ad.m`` with
    ``type="median"``. Sorts once per item: people x log(people) x items.
    """
    rows = complete(table(items), groups)
    return _from_rows(rows, _medians(rows), _MEDIAN)


def ad_m_from_counts(counts: ArrayLike) -> Agreement:
    """How far are people of one group from its mean, when only counts are kept?

    Parameters
    ----------
    counts
        People who chose each option. Shape (groups, items, options), or (groups, options).

    Returns
    -------
    agreement
        As :func:`ad_m` gives it where nobody skipped an item; otherwise each item rests on its own
        answers, and a group without two answers to some item has no value.

    Raises
    ------
    ArgumentError
        ``mirror.counts``.
    """
    found = spread_of_counts(counts)
    return _from_counts(found, count_table(counts), found.means, _MEAN)


def ad_md_from_counts(counts: ArrayLike) -> Agreement:
    """How far are people of one group from its median, when only counts are kept?

    Parameters
    ----------
    counts
        As in :func:`ad_m_from_counts`.

    Raises
    ------
    ArgumentError
        ``mirror.counts``.
    """
    chosen = count_table(counts)
    found = spread_of_counts(counts)
    middle = _chosen_at(chosen, (found.answers - 1) // 2) + _chosen_at(chosen, found.answers // 2)
    return _from_counts(found, chosen, middle / 2, _MEDIAN)


def _from_rows(rows: Rows, middles: Numbers, estimator: str) -> Agreement:
    base = rows.base
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = sums_apart(rows, middles, np.absolute) / base.people[:, np.newaxis]
    apart[base.people < 2] = np.nan
    mean = mean_of_items(apart)
    return agreed(base, mean, mean, estimator)


def _medians(rows: Rows) -> Numbers:
    people = rows.base.people
    first, some = np.cumsum(people) - people, people > 0
    low, high = (first + (people - 1) // 2)[some], (first + people // 2)[some]
    medians = np.full((len(people), rows.items.shape[1]), np.nan)
    by_group = np.argsort(rows.grouping.of, kind="stable")
    of = rows.grouping.of[by_group]
    for number, item in enumerate(rows.items.T):
        together = item[by_group]
        ordered = together[np.lexsort((together, of))]
        medians[some, number] = (ordered[low] + ordered[high]) / 2
    return medians


def _from_counts(found: Spread, chosen: Integers, middle: Numbers, estimator: str) -> Agreement:
    away = np.abs(np.arange(chosen.shape[2]) - middle[:, :, np.newaxis])
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = (away * chosen).sum(axis=2) / found.answers
    mean = mean_of_items(np.where(found.answers < 2, np.nan, apart))
    return agreed(found.base, mean, mean, estimator)


def _chosen_at(chosen: Integers, position: Integers) -> Integers:
    """Return the option of the person at a place in line, counted from 0, options ascending."""
    places: Integers = (chosen.cumsum(axis=2) <= position[:, :, np.newaxis]).sum(axis=2)
    return places
