"""How sure a figure is that rests on whole teams, found by drawing teams anew."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np
from scipy.special import ndtr, ndtri

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import table
from binnenuit.mirror.compute.methods import check_method
from binnenuit.mirror.compute.quantiles import tail
from binnenuit.mirror.compute.resampling.cluster_draws import drawn_weights
from binnenuit.mirror.compute.resampling.studentised import linear_error
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Figure: TypeAlias = Callable[[Numbers], float]
    Statistic: TypeAlias = Callable[[Numbers], float | None]

Method: TypeAlias = Literal["bca", "percentile", "t"]

FEWEST: Final = 10
"""Fewer whole teams than these show too little of how teams differ."""

_METHODS: Final = ("bca", "percentile", "t")


@dataclass(frozen=True, eq=False, kw_only=True)
class Bootstrapped(Estimate):
    """A figure with an interval from drawn teams; ``n`` and ``groups`` both count teams.

    Attributes
    ----------
    draws
        The figure in each round, ascending; rounds in which it is not defined are left out.
        Shape (rounds - undefined,).
    undefined
        Rounds in which the figure is not defined.
    standard_error
        Standard deviation of ``draws``.
    no_interval
        Why there is no interval; empty when there is one.
    """

    draws: Numbers = field(default_factory=lambda: np.empty(0))
    undefined: int = 0
    standard_error: float | None = None
    no_interval: Reason = Reason.NONE


def cluster_bootstrap(
    statistic: Statistic,
    sums: ArrayLike,
    *,
    rounds: int = 1000,
    seed: int | np.random.Generator = 0,
    level: float = 0.95,
    method: Method = "bca",
) -> Bootstrapped:
    """How sure is this figure, when other teams like these might have been asked?

    Parameters
    ----------
    statistic
        Makes the figure of the column totals of ``sums``, shape (columns,); None or NaN where it is
        not defined. It must be a function of totals, such as a ratio of two of them.
    sums
        What each whole team adds: numbers, sums, sums of squares. A row with a missing number is
        left out. Shape (clusters, columns).
    rounds
        How many times as many teams are drawn, with replacement; 1000 or more for an interval.
    seed
        Source of chance; the same number gives the same interval.
    level
        Share of such intervals that would hold the figure of all teams there might be.
    method
        ``bca`` allows for bias and skewness, and stays where the figure can be; ``percentile`` are
        the plain quantiles of the rounds; ``t`` counts each round in its own standard error, which
        holds more often with few teams, and may pass where the figure can be.

    Returns
    -------
    bootstrapped
        Reasons: ``no-answers``; ``too-few-groups`` (fewer than 10 clusters);
        ``not-identified`` (not defined for these teams). Without an interval and with
        ``no_interval`` when it is the same in all rounds, or all rounds lie on one side of it.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.level``; ``mirror.rounds``: fewer than 1; ``mirror.method``.

    Notes
    -----
    Each round weighs the teams by a multinomial draw and recomputes ``statistic(weights @ sums)``;
    people are never drawn apart, since those of one team resemble one another. BCa: Efron (1987),
    J. Am. Stat. Assoc. 82, 171, with the acceleration from the jackknife over teams. t: Efron &
    Tibshirani (1993), An Introduction to the Bootstrap, section 12.5, with standard errors from the
    delta method on totals. That 10 teams are few is a convention, and 10 do not make an interval
    exact: where means of teams are lognormal with 0.7, an interval of 95 % held 85 % of the time
    with 12 teams and 90 % with 40 (``bca`` and ``percentile`` alike), ``t`` 92 and 93 %.
    1000 rounds of 100,000 teams take 2.3 s of CPU with 2 columns and 2.5 s with 20, in 150 MB;
    ``t`` takes 10 and 30 s. Evaluations of ``statistic``: one a round, one more a team for ``bca``,
    two more a column in each round for ``t``.
    """
    beyond = tail(level)
    _check_rounds(rounds)
    check_method(method, _METHODS)
    given = table(sums, "sums")
    held = given[~np.isnan(given).any(axis=1)]
    told = Bootstrapped(
        estimate=None,
        n=len(held),
        groups=len(held),
        dropped=len(given) - len(held),
        estimator=f"cluster bootstrap, {method}",
    )
    if len(held) < FEWEST:
        return replace(told, reason=Reason.TOO_FEW_GROUPS if len(held) else Reason.NO_ANSWERS)
    figure = _defined(statistic)
    estimate = figure(held.sum(axis=0))
    if np.isnan(estimate):
        return replace(told, reason=Reason.NOT_IDENTIFIED)
    draws, errors = _rounds(figure, held, rounds, np.random.default_rng(seed), method)
    told = replace(told, estimate=estimate, draws=np.sort(draws), undefined=rounds - len(draws))
    if len(draws) < 2 or np.ptp(draws) == 0:
        return replace(told, no_interval=Reason.NO_VARIANCE)
    told = replace(told, standard_error=float(draws.std(ddof=1)))
    ends = (beyond, 1.0 - beyond)
    if method == "t":
        error = linear_error(figure, held, np.ones(len(held)))
        draws = estimate - error * (draws - estimate) / errors
    if method == "bca":
        ends = _corrected(estimate, told.draws, _acceleration(figure, held), ends)
    return _with_interval(told, draws, ends)


def _with_interval(told: Bootstrapped, found: Numbers, ends: tuple[float, float]) -> Bootstrapped:
    """Read the interval off the rounds; none where its ends or too many rounds are not known."""
    known = found[np.isfinite(found)]
    if np.isnan(ends).any() or len(known) < len(found) / 2:
        return replace(told, no_interval=Reason.NO_CONVERGENCE)
    low, high = np.quantile(known, ends)
    return replace(told, interval=(float(low), float(high)))


def _rounds(
    figure: Figure, sums: Numbers, rounds: int, generator: np.random.Generator, method: Method
) -> tuple[Numbers, Numbers]:
    """Compute the figure of each round in which it is defined, and for t its standard error."""
    draws: list[float] = []
    errors: list[float] = []
    for weights in drawn_weights(len(sums), rounds, generator):
        draws += [figure(totals) for totals in weights @ sums]
        if method == "t":
            errors += [linear_error(figure, sums, weight) for weight in weights]
    found, unsure = np.array(draws), np.array(errors or np.ones(rounds))
    held = ~np.isnan(found)
    return found[held], np.where(unsure > 0, unsure, np.nan)[held]


def _corrected(
    estimate: float, draws: Numbers, acceleration: float, ends: tuple[float, float]
) -> tuple[float, float]:
    """Move the ends for bias and skewness; NaN when all rounds lie on one side."""
    below = np.searchsorted(draws, estimate, "left") + np.searchsorted(draws, estimate, "right")
    share = float(below) / (2.0 * len(draws))
    if not 0.0 < share < 1.0:
        return np.nan, np.nan
    bias = ndtri(share)
    shifted = bias + ndtri(np.array(ends))
    with np.errstate(divide="ignore"):
        low, high = ndtr(bias + shifted / (1.0 - acceleration * shifted))
    return float(low), float(high)


def _acceleration(figure: Figure, sums: Numbers) -> float:
    """Skewness of what each team does to the figure, divided by 6 roots of the number of teams."""
    total = sums.sum(axis=0)
    left = np.array([figure(total - each) for each in sums])
    away = np.nanmean(left) - left[~np.isnan(left)]
    spread = float((away**2).sum())
    return float((away**3).sum()) / (6.0 * spread**1.5) if spread > 0 else 0.0


def _defined(statistic: Statistic) -> Figure:
    """Let a figure that is not defined be NaN, however it is told."""

    def figure(totals: Numbers) -> float:
        found = statistic(totals)
        return np.nan if found is None or not np.isfinite(found) else float(found)

    return figure


def _check_rounds(rounds: int) -> None:
    if rounds < 1:
        raise ArgumentError(
            "mirror.rounds",
            sentence("{rounds} rounds were asked for. Give 1000 or more.", rounds=rounds),
        )
