"""Shares of one team and of many, with what is unsure of them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import minimize
from scipy.special import betaln

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.teams.beta_binomial import BetaBinomial
from binnenuit.mirror.compute.teams.proportions import wilson
from binnenuit.mirror.compute.teams.shrunk_proportions import shrunk_proportions
from binnenuit.mirror.model import Reason

HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])
REST_OF_SEASON = np.array(
    [346, 298, 276, 222, 273, 270, 263, 210, 269, 230, 264, 256, 303, 264, 226, 285, 316, 200]
)
"""Efron & Morris (1975), table 1: hits in the first 45 at bats of 18 players in 1970, and their
average (thousandths) over the rest of the season."""


def shares(count: int, first: float, second: float, seed: int) -> tuple[np.ndarray, ...]:
    """Draw counts of teams of 3 to 30 whose shares follow a beta distribution."""
    generator = np.random.default_rng(seed)
    n, truth = generator.integers(3, 31, count), generator.beta(first, second, count)
    return generator.binomial(n, truth), n, truth


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_intervals_that_newcombe_printed(successes, n, low, high) -> None:
    """Newcombe (1998), Stat. Med. 17, 857, table I, method 3."""
    assert wilson(successes, n).interval == pytest.approx((low, high), abs=5.1e-5)


def test_wilson_gives_what_scipy_gives() -> None:
    for n in (1, 2, 7, 50):
        for x in range(n + 1):
            expected = stats.binomtest(x, n).proportion_ci(0.9, method="wilson")
            assert wilson(x, n, level=0.9).interval == pytest.approx(tuple(expected), abs=1e-12)


def test_the_ends_for_a_finite_team_solve_the_score_equation() -> None:
    low, high = wilson(11, 30, population=80).interval
    square = stats.norm.ppf(0.975) ** 2
    for p in (low, high):
        variance = p * (1 - p) / 30 * (80 - 30) / (80 - 1)
        assert (11 / 30 - p) ** 2 == pytest.approx(square * variance, rel=1e-10)


def coverage(population: int, n: int) -> np.ndarray:
    """Add up the hypergeometric outcomes whose interval holds each possible share."""
    intervals = [wilson(x, n, population=population).interval for x in range(n + 1)]
    low, high = np.array(intervals).T
    found = []
    for would in range(population + 1):
        chance = stats.hypergeom.pmf(np.arange(n + 1), population, would, n)
        found.append(chance[(low <= would / population) & (would / population <= high)].sum())
    return np.array(found)


def test_wilson_for_a_finite_team_covers_about_as_often_as_it_says() -> None:
    covered = [coverage(population, n) for population in range(5, 31, 5) for n in range(1, 5)]
    covered += [coverage(30, n) for n in (10, 20, 29)]
    assert np.mean(np.concatenate(covered)) == pytest.approx(0.95, abs=0.02)
    assert min(each.mean() for each in covered) > 0.93
    assert min(each.min() for each in covered) > 0.78


@pytest.mark.slow
def test_wilson_for_a_finite_team_covers_what_its_docstring_says() -> None:
    means, least = [], 1.0
    for population in range(2, 61):
        for n in range(1, population):
            covered = coverage(population, n)
            means.append((covered.mean(), len(covered)))
            least = min(least, covered.min())
    mean = np.array(means)
    assert np.average(mean[:, 0], weights=mean[:, 1]) == pytest.approx(0.957, abs=0.001)
    assert mean[:, 0].min() == pytest.approx(0.933, abs=0.001)
    assert least == pytest.approx(0.794, abs=0.001)


def test_a_finite_team_cannot_say_what_its_answers_rule_out() -> None:
    assert wilson(3, 10, population=12).interval == (3 / 12, 5 / 12)
    assert wilson(2, 2, population=4).interval[0] == 0.5


def test_the_larger_the_team_the_closer_to_an_endless_one() -> None:
    endless = wilson(4, 12).interval
    near = wilson(4, 12, population=10**9).interval
    assert near == pytest.approx(endless, abs=1e-8)


def test_when_everybody_answered_a_share_has_no_interval_and_a_reason_for_that() -> None:
    found = wilson(3, 12, population=12)
    assert (found.estimate, found.interval, found.reason) == (0.25, None, Reason.NONE)
    assert found.no_interval is Reason.ONLY_MEASUREMENT_ERROR


def test_nobody_has_no_share() -> None:
    found = wilson(0, 0)
    assert (found.estimate, found.interval, found.reason) == (None, None, Reason.NO_ANSWERS)


@pytest.mark.parametrize(("successes", "n"), [(5, 4), (-1, 4), (1.5, 4)])
def test_no_more_say_so_than_answer(successes, n) -> None:
    with pytest.raises(ArgumentError, match="nowhere above the second"):
        wilson(successes, n)


def naive(first: float, second: float, x: np.ndarray, n: np.ndarray) -> float:
    return float((betaln(first + x, second + n - x) - betaln(first, second)).sum())


def test_the_likelihood_is_the_beta_binomial_one() -> None:
    x, n, _ = shares(60, 2, 3, 1)
    likelihood = BetaBinomial.of(x, n)
    one, other = 0.4, 0.05
    share, second = likelihood.share(one), likelihood.share(other)
    expected = naive(share / one, (1 - share) / one, x, n)
    expected -= naive(second / other, (1 - second) / other, x, n)
    found = likelihood.log_likelihood(one) - likelihood.log_likelihood(other)
    assert found == pytest.approx(expected, rel=1e-9)


def test_a_and_b_are_the_most_likely_ones() -> None:
    x, n, _ = shares(80, 2, 3, 2)
    found = shrunk_proportions(x, n)
    start = np.log([1.0, 1.0])
    best = minimize(
        lambda logs: -naive(*np.exp(logs), x, n),
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-11},
    )
    assert np.log(found.prior) == pytest.approx(best.x, abs=1e-5)
    assert naive(*found.prior, x, n) >= -best.fun - 1e-9


def test_a_share_is_drawn_in_as_if_a_and_b_had_answered_before() -> None:
    x, n, _ = shares(80, 2, 3, 3)
    found = shrunk_proportions(x, n, level=0.9)
    first, second = found.prior
    assert found.by_group == pytest.approx((first + x) / (first + second + n), rel=1e-12)
    low = stats.beta.ppf(0.05, first + x, second + n - x)
    assert found.lower_by_group == pytest.approx(low, rel=1e-9)
    assert found.raw_by_group == pytest.approx(x / n)
    assert found.between_variance == pytest.approx(stats.beta.var(first, second), rel=1e-9)


def test_batting_averages_drawn_in_foretell_the_rest_of_the_season_three_times_as_well() -> None:
    """Efron & Morris (1975) find 3.5 times with Stein's estimator on an arcsine scale."""
    found = shrunk_proportions(HITS, np.full(18, 45))
    later = REST_OF_SEASON / 1000
    raw, drawn_in = (((m - later) ** 2).sum() for m in (found.raw_by_group, found.by_group))
    assert found.estimate == pytest.approx(0.265, abs=0.0005)
    assert 3.0 < raw / drawn_in < 4.0


