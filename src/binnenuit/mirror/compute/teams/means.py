"""How sure the mean of one team is, when not everybody answered."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import stdtrit

from binnenuit.mirror.compute.arguments import column
from binnenuit.mirror.compute.groups import grouping
from binnenuit.mirror.compute.quantiles import tail
from binnenuit.mirror.compute.teams.trials import population_of
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

FEW: Final = 10
"""Below so many answers a team's own spread is too unsure, and that of all teams is used."""


@dataclass(frozen=True, eq=False, kw_only=True)
class PooledSpread(Estimate):
    """How much people within a team differ, over all teams; the estimate is a standard deviation.

    Attributes
    ----------
    degrees
        Degrees of freedom: people less teams.
    """

    degrees: int = 0


@dataclass(frozen=True, eq=False, kw_only=True)
class TeamMean(Estimate):
    """The mean of a team.

    Attributes
    ----------
    spread
        The standard deviation that was used; None where none is known.
    degrees
        Its degrees of freedom.
    pooled
        It is that of all teams, because this one has few answers.
    standard_error
        0 when everybody answered; None where no spread is known.
    population
        People now on the team; None when the mean is about how the team works, not about who is
        on it now.
    no_interval
        Why there is no interval; empty when there is one. ``only-measurement-error``: everybody
        answered, so nothing was left to chance of drawing.
    """

    spread: float | None = None
    degrees: int = 0
    pooled: bool = False
    standard_error: float | None = None
    population: int | None = None
    no_interval: Reason = Reason.NONE


def pooled_spread(values: ArrayLike, groups: ArrayLike) -> PooledSpread:
    """How much do people within one team differ, if all teams are alike in this?

    Parameters
    ----------
    values
        NaN for missing. Shape (people,).
    groups
        Number of each person's team; a negative one is no team. Shape (people,).

    Returns
    -------
    spread
        Without an estimate when no team has two answers.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``.

    Notes
    -----
    ``sqrt(sum (x - mean of the team)^2 / (people - teams))``, the root of the mean square within.
    One pass over people.
    """
    given = column(values)
    held = ~np.isnan(given) & (grouping(groups, len(given)).of >= 0)
    answers = given[held]
    teams = grouping(np.asarray(groups)[held], len(answers))
    degrees = len(answers) - len(teams)
    reason = Reason.NONE if degrees else Reason.ONE_PERSON_GROUPS
    spread = None
    if degrees:
        means = teams.sums(answers) / teams.sizes()
        spread = sqrt(float(((answers - means[teams.of]) ** 2).sum()) / degrees)
    return PooledSpread(
        estimate=spread,
        n=len(answers),
        groups=len(teams),
        dropped=len(given) - len(answers),
        estimator="pooled standard deviation within teams",
        reason=reason if len(answers) else Reason.NO_ANSWERS,
        degrees=degrees,
    )


def team_mean(
    values: ArrayLike,
    *,
    population: int | None = None,
    pooled: PooledSpread | None = None,
    level: float = 0.95,
) -> TeamMean:
    """How high is the mean of this team, and how sure is that?

    Parameters
    ----------
    values
        Answers or scores of the team; NaN for missing. Shape (people,).
    population
        People now on the team, who could have answered; None when the mean is about how the team
        works, of which these people are a sample however many answered.
    pooled
        Spread within all teams, used when fewer than 10 answered; None to use the team's own.
    level
        Chance that the interval holds the mean.

    Returns
    -------
    mean
        Without an interval, and with the reason in ``no_interval``: when everybody answered; when
        one person did and no pooled spread is given; when all gave the same answer, and their own
        spread of 0 would pretend to know.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.level``, ``mirror.population``.

    Notes
    -----
    ``mean +- t s / sqrt(n) * sqrt(1 - n / N)`` with the degrees of freedom of s: n - 1, or people
    less teams for a pooled s (Cochran 1977, Sampling Techniques, third edition, chapter 2). That
    fewer than 10 is few is a convention.
    """
    given = column(values)
    answers = given[~np.isnan(given)]
    n = len(answers)
    mean = float(answers.mean()) if n else 0.0
    spread = float(answers.std(ddof=1)) if n > 1 and np.ptp(answers) > 0 else 0.0
    return team_mean_from_moments(
        n,
        mean,
        spread,
        population=population,
        pooled=pooled,
        level=level,
        dropped=len(given) - n,
    )


def team_mean_from_moments(
    n: int,
    mean: float,
    spread: float,
    *,
    population: int | None = None,
    pooled: PooledSpread | None = None,
    level: float = 0.95,
    dropped: int = 0,
) -> TeamMean:
    """How sure is the mean of this team, from n, mean and spread alone?

    Parameters
    ----------
    n
        People who answered.
    mean, spread
        Of their answers; the spread with n - 1. Not looked at when n is 0, the spread when n is 1.
    population, pooled, level
        As for :func:`team_mean`.
    dropped
        People without an answer, to be told.

    Returns
    -------
    mean
        As :func:`team_mean`.

    Raises
    ------
    ArgumentError
        ``mirror.level``, ``mirror.population``.
    """
    everybody = population_of(n, population)
    beyond = tail(level)
    used, degrees, is_pooled = _spread(n, spread, pooled)
    no_interval = _no_interval(n, used, everybody)
    left_out = 1.0 if everybody is None or not n else sqrt(1.0 - n / everybody)
    error = None if used is None or not n else used / sqrt(n) * left_out
    interval = None
    if error is not None and not no_interval:
        half = -float(stdtrit(degrees, beyond)) * error
        interval = (mean - half, mean + half)
    return TeamMean(
        estimate=mean if n else None,
        interval=interval,
        n=n,
        dropped=dropped,
        estimator="mean, t interval",
        reason=Reason.NONE if n else Reason.NO_ANSWERS,
        spread=used,
        degrees=degrees,
        pooled=is_pooled,
        standard_error=error,
        population=everybody,
        no_interval=no_interval,
    )


def _spread(n: int, own: float, pooled: PooledSpread | None) -> tuple[float | None, int, bool]:
    """Choose the spread; its degrees of freedom, and whether it is pooled."""
    if n < FEW and pooled is not None and pooled.estimate is not None:
        return pooled.estimate, pooled.degrees, True
    return (own, n - 1, False) if n > 1 else (None, 0, False)


def _no_interval(n: int, spread: float | None, population: int | None) -> Reason:
    if not n:
        return Reason.NO_ANSWERS
    if n == population:
        return Reason.ONLY_MEASUREMENT_ERROR
    if spread is None:
        return Reason.TOO_FEW_PEOPLE
    return Reason.NONE if spread > 0 else Reason.NO_VARIANCE
