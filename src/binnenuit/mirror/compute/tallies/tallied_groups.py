"""How groups differ and how far their people agree, when nothing but tallies is kept.

How far people within groups differ needs the sum of all squared scores. These are kept with the
moments, of groups of 30 people or more that need not be the same groups; so what is told here
rests on groups whose people together are the people of the moments. By default those are all
groups; where the moments cover fewer people, say which groups they cover.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import sqrt
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.special import stdtrit

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.agreement.rwg import rwg_j_from_counts
from binnenuit.mirror.compute.between.icc import icc_from_sums
from binnenuit.mirror.compute.between.variance_table import table_of_sums
from binnenuit.mirror.compute.quantiles import tail
from binnenuit.mirror.compute.teams.means import PooledSpread
from binnenuit.mirror.model import Agreement, Estimate, Reason
from binnenuit.mirror.model.tally import FEWEST_FOR_MOMENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.between.icc import Icc
    from binnenuit.mirror.model import Tally
    from binnenuit.mirror.model.results import Numbers
    from binnenuit.mirror.model.tally import Integers

    Flags: TypeAlias = NDArray[np.bool_]
    FromCounts: TypeAlias = Callable[[Integers], Agreement]

_SPREAD: Final = "pooled standard deviation within groups, from tallies"


@dataclass(frozen=True, eq=False, kw_only=True)
class GroupMeans(Estimate):
    """The mean score of each group; the estimate is that of all people together.

    Attributes
    ----------
    people
        With a valid score. Shape (groups,).
    means
        NaN for a group without people. Shape (groups,).
    low, high
        Interval from the spread that groups have in common. NaN without people, without a known
        spread, and when everybody answered: then nothing was left to chance. Shape (groups,).
    spread
        Standard deviation within groups.
    """

    people: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    means: Numbers = field(default_factory=lambda: np.empty(0))
    low: Numbers = field(default_factory=lambda: np.empty(0))
    high: Numbers = field(default_factory=lambda: np.empty(0))
    spread: PooledSpread | None = None


def tallied_icc(tally: Tally, *, covered: ArrayLike | None = None, level: float = 0.95) -> Icc:
    """How much of the scores lies between groups, by the analysis of variance?

    Parameters
    ----------
    covered
        Groups whose people are those of the moments; None for all. Shape (groups,).
    level
        Of the intervals.

    Returns
    -------
    icc
        As ``icc_anova(scores, groups)``. ``partly-kept``: the moments are of other people than
        these groups. Sum tallies of one round only: a group counts once, over all its rounds.

    Raises
    ------
    ArgumentError
        ``mirror.covered``: not a yes or no for each group; ``mirror.level``.
    """
    chosen = _covered(tally, covered)
    people, sums, squares = _about_middle(tally, chosen)
    found = icc_from_sums(people, sums, squares, level=level)
    dropped = int(tally.people.sum()) - int(people.sum())
    if _partly_kept(tally, chosen):
        return type(found)(
            estimate=None,
            n=int(people.sum()),
            dropped=dropped,
            estimator=found.estimator,
            reason=Reason.PARTLY_KEPT,
            icc2_reason=Reason.PARTLY_KEPT,
        )
    return replace(found, dropped=dropped)


def tallied_within_sd(tally: Tally, *, covered: ArrayLike | None = None) -> PooledSpread:
    """How much do scores of people within one group differ, if all groups are alike in this?

    Parameters
    ----------
    covered
        As :func:`tallied_icc`.

    Returns
    -------
    spread
        As ``pooled_spread(scores, groups)``.

    Raises
    ------
    ArgumentError
        ``mirror.covered``.

    Notes
    -----
    ``sqrt((sum of squares - sum of (sum of group)^2 / n) / (people - groups))``.
    """
    chosen = _covered(tally, covered)
    found = table_of_sums(*_about_middle(tally, chosen))
    degrees = found.n - len(found.people)
    reason = _no_spread(tally, chosen, degrees)
    return PooledSpread(
        estimate=None if reason else sqrt(found.ms_within),
        n=found.n,
        groups=len(found.people),
        dropped=int(tally.people.sum()) - found.n,
        estimator=_SPREAD,
        reason=reason,
        degrees=degrees,
    )


def tallied_means(
    tally: Tally,
    *,
    populations: ArrayLike | None = None,
    covered: ArrayLike | None = None,
    level: float = 0.95,
) -> GroupMeans:
    """How high is the mean score of each group, and how sure is that?

    Parameters
    ----------
    populations
        People now in each group, who could have answered; None when the means are about how groups
        work, whoever is in them now. Shape (groups,).
    covered
        Groups from which the spread is taken, as :func:`tallied_icc`.
    level
        Chance that an interval holds its mean.

    Raises
    ------
    ArgumentError
        ``mirror.populations``: fewer people in a group than answered; ``mirror.covered``,
        ``mirror.level``.

    Notes
    -----
    ``mean +- t s / sqrt(n) * sqrt(1 - n / N)`` with the pooled spread s and its degrees of freedom,
    for small groups and large ones, because a group's own spread is not kept.
    """
    beyond = tail(level)
    people, n = tally.people, int(tally.people.sum())
    spread = tallied_within_sd(tally, covered=covered)
    left_out = _left_out(people, populations)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = tally.sums / tally.unit / people
        errors = (np.nan if spread.estimate is None else spread.estimate) / np.sqrt(people)
        half = np.where(left_out > 0, errors * np.sqrt(left_out), np.nan)
    half *= -float(stdtrit(max(spread.degrees, 1), beyond))
    half[people == 0] = np.nan
    return GroupMeans(
        estimate=float(tally.sums.sum()) / tally.unit / n if n else None,
        n=n,
        groups=int((people > 0).sum()),
        estimator="mean of scores, intervals of groups from the pooled spread",
        reason=Reason.NONE if n else Reason.NO_ANSWERS,
        people=people,
        means=means,
        low=means - half,
        high=means + half,
        spread=spread,
    )


def tallied_agreement(tally: Tally, measure: FromCounts = rwg_j_from_counts) -> Agreement:
    """How much do people of one group agree, in groups of 30 people or more?

    Parameters
    ----------
    measure
        ``rwg_j_from_counts``, ``rwg_j_lindell_from_counts``, ``ad_m_from_counts`` or
        ``ad_md_from_counts``.

    Returns
    -------
    agreement
        ``by_group`` in the order of ``tally.groups``, NaN for smaller groups; their people are in
        ``dropped``. As from the answers themselves where nobody skipped an item; otherwise each
        item rests on its own answers.
    """
    large = tally.people >= FEWEST_FOR_MOMENTS
    found = measure(np.where(large[:, np.newaxis, np.newaxis], tally.counts, 0))
    n = int(tally.people[~np.isnan(found.by_group)].sum())
    total = int(tally.people.sum())
    few = total > 0 and not large.any()
    return replace(
        found,
        n=n,
        dropped=total - n,
        estimator=f"{found.estimator}, groups of {FEWEST_FOR_MOMENTS} people or more",
        reason=Reason.TOO_FEW_PEOPLE if few else found.reason,
    )


def _covered(tally: Tally, covered: ArrayLike | None) -> Flags:
    if covered is None:
        return np.ones(len(tally.groups), dtype=np.bool_)
    given = np.asarray(covered)
    if given.shape == tally.people.shape and given.dtype == np.bool_:
        return given
    raise ArgumentError(
        "mirror.covered",
        sentence(
            "It is not said for each of {groups} groups whether it is covered. Give a yes or no "
            "for each.",
            groups=len(tally.groups),
        ),
    )


def _partly_kept(tally: Tally, chosen: Flags) -> bool:
    return int(tally.people[chosen].sum()) != int(tally.moments.people.sum())


def _no_spread(tally: Tally, chosen: Flags, degrees: int) -> Reason:
    if not tally.people[chosen].any():
        return Reason.NO_ANSWERS
    if _partly_kept(tally, chosen):
        return Reason.PARTLY_KEPT
    return Reason.NONE if degrees else Reason.ONE_PERSON_GROUPS


def _about_middle(tally: Tally, chosen: Flags) -> tuple[Integers, Numbers, float]:
    """Give people, sums and the sum of all squares about the middle of the scale, in steps."""
    both_ends, half_steps = 2 * tally.scale.lowest + tally.scale.options - 1, 2 * tally.unit
    people = tally.people[chosen]
    sums = (2 * tally.sums[chosen] - tally.unit * both_ends * people) / half_steps
    return people, sums, int(tally.moments.squares.sum()) / half_steps**2


def _left_out(people: Integers, populations: ArrayLike | None) -> Numbers:
    """Which share of each group did not answer? 1 when the groups are without end."""
    if populations is None:
        return np.ones(people.shape)
    given = np.asarray(populations)
    if given.shape == people.shape and (given >= people).all():
        left_out: Numbers = 1 - people / np.maximum(given, 1)
        return left_out
    raise ArgumentError(
        "mirror.populations",
        sentence(
            "The populations are not a number for each of {groups} groups, or more people answered "
            "than a group counts. Give the number of people who could have answered, or none.",
            groups=len(people),
        ),
    )
