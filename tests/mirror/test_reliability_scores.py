"""Items turned round by the bounds of the questionnaire, and scores from enough of them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.mirror.answers import PSYCH, WITH_GAPS

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.consistency.scores import reverse, scores


def test_reverse_turns_by_the_bounds_of_the_questionnaire_and_not_by_what_was_answered() -> None:
    """Nobody chose 5 or 1: by the observed extremes 4 would become 2 and stay in 2 to 4."""
    assert reverse([2.0, 3.0, 4.0], 1, 5).tolist() == [4, 3, 2]
    assert reverse([2.0, 3.0, 4.0], 1, 7).tolist() == [6, 5, 4]
    assert reverse([0.0, 4.0], 0, 4).tolist() == [4, 0]


def test_reverse_twice_gives_what_was_given_and_keeps_shape_and_gaps() -> None:
    turned = reverse(WITH_GAPS, 1, 5)
    assert turned.shape == WITH_GAPS.shape
    assert np.array_equal(reverse(turned, 1, 5), WITH_GAPS, equal_nan=True)
    assert not np.array_equal(turned, WITH_GAPS, equal_nan=True)
    assert reverse(np.empty((0, 3)), 1, 5).shape == (0, 3)


def test_an_answer_outside_the_bounds_is_refused_with_its_value_and_place() -> None:
    items = np.array([[1.0, 2.0], [3.0, 6.0], [0.0, 1.0]])
    with pytest.raises(ArgumentError) as refusal:
        reverse(items, 1, 5)
    assert refusal.value.code == "mirror.outside-bounds"
    assert "6.0 in row 1 and column 1, counted from 0" in str(refusal.value)
    with pytest.raises(ArgumentError, match=r"0\.0 in row 2 and column 0"):
        reverse(items, 1, 6)


@pytest.mark.parametrize("bounds", [(5, 1), (3, 3), (float("nan"), 5)])
def test_bounds_that_leave_no_answers_are_refused(bounds: tuple[float, float]) -> None:
    with pytest.raises(ArgumentError, match="is not below the highest") as refusal:
        reverse([1.0], *bounds)
    assert refusal.value.code == "mirror.bounds"


def test_a_score_is_the_mean_of_the_answered_items_where_half_were_answered() -> None:
    missing = np.nan
    items = [
        [1, 2, 3, 4],
        [1, 2, missing, missing],
        [5, missing, missing, missing],
        [missing] * 4,
    ]
    assert np.array_equal(scores(items), [2.5, 1.5, missing, missing], equal_nan=True)
    assert np.array_equal(scores(items, share=0.75), [2.5] + [missing] * 3, equal_nan=True)
    assert np.array_equal(scores(items, share=0), [2.5, 1.5, 5, missing], equal_nan=True)


def test_half_of_five_items_is_three() -> None:
    missing = np.nan
    items = [[1, 2, 3, missing, missing], [1, 2, missing, missing, missing]]
    assert np.array_equal(scores(items), [2, missing], equal_nan=True)


def test_eleven_of_twenty_items_are_enough_for_a_share_of_0_55() -> None:
    """0.55 * 20 is a little over 11 in floating point."""
    items = np.array([[3.0] * 11 + [np.nan] * 9, [3.0] * 10 + [np.nan] * 10])
    assert np.array_equal(scores(items, share=0.55), [3, np.nan], equal_nan=True)


def test_scores_of_who_answered_anything_are_those_of_psych() -> None:
    given = scores(WITH_GAPS, share=0)
    assert given.mean() == pytest.approx(PSYCH["mean"], rel=1e-12)
    assert given.std(ddof=1) == pytest.approx(PSYCH["sd"], rel=1e-12)


def test_no_people_or_no_items_give_no_scores() -> None:
    assert scores(np.empty((0, 3))).shape == (0,)
    assert np.isnan(scores(np.empty((2, 0)))).all()


@pytest.mark.parametrize("share", [-0.1, 1.1, 50, float("nan")])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ArgumentError, match="no share of the items") as refusal:
        scores([[1.0]], share=share)
    assert refusal.value.code == "mirror.share"
