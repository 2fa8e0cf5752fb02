"""How much do people of one group agree? Their variance against that of people by chance.

Cut-offs such as .70 are conventions, not verdicts: see ``random_group_baseline`` for what groups
put together by lot reach on the same items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.compute.agreement.agreed import agreed
from binnenuit.mirror.compute.agreement.null_variance import chosen_variance
from binnenuit.mirror.compute.arguments import column, table
from binnenuit.mirror.compute.within import (
    complete,
    count_table,
    mean_of_items,
    spread,
    spread_of_counts,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.within import Spread
    from binnenuit.mirror.model import Agreement

    Numbers: TypeAlias = NDArray[np.float64]

_POLE = 1e-12
"""Below this the line under the fraction of rwg(j) is nothing but rounding."""


def rwg(
    values: ArrayLike, groups: ArrayLike, options: int, *, null_variance: float | None = None
) -> Agreement:
    """How much do people of one group agree on one item or score?

    Parameters
    ----------
    values
        NaN for missing: that row is dropped. Shape (people,).
    groups
        Number of the group; negative for none, and then the row is dropped. Shape (people,).
    options
        Number of answer options, from 2, one apart.
    null_variance
        Variance without any agreement, in squared steps; None for that of options chosen alike.

    Returns
    -------
    agreement
        0 (or less, in ``raw_by_group``) for none, 1 for all the same. A group of one has no value.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``, ``mirror.options``, ``mirror.null-variance``.

    Notes
    -----
    ``1 - s^2 / sigma_E^2``, where ``sigma_E^2 = (A^2 - 1) / 12`` unless given; James, Demaree &
    Wolf (1984). As multilevel's ``rwg``, a variance above the null's counts as the null's in
    ``by_group``. Linear in people.
    """
    null = chosen_variance(options, null_variance)
    return _rwg(spread(complete(column(values)[:, np.newaxis], groups)), null)


def rwg_from_counts(counts: ArrayLike, *, null_variance: float | None = None) -> Agreement:
    """How much do people of one group agree on one item, when only counts are kept?

    Parameters
    ----------
    counts
        People who chose each option. Shape (groups, options).
    null_variance
        As in :func:`rwg`.

    Raises
    ------
    ArgumentError
        ``mirror.counts``, ``mirror.null-variance``.
    """
    null = chosen_variance(count_table(counts).shape[2], null_variance)
    return _rwg(spread_of_counts(counts), null)


def rwg_j(
    items: ArrayLike, groups: ArrayLike, options: int, *, null_variance: float | None = None
) -> Agreement:
    """How much do people of one group agree on the items of a scale?

    Parameters
    ----------
    items
        A row with a missing answer (NaN) is dropped, for all items. Shape (people, items).
    groups, options, null_variance
        As in :func:`rwg`.

    Returns
    -------
    agreement
        0 for none, 1 for all the same; it grows with the number of items. In ``raw_by_group`` a
        group that lies further apart than the null can have any value, also far above 1, and has
        none where the fraction has no end.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``, ``mirror.options``, ``mirror.null-variance``.

    Notes
    -----
    ``J (1 - q) / (J (1 - q) + q)``, with q the mean variance of the J items over ``sigma_E^2``;
    James, Demaree & Wolf (1984). As multilevel's ``rwg.j``, q above 1 counts as 1 in ``by_group``;
    the raw form has a pole at ``q = J / (J - 1)``. Linear in answers.
    """
    null = chosen_variance(options, null_variance)
    return _rwg_j(spread(complete(table(items), groups)), null)


def rwg_j_from_counts(counts: ArrayLike, *, null_variance: float | None = None) -> Agreement:
    """How much do people of one group agree on a scale, when only counts are kept?

    Parameters
    ----------
    counts
        People who chose each option, per item; the number of options is that of the last axis.
        Shape (groups, items, options).
    null_variance
        As in :func:`rwg`.

    Returns
    -------
    agreement
        As :func:`rwg_j` gives it where nobody skipped an item; otherwise each item rests on its own
        answers, and a group without two answers to some item has no value.

    Raises
    ------
    ArgumentError
        ``mirror.counts``, ``mirror.null-variance``.
    """
    null = chosen_variance(count_table(counts).shape[2], null_variance)
    return _rwg_j(spread_of_counts(counts), null)


def rwg_j_lindell(
    items: ArrayLike, groups: ArrayLike, options: int, *, null_variance: float | None = None
) -> Agreement:
    """How much do people of one group agree on a scale, whatever its number of items?

    Parameters
    ----------
    items, groups, options, null_variance
        As in :func:`rwg_j`.

    Returns
    -------
    agreement
        1 for all the same, 0 for as far apart as the null, negative beyond; never cut off.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``, ``mirror.options``, ``mirror.null-variance``.

    Notes
    -----
    ``1 - q``, r*wg(j) of Lindell, Brandt & Whitney (1999); multilevel's ``rwg.j.lindell``.
    """
    null = chosen_variance(options, null_variance)
    return _lindell(spread(complete(table(items), groups)), null)


def rwg_j_lindell_from_counts(
    counts: ArrayLike, *, null_variance: float | None = None
) -> Agreement:
    """How much do people of one group agree, whatever the items, when only counts are kept?

    Parameters
    ----------
    counts, null_variance
        As in :func:`rwg_j_from_counts`.

    Raises
    ------
    ArgumentError
        ``mirror.counts``, ``mirror.null-variance``.
    """
    null = chosen_variance(count_table(counts).shape[2], null_variance)
    return _lindell(spread_of_counts(counts), null)


def _rwg(found: Spread, null: float) -> Agreement:
    raw = 1 - mean_of_items(found.variances) / null
    return agreed(found.base, np.maximum(raw, 0.0), raw, f"rwg, null variance {null:.4g}")


def _rwg_j(found: Spread, null: float) -> Agreement:
    apart = mean_of_items(found.variances) / null
    by_group = _stepped_up(np.minimum(apart, 1.0), found.base.items)
    raw = _stepped_up(apart, found.base.items)
    return agreed(found.base, by_group, raw, f"rwg(j), null variance {null:.4g}")


def _lindell(found: Spread, null: float) -> Agreement:
    raw = 1 - mean_of_items(found.variances) / null
    return agreed(found.base, raw, raw, f"r*wg(j), null variance {null:.4g}")


def _stepped_up(apart: Numbers, items: int) -> Numbers:
    over = items * (1 - apart)
    under = over + apart
    near = np.abs(under) < _POLE
    stepped: Numbers = np.where(near, np.nan, over / np.where(near, 1.0, under))
    return stepped
