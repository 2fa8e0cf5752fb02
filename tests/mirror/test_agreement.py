"""Agreement within groups: by hand, by a plain second way, and at its edges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.agreement.a_wg import a_wg, a_wg_from_counts
from binnenuit.mirror.compute.agreement.deviations import (
    ad_m,
    ad_m_from_counts,
    ad_md,
    ad_md_from_counts,
)
from binnenuit.mirror.compute.agreement.null_variance import skewed_variance, uniform_variance
from binnenuit.mirror.compute.agreement.rwg import (
    rwg,
    rwg_from_counts,
    rwg_j,
    rwg_j_from_counts,
    rwg_j_lindell,
    rwg_j_lindell_from_counts,
)
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.mirror.model import Agreement

STATISTICS: dict[str, Callable[[Any, Any], Agreement]] = {
    "rwg_j": partial(rwg_j, options=5),
    "rwg_j_lindell": partial(rwg_j_lindell, options=5),
    "ad_m": ad_m,
    "ad_md": ad_md,
    "a_wg": partial(a_wg, options=5),
}
FROM_COUNTS = {
    "rwg_j": rwg_j_from_counts,
    "rwg_j_lindell": rwg_j_lindell_from_counts,
    "ad_m": ad_m_from_counts,
    "ad_md": ad_md_from_counts,
    "a_wg": a_wg_from_counts,
}
every = pytest.mark.parametrize("name", STATISTICS)
NONE = np.nan


def test_rwg_by_hand() -> None:
    found = rwg([1, 2, 3, 4, 4, 5], [7, 7, 7, 2, 2, 2], 5)
    # Group 2 has variance 1/3, group 7 variance 1; the null has 2.
    assert found.by_group == pytest.approx([5 / 6, 1 / 2], rel=1e-14)
    assert found.estimate == pytest.approx(2 / 3, rel=1e-14)
    assert (found.n, found.groups, found.dropped, found.undefined) == (6, 2, 0, 0)
    assert found.estimator == "rwg, null variance 2"


def test_rwg_of_people_at_both_ends_is_cut_off_at_0_as_in_r_and_negative_when_raw() -> None:
    found = rwg([1, 5, 1, 5, 3, 3, 3, 4], [0, 0, 0, 0, 1, 1, 1, 1], 5)
    assert found.by_group == pytest.approx([0, 0.875], abs=1e-14)
    assert found.raw_by_group == pytest.approx([1 - 16 / 3 / 2, 0.875], rel=1e-14)
    assert found.estimate == pytest.approx(0.4375, rel=1e-14)


def test_rwg_j_and_its_linear_form_by_hand() -> None:
    items = [[1, 3], [2, 3], [3, 3], [4, 1], [4, 5]]
    groups = [0, 0, 0, 1, 1]
    # Mean variances 1/2 and 4, so q is 1/4 and 2.
    stepped, linear = rwg_j(items, groups, 5), rwg_j_lindell(items, groups, 5)
    assert stepped.by_group == pytest.approx([6 / 7, 0], rel=1e-14, abs=1e-14)
    assert linear.by_group == pytest.approx([3 / 4, -1], rel=1e-14)
    assert np.array_equal(linear.by_group, linear.raw_by_group)


def test_rwg_j_uncut_leaves_its_range_and_has_no_value_at_its_pole() -> None:
    # Two items: the fraction has its pole at q = 2, a mean variance of 4 under the null of 2.
    items = [[1, 1], [5, 1], [1, 1], [5, 2], [3, 3], [3, 3]]
    found = rwg_j(items, [0, 0, 1, 1, 2, 2], 5)
    assert np.isnan(found.raw_by_group[0])
    assert found.raw_by_group[1] == pytest.approx(18, rel=1e-12)
    assert found.by_group == pytest.approx([0, 0, 1], abs=1e-14)
    assert found.undefined == 0


def test_rwg_j_of_one_item_is_rwg() -> None:
    values, groups = [1, 2, 5, 4, 4, 3], [0, 0, 0, 1, 1, 1]
    one, other = rwg(values, groups, 5), rwg_j(values, groups, 5)
    assert one.by_group == pytest.approx(other.by_group, rel=1e-14)


def test_deviations_by_hand_divide_by_the_number_of_people() -> None:
    values, groups = [1, 2, 2, 5, 3, 4], [0, 0, 0, 0, 1, 1]
    assert ad_m(values, groups).by_group == pytest.approx([5 / 4, 1 / 2], rel=1e-14)
    assert ad_md(values, groups).by_group == pytest.approx([1, 1 / 2], rel=1e-14)


def test_deviations_of_several_items_are_averaged() -> None:
    items = [[1, 3], [2, 3], [2, 3], [5, 3]]
    assert ad_m(items, [0, 0, 0, 0]).estimate == pytest.approx(5 / 8, rel=1e-14)
    assert ad_md(items, [0, 0, 0, 0]).estimate == pytest.approx(1 / 2, rel=1e-14)


def test_a_wg_as_r_gives_it_inside_at_the_bound_at_the_ends_and_outside() -> None:
    """``awg(y, rep(1:6, each=4))`` of multilevel 2.7, range 1 to 5."""
    values = [1, 1, 1, 5, 1, 1, 1, 1, 5, 5, 5, 5, 3, 3, 4, 4, 1, 5, 1, 5, 1, 1, 1, 2]
    found = a_wg(values, np.repeat(np.arange(6), 4), 5)
    expected = [-1, 1, 1, 13 / 15, -1, NONE]
    assert found.by_group == pytest.approx(expected, rel=1e-12, nan_ok=True)
    assert (found.undefined, found.groups, found.n, found.dropped) == (1, 5, 20, 4)
    assert found.estimate == pytest.approx(np.nanmean(expected), rel=1e-12)


def test_a_wg_averages_over_the_items_that_have_a_value() -> None:
    items = [[3, 1], [3, 1], [4, 1], [4, 2]]
    assert a_wg(items, [0] * 4, 5).estimate == pytest.approx(13 / 15, rel=1e-12)


def test_a_wg_of_means_beside_the_ends_only_has_no_value_and_says_why() -> None:
    found = a_wg([1, 1, 1, 2], [0] * 4, 5)
    assert found.estimate is None
    assert found.reason is Reason.OUTSIDE_RANGE


def test_a_wg_counts_options_from_the_lowest() -> None:
    values, groups = np.array([2, 3, 6, 7, 2, 9]), [0, 0, 0, 1, 1, 1]
    assert a_wg(values, groups, 11, lowest=0).by_group == pytest.approx(
        a_wg(values + 1, groups, 11).by_group, rel=1e-12
    )


@every
def test_a_group_of_equal_answers_agrees_fully(name: str) -> None:
    full = 0 if name in {"ad_m", "ad_md"} else 1
    found = STATISTICS[name]([[2.2, 4.1]] * 7 + [[3, 4]] * 2, [0] * 7 + [1] * 2)
    assert found.by_group == pytest.approx([full, full], abs=1e-14)


@every
def test_a_row_with_a_missing_answer_is_dropped_for_all_items(name: str) -> None:
    items = np.array([[1, 3], [2, 3], [5, NONE], [4, 2], [4, 3], [NONE, NONE]])
    groups = np.array([0, 0, 0, 1, 1, 1])
    found, whole = STATISTICS[name](items, groups), ~np.isnan(items).any(axis=1)
    expected = STATISTICS[name](items[whole], groups[whole])
    assert np.array_equal(found.by_group, expected.by_group, equal_nan=True)
    assert found.dropped == len(items) - found.n


@every
def test_people_in_no_group_are_dropped(name: str) -> None:
    found = STATISTICS[name]([[3, 2], [4, 2], [3, 3], [1, 5]], [4, 4, 4, -1])
    assert (len(found.by_group), found.n, found.dropped) == (1, 3, 1)


@every
def test_one_person_groups_have_no_value_and_are_counted(name: str) -> None:
    found = STATISTICS[name]([[3, 2], [3, 3], [4, 4], [2, NONE]], [1, 1, 2, 3])
    assert np.isnan(found.by_group).tolist() == [False, True, True]
    assert np.isnan(found.raw_by_group).tolist() == [False, True, True]
    assert (found.n, found.groups, found.undefined, found.dropped) == (2, 1, 2, 2)


@every
@pytest.mark.parametrize(
    ("items", "groups", "reason"),
    [
        (np.empty((0, 2)), [], Reason.NO_ANSWERS),
        ([[NONE, 1], [1, NONE]], [0, 0], Reason.NO_ANSWERS),
        ([[2, 1], [1, 3]], [-1, -1], Reason.NO_ANSWERS),
        ([[2, 1], [1, 3]], [0, 1], Reason.ONE_PERSON_GROUPS),
        (np.empty((3, 0)), [0, 0, 0], Reason.TOO_FEW_ITEMS),
    ],
)
def test_without_a_value_there_is_a_reason(
    name: str, items: Any, groups: list[int], reason: Reason
) -> None:
    found = STATISTICS[name](items, np.array(groups, dtype=np.int64))
    assert found.estimate is None
    assert found.reason is reason
    assert (found.n, found.groups) == (0, 0)


@every
def test_agreement_leaves_what_it_is_given_as_it_is(name: str) -> None:
    items, groups = np.array([[3.0, 2], [3, 3], [4, NONE]]), np.array([1, 1, -2])
    items.setflags(write=False)
    groups.setflags(write=False)
    assert STATISTICS[name](items, groups).reason is Reason.NONE


def test_groups_stand_in_the_order_of_their_numbers_however_large() -> None:
    found = rwg([1, 2, 3, 3], [10**12, 10**12, 5, 5], 5)
    assert found.by_group == pytest.approx([1, 0.75], rel=1e-14)


def test_a_variance_beside_a_large_mean_keeps_its_digits() -> None:
    found = rwg(np.array([1, 2, 3, 3]) + 1e8, [0, 0, 1, 1], 5)
    assert found.by_group == pytest.approx([0.75, 1], rel=1e-12)


@every
@given(data=st.data())
def test_agreement_is_what_a_plain_loop_over_groups_finds(name: str, data: st.DataObject) -> None:
    people, items = data.draw(st.integers(1, 25)), data.draw(st.integers(1, 4))
    generator = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    answers = generator.integers(1, 6, (people, items)).astype(float)
    answers[generator.random(answers.shape) < 0.05] = np.nan
    groups = generator.integers(-1, 6, people)
    expected = [
        _plain(name, answers[groups == number]) for number in np.unique(groups[groups >= 0])
    ]
    found = STATISTICS[name](answers, groups)
    assert found.by_group == pytest.approx(expected, rel=1e-10, abs=1e-12, nan_ok=True)


@every
@given(seed=st.integers(0, 10**6))
def test_counts_tell_the_same_as_the_rows_they_were_counted_from(name: str, seed: int) -> None:
    generator = np.random.default_rng(seed)
    items, groups = generator.integers(1, 6, (30, 3)), generator.integers(0, 8, 30)
    counts = np.zeros((8, 3, 5), dtype=np.int64)
    for item in range(3):
        np.add.at(counts, (groups, item, items[:, item] - 1), 1)
    counts = counts[np.bincount(groups, minlength=8) > 0]
    found, expected = FROM_COUNTS[name](counts), STATISTICS[name](items, groups)
    for field in ("by_group", "raw_by_group"):
        assert getattr(found, field) == pytest.approx(
            getattr(expected, field), rel=1e-9, abs=1e-12, nan_ok=True
        )
    assert (found.n, found.groups, found.undefined) == (
        expected.n, expected.groups, expected.undefined,
    )  # fmt: skip


def test_counts_of_one_item_may_have_two_axes() -> None:
    counts = [[1, 1, 1, 0, 0], [0, 0, 0, 2, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]
    found = rwg_from_counts(counts)
    assert found.by_group == pytest.approx([1 / 2, 5 / 6, NONE, NONE], rel=1e-14, nan_ok=True)
    assert (found.n, found.dropped, found.undefined) == (6, 1, 2)


def test_in_counts_each_item_rests_on_its_own_answers() -> None:
    counts = [[[1, 1, 1, 0, 0], [0, 0, 2, 0, 0]], [[3, 0, 0, 0, 0], [0, 1, 0, 0, 0]]]
    found = rwg_j_lindell_from_counts(counts)
    assert found.by_group == pytest.approx([3 / 4, NONE], rel=1e-14, nan_ok=True)
    assert (found.n, found.dropped) == (3, 3)


@pytest.mark.parametrize("counts", [[1, 2], [[1.0, 2.0]], [[-1, 2]], [[3], [4]]])
@pytest.mark.parametrize("function", [rwg_from_counts, *FROM_COUNTS.values()])
def test_what_is_no_table_of_counts_is_refused(function: Any, counts: Any) -> None:
    with pytest.raises(ArgumentError, match="not whole numbers by group") as refused:
        function(counts)
    assert refused.value.code == "mirror.counts"


@pytest.mark.parametrize(("options", "variance"), [(2, 0.25), (5, 2), (6, 35 / 12), (7, 4)])
def test_the_uniform_null_is_the_variance_of_options_chosen_alike(
    options: int, variance: float
) -> None:
    assert uniform_variance(options) == pytest.approx(variance, rel=1e-15)
    assert np.arange(options).var() == pytest.approx(variance, rel=1e-14)


def test_the_slightly_skewed_null_of_five_options_comes_from_its_shares() -> None:
    shares = np.array([0.05, 0.15, 0.20, 0.35, 0.25])
    place = np.arange(5)
    variance = shares @ place**2 - (shares @ place) ** 2
    assert skewed_variance(5) == pytest.approx(variance, abs=0.005)


def test_the_slightly_skewed_null_lies_below_the_uniform_one_and_grows_with_the_options() -> None:
    skewed = [skewed_variance(options) for options in range(5, 12)]
    assert skewed == sorted(skewed)
    assert all(low < uniform_variance(n) for n, low in enumerate(skewed, start=5))


def test_a_stricter_null_gives_less_agreement() -> None:
    items, groups = [[1, 2], [2, 2], [3, 4]], [0, 0, 0]
    strict = rwg_j_lindell(items, groups, 5, null_variance=skewed_variance(5))
    assert strict.estimate == pytest.approx(1 - 7 / 6 / 1.34, rel=1e-12)
    assert strict.estimator == "r*wg(j), null variance 1.34"


@pytest.mark.parametrize("null", [0, -1.0, np.nan, np.inf])
def test_a_null_variance_that_cannot_be_is_refused(null: float) -> None:
    with pytest.raises(ArgumentError, match="above 0") as refused:
        rwg([1, 2], [0, 0], 5, null_variance=null)
    assert refused.value.code == "mirror.null-variance"


@pytest.mark.parametrize("options", [4, 12])
def test_no_skewed_null_is_made_up_where_the_table_has_none(options: int) -> None:
    with pytest.raises(ArgumentError, match="5 to 11") as refused:
        skewed_variance(options)
    assert refused.value.code == "mirror.skewed"


def _plain(name: str, answers: Any) -> float:
    """Find one group's value as the definition says it."""
    whole = answers[~np.isnan(answers).any(axis=1)]
    if len(whole) < 2:
        return NONE
    apart = whole.var(axis=0, ddof=1).mean() / 2
    items = whole.shape[1]
    middle = whole.mean(axis=0) if name == "ad_m" else np.median(whole, axis=0)
    if name == "rwg_j":
        cut = min(apart, 1)
        return float(items * (1 - cut) / (items * (1 - cut) + cut))
    if name == "rwg_j_lindell":
        return float(1 - apart)
    if name == "a_wg":
        values = [value for value in map(_plain_a_wg, whole.T) if value is not None]
        return float(np.mean(values)) if values else NONE
    return float(np.abs(whole - middle).mean())


def _plain_a_wg(item: Any) -> float | None:
    low, high, people, mean = 1, 5, len(item), item.sum() / len(item)
    if (item == low).all() or (item == high).all():
        return 1.0
    one_low, one_high = [high] * (people - 1) + [low], [low] * (people - 1) + [high]
    if not np.mean(one_high) <= mean <= np.mean(one_low):
        return None
    most = (high - mean) * (mean - low) * people / (people - 1)
    return float(1 - 2 * item.var(ddof=1) / most)
