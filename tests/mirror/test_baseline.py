"""Groups put together by lot: what they reach, and that it does not tell more than lots can."""

from __future__ import annotations

from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.agreement.a_wg import a_wg
from binnenuit.mirror.compute.agreement.baseline import random_group_baseline
from binnenuit.mirror.compute.agreement.deviations import ad_m
from binnenuit.mirror.compute.agreement.rwg import rwg, rwg_j, rwg_j_lindell
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

linear = partial(rwg_j_lindell, options=5)
stepped = partial(rwg_j, options=5)


def test_the_mean_by_lot_is_that_of_all_ways_to_put_the_groups_together() -> None:
    items, groups = np.array([[1], [2], [4], [5], [3]]), np.array([0, 0, 0, 1, 1])
    all_ways = [linear(items[list(order)], groups) for order in permutations(range(5))]
    found = random_group_baseline(linear, items, groups, rounds=3000, seed=1)
    assert found.estimate == pytest.approx(np.mean([one.estimate for one in all_ways]), abs=0.05)
    assert found.sizes.tolist() == [2, 3]
    pairs, threes = [one.by_group[1] for one in all_ways], [one.by_group[0] for one in all_ways]
    assert found.by_size == pytest.approx([np.mean(pairs), np.mean(threes)], abs=0.1)
    assert found.high_by_size == pytest.approx(
        [np.quantile(pairs, 0.95), np.quantile(threes, 0.95)], abs=1e-9
    )
    assert found.low_by_size == pytest.approx(
        [np.quantile(pairs, 0.05), np.quantile(threes, 0.05)], abs=1e-9
    )


def test_the_linear_form_by_lot_rests_on_the_variance_of_all_people() -> None:
    items, groups = _like_minded(0)
    found = random_group_baseline(linear, items, groups, rounds=100)
    expected = 1 - items.var(axis=0, ddof=1).mean() / 2
    assert found.estimate == pytest.approx(expected, abs=0.01)
    assert found.actual == linear(items, groups).estimate


def test_groups_of_like_minded_people_lie_above_groups_by_lot() -> None:
    found = random_group_baseline(stepped, *_like_minded(1), rounds=100)
    assert found.share_above is not None
    assert found.share_above > 0.5
    assert found.interval is not None
    assert found.actual is not None
    assert found.actual > found.interval[1]


def test_where_the_statistic_is_a_distance_agreement_lies_below() -> None:
    found = random_group_baseline(ad_m, *_like_minded(1), rounds=100)
    assert found.share_below is not None
    assert found.share_below > 0.5
    assert found.share_above is not None
    assert found.share_above < 0.02


def test_groups_that_were_put_together_by_lot_lie_above_as_often_as_lots_do() -> None:
    items, groups = _like_minded(2)
    generator = np.random.default_rng(3)
    mixtures = [generator.permutation(groups) for _ in range(20)]
    found = [random_group_baseline(stepped, items, mixed, rounds=40) for mixed in mixtures]
    assert np.mean([one.share_above for one in found]) == pytest.approx(0.05, abs=0.02)
    inside = [
        one.interval[0] <= one.actual <= one.interval[1]
        for one in found
        if one.interval is not None and one.actual is not None
    ]
    assert sum(inside) >= 16


def test_a_higher_level_gives_a_wider_interval() -> None:
    items, groups = _like_minded(4)
    narrow = random_group_baseline(linear, items, groups, rounds=60, level=0.5).interval
    wide = random_group_baseline(linear, items, groups, rounds=60, level=0.95).interval
    assert narrow is not None
    assert wide is not None
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_the_same_seed_draws_the_same_lots_and_another_seed_others() -> None:
    items, groups = _like_minded(5)
    one, again, other = (
        random_group_baseline(linear, items, groups, rounds=5, seed=seed).interval
        for seed in (7, np.random.default_rng(7), 8)
    )
    assert one == again
    assert one != other


