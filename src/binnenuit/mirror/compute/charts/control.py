"""Shares and counts of one team over time: what is usual for it, and what stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import column
from binnenuit.mirror.compute.charts.chart import (
    Line,
    baseline_of,
    blank,
    drawn,
    moving_ranges,
    too_few,
)
from binnenuit.mirror.compute.charts.chart_constants import RANGE_OF_TWO
from binnenuit.mirror.compute.charts.run_rules import DEFAULT
from binnenuit.mirror.compute.teams.trials import trials
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.charts.chart import Chart
    from binnenuit.mirror.compute.charts.run_rules import Rule

    Flags: TypeAlias = NDArray[np.bool_]
    Numbers: TypeAlias = NDArray[np.float64]


def p_chart(
    successes: ArrayLike,
    n: ArrayLike,
    *,
    baseline: int | None = None,
    rules: Collection[Rule] = DEFAULT,
    laney: bool = False,
) -> Chart:
    """In which periods does the share that says so stand out, for this team?

    Parameters
    ----------
    successes, n
        People who said so, and who answered, in each period; a period of 0 has no point.
        Shape (periods,).
    baseline
        How many first periods make the limits, so that these stay where they are; None for all.
    rules
        What makes a point stand out.
    laney
        Widen limits by how much the series runs beyond chance (the p' chart): for large n, where a
        plain chart flags what is usual.

    Returns
    -------
    chart
        Reasons: ``no-answers``; ``too-few-periods`` (fewer than two make the limits);
        ``no-variance`` (all or nobody said so, or with ``laney`` all shares are the same).

    Raises
    ------
    ArgumentError
        ``mirror.successes``, ``mirror.baseline``.

    Notes
    -----
    ``p +- 3 sqrt(p (1 - p) / n_i)`` with p over the baseline together (Montgomery 2013,
    Introduction to Statistical Quality Control, seventh edition, section 7.2). Laney (2002), Qual.
    Eng. 14, 531: times sigma z, the mean moving range of ``z_i = (p_i - p) / sqrt(p (1 - p) /
    n_i)`` divided by 1.128.
    """
    counted, people = trials(successes, n)
    values = counted / np.where(people > 0, people, np.nan)
    used = baseline_of(values, baseline)
    name = "p' chart" if laney else "p chart"
    reason = too_few(used)
    if reason:
        return blank(name, values, reason, rules)
    share = float(counted[used].sum() / people[used].sum())
    if not 0.0 < share < 1.0:
        return blank(name, values, Reason.NO_VARIANCE, rules)
    chance = np.sqrt(share * (1.0 - share) / np.where(people > 0, people, np.nan))
    line = Line(name, values, np.where(people > 0, share, np.nan), chance, 0.0, 1.0)
    return _around(line, used, rules, share, laney=laney)


def u_chart(
    counts: ArrayLike,
    exposure: ArrayLike,
    *,
    baseline: int | None = None,
    rules: Collection[Rule] = DEFAULT,
    laney: bool = False,
) -> Chart:
    """In which periods do things happen more or less often than is usual for this team?

    Parameters
    ----------
    counts
        How often it happened in each period; from 0. Shape (periods,).
    exposure
        Out of how much it could: people, weeks, hand-overs; a period of 0 has no point.
        Shape (periods,).
    baseline, rules
        As for :func:`p_chart`.
    laney
        As for :func:`p_chart`: the u' chart.

    Returns
    -------
    chart
        Of counts per unit of exposure. Reasons: ``no-answers``, ``too-few-periods``,
        ``no-variance`` (it never happened, or with ``laney`` always as often).

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.baseline``; ``mirror.exposure``: not one count for each exposure,
        or one below 0.

    Notes
    -----
    ``u +- 3 sqrt(u / n_i)`` (Montgomery 2013, section 7.3); Laney (2002) as for :func:`p_chart`.
    """
    happened, of = column(counts, "counts"), column(exposure, "exposure")
    _check_exposure(happened, of)
    of = np.where((of > 0) & ~np.isnan(happened), of, np.nan)
    values = happened / of
    used = baseline_of(values, baseline)
    name = "u' chart" if laney else "u chart"
    reason = too_few(used)
    if reason:
        return blank(name, values, reason, rules)
    rate = float(happened[used].sum() / of[used].sum())
    if rate == 0.0:
        return blank(name, values, Reason.NO_VARIANCE, rules)
    line = Line(name, values, np.where(np.isnan(of), np.nan, rate), np.sqrt(rate / of), 0.0)
    return _around(line, used, rules, rate, laney=laney)


def _around(
    line: Line, used: Flags, rules: Collection[Rule], estimate: float, *, laney: bool
) -> Chart:
    """Widen limits where that is asked, and draw."""
    baseline = int(used.sum())
    if not laney:
        return drawn(line, rules, estimate=estimate, baseline=baseline)
    z = np.where(used, (line.values - line.centre) / line.deviations, np.nan)
    ranges = moving_ranges(z)
    known = ranges[~np.isnan(ranges)]
    if not known.any():
        reason = Reason.NO_VARIANCE if len(known) else Reason.TOO_FEW_PERIODS
        return blank(line.name, line.values, reason, rules)
    inflation = float(known.mean()) / RANGE_OF_TWO
    wider = Line(
        line.name,
        line.values,
        line.centre,
        line.deviations * inflation,
        line.floor,
        line.ceiling,
    )
    return drawn(wider, rules, estimate=estimate, baseline=baseline, inflation=inflation)


def _check_exposure(counts: Numbers, exposure: Numbers) -> None:
    if counts.shape == exposure.shape and not (counts < 0).any() and not (exposure < 0).any():
        return
    raise ArgumentError(
        "mirror.exposure",
        sentence(
            "These are not one count for each exposure, from 0. Give both lists for the same "
            "periods."
        ),
    )
