"""How much of what people answer lies between their groups? By the analysis of variance.

There are several numbers called ICC(1) and ICC(2): these are those of the one-way analysis of
variance; ``icc_reml`` has those of restricted maximum likelihood.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import fdtrc, fdtri

from binnenuit.mirror.compute.arguments import column
from binnenuit.mirror.compute.between.variance_table import table_of_rows, table_of_sums
from binnenuit.mirror.compute.confidence import checked_level
from binnenuit.mirror.compute.within import complete
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.mirror.compute.between.variance_table import VarianceTable

    Interval: TypeAlias = tuple[float, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class Icc(Estimate):
    """What lies between groups and within them; the estimate is ICC(1), the interval its with n0.

    Attributes
    ----------
    icc1
        Share of the variance of one answer that lies between groups, with the mean group size; at
        most 1, and negative where groups differ less than lots drawn would. None with a ``reason``.
    icc1_n0
        The same, with ``n0`` instead of the mean size.
    icc2
        How far the means of groups can be told apart, from 1 down without end; None with an
        ``icc2_reason``.
    icc2_interval, icc2_reason
        As ``interval`` and ``reason``, of ``icc2``.
    ms_between, ms_within
        Mean squares between groups and within them, in squared units of the values.
    degrees
        Degrees of freedom between and within.
    f, p
        Ratio of the mean squares, and the chance of one as large where groups do not differ; None
        where nobody differs from the own group.
    eta_squared, omega_squared
        Share of the sum of squares between groups, and the same less what chance adds.
    mean_size, n0, weighted_size
        Mean of the sizes; the size that makes the mean squares right where sizes differ; the mean
        size of the groups of all people, ``sum n^2 / N``.
    """

    icc1: float | None = None
    icc1_n0: float | None = None
    icc2: float | None = None
    icc2_interval: Interval | None = None
    icc2_reason: Reason = Reason.NONE
    ms_between: float | None = None
    ms_within: float | None = None
    degrees: tuple[int, int] = (0, 0)
    f: float | None = None
    p: float | None = None
    eta_squared: float | None = None
    omega_squared: float | None = None
    mean_size: float = 0.0
    n0: float = 0.0
    weighted_size: float = 0.0


def icc_anova(values: ArrayLike, groups: ArrayLike, *, level: float = 0.95) -> Icc:
    """How much of what people answer lies between their groups?

    Parameters
    ----------
    values
        NaN for missing: that row is dropped. Shape (people,).
    groups
        Number of the group; negative for none, and then the row is dropped. Shape (people,).
    level
        Of the intervals, between 0 and 1.

    Returns
    -------
    icc
        Groups of one person count. No estimate without answers, with one group, with groups of one
        person only, or when all values are the same.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``, ``mirror.level``.

    Notes
    -----
    ``ICC(1) = (MSB - MSW) / (MSB + (m - 1) MSW)`` and ``ICC(2) = (MSB - MSW) / MSB`` with m the
    mean size; Bartko (1976), Bliese (2000); multilevel's ``ICC1`` and ``ICC2``. With
    ``n0 = (N - sum n^2 / N) / (k - 1)`` for m: Searle (1971). Intervals: see :func:`icc_ci`.
    In two passes, linear in people.
    """
    rows = complete(column(values)[:, np.newaxis], groups)
    return _icc(table_of_rows(rows), rows.given - len(rows.items), checked_level(level))


def icc_from_sums(
    people: ArrayLike, sums: ArrayLike, squares: float, *, level: float = 0.95
) -> Icc:
    """How much of what people answered lies between their groups, when only sums are kept?

    Parameters
    ----------
    people
        In each group. Shape (groups,).
    sums
        Of their values, best about the middle of the scale, for the sake of rounding. Shape
        (groups,).
    squares
        Sum of the squared values of all people together, about that same middle.
    level
        Of the intervals, between 0 and 1.

    Returns
    -------
    icc
        As of :func:`icc_anova`, in the units of ``sums``; groups without people are left out.

    Raises
    ------
    ArgumentError
        ``mirror.sums``: not one number of people and one sum for each group; ``mirror.level``.
    """
    return _icc(table_of_sums(people, sums, squares), 0, checked_level(level))


def icc_ci(f: float, degrees: tuple[int, int], size: float, *, level: float = 0.95) -> Interval:
    """Between which values does ICC(1) lie, given the ratio of mean squares?

    Parameters
    ----------
    f
        Mean square between groups over that within; above 0, and finite.
    degrees
        Degrees of freedom between and within.
    size
        Of the groups: n0, or their one size.
    level
        Between 0 and 1.

    Returns
    -------
    interval
        Lower and upper end, at least ``-1 / (size - 1)`` and at most 1.

    Raises
    ------
    ArgumentError
        ``mirror.level``.

    Notes
    -----
    ``(F / q - 1) / (F / q + n0 - 1)`` with q the quantiles of F; Searle (1971), chapter 9. Exact
    for normal values and groups of one size, otherwise approximate.
    """
    low, high = _ratios(f, degrees, checked_level(level))
    return (low - 1) / (low + size - 1), (high - 1) / (high + size - 1)


def _icc(table: VarianceTable, dropped: int, level: float) -> Icc:
    reason = table.reason
    without = Icc(
        estimate=None,
        n=table.n,
        groups=len(table.people),
        dropped=dropped,
        estimator="ICC(1) by analysis of variance, mean group size; interval by F with n0",
        reason=reason,
        icc2_reason=reason,
    )
    return without if reason else _squares(_sized(without, table), table, level)


def _sized(found: Icc, table: VarianceTable) -> Icc:
    between, within = table.ms_between, table.ms_within
    icc1 = _icc1(between, within, table.mean_size)
    return replace(
        found,
        estimate=icc1,
        icc1=icc1,
        icc1_n0=_icc1(between, within, table.n0),
        icc2=(between - within) / between if between else None,
        icc2_reason=Reason.NONE if between else Reason.BETWEEN_NOT_IDENTIFIED,
        mean_size=table.mean_size,
        n0=table.n0,
        weighted_size=table.weighted_size,
    )


def _squares(found: Icc, table: VarianceTable, level: float) -> Icc:
    total = table.between + table.within
    found = replace(
        found,
        ms_between=table.ms_between,
        ms_within=table.ms_within,
        degrees=table.degrees,
        eta_squared=table.between / total,
        omega_squared=(table.between - table.degrees[0] * table.ms_within)
        / (total + table.ms_within),
    )
    return _ratio(found, table, level) if table.within else found


def _ratio(found: Icc, table: VarianceTable, level: float) -> Icc:
    f = table.ms_between / table.ms_within
    found = replace(found, f=f, p=float(fdtrc(*table.degrees, f)))
    if not table.between:
        return found
    low, high = _ratios(f, table.degrees, level)
    return replace(
        found,
        interval=icc_ci(f, table.degrees, table.n0, level=level),
        icc2_interval=(1 - 1 / low, 1 - 1 / high),
    )


def _icc1(between: float, within: float, size: float) -> float:
    return (between - within) / (between + (size - 1) * within)


def _ratios(f: float, degrees: tuple[int, int], level: float) -> Interval:
    tail = (1 - level) / 2
    return f / float(fdtri(*degrees, 1 - tail)), f / float(fdtri(*degrees, tail))
