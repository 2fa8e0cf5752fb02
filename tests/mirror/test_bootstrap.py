"""Intervals from teams drawn anew."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.resampling.bootstrap import cluster_bootstrap
from binnenuit.mirror.compute.resampling.studentised import linear_error
from binnenuit.mirror.model import Reason


def mean(totals: np.ndarray) -> float:
    return float(totals[0] / totals[1])


def teams(count: int, seed: int) -> np.ndarray:
    """Draw sums and numbers of people of teams whose means differ."""
    generator = np.random.default_rng(seed)
    n = generator.integers(3, 20, count)
    return np.column_stack([n * generator.normal(3.5, 0.5, count), n]).astype(float)


def test_the_standard_error_of_a_plain_mean_is_the_one_of_the_textbook() -> None:
    values = np.random.default_rng(1).normal(0, 1, 60)
    found = cluster_bootstrap(mean, np.column_stack([values, np.ones(60)]), rounds=4000)
    assert found.estimate == pytest.approx(values.mean())
    assert found.standard_error == pytest.approx(values.std() / np.sqrt(60), rel=0.04)


def test_whole_teams_are_drawn_and_not_people() -> None:
    # All people of a team answer alike, so forty teams tell as much as forty people.
    values = np.random.default_rng(2).normal(0, 1, 40)
    alone = cluster_bootstrap(mean, np.column_stack([values, np.ones(40)]))
    ten_each = cluster_bootstrap(mean, np.column_stack([10 * values, np.full(40, 10.0)]))
    assert ten_each.standard_error == pytest.approx(alone.standard_error, rel=1e-12)


def test_bca_gives_what_scipy_gives() -> None:
    values = np.random.default_rng(3).lognormal(0, 1, 40)
    sums = np.column_stack([values, np.ones(40)])
    ours = cluster_bootstrap(mean, sums, rounds=8000, seed=1)
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=8000, method="BCa", rng=np.random.default_rng(2)
    ).confidence_interval
    assert ours.interval == pytest.approx((theirs.low, theirs.high), rel=0.02)
    plain = cluster_bootstrap(mean, sums, rounds=8000, seed=1, method="percentile")
    assert ours.interval[1] > plain.interval[1] * 1.03


def test_the_same_seed_gives_the_same_interval_and_another_one_another() -> None:
    sums = teams(30, 4)
    one, same, other = (cluster_bootstrap(mean, sums, seed=seed) for seed in (7, 7, 8))
    assert one.draws.tolist() == same.draws.tolist()
    assert one.interval == same.interval != other.interval
    generator = cluster_bootstrap(mean, sums, seed=np.random.default_rng(7))
    assert generator.interval == one.interval


def test_the_percentile_interval_lies_between_quantiles_of_the_rounds() -> None:
    found = cluster_bootstrap(mean, teams(30, 5), method="percentile", level=0.9)
    assert found.interval == tuple(np.quantile(found.draws, [0.05, 0.95]))
    assert (found.n, found.groups, len(found.draws)) == (30, 30, 1000)


def test_rounds_summed_together_or_apart_are_the_same(monkeypatch) -> None:
    sums = teams(30, 6)
    together = cluster_bootstrap(mean, sums, rounds=50)
    monkeypatch.setattr("binnenuit.mirror.compute.resampling.cluster_draws._TOGETHER", 1)
    apart = cluster_bootstrap(mean, sums, rounds=50)
    assert apart.draws == pytest.approx(together.draws, rel=1e-12)


def test_fewer_than_ten_teams_tell_nothing() -> None:
    assert cluster_bootstrap(mean, teams(9, 7)).reason is Reason.TOO_FEW_GROUPS
    assert cluster_bootstrap(mean, teams(9, 7)).estimate is None
    assert cluster_bootstrap(mean, teams(10, 7)).interval is not None
    assert cluster_bootstrap(mean, np.empty((0, 2))).reason is Reason.NO_ANSWERS


def test_a_team_with_something_missing_is_left_out() -> None:
    sums = teams(12, 8)
    holed = np.vstack([sums, [np.nan, 3.0]])
    found = cluster_bootstrap(mean, holed)
    assert (found.n, found.dropped) == (12, 1)
    assert found.interval == cluster_bootstrap(mean, sums).interval


def test_a_figure_that_is_not_defined_says_so() -> None:
    assert cluster_bootstrap(lambda _: None, teams(12, 9)).reason is Reason.NOT_IDENTIFIED
    assert cluster_bootstrap(lambda _: float("nan"), teams(12, 9)).estimate is None


def test_rounds_in_which_the_figure_is_not_defined_are_counted() -> None:
    sums = np.column_stack([np.arange(20.0), np.append(np.ones(2), np.zeros(18))])
    found = cluster_bootstrap(lambda t: t[0] / t[1] if t[1] else None, sums, method="percentile")
    # no round holds one of the two teams with chance (18 / 20) ** 20
    assert found.undefined / 1000 == pytest.approx(0.9**20, abs=0.04)
    assert len(found.draws) == 1000 - found.undefined


def test_a_figure_that_never_changes_has_no_interval() -> None:
    found = cluster_bootstrap(mean, np.ones((12, 2)))
    assert (found.estimate, found.interval) == (1.0, None)
    assert found.no_interval is Reason.NO_VARIANCE


def test_a_figure_outside_all_rounds_has_no_corrected_interval() -> None:
    sums = np.column_stack([np.arange(12.0), np.ones(12)])
    first = iter([100.0])
    found = cluster_bootstrap(lambda t: next(first, t[0]), sums)
    assert (found.interval, found.no_interval) == (None, Reason.NO_CONVERGENCE)


def test_the_error_of_totals_is_the_textbook_one_of_a_ratio() -> None:
    sums = teams(25, 10)
    ratio = sums[:, 0].sum() / sums[:, 1].sum()
    away = sums[:, 0] - ratio * sums[:, 1]
    expected = np.sqrt(25 / 24 * (away**2).sum()) / sums[:, 1].sum()
    assert linear_error(mean, sums, np.ones(25)) == pytest.approx(expected, rel=1e-7)


def test_the_t_interval_of_a_mean_is_the_textbook_one() -> None:
    """Efron & Tibshirani (1993), equation 12.22: mean -+ quantiles of (mean* - mean) / se*."""
    values = np.random.default_rng(11).lognormal(0, 1, 25)
    generator = np.random.default_rng(12)
    drawn = values[generator.integers(25, size=(20_000, 25))]
    t = (drawn.mean(axis=1) - values.mean()) / (drawn.std(axis=1, ddof=1) / 5)
    low, high = np.quantile(t, [0.025, 0.975])
    error = values.std(ddof=1) / 5
    found = cluster_bootstrap(
        mean, np.column_stack([values, np.ones(25)]), rounds=8000, method="t"
    ).interval
    expected = (values.mean() - high * error, values.mean() - low * error)
    assert found == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize("method", ["bca", "percentile", "t"])
def test_intervals_hold_the_truth_about_as_often_as_they_say(method) -> None:
    held = 0
    for seed in range(100):
        low, high = cluster_bootstrap(
            mean, teams(40, 100 + seed), rounds=150, seed=seed, level=0.9, method=method
        ).interval
        held += low <= 3.5 <= high
    assert held / 100 == pytest.approx(0.89, abs=0.07)


@pytest.mark.slow
def test_skewed_teams_are_held_as_often_as_the_docstring_says() -> None:
    expected = {(12, "bca"): 0.854, (40, "bca"): 0.904, (12, "t"): 0.915, (40, "t"): 0.928}
    for (count, method), covered in expected.items():
        held = 0
        for seed in range(300):
            generator = np.random.default_rng(seed)
            n = generator.integers(3, 31, count)
            sums = np.column_stack([n * generator.lognormal(0, 0.7, count), n]).astype(float)
            low, high = cluster_bootstrap(
                mean, sums, rounds=500, seed=10**6 + seed, method=method
            ).interval
            held += low <= np.exp(0.245) <= high
        assert held / 300 == pytest.approx(covered, abs=0.04)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ArgumentError, match="0 rounds"):
        cluster_bootstrap(mean, teams(12, 1), rounds=0)
    with pytest.raises(ArgumentError, match="no method basic"):
        cluster_bootstrap(mean, teams(12, 1), method="basic")
    with pytest.raises(ArgumentError, match="no level"):
        cluster_bootstrap(mean, teams(12, 1), level=1.0)


def test_sums_given_are_not_changed() -> None:
    sums = teams(12, 2)
    sums.flags.writeable = False
    cluster_bootstrap(mean, sums, rounds=20)