def test_teams_that_differ_no_more_than_chance_get_one_share() -> None:
    x, n = np.array([5, 4, 6, 5, 5]), np.full(5, 10)
    found = shrunk_proportions(x, n)
    assert found.singular
    assert found.prior is None
    assert found.by_group.tolist() == pytest.approx([0.5] * 5)
    low, high = wilson(25, 50).interval
    assert found.interval == pytest.approx((low, high), rel=1e-9)
    assert found.lower_by_group == pytest.approx(np.full(5, low), rel=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_teams_differ_beyond_chance_exactly_where_tarone_says_so(seed) -> None:
    generator = np.random.default_rng(seed)
    n = generator.integers(2, 20, 30)
    x = generator.binomial(n, 0.4)
    p = x.sum() / n.sum()
    tarone = ((x - n * p) ** 2).sum() / (p * (1 - p)) - n.sum()
    likelihood = BetaBinomial.of(x, n)
    assert likelihood.slope(0.0) == pytest.approx(tarone / 2, rel=1e-6)
    assert (likelihood.best() == 0.0) == (tarone <= 0)


@pytest.mark.parametrize(
    ("successes", "n", "why"),
    [
        ([], [], Reason.NO_ANSWERS),
        ([0, 0], [0, 0], Reason.NO_ANSWERS),
        ([2, 0], [4, 0], Reason.TOO_FEW_GROUPS),
        ([0, 0], [4, 6], Reason.NO_VARIANCE),
        ([4, 6], [4, 6], Reason.NO_VARIANCE),
        ([1, 0, 1], [1, 1, 1], Reason.ONE_PERSON_GROUPS),
        ([4, 0, 5, 0], [4, 6, 5, 8], Reason.NO_CONVERGENCE),
    ],
)
def test_where_nothing_can_be_drawn_in_raw_shares_are_told_with_the_reason(
    successes, n, why
) -> None:
    found = shrunk_proportions(np.array(successes, dtype=int), np.array(n, dtype=int))
    assert (found.estimate, found.reason) == (None, why)
    assert np.isnan(found.by_group).all()
    assert len(found.raw_by_group) == len(n)


def test_a_team_without_answers_gets_the_share_of_all() -> None:
    found = shrunk_proportions([9, 1, 0, 5], [10, 10, 0, 10])
    assert found.by_group[2] == pytest.approx(found.estimate)
    assert np.isnan(found.raw_by_group[2])
    assert found.upper_by_group[2] - found.lower_by_group[2] > 0.5


def test_intervals_of_drawn_in_shares_hold_the_true_shares() -> None:
    x, n, truth = shares(3000, 2, 3, 7)
    found = shrunk_proportions(x, n)
    held = (found.lower_by_group <= truth) & (truth <= found.upper_by_group)
    assert held.mean() == pytest.approx(0.95, abs=0.015)


def test_the_order_of_teams_changes_nothing_else() -> None:
    x, n, _ = shares(40, 2, 3, 8)
    order = np.random.default_rng(0).permutation(40)
    one, other = shrunk_proportions(x, n), shrunk_proportions(x[order], n[order])
    assert one.by_group[order].tolist() == other.by_group.tolist()
