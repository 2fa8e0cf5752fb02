"""How reliable a scale is, when nothing but tallies is kept.

All of it rests on the sums of products, which are kept of groups of 30 people or more: ``n`` counts
the people behind those, and ``dropped`` the others with a valid score.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.compute.consistency.covariances import (
    covariance_of_pairs,
    obstacle,
    total_variance,
)
from binnenuit.mirror.compute.consistency.omega import omega_from_covariance
from binnenuit.mirror.compute.consistency.reliability import alpha_from_covariance, raw_alpha
from binnenuit.mirror.compute.resampling.bootstrap import cluster_bootstrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.mirror.compute.consistency.omega import Omega
    from binnenuit.mirror.compute.consistency.reliability import Alpha
    from binnenuit.mirror.compute.resampling.bootstrap import Bootstrapped
    from binnenuit.mirror.model import Tally
    from binnenuit.mirror.model.results import Numbers

    OfCovariance: TypeAlias = Callable[[Numbers, int], float | None]


def tallied_covariance(tally: Tally) -> Numbers:
    """How do the items vary together, among those who answered both?

    Returns
    -------
    covariance
        In squared steps of the scale, with divisor n - 1; NaN where fewer than two people answered
        both. Shape (items, items).

    Notes
    -----
    The same as from the answers of the people behind the moments, pairwise: the sums are whole
    numbers, so only the last division rounds.
    """
    held = tally.moments
    pairs, sums, products = (array.sum(axis=0) for array in (held.pairs, held.sums, held.products))
    # Moments are in half steps.
    return covariance_of_pairs(pairs, sums, products) / 4


def tallied_alpha(tally: Tally, *, level: float = 0.95) -> Alpha:
    """How consistent is the scale?

    Parameters
    ----------
    level
        Share of intervals that hold the true value.

    Returns
    -------
    alpha
        As ``cronbach_alpha(items, pairwise=True)`` of the people behind the moments, and of those
        with a valid score only. No estimate where ``alpha_from_covariance`` has none.

    Raises
    ------
    ArgumentError
        ``mirror.level``.
    """
    n = int(tally.moments.people.sum())
    found = alpha_from_covariance(tallied_covariance(tally), n, level=level)
    return replace(
        found, dropped=_without_moments(tally), estimator="Cronbach's alpha, pairwise, from tallies"
    )


def tallied_omega(tally: Tally, *, level: float = 0.95) -> Omega:
    """How much of the scores is one common cause, when items may weigh differently?

    Parameters
    ----------
    level
        Share of intervals that hold the true value.

    Returns
    -------
    omega
        As ``omega(items)`` of the people behind the moments where nobody skipped an item; otherwise
        its covariances are pairwise, and its interval is approximate.

    Raises
    ------
    ArgumentError
        ``mirror.level``.
    """
    n = int(tally.moments.people.sum())
    found = omega_from_covariance(tallied_covariance(tally), n, level=level)
    return replace(
        found,
        dropped=_without_moments(tally),
        estimator="omega, one factor by maximum likelihood, pairwise, from tallies",
    )


def alpha_of(covariance: Numbers, n: int) -> float | None:
    """Give alpha alone, as :func:`tallied_bootstrap` takes it; None where it is not defined."""
    if len(covariance) < 2 or obstacle(covariance, n) or not total_variance(covariance):
        return None
    return raw_alpha(covariance)


def tallied_bootstrap(
    tally: Tally,
    statistic: OfCovariance = alpha_of,
    *,
    rounds: int = 1000,
    seed: int | np.random.Generator = 0,
    level: float = 0.95,
) -> Bootstrapped:
    """How sure is a figure about the items, when other branches like these might have been asked?

    Parameters
    ----------
    statistic
        Makes the figure of the covariances of the items (items, items) and the number of people;
        None where it is not defined. Alpha, unless another one is given.
    rounds, seed, level
        As ``cluster_bootstrap``.

    Returns
    -------
    bootstrapped
        The branches are the groups of the moments, of 30 people or more; ``n`` and ``groups`` count
        those. No estimate with fewer than 10 of them.

    Raises
    ------
    ArgumentError
        ``mirror.level``, ``mirror.rounds``.
    """
    items = len(tally.scale.items)
    held = tally.moments
    products = np.stack([held.pairs, held.sums, held.products], axis=1)
    branches = np.column_stack([held.people, products.reshape(-1, 3 * items * items)])

    def of_totals(totals: Numbers) -> float | None:
        pairs, sums, products = totals[1:].reshape(3, items, items)
        covariance = covariance_of_pairs(pairs.astype(np.int64), sums, products) / 4
        return statistic(covariance, int(totals[0]))

    return cluster_bootstrap(of_totals, branches, rounds=rounds, seed=seed, level=level)


def _without_moments(tally: Tally) -> int:
    return max(int(tally.people.sum()) - int(tally.moments.people.sum()), 0)
