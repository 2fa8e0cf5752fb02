"""Shares of teams, each drawn in towards the share of all by how little is known of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import betaincinv

from binnenuit.mirror.compute.confidence import checked_level
from binnenuit.mirror.compute.quantiles import normal_quantile, tail
from binnenuit.mirror.compute.teams.beta_binomial import BetaBinomial
from binnenuit.mirror.compute.teams.proportions import score_limits
from binnenuit.mirror.compute.teams.shrinkage import Shrunk
from binnenuit.mirror.compute.teams.trials import trials
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class ShrunkProportions(Shrunk):
    """Shares of teams, drawn in.

    Attributes
    ----------
    prior
        a and b: as if a + b people had answered in each team before anybody did, of whom a said
        so. None when there is a reason, or when ``singular`` (a + b has no end).
    """

    prior: tuple[float, float] | None = None


def shrunk_proportions(
    successes: ArrayLike, n: ArrayLike, *, level: float = 0.95
) -> ShrunkProportions:
    """Which share of each team probably says so, given how few answered and how alike teams are?

    Parameters
    ----------
    successes, n
        People of each team who said so, and who answered; teams of 0 get the share of all.
        Shape (groups,).
    level
        Chance that an interval holds the share of its team.

    Returns
    -------
    shares
        Reasons: ``no-answers``; ``too-few-groups`` (fewer than two with answers); ``no-variance``
        (all or nobody said so); ``one-person-groups`` (nothing tells teams apart from people);
        ``no-convergence`` (every team is of one mind, so that nothing is to be drawn in). Raw
        shares are told all the same.

    Raises
    ------
    ArgumentError
        ``mirror.successes``, ``mirror.level``.

    Notes
    -----
    Shares of teams follow a beta distribution, of which a and b are found by maximum likelihood;
    the share of a team is ``(a + x) / (a + b + n)`` and its interval lies between the quantiles of
    beta(a + x, b + n - x). That a and b are estimated is left out, so with few teams intervals are
    too short. Where teams differ no more than chance (the slope at no difference is not upward:
    Tarone 1979's statistic is not above 0) all get the share of all with Wilson's interval for it.
    100,000 teams of up to 30: under half a second.
    """
    checked_level(level)
    counted, people = trials(successes, n)
    reason = _nothing_to_tell(counted, people)
    if reason:
        return _raw(counted, people, reason)
    likelihood = BetaBinomial.of(counted[people > 0], people[people > 0])
    spread = likelihood.best()
    if spread is None:
        return _raw(counted, people, Reason.NO_CONVERGENCE)
    told = _raw(counted, people, Reason.NONE)
    return _drawn_in(told, (likelihood.share(spread), spread), level)


def _nothing_to_tell(counted: Integers, people: Integers) -> Reason:
    held = int((people > 0).sum())
    if held < 2:
        return Reason.TOO_FEW_GROUPS if held else Reason.NO_ANSWERS
    if counted.sum() in (0, people.sum()):
        return Reason.NO_VARIANCE
    return Reason.ONE_PERSON_GROUPS if people.max() == 1 else Reason.NONE


def _raw(counted: Integers, people: Integers, reason: Reason) -> ShrunkProportions:
    """Tell each team's own share and nothing else."""
    nothing = np.full(len(people), np.nan)
    return ShrunkProportions(
        estimate=None,
        n=int(people.sum()),
        groups=int((people > 0).sum()),
        estimator="beta-binomial empirical Bayes, ML",
        reason=reason,
        numbers=np.arange(len(people)),
        sizes=people,
        by_group=nothing,
        lower_by_group=nothing,
        upper_by_group=nothing,
        raw_by_group=counted / np.where(people > 0, people, np.nan),
        weights=nothing,
    )


def _drawn_in(
    told: ShrunkProportions, best: tuple[float, float], level: float
) -> ShrunkProportions:
    """Draw in each share, given the share of all and how much teams differ."""
    share, spread = best
    alike = spread / (1.0 + spread)
    effective = float((told.sizes / (1.0 + (told.sizes - 1) * alike)).sum())
    weights = told.sizes * spread / (1.0 + told.sizes * spread)
    told = replace(
        told,
        estimate=share,
        interval=score_limits(share, effective, normal_quantile(level)),
        by_group=share + weights * (np.nan_to_num(told.raw_by_group, nan=share) - share),
        weights=weights,
        between_variance=share * (1.0 - share) * alike,
        within_variance=share * (1.0 - share) * (1.0 - alike),
        singular=spread == 0.0,
        prior=(share / spread, (1.0 - share) / spread) if spread else None,
    )
    low, high = _limits(told, tail(level))
    return replace(told, lower_by_group=low, upper_by_group=high)


def _limits(told: ShrunkProportions, beyond: float) -> tuple[Numbers, Numbers]:
    if told.prior is None:
        low, high = told.interval or (np.nan, np.nan)
        return np.full(len(told.sizes), low), np.full(len(told.sizes), high)
    added = sum(told.prior) + told.sizes
    first = added * told.by_group
    second = added * (1.0 - told.by_group)
    lower, upper = (betaincinv(first, second, end) for end in (beyond, 1.0 - beyond))
    return lower.astype(np.float64), upper.astype(np.float64)
