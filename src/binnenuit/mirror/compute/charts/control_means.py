"""Scores of one team over time: what is usual for it, and what stands out."""

from __future__ import annotations

from dataclasses import dataclass
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
from binnenuit.mirror.compute.charts.chart_constants import (
    RANGE_OF_TWO,
    SPREAD_OF_RANGE,
    mean_of_spread,
    spread_of_spread,
)
from binnenuit.mirror.compute.charts.run_rules import DEFAULT, Rule
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.charts.chart import Chart

    Flags: TypeAlias = NDArray[np.bool_]
    Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Charts:
    """Level and spread of one team over time; where the spread stands out, the level is unsure.

    Attributes
    ----------
    level
        Xbar or I chart.
    spread
        S or MR chart.
    """

    level: Chart
    spread: Chart


def mean_charts(
    means: ArrayLike,
    spreads: ArrayLike,
    n: ArrayLike,
    *,
    baseline: int | None = None,
    rules: Collection[Rule] = DEFAULT,
) -> Charts:
    """In which periods do the mean or the spread of a team's scores stand out?

    Parameters
    ----------
    means, spreads
        Mean and standard deviation (with n - 1) of each period's scores; NaN where there is none.
        Shape (periods,).
    n
        People behind them; a period of 0 has no mean, one of 1 no spread. Shape (periods,).
    baseline, rules
        As for ``p_chart``.

    Returns
    -------
    charts
        Xbar and S. Reasons: ``no-answers``; ``too-few-periods`` (fewer than two periods, or with a
        spread none); ``no-variance`` (nobody ever differs from another).

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.baseline``; ``mirror.periods``: not as many means as spreads and
        numbers of people.

    Notes
    -----
    Centre ``sum n x / sum n``; ``sigma = sum h s / c4 / sum h`` with ``h = c4^2 / (1 - c4^2)``, the
    weights of least variance (Burr 1969, J. Qual. Technol. 1, 163); limits ``centre +- 3 sigma /
    sqrt(n)`` and ``c4 sigma +- 3 sigma sqrt(1 - c4^2)``. With n the same throughout these are A3,
    B3 and B4 of the printed tables (Montgomery 2013, section 6.3). Means differ by chance within
    periods only: where a team's level drifts as teams' levels do, the chart flags much.
    """
    given, people, spread = _periods(means, spreads, n)
    used = baseline_of(given, baseline)
    with_spread = used & ~np.isnan(spread)
    reason = too_few(used)
    if not reason and not with_spread.any():
        reason = Reason.TOO_FEW_PERIODS
    elif not reason and not spread[with_spread].any():
        reason = Reason.NO_VARIANCE
    if reason:
        return Charts(*_blank(("Xbar chart", given), ("S chart", spread), reason, rules))
    share, unsure = mean_of_spread(people), spread_of_spread(people)
    sigma = _sigma(spread[with_spread], share[with_spread], unsure[with_spread])
    centre = float(people[used] @ given[used] / people[used].sum())
    level = Line("Xbar chart", given, np.where(people > 0, centre, np.nan), sigma / np.sqrt(people))
    width = Line("S chart", spread, share * sigma, unsure * sigma, 0.0)
    return Charts(
        level=drawn(level, rules, estimate=centre, baseline=int(used.sum())),
        spread=drawn(width, rules, estimate=sigma, baseline=int(with_spread.sum())),
    )


def individual_charts(
    values: ArrayLike, *, baseline: int | None = None, rules: Collection[Rule] = DEFAULT
) -> Charts:
    """In which periods does a series of one value a period stand out, or jump?

    Parameters
    ----------
    values
        One for each period; NaN where there is none. Shape (periods,).
    baseline, rules
        As for ``p_chart``; of the jumps only those beyond the limits are looked at, since
        neighbouring jumps share a value and so run together by themselves.

    Returns
    -------
    charts
        I and MR. Reasons: ``no-answers``; ``too-few-periods`` (no two points in a row);
        ``no-variance`` (the value never changes).

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.baseline``.

    Notes
    -----
    ``mean +- 3 MR / 1.128`` and ``MR (1 +- 3 * 0.853 / 1.128)``, the latter from 0, with MR the
    mean difference between neighbours (Montgomery 2013, section 6.4). The constants are not
    rounded.
    """
    given = column(values)
    used = baseline_of(given, baseline)
    ranges = moving_ranges(given)
    jumps = ranges[used & ~np.isnan(ranges)]
    reason = too_few(used)
    if not reason and not jumps.any():
        reason = Reason.NO_VARIANCE if len(jumps) else Reason.TOO_FEW_PERIODS
    if reason:
        return Charts(*_blank(("I chart", given), ("MR chart", ranges), reason, rules))
    mean, jump = float(given[used].mean()), float(jumps.mean())
    sigma = jump / RANGE_OF_TWO
    level = _flat("I chart", given, mean, sigma)
    width = _flat("MR chart", ranges, jump, sigma * SPREAD_OF_RANGE, floor=0.0)
    only_limits = [rule for rule in rules if rule is Rule.BEYOND_LIMITS]
    return Charts(
        level=drawn(level, rules, estimate=mean, baseline=int(used.sum())),
        spread=drawn(width, only_limits, estimate=jump, baseline=len(jumps)),
    )


def _flat(
    name: str, values: Numbers, centre: float, deviation: float, floor: float = -np.inf
) -> Line:
    missing = np.isnan(values)
    return Line(
        name,
        values,
        np.where(missing, np.nan, centre),
        np.where(missing, np.nan, deviation),
        floor,
    )


def _blank(
    level: tuple[str, Numbers], spread: tuple[str, Numbers], reason: Reason, rules: Collection[Rule]
) -> tuple[Chart, Chart]:
    return blank(*level, reason, rules), blank(*spread, reason, rules)


def _sigma(spreads: Numbers, share: Numbers, unsure: Numbers) -> float:
    """Average the spreads, each corrected for its size, those of larger samples counting more."""
    weights = (share / unsure) ** 2
    return float((weights * spreads / share).sum() / weights.sum())


def _periods(
    means: ArrayLike, spreads: ArrayLike, n: ArrayLike
) -> tuple[Numbers, Numbers, Numbers]:
    """Return means, people and spreads; NaN where people are too few for either."""
    given, spread, people = column(means, "means"), column(spreads, "spreads"), column(n, "n")
    if given.shape != spread.shape or given.shape != people.shape:
        raise ArgumentError(
            "mirror.periods",
            sentence(
                "There are {means} means, {spreads} spreads and {people} numbers of people. Give "
                "one of each for every period.",
                means=len(given),
                spreads=len(spread),
                people=len(people),
            ),
        )
    people = np.where(people > 0, people, np.nan)
    given = np.where(np.isnan(people), np.nan, given)
    people = np.where(np.isnan(given), np.nan, people)
    return given, people, np.where(people >= 2, spread, np.nan)
