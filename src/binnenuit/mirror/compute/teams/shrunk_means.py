"""Means of teams, each drawn in towards the mean of all by how little is known of it."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.compute.arguments import column
from binnenuit.mirror.compute.between.intercept import random_intercept
from binnenuit.mirror.compute.groups import grouping
from binnenuit.mirror.compute.quantiles import normal_quantile
from binnenuit.mirror.compute.teams.shrinkage import Shrunk
from binnenuit.mirror.compute.teams.team_figures import team_figures
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]


def shrunk_means(values: ArrayLike, groups: ArrayLike, *, level: float = 0.95) -> Shrunk:
    """Where does each team probably stand, given how few answered and how alike teams are?

    Parameters
    ----------
    values
        NaN for missing. Shape (people,).
    groups
        Number of each person's team; a negative one is no team. Shape (people,).
    level
        Share of teams whose own mean the intervals hold.

    Returns
    -------
    means
        Of the teams with an answer. With a reason (those of :func:`random_intercept`) the raw
        means and sizes are told, and nothing else.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``, ``mirror.level``.

    Notes
    -----
    ``m + l (mean of the team - m)`` with ``l = n tau2 / (n tau2 + sigma2)``, the variances and m by
    REML (Efron & Morris 1975; Raudenbush & Bryk 2002, Hierarchical Linear Models, second edition).
    The interval is normal, with variance ``tau2 (1 - l) + (1 - l)^2 var(m)``: the conditional
    variance, and what is unsure of m. That tau2 is estimated too is left out, so with few teams the
    intervals are too short. Cost as :func:`random_intercept`.
    """
    z = normal_quantile(level)
    given = column(values)
    held = ~np.isnan(given) & (grouping(groups, len(given)).of >= 0)
    answers, of = given[held], grouping(np.asarray(groups)[held], int(held.sum()))
    found = random_intercept(given, None, groups)
    told = _raw(of.numbers, of.sizes(), of.sums(answers), found.estimator)
    told = replace(told, dropped=len(given) - told.n, reason=found.reason)
    if found.between_variance is None or found.within_variance is None:
        return told
    mean = (float(found.fixed[0]), float(found.covariance[0, 0]))
    return _drawn_in(told, mean, (found.between_variance, found.within_variance), z)


def shrunk_means_from_sums(
    n: ArrayLike, sums: ArrayLike, within_variance: float, *, level: float = 0.95
) -> Shrunk:
    """Where does each team probably stand, from numbers and sums per team alone?

    Parameters
    ----------
    n
        People of each team with a score; teams of 0 get NaN. Shape (groups,).
    sums
        Of their scores. Shape (groups,).
    within_variance
        Of people within a team, known from elsewhere, such as the teams of 30 or more; above 0.
    level
        Share of teams whose own mean the intervals hold.

    Returns
    -------
    means
        Reasons: ``no-answers``, ``too-few-groups`` (fewer than two with answers).

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.team-figures``, ``mirror.level``.

    Notes
    -----
    As :func:`shrunk_means`, with ``tau2 = (SSB - (G - 1) sigma2) / (N - sum n^2 / N)``, cut off at
    0: the expected sum of squares between G teams, solved for tau2 (Searle 1971). It weighs teams
    by n, which wastes something where teams differ much; REML would need sums of squares that
    tallies of small teams do not keep.
    """
    z = normal_quantile(level)
    people, scores = team_figures(n, sums, within_variance)
    told = _raw(np.arange(len(people)), people, np.nan_to_num(scores), "shrunk means, ANOVA")
    held = people > 0
    if told.groups < 2:
        return replace(told, reason=Reason.TOO_FEW_GROUPS if told.n else Reason.NO_ANSWERS)
    between = _between(people[held], told.raw_by_group[held], within_variance)
    precision = people[held] / (within_variance + people[held] * between)
    total = float(precision.sum())
    mean = (float(precision @ told.raw_by_group[held]) / total, 1.0 / total)
    return _drawn_in(told, mean, (between, float(within_variance)), z)


def _raw(numbers: Integers, sizes: Integers, sums: Numbers, estimator: str) -> Shrunk:
    """Tell each team's own mean and nothing else."""
    nothing = np.full(len(sizes), np.nan)
    return Shrunk(
        estimate=None,
        n=int(sizes.sum()),
        groups=int((sizes > 0).sum()),
        estimator=estimator,
        numbers=numbers,
        sizes=sizes,
        by_group=nothing,
        lower_by_group=nothing,
        upper_by_group=nothing,
        raw_by_group=sums / np.where(sizes > 0, sizes, np.nan),
        weights=nothing,
    )


def _drawn_in(
    told: Shrunk, mean: tuple[float, float], variances: tuple[float, float], z: float
) -> Shrunk:
    """Draw in each mean, given the mean of all with its variance, and both variances."""
    (centre, unsure), (between, within) = mean, variances
    weights = told.sizes * between / (told.sizes * between + within)
    rest = 1.0 - weights
    by_group = centre + weights * (told.raw_by_group - centre)
    half, ends = z * np.sqrt(between * rest + rest**2 * unsure), z * sqrt(unsure)
    return replace(
        told,
        estimate=centre,
        interval=(centre - ends, centre + ends),
        by_group=by_group,
        lower_by_group=by_group - half,
        upper_by_group=by_group + half,
        weights=weights,
        between_variance=between,
        within_variance=within,
        singular=between == 0.0,
    )


def _between(people: Integers, means: Numbers, within: float) -> float:
    total = people.sum()
    squares = float(people @ (means - (people @ means) / total) ** 2)
    weight = float(total - (people @ people) / total)
    return max((squares - (len(people) - 1) * within) / weight, 0.0)
