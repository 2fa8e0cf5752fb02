"""A series with its limits, and which of its points stand out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.charts.run_rules import run_rules
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from binnenuit.mirror.compute.charts.run_rules import Rule

    Flags: TypeAlias = NDArray[np.bool_]
    Numbers: TypeAlias = NDArray[np.float64]

FIXED: Final = 20
"""Points behind limits before these are called fixed: a convention."""
_OUT: Final = 3.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Chart(Estimate):
    """A series of one team. The estimate is its centre; ``n`` counts periods with a point.

    Attributes
    ----------
    values
        NaN for a period without a point. Shape (periods,).
    centre, deviations
        What is expected in each period, and its standard deviation. Shape (periods,).
    lower, upper
        Three standard deviations from the centre, cut off where values cannot be. Shape (periods,).
    signals
        By rule, which points stand out. Shape (periods,) each.
    baseline
        Points that limits were made of.
    fixed
        These are 20 or more; with fewer, limits still move much with each new point.
    inflation
        Sigma z of Laney: how much wider than chance the series runs; None when not asked for.
    """

    values: Numbers = field(default_factory=lambda: np.empty(0))
    centre: Numbers = field(default_factory=lambda: np.empty(0))
    deviations: Numbers = field(default_factory=lambda: np.empty(0))
    lower: Numbers = field(default_factory=lambda: np.empty(0))
    upper: Numbers = field(default_factory=lambda: np.empty(0))
    signals: Mapping[Rule, Flags] = field(default_factory=dict)
    baseline: int = 0
    fixed: bool = False
    inflation: float | None = None


@dataclass(frozen=True, eq=False)
class Line:
    """What a chart is drawn from.

    Attributes
    ----------
    name
        Of the kind of chart.
    values
        NaN for a period without a point. Shape (periods,).
    centre, deviations
        NaN for a period without a point. Shape (periods,).
    floor, ceiling
        Where values cannot lie beyond.
    """

    name: str
    values: Numbers
    centre: Numbers
    deviations: Numbers
    floor: float = -np.inf
    ceiling: float = np.inf


def drawn(
    line: Line,
    rules: Collection[Rule],
    *,
    estimate: float,
    baseline: int,
    inflation: float | None = None,
) -> Chart:
    """Put limits beside a series, and look for points that stand out."""
    held = ~np.isnan(line.values)
    out = _OUT * line.deviations
    return Chart(
        estimate=estimate,
        n=int(held.sum()),
        dropped=int((~held).sum()),
        estimator=line.name,
        values=line.values,
        centre=line.centre,
        deviations=line.deviations,
        lower=np.maximum(line.centre - out, line.floor),
        upper=np.minimum(line.centre + out, line.ceiling),
        signals=run_rules((line.values - line.centre) / line.deviations, rules),
        baseline=baseline,
        fixed=baseline >= FIXED,
        inflation=inflation,
    )


def blank(name: str, values: Numbers, reason: Reason, rules: Collection[Rule]) -> Chart:
    """Tell the series only, and why it has no limits."""
    nothing = np.full(len(values), np.nan)
    held = ~np.isnan(values)
    return Chart(
        estimate=None,
        n=int(held.sum()),
        dropped=int((~held).sum()),
        estimator=name,
        reason=reason,
        values=values,
        centre=nothing,
        deviations=nothing,
        lower=nothing,
        upper=nothing,
        signals=run_rules(nothing, rules),
    )


def baseline_of(values: Numbers, baseline: int | None) -> Flags:
    """Flag the periods that limits are made of: those with a point among the first ones.

    Raises
    ------
    ArgumentError
        ``mirror.baseline``: less than 1.
    """
    if baseline is None or baseline >= 1:
        return ~np.isnan(values) & (np.arange(len(values)) < (baseline or len(values)))
    raise ArgumentError(
        "mirror.baseline",
        sentence(
            "{baseline} periods cannot set limits. Give the number of first periods, such as 20, "
            "or none for all.",
            baseline=baseline,
        ),
    )


def too_few(used: Flags) -> Reason:
    """Say why there are no limits when fewer than two points would make them."""
    if used.sum() >= 2:
        return Reason.NONE
    return Reason.TOO_FEW_PERIODS if used.any() else Reason.NO_ANSWERS


def moving_ranges(values: Numbers) -> Numbers:
    """Tell how much each point differs from the one before it; NaN where either is missing."""
    ranges = np.full(len(values), np.nan)
    ranges[1:] = np.abs(np.diff(values))
    return ranges