def test_rows_are_dropped_before_lots_are_drawn() -> None:
    items = np.array([[1, 2], [2, np.nan], [3, 3], [5, 4], [4, 4], [2, 2], [np.nan, 1]])
    groups = np.array([4, 4, 4, 9, 9, -1, 6])
    items.setflags(write=False)
    groups.setflags(write=False)
    found = random_group_baseline(linear, items, groups, rounds=5)
    assert (found.n, found.groups, found.dropped, found.rounds) == (4, 2, 3, 5)
    assert found.sizes.tolist() == [2]


def test_a_score_is_given_to_the_statistic_as_a_score() -> None:
    found = random_group_baseline(partial(rwg, options=5), [1, 2, 4, 5], [0, 0, 1, 1], rounds=5)
    assert found.estimator == "groups by lot, rwg, null variance 2"


def test_groups_alike_whatever_the_lot_do_not_lie_above() -> None:
    found = random_group_baseline(linear, [[3.3]] * 6, [0, 0, 0, 1, 1, 1], rounds=20)
    assert (found.estimate, found.share_above, found.share_below) == (1, 0, 0)


def test_the_same_answers_in_another_order_are_not_above() -> None:
    # Two of six answer 3.1, as in many lots; the place of the two in the sum is another.
    scores = [1.7, 1.7, 1.7, 1.7, 1.7, 1.7, 3.1, 1.7, 3.1, 1.7, 1.7, 1.7]
    found = random_group_baseline(ad_m, scores, np.repeat([0, 1], 6), rounds=60)
    assert found.high_by_size == pytest.approx([1.4 * 4 / 9], rel=1e-12)
    assert found.share_above == 0


@pytest.mark.parametrize(
    ("items", "groups", "reason"),
    [
        (np.empty((0, 2)), [], Reason.NO_ANSWERS),
        ([[2, 1], [1, 3]], [0, 1], Reason.ONE_PERSON_GROUPS),
    ],
)
def test_without_a_statistic_there_is_no_baseline(
    items: Any, groups: list[int], reason: Reason
) -> None:
    found = random_group_baseline(linear, items, np.array(groups, dtype=np.int64), rounds=3)
    assert found.estimate is None
    assert found.share_above is None
    assert found.reason is reason


def test_lots_that_give_no_group_a_value_are_a_reason_and_not_a_number() -> None:
    one_end = partial(a_wg, options=5)
    found = random_group_baseline(one_end, [1, 1, 2, 2], [0, 0, 1, 1], rounds=1, seed=_split())
    assert found.estimate is None
    assert found.reason is Reason.OUTSIDE_RANGE
    assert found.actual is not None


@pytest.mark.parametrize(
    ("arguments", "code"), [({"rounds": 0}, "mirror.lots"), ({"level": 1}, "mirror.level")]
)
def test_lots_that_cannot_be_drawn_are_refused(arguments: dict[str, Any], code: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        random_group_baseline(linear, [[1], [2]], [0, 0], **arguments)
    assert refused.value.code == code


def _split() -> int:
    """Find a seed whose first lot parts the two equal answers, unlike that of the groups given."""
    groups = np.array([0, 0, 1, 1])
    lots = {seed: np.random.default_rng(seed).permutation(groups) for seed in range(50)}
    return next(seed for seed, lot in lots.items() if lot.tolist() in ([0, 1, 1, 0], [1, 0, 0, 1]))


def _like_minded(seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Make 60 groups of 3 to 8 people who answer four items about a middle of their own."""
    generator = np.random.default_rng(seed)
    groups = np.repeat(np.arange(60), generator.integers(3, 9, 60))
    middle = generator.choice([1.6, 3.0, 4.4], 60)[groups]
    answers = middle[:, np.newaxis] + generator.normal(0, 0.6, (len(groups), 4))
    return np.clip(np.round(answers), 1, 5).astype(np.int64), groups
