"""How much do people of one group agree, given where on the scale their mean lies?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.compute.agreement.agreed import agreed
from binnenuit.mirror.compute.arguments import option_count, table
from binnenuit.mirror.compute.within import complete, count_table, spread, spread_of_counts

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.within import Spread
    from binnenuit.mirror.model import Agreement

    Numbers: TypeAlias = NDArray[np.float64]


def a_wg(items: ArrayLike, groups: ArrayLike, options: int, *, lowest: float = 1) -> Agreement:
    """How much do people of one group agree, of what their mean leaves room for?

    Parameters
    ----------
    items
        One item or score, or several; a row with a missing answer (NaN) is dropped, for all items.
        Shape (people,) or (people, items).
    groups
        Number of the group; negative for none, and then the row is dropped. Shape (people,).
    options
        Number of answer options, from 2, one apart.
    lowest
        Value of the first option.

    Returns
    -------
    agreement
        1 where all answered the same, -1 where all stand at the two ends; averaged over the items
        that have a value. An item has none in a group where the mean is nearer to an end of the
        scale than one person at the other end would allow, unless all stand at that end. A group of
        one has no value. ``raw_by_group`` is the same.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``, ``mirror.options``.

    Notes
    -----
    ``1 - 2 s^2 / [((H + L) M - M^2 - H L) n / (n - 1)]`` for a mean M between
    ``(L (n - 1) + H) / n`` and ``(H (n - 1) + L) / n``; Brown & Hauenstein (2005); multilevel's
    ``awg``. Answers outside the scale are not looked for, as in R: that is for whoever reads them.
    Linear in answers.
    """
    highest = lowest + option_count(options) - 1
    rows = complete(table(items), groups)
    return _a_wg(spread(rows), lowest, highest)


def a_wg_from_counts(counts: ArrayLike) -> Agreement:
    """How much do people agree, of what their mean leaves room for, when only counts are kept?

    Parameters
    ----------
    counts
        People who chose each option. Shape (groups, items, options), or (groups, options).

    Returns
    -------
    agreement
        As :func:`a_wg` gives it where nobody skipped an item; otherwise each item rests on its own
        answers.

    Raises
    ------
    ArgumentError
        ``mirror.counts``.
    """
    return _a_wg(spread_of_counts(counts), 0, count_table(counts).shape[2] - 1)


def _a_wg(found: Spread, lowest: float, highest: float) -> Agreement:
    by_item = np.where(found.answers < 2, np.nan, _by_item(found, lowest, highest))
    defined = ~np.isnan(by_item)
    with np.errstate(invalid="ignore"):
        mean = np.where(defined, by_item, 0.0).sum(axis=1) / defined.sum(axis=1)
    return agreed(found.base, mean, mean, f"a_wg, scale {lowest:g} to {highest:g}")


def _by_item(found: Spread, lowest: float, highest: float) -> Numbers:
    answers, mean = found.answers, found.means
    with np.errstate(divide="ignore", invalid="ignore"):
        room = (highest + lowest) * mean - mean * mean - highest * lowest
        value = 1 - 2 * found.variances / (room * (answers / (answers - 1)))
        below = mean < (lowest * (answers - 1) + highest) / answers
        above = mean > (highest * (answers - 1) + lowest) / answers
    same_end = (mean == lowest) | (mean == highest)
    inside: Numbers = np.where(same_end, 1.0, np.where(below | above, np.nan, value))
    return inside
