"""Cronbach's alpha: by hand, by a naive computation, and what must not change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.mirror.answers import PSYCH, WITH_GAPS, people

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.consistency.alpha_intervals import alpha_ci
from binnenuit.mirror.compute.consistency.reliability import alpha_from_covariance, cronbach_alpha
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

TWO_ITEMS = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0]])


def test_alpha_of_two_items_by_hand() -> None:
    """Variances 1 and 1, covariance 1/2: everything can be done on paper."""
    alpha = cronbach_alpha(TWO_ITEMS)
    assert alpha.estimate == pytest.approx(2 / 3, rel=1e-14)
    assert alpha.standardised == pytest.approx(2 / 3, rel=1e-14)
    assert alpha.guttman6 == pytest.approx(1 - 2 * (1 - 1 / 4) / 3, rel=1e-14)
    assert alpha.mean_correlation == pytest.approx(1 / 2, rel=1e-14)
    assert alpha.median_correlation == pytest.approx(1 / 2, rel=1e-14)
    assert (alpha.items, alpha.n, alpha.dropped) == (2, 3, 0)
    assert alpha.constant == alpha.suggest_reversed == ()
    assert alpha.estimator == "Cronbach's alpha, listwise"


def test_the_intervals_of_two_items_by_hand() -> None:
    """F on 2 and 2 degrees is x / (1 + x), so that its quantiles are 39 and 1/39."""
    alpha = cronbach_alpha(TWO_ITEMS)
    assert alpha.feldt == pytest.approx((1 - 39 / 3, 1 - 1 / (3 * 39)), rel=1e-10)
    assert alpha.interval == alpha.feldt
    # 2 k^2 / ((k-1)^2 t^3) = 8/27; t (tr C^2 + tr^2 C) - 2 tr C 1'C^2 1 = 3 * 6.5 - 4 * 4.5.
    error = (8 / 27 * 1.5 / 3) ** 0.5
    assert alpha.standard_error == pytest.approx(error, rel=1e-13)
    reach = 1.959963984540054 * error
    assert alpha.duhachek == pytest.approx((2 / 3 - reach, 2 / 3 + reach), rel=1e-12)


def test_pairwise_alpha_of_answers_with_gaps_is_that_of_psych() -> None:
    alpha = cronbach_alpha(WITH_GAPS, pairwise=True)
    assert alpha.estimate == pytest.approx(PSYCH["raw_alpha"], rel=1e-11)
    assert alpha.standardised == pytest.approx(PSYCH["std.alpha"], rel=1e-11)
    assert alpha.mean_correlation == pytest.approx(PSYCH["average_r"], rel=1e-11)
    assert alpha.median_correlation == pytest.approx(PSYCH["median_r"], rel=1e-11)
    assert alpha.standard_error == pytest.approx(PSYCH["ase"], rel=1e-11)
    assert alpha.feldt == pytest.approx((PSYCH["lower"], PSYCH["upper"]), rel=1e-11)
    # psych smooths correlations that cannot be together, and comes to 1; that is no estimate.
    assert alpha.guttman6 is None
    assert (alpha.n, alpha.estimator) == (12, "Cronbach's alpha, pairwise")


@pytest.mark.parametrize("pairwise", [False, True])
def test_alpha_is_what_a_naive_computation_finds(pairwise: bool) -> None:
    items = people(60, 5, seed=3)
    gaps = np.random.default_rng(4).random(items.shape) < 0.1
    items[gaps] = np.nan
    alpha = cronbach_alpha(items, pairwise=pairwise)
    covariance = naive_covariance(items, pairwise=pairwise)
    own, total = np.trace(covariance), covariance.sum()
    assert alpha.estimate == pytest.approx(5 / 4 * (1 - own / total), rel=1e-12)
    complete = ~np.isnan(items).any(axis=1)
    assert alpha.n == (60 if pairwise else complete.sum())
    assert alpha.dropped == 60 - alpha.n


def test_pairwise_is_listwise_where_nothing_is_missing() -> None:
    items = people(40, 6, seed=8)
    listwise, pairwise = cronbach_alpha(items), cronbach_alpha(items, pairwise=True)
    assert pairwise.estimate == listwise.estimate
    assert pairwise.interval == listwise.interval
    assert pairwise.guttman6 == listwise.guttman6


def test_who_answered_nothing_is_dropped_either_way() -> None:
    items = np.vstack([TWO_ITEMS, [np.nan, np.nan]])
    for pairwise in (False, True):
        alpha = cronbach_alpha(items, pairwise=pairwise)
        assert alpha.estimate == pytest.approx(2 / 3)
        assert (alpha.n, alpha.dropped) == (3, 1)


def test_alpha_from_covariances_is_alpha_from_answers() -> None:
    items = people(50, 4, seed=1)
    told = alpha_from_covariance(np.cov(items.T), 50, level=0.9)
    asked = cronbach_alpha(items, level=0.9)
    assert told.estimate == pytest.approx(asked.estimate, rel=1e-12)
    assert told.interval == pytest.approx(asked.interval, rel=1e-12)
    assert told.duhachek == pytest.approx(asked.duhachek, rel=1e-12)
    assert told.guttman6 == pytest.approx(asked.guttman6, rel=1e-12)
    assert told.estimator == "Cronbach's alpha, from covariances"


@given(
    arrays(np.float64, (12, 4), elements=st.integers(1, 5).map(float)),
    st.integers(-3, 3),
    st.randoms(use_true_random=False),
)
@settings(max_examples=30, deadline=None)
def test_neither_order_nor_another_zero_nor_unit_changes_alpha(
    items: NDArray[np.float64], shift: int, shuffled: object
) -> None:
    order = list(range(12))
    shuffled.shuffle(order)  # type: ignore[attr-defined]
    alpha = cronbach_alpha(items)
    other = cronbach_alpha(3 * (items[order] + shift * np.arange(4)))
    assert other.reason == alpha.reason
    assert other.constant == alpha.constant
    assert other.suggest_reversed == alpha.suggest_reversed
    assert (other.standardised is None) == (alpha.standardised is None)
    if alpha.estimate is not None:
        assert alpha.estimate <= 1 + 1e-12
        assert other.estimate == pytest.approx(alpha.estimate, rel=1e-9, abs=1e-9)
    if alpha.standardised is not None:
        assert other.standardised == pytest.approx(alpha.standardised, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("items", "correlation"), [(2, 0.5), (5, 0.3), (10, 0.05)])
def test_alpha_of_parallel_items_follows_spearman_and_brown(items: int, correlation: float) -> None:
    covariance = np.full((items, items), correlation) + (1 - correlation) * np.eye(items)
    alpha = alpha_from_covariance(4 * covariance, 100)
    stepped_up = items * correlation / (1 + (items - 1) * correlation)
    assert alpha.estimate == pytest.approx(stepped_up, rel=1e-13)
    assert alpha.standardised == pytest.approx(stepped_up, rel=1e-13)


def test_items_that_say_the_same_have_alpha_1_and_no_doubt() -> None:
    alpha = cronbach_alpha(np.repeat([[1.0], [2.0], [5.0], [4.0]], 3, axis=1))
    assert alpha.estimate == pytest.approx(1, rel=1e-14)
    assert alpha.feldt == pytest.approx((1, 1))
    assert alpha.standard_error == pytest.approx(0, abs=1e-7)
    assert alpha.guttman6 is None


def test_negative_alpha_is_told_and_the_item_named() -> None:
    items = people(40, 3, seed=2)
    items[:, 1] = 6 - items[:, 1]
    alpha = cronbach_alpha(items)
    assert alpha.estimate is not None
    assert alpha.estimate < 0
    assert alpha.reason is Reason.NONE
    assert 1 in alpha.suggest_reversed


def test_a_constant_item_counts_in_raw_alpha_and_leaves_none_that_is_standardised() -> None:
    items = np.column_stack([TWO_ITEMS[:, 0], np.full(3, 0.1), TWO_ITEMS[:, 1]])
    alpha = cronbach_alpha(items)
    # Three items now, of which one adds nothing: k/(k-1) is 3/2 instead of 2.
    assert alpha.estimate == pytest.approx(3 / 2 * (1 - 2 / 3), rel=1e-13)
    assert alpha.constant == (1,)
    assert alpha.standardised is alpha.mean_correlation is alpha.median_correlation is None
    assert alpha.guttman6 is None
    assert alpha.suggest_reversed == ()


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        (np.empty((0, 3)), Reason.NO_ANSWERS),
        (np.full((4, 3), np.nan), Reason.NO_ANSWERS),
        ([[1.0, 2.0]], Reason.TOO_FEW_PEOPLE),
        ([1.0, 2.0, 4.0], Reason.TOO_FEW_ITEMS),
        (np.empty((3, 0)), Reason.TOO_FEW_ITEMS),
        (np.full((4, 3), 0.1), Reason.NO_VARIANCE),
        ([[1.0, 5.0], [2.0, 4.0], [4.0, 2.0]], Reason.CONSTANT_TOTAL),
    ],
)
@pytest.mark.parametrize("pairwise", [False, True])
def test_where_there_is_no_alpha_it_says_why(
    items: NDArray[np.float64], reason: Reason, pairwise: bool
) -> None:
    alpha = cronbach_alpha(items, pairwise=pairwise)
    assert alpha.estimate is None
    assert alpha.reason is reason
    assert alpha.interval is alpha.standard_error is alpha.standardised is None


@pytest.mark.parametrize("seed", range(20))
def test_a_total_that_varies_by_rounding_only_has_no_alpha(seed: int) -> None:
    two = np.random.default_rng(seed).uniform(1, 5, (30, 2))
    alpha = cronbach_alpha(np.column_stack([two, 10 - two.sum(axis=1)]))
    assert alpha.reason is Reason.CONSTANT_TOTAL


def test_a_pair_of_items_that_nobody_answered_together_leaves_no_pairwise_alpha() -> None:
    items = [[1, np.nan, 2], [2, np.nan, 3], [np.nan, 1, 2], [np.nan, 2, 5]]
    assert cronbach_alpha(items, pairwise=True).reason is Reason.TOO_FEW_PEOPLE


def test_two_people_have_an_alpha_but_no_interval() -> None:
    alpha = cronbach_alpha([[1.0, 2.0, 1.0], [4.0, 3.0, 3.0]])
    assert alpha.estimate is not None
    assert alpha.interval is alpha.duhachek is alpha.standard_error is None


def test_alpha_ci_is_the_interval_of_alpha_and_undefined_under_three_people() -> None:
    alpha = cronbach_alpha(people(30, 5, seed=7), level=0.8)
    assert alpha.estimate is not None
    assert alpha_ci(alpha.estimate, 30, 5, 0.8) == alpha.interval
    assert alpha_ci(0.7, 2, 5) is None
    assert alpha_ci(0.7, 30, 1) is None


def test_a_higher_level_gives_a_wider_interval() -> None:
    narrow, wide = alpha_ci(0.8, 50, 5, 0.9), alpha_ci(0.8, 50, 5, 0.99)
    assert narrow is not None
    assert wide is not None
    assert wide[0] < narrow[0] < 0.8 < narrow[1] < wide[1]


def test_nothing_given_is_changed() -> None:
    items = people(20, 4, seed=5)
    items[3, 2] = np.nan
    items.setflags(write=False)
    assert cronbach_alpha(items, pairwise=True).estimate is not None
    assert cronbach_alpha(items).dropped == 1


@pytest.mark.parametrize("level", [0, 1, -0.5, 95, float("nan")])
def test_a_level_that_is_no_share_is_refused(level: float) -> None:
    for call in (
        lambda: cronbach_alpha(np.ones((3, 1)), level=level),
        lambda: alpha_ci(0.7, 30, 5, level),
    ):
        with pytest.raises(ArgumentError, match="no level of an interval") as refusal:
            call()
        assert refusal.value.code == "mirror.level"


@pytest.mark.parametrize("covariance", [np.ones((2, 3)), [[1.0, 0.5], [0.4, 1.0]]])
def test_what_is_no_covariance_matrix_is_refused(covariance: NDArray[np.float64]) -> None:
    with pytest.raises(ArgumentError, match="no covariance matrix") as refusal:
        alpha_from_covariance(covariance, 10)
    assert refusal.value.code == "mirror.covariance"


def naive_covariance(items: NDArray[np.float64], *, pairwise: bool) -> NDArray[np.float64]:
    """Take numpy's covariance of each pair of items apart."""
    answered = ~np.isnan(items)
    count = items.shape[1]
    covariance = np.empty((count, count))
    for first in range(count):
        for second in range(count):
            both = answered[:, [first, second]].all(axis=1) if pairwise else answered.all(axis=1)
            covariance[first, second] = np.cov(items[both, first], items[both, second])[0, 1]
        own = answered[:, first] if pairwise else answered.all(axis=1)
        covariance[first, first] = np.var(items[own, first], ddof=1)
    return covariance
