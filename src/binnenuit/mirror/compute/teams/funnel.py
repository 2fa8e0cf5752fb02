"""Teams beside one another at one moment, with how far chance alone would carry each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.methods import check_method
from binnenuit.mirror.compute.teams.dispersion import WINSORISED, dispersion, widened
from binnenuit.mirror.compute.teams.funnel_limits import Limits, exact_limits, normal_limits
from binnenuit.mirror.compute.teams.team_figures import team_figures
from binnenuit.mirror.compute.teams.trials import trials
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.teams.dispersion import Adjustment, Dispersion

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

LEVELS: Final = (0.95, 0.998)
"""Two and three standard errors, as funnel plots have them: a convention."""

_ADJUSTMENTS: Final = ("none", "additive", "multiplicative")


@dataclass(frozen=True, eq=False, kw_only=True)
class Funnel(Estimate):
    """Teams beside one another, in the order given: never a ranking. The estimate is the target.

    Attributes
    ----------
    values
        Share or mean of each team; NaN without answers. Shape (groups,).
    sizes
        People of each. Shape (groups,).
    levels
        Share of teams that the limits hold when chance alone makes them differ.
    lower, upper
        Limits at each level; NaN without answers. Shape (levels, groups).
    outside
        -1 below the lower limit, 1 above the upper one, else 0. Shape (levels, groups).
    p_values
        Chance of lying as far out or farther, two-sided, to hand to ``false_discovery``; NaN
        without answers. Shape (groups,).
    adjustment
        How limits were moved out because teams differ beyond chance.
    phi
        Spread of the teams against chance, drawn in at both ends; None for fewer than two teams.
    between_variance
        Of teams beyond chance; None as above.
    beyond_chance
        phi lies more than two standard errors above 1: unadjusted limits then flag many teams that
        differ as teams commonly do.
    """

    values: Numbers = field(default_factory=lambda: np.empty(0))
    sizes: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    levels: tuple[float, ...] = LEVELS
    lower: Numbers = field(default_factory=lambda: np.empty((0, 0)))
    upper: Numbers = field(default_factory=lambda: np.empty((0, 0)))
    outside: Integers = field(default_factory=lambda: np.empty((0, 0), dtype=np.int64))
    p_values: Numbers = field(default_factory=lambda: np.empty(0))
    adjustment: Adjustment = "none"
    phi: float | None = None
    between_variance: float | None = None
    beyond_chance: bool = False


def funnel(
    successes: ArrayLike,
    n: ArrayLike,
    *,
    target: float | None = None,
    levels: Sequence[float] = LEVELS,
    adjustment: Adjustment = "none",
    winsorised: float = WINSORISED,
) -> Funnel:
    """Which shares of teams lie farther from that of all than chance would carry them?

    Parameters
    ----------
    successes, n
        People of each team who said so, and who answered. Shape (groups,).
    target
        Share to compare with, between 0 and 1; None for that of all teams together.
    levels
        Share of teams that each pair of limits is to hold.
    adjustment
        ``none``; ``additive``: teams are let differ by a variance of their own; ``multiplicative``:
        all limits move out by one factor. An adjustment has effect only where teams differ more
        than chance.
    winsorised
        Share of the teams at each end that do not count in full for how much teams differ;
        0 counts all.

    Returns
    -------
    funnel
        Reasons: ``no-answers``; ``no-variance`` (all or nobody said so, and no target is given).

    Raises
    ------
    ArgumentError
        ``mirror.successes``, ``mirror.level``, ``mirror.method``, ``mirror.winsorised``;
        ``mirror.target``: not between 0 and 1.

    Notes
    -----
    Without adjustment: exact binomial limits, the least and greatest counts beyond which lies at
    most (1 - level) / 2 of the distribution; so false flags never pass 1 - level. Spiegelhalter
    (2005, Stat. Med. 24, 1185, appendix A) draws a smooth line between such counts and the next.
    With adjustment: normal limits with variance ``p (1 - p) / n``, moved out as
    :func:`dispersion` says, cut off at 0 and 1. 100,000 teams: a third of a second.
    """
    counted, people = trials(successes, n)
    shares, total = _ratio(counted, people), int(people.sum())
    check_method(adjustment, _ADJUSTMENTS)
    _check_target(target)
    centre = target if target is not None else int(counted.sum()) / max(total, 1)
    if not total or not 0.0 < centre < 1.0:
        reason = Reason.NO_VARIANCE if total else Reason.NO_ANSWERS
        return _without(shares, people, levels, reason, "funnel of shares")
    variances = _ratio(centre * (1.0 - centre), people)
    found = _dispersion(shares, variances, centre, winsorised)
    if adjustment == "none":
        limits = exact_limits(counted, people, centre, levels)
        name = "funnel of shares, exact binomial"
    else:
        limits = normal_limits(shares, widened(variances, found, adjustment), centre, levels)
        limits = replace(limits, lower=limits.lower.clip(0.0), upper=limits.upper.clip(max=1.0))
        name = f"funnel of shares, {adjustment}"
    told = Funnel(estimate=centre, values=shares, sizes=people, adjustment=adjustment)
    return _told(told, name, limits, levels, found)


def funnel_means(
    means: ArrayLike,
    n: ArrayLike,
    within_variance: float,
    *,
    target: float | None = None,
    levels: Sequence[float] = LEVELS,
    adjustment: Adjustment = "none",
    winsorised: float = WINSORISED,
) -> Funnel:
    """Which means of teams lie farther from that of all than chance would carry them?

    Parameters
    ----------
    means, n
        Mean of each team, and people behind it. Shape (groups,).
    within_variance
        Of people within a team, as that of ``pooled_spread``; above 0.
    target, levels, adjustment, winsorised
        As for :func:`funnel`; the target may be any number.

    Returns
    -------
    funnel
        Reason: ``no-answers``.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.team-figures``, ``mirror.level``, ``mirror.method``,
        ``mirror.winsorised``.

    Notes
    -----
    ``target +- z sqrt(sigma2 / n)`` (Spiegelhalter 2005, Stat. Med. 24, 1185), moved out as
    :func:`dispersion` says.
    """
    people, given = team_figures(n, means, within_variance)
    check_method(adjustment, _ADJUSTMENTS)
    values, total = np.where(people > 0, given, np.nan), int(people.sum())
    if not total:
        return _without(values, people, levels, Reason.NO_ANSWERS, "funnel of means")
    centre = float(np.nansum(people * values)) / total if target is None else float(target)
    variances = _ratio(within_variance, people)
    found = _dispersion(values, variances, centre, winsorised)
    deviations = widened(variances, found, adjustment)
    limits = normal_limits(values, deviations, centre, levels)
    name = "funnel of means" if adjustment == "none" else f"funnel of means, {adjustment}"
    told = Funnel(estimate=centre, values=values, sizes=people, adjustment=adjustment)
    return _told(told, name, limits, levels, found)


def _dispersion(
    values: Numbers, variances: Numbers, centre: float, winsorised: float
) -> Dispersion | None:
    """Say how much teams differ; None for fewer than two."""
    held = ~np.isnan(values)
    z = (values[held] - centre) / np.sqrt(variances[held])
    return dispersion(z, variances[held], winsorised) if len(z) >= 2 else None


def _told(
    told: Funnel,
    estimator: str,
    limits: Limits,
    levels: Sequence[float],
    found: Dispersion | None,
) -> Funnel:
    below, above = told.values < limits.lower, told.values > limits.upper
    return replace(
        told,
        n=int(told.sizes.sum()),
        groups=int((told.sizes > 0).sum()),
        estimator=estimator,
        levels=tuple(levels),
        lower=limits.lower,
        upper=limits.upper,
        outside=above.astype(np.int64) - below.astype(np.int64),
        p_values=limits.p_values,
        phi=found.phi if found else None,
        between_variance=found.between_variance if found else None,
        beyond_chance=found is not None and found.beyond_chance,
    )


def _without(
    values: Numbers, sizes: Integers, levels: Sequence[float], reason: Reason, estimator: str
) -> Funnel:
    nothing = np.full((len(levels), len(values)), np.nan)
    limits = Limits(nothing, nothing, np.full(len(values), np.nan))
    told = Funnel(estimate=None, values=values, sizes=sizes, reason=reason)
    return _told(told, estimator, limits, levels, None)


def _ratio(part: Integers | float, people: Integers) -> Numbers:
    """Divide by people; NaN where there are none."""
    found: Numbers = part / np.where(people > 0, people, np.nan)
    return found


def _check_target(target: float | None) -> None:
    if target is not None and not 0.0 < target < 1.0:
        raise ArgumentError(
            "mirror.target",
            sentence(
                "{target} is no share to compare with. Give one between 0 and 1, or none for the "
                "share of all.",
                target=target,
            ),
        )
