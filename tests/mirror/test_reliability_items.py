"""Each item against the rest, and the scale without it."""

from __future__ import annotations

import numpy as np
import pytest
from tests.mirror.answers import PSYCH_ITEMS, WITH_GAPS, people

from binnenuit.mirror.compute.consistency.item_rest import alpha_if_dropped, item_rest
from binnenuit.mirror.compute.consistency.reliability import cronbach_alpha
from binnenuit.mirror.model import Reason


def test_each_item_against_the_rest_is_that_of_psych() -> None:
    found = item_rest(WITH_GAPS, pairwise=True)
    assert found.item_rest == pytest.approx(PSYCH_ITEMS["r.drop"], rel=1e-11)
    assert found.raw == pytest.approx(PSYCH_ITEMS["raw.r"], rel=1e-11)
    assert found.alpha_if_dropped == pytest.approx(PSYCH_ITEMS["raw_alpha"], rel=1e-11)
    assert found.means == pytest.approx(PSYCH_ITEMS["mean"], rel=1e-11)
    assert found.sds == pytest.approx(PSYCH_ITEMS["sd"], rel=1e-11)
    assert found.counts.tolist() == PSYCH_ITEMS["n"]
    assert (found.n, found.dropped) == (12, 0)
    assert found.estimator == "item-rest correlation, pairwise"


def test_each_item_against_the_rest_is_what_a_naive_computation_finds() -> None:
    items = people(50, 5, seed=11)
    items[7, 2] = np.nan
    complete = np.delete(items, 7, axis=0)
    found = item_rest(items)
    for item in range(5):
        rest = np.delete(complete, item, axis=1).sum(axis=1)
        naive = np.corrcoef(complete[:, item], rest)[0, 1]
        assert found.item_rest[item] == pytest.approx(naive, rel=1e-12)
        whole = np.corrcoef(complete[:, item], complete.sum(axis=1))[0, 1]
        assert found.raw[item] == pytest.approx(whole, rel=1e-12)
    assert found.estimate == found.item_rest.min()
    assert (found.n, found.dropped) == (49, 1)
    assert found.means == pytest.approx(complete.mean(axis=0), rel=1e-14)
    assert found.sds == pytest.approx(complete.std(axis=0, ddof=1), rel=1e-13)
    assert found.counts.tolist() == [49] * 5


@pytest.mark.parametrize("pairwise", [False, True])
def test_alpha_if_dropped_is_alpha_of_the_others(pairwise: bool) -> None:
    items = people(50, 4, seed=12)
    items[[3, 9], [0, 2]] = np.nan
    # Listwise keeps the same people whichever item is dropped.
    base = items if pairwise else items[~np.isnan(items).any(axis=1)]
    without = alpha_if_dropped(items, pairwise=pairwise)
    for item in range(4):
        others = cronbach_alpha(np.delete(base, item, axis=1), pairwise=pairwise)
        assert without[item] == pytest.approx(others.estimate, rel=1e-12)
    assert without.tolist() == item_rest(items, pairwise=pairwise).alpha_if_dropped.tolist()


def test_an_item_asked_the_other_way_round_is_named_and_left_as_it_is() -> None:
    items = people(60, 5, seed=13)
    items[:, 3] = 6 - items[:, 3]
    before = items.copy()
    found = item_rest(items)
    assert found.suggest_reversed == (3,)
    assert found.item_rest[3] < 0
    assert found.estimate == found.item_rest[3]
    assert np.array_equal(items, before)


def test_a_constant_item_has_no_correlation_and_does_not_disturb_the_others() -> None:
    items = people(30, 3, seed=14)
    with_constant = np.column_stack([items, np.full(30, 0.1)])
    found, without = item_rest(with_constant), item_rest(items)
    assert np.isnan(found.item_rest[3])
    assert np.isnan(found.raw[3])
    assert found.sds[3] == 0
    assert found.item_rest[:3] == pytest.approx(without.item_rest, rel=1e-13)
    assert found.reason is Reason.NONE
    assert found.suggest_reversed == ()


def test_two_items_have_no_alpha_when_one_is_dropped() -> None:
    """psych gives the covariance over the variance of the other there; that is no alpha."""
    items = people(20, 2, seed=15)
    assert np.isnan(alpha_if_dropped(items)).all()
    found = item_rest(items)
    expected = np.corrcoef(items.T)[0, 1]
    assert found.item_rest == pytest.approx([expected, expected], rel=1e-12)


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        (np.empty((0, 3)), Reason.NO_ANSWERS),
        (np.full((3, 2), np.nan), Reason.NO_ANSWERS),
        ([[1.0, 2.0]], Reason.TOO_FEW_PEOPLE),
        ([1.0, 2.0, 4.0], Reason.TOO_FEW_ITEMS),
        (np.full((4, 3), 2.0), Reason.NO_VARIANCE),
        ([[1.0, 2.0], [2.0, 2.0], [5.0, 2.0]], Reason.CONSTANT_ITEM),
    ],
)
def test_where_no_item_can_be_held_against_the_rest_it_says_why(
    items: list[list[float]], reason: Reason
) -> None:
    for pairwise in (False, True):
        found = item_rest(items, pairwise=pairwise)
        assert found.estimate is None
        assert found.reason is reason
        assert np.isnan(found.item_rest).all()
        assert len(found.item_rest) == len(found.raw) == len(found.alpha_if_dropped)


def test_rest_that_does_not_vary_gives_no_correlation() -> None:
    """The second and third item cancel out, so that the first has nothing to go along with."""
    found = item_rest([[1, 2, 4], [2, 5, 1], [5, 3, 3], [4, 1, 5.0]])
    assert np.isnan(found.item_rest[0])
    assert np.isnan(found.alpha_if_dropped[0])
