"""What lies between groups: by hand, at its edges, and by a second way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.between.design import design_effect, design_effect_of
from binnenuit.mirror.compute.between.icc import icc_anova, icc_ci, icc_from_sums
from binnenuit.mirror.compute.between.icc_reml import icc_reml
from binnenuit.mirror.model import Reason

ALL = [icc_anova, icc_reml, design_effect]


def test_icc_of_two_pairs_by_hand() -> None:
    found = icc_anova([1, 2, 3, 6], [0, 0, 1, 1])
    # Means 1.5 and 4.5 about 3: MSB = 9; within 0.5 + 4.5 over 2 degrees: MSW = 2.5.
    assert (found.ms_between, found.ms_within, found.degrees) == (9, 2.5, (1, 2))
    assert found.icc1 == pytest.approx(6.5 / 11.5, rel=1e-15)
    assert found.estimate == found.icc1
    assert found.icc2 == pytest.approx(6.5 / 9, rel=1e-15)
    assert found.f == pytest.approx(3.6, rel=1e-15)
    assert found.eta_squared == pytest.approx(9 / 14, rel=1e-15)
    assert found.omega_squared == pytest.approx(6.5 / 16.5, rel=1e-15)
    assert (found.n, found.groups, found.dropped) == (4, 2, 0)
    assert (found.reason, found.icc2_reason) == (Reason.NONE, Reason.NONE)


def test_groups_of_unequal_sizes_have_three_sizes_and_two_icc1() -> None:
    found = icc_anova([1, 2, 3, 6, 5, 4], [0, 0, 1, 1, 1, 1])
    assert (found.mean_size, found.weighted_size, found.n0) == pytest.approx((3, 10 / 3, 8 / 3))
    between, within = 12, (0.5 + 5) / 4
    assert found.icc1 == pytest.approx((between - within) / (between + 2 * within), rel=1e-14)
    assert found.icc1_n0 == pytest.approx(
        (between - within) / (between + 5 / 3 * within), rel=1e-14
    )


def test_the_chance_of_f_is_that_of_an_analysis_of_variance() -> None:
    groups = [[1.0, 2, 4], [3, 6], [5, 4, 4, 9]]
    values, numbers = np.concatenate(groups), np.repeat([0, 1, 2], [3, 2, 4])
    found, expected = icc_anova(values, numbers), stats.f_oneway(*groups)
    assert found.f == pytest.approx(expected.statistic, rel=1e-12)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-12)


def test_the_interval_holds_the_icc_between_quantiles_of_f() -> None:
    low, high = icc_ci(4.0, (9, 40), 5, level=0.9)
    tails = [stats.f.ppf(share, 9, 40) for share in (0.95, 0.05)]
    assert low == pytest.approx((4 / tails[0] - 1) / (4 / tails[0] + 4), rel=1e-12)
    assert high == pytest.approx((4 / tails[1] - 1) / (4 / tails[1] + 4), rel=1e-12)
    assert low < (4 - 1) / (4 + 4) < high


def test_the_interval_of_icc2_follows_from_the_same_quantiles() -> None:
    found = icc_anova([1, 2, 3, 6, 4, 4, 9, 8], [0, 0, 1, 1, 2, 2, 3, 3])
    assert found.interval is not None
    assert found.icc2_interval is not None
    stepped = [2 * end / (1 + end) for end in found.interval]
    assert found.icc2_interval == pytest.approx(stepped, rel=1e-12)


@pytest.mark.slow
def test_the_interval_covers_as_often_as_it_says_over_many_draws() -> None:
    assert _coverage(4000) == pytest.approx(0.9, abs=0.015)


def test_the_interval_covers_about_as_often_as_it_says() -> None:
    assert _coverage(400) == pytest.approx(0.9, abs=0.045)


def test_groups_that_differ_less_than_by_lot_keep_a_negative_icc() -> None:
    found = icc_anova([1, 5, 2, 4.5], [0, 0, 1, 1])
    assert found.icc1 is not None
    assert found.icc1 < 0
    assert found.icc2 is not None
    assert found.icc2 < 0
    assert found.reason is Reason.NONE


def test_groups_with_the_same_mean_have_an_icc1_and_no_icc2() -> None:
    found = icc_anova([0.1, 0.5, 0.2, 0.4, 0.3, 0.3], [0, 0, 1, 1, 2, 2])
    assert found.icc1 == -1
    assert found.icc2 is None
    assert found.icc2_reason is Reason.BETWEEN_NOT_IDENTIFIED
    assert (found.f, found.interval, found.icc2_interval) == (0, None, None)


def test_groups_within_which_nobody_differs_have_an_icc_of_1() -> None:
    found = icc_anova([0.1, 0.1, 0.1, 0.7, 0.7], [0, 0, 0, 1, 1])
    assert (found.icc1, found.icc2) == (1, 1)
    assert (found.ms_within, found.f, found.p, found.interval) == (0, None, None, None)


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize(
    ("values", "groups", "reason"),
    [
        ([], [], Reason.NO_ANSWERS),
        ([np.nan, np.nan], [0, 1], Reason.NO_ANSWERS),
        ([1, 2, 3], [0, 1, 2], Reason.ONE_PERSON_GROUPS),
        ([0.3, 0.3, 0.3, 0.3], [0, 0, 1, 1], Reason.NO_VARIANCE),
    ],
)
def test_without_an_icc_there_is_a_reason(
    function: Any, values: list[float], groups: list[int], reason: Reason
) -> None:
    found = function(np.array(values, dtype=float), np.array(groups, dtype=np.int64))
    assert found.estimate is None
    assert found.icc1 is None
    assert found.reason is reason


@pytest.mark.parametrize("function", ALL)
def test_one_group_is_too_few(function: Any) -> None:
    assert function([1.0, 2, 4], [3, 3, 3]).reason is Reason.TOO_FEW_GROUPS


@pytest.mark.parametrize("function", ALL)
def test_rows_without_an_answer_or_a_group_are_dropped(function: Any) -> None:
    values, groups = np.array([1, 2, np.nan, 3, 6, 4.0]), np.array([8, 8, 8, 2, 2, -1])
    values.setflags(write=False)
    groups.setflags(write=False)
    found, expected = function(values, groups), function([1, 2, 3, 6.0], [8, 8, 2, 2])
    assert found.estimate == expected.estimate
    assert (found.n, found.groups, found.dropped) == (4, 2, 2)


def test_a_group_of_one_counts_in_the_icc() -> None:
    found = icc_anova([1, 2, 3, 6, 9], [0, 0, 1, 1, 2])
    assert (found.groups, found.degrees) == (3, (2, 2))


@given(seed=st.integers(0, 10**6))
def test_sums_tell_the_same_as_the_rows_they_were_added_from(seed: int) -> None:
    generator = np.random.default_rng(seed)
    values, groups = generator.integers(-8, 9, 40), generator.integers(0, 7, 40)
    sums = np.bincount(groups, weights=values, minlength=9)
    expected = icc_anova(values, groups)
    found = icc_from_sums(np.bincount(groups, minlength=9), sums, int((values**2).sum()))
    for name in ("icc1", "icc2", "icc1_n0", "ms_between", "ms_within", "eta_squared", "p"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=1e-9, abs=1e-12)
    assert found.interval == pytest.approx(expected.interval, rel=1e-9, abs=1e-12)
    assert (found.n, found.groups) == (expected.n, expected.groups)


def test_sums_of_equal_answers_leave_no_rounding_behind() -> None:
    found = icc_from_sums([3, 7, 2], [0.9, 2.1, 0.6], 12 * 0.09)
    assert found.reason is Reason.NO_VARIANCE


def test_sums_without_people_tell_nothing() -> None:
    assert icc_from_sums([], [], 0).reason is Reason.NO_ANSWERS


def test_unequal_lists_of_people_and_sums_are_refused() -> None:
    with pytest.raises(ArgumentError, match="2 numbers of people and 1 sums") as refused:
        icc_from_sums([1, 2], [3.0], 9)
    assert refused.value.code == "mirror.sums"


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_none_is_refused(level: float) -> None:
    with pytest.raises(ArgumentError) as refused:
        icc_anova([1, 2, 3, 6], [0, 0, 1, 1], level=level)
    assert refused.value.code == "mirror.level"


def test_values_far_from_0_keep_their_digits() -> None:
    values, groups = np.array([1, 2, 3, 6, 4, 4.0]), [0, 0, 1, 1, 2, 2]
    assert icc_anova(values + 1e7, groups).icc1 == pytest.approx(
        icc_anova(values, groups).icc1, rel=1e-12
    )


def test_icc_by_likelihood_is_that_of_the_analysis_of_variance_where_sizes_are_equal() -> None:
    generator = np.random.default_rng(5)
    groups = np.repeat(np.arange(30), 6)
    values = generator.normal(size=30)[groups] + generator.normal(size=180)
    one, other = icc_reml(values, groups), icc_anova(values, groups)
    assert one.icc1 == pytest.approx(other.icc1, rel=1e-10)
    assert one.icc2 == pytest.approx(other.icc2, rel=1e-10)
    assert one.within_variance == pytest.approx(other.ms_within, rel=1e-10)
    assert (one.mean_size, one.singular, one.n, one.groups) == (6, False, 180, 30)


def test_icc_by_likelihood_is_0_and_says_so_where_groups_differ_less_than_by_lot() -> None:
    found = icc_reml([1, 5, 2, 4.5], [0, 0, 1, 1])
    assert (found.icc1, found.icc2, found.singular) == (0, 0, True)


def test_the_design_effect_by_hand() -> None:
    values, groups = [1, 2, 3, 6, 5, 4], [0, 0, 1, 1, 1, 1]
    found, icc1 = design_effect(values, groups), icc_anova(values, groups).icc1
    assert icc1 is not None
    assert found.icc1 == icc1
    assert found.estimate == found.by_mean_size == pytest.approx(1 + 2 * icc1, rel=1e-15)
    assert found.by_weighted_size == pytest.approx(1 + 7 / 3 * icc1, rel=1e-15)


def test_a_negative_icc_has_a_design_effect_below_1() -> None:
    found = design_effect_of(icc_from_sums([2, 2], [-1, 1], 30))
    assert found.estimate is not None
    assert found.estimate < 1


def _coverage(draws: int) -> float:
    """Share of 90 % intervals that hold an ICC of 0.2, for 25 groups of 6."""
    generator = np.random.default_rng(20)
    groups, hits = np.repeat(np.arange(25), 6), 0
    for _ in range(draws):
        values = 0.5 * generator.normal(size=25)[groups] + generator.normal(size=150)
        interval = icc_anova(values, groups, level=0.9).interval
        assert interval is not None
        hits += interval[0] <= 0.2 <= interval[1]
    return hits / draws
