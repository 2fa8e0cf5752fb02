"""Groups keep their number, axes their direction, and two groupings can be compared."""

from __future__ import annotations

import numpy as np
import pytest

from binnenuit.dialogue.compute.labels import aligned, overlap, same_labels
from binnenuit.dialogue.compute.stability import adjusted_rand


def _labels(*of: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(of, dtype=np.int64)


def test_overlap_is_the_share_of_common_people() -> None:
    shared = overlap(_labels(0, 0, 1, -1), _labels(1, 0, 0, 0))
    assert np.allclose(shared, [[1 / 4, 1 / 2], [1 / 3, 0]])


def test_a_group_keeps_the_number_of_whom_it_holds_most() -> None:
    kept = same_labels(_labels(0, 0, 0, 1, 1, -1), _labels(1, 1, 0, 0, 0, 1))
    assert list(kept) == [1, 1, 1, 0, 0, -1]


def test_groups_are_matched_as_a_whole_and_not_one_by_one() -> None:
    new = _labels(0, 0, 0, 0, 1, 1, 1, 1, 1, 1)
    old = _labels(0, 0, 1, 1, 0, 0, 0, 0, 0, 0)
    assert list(same_labels(new, old)) == [1] * 4 + [0] * 6


def test_a_group_that_is_new_or_whose_number_is_gone_gets_the_lowest_free_one() -> None:
    assert list(same_labels(_labels(0, 0, 1, 1), _labels(2, 2, 0, 0))) == [1, 1, 0, 0]
    assert list(same_labels(_labels(0, 0, 1, 1, 2), _labels(1, 1, -1, -1, 0))) == [1, 1, 2, 2, 0]
    assert list(same_labels(_labels(0, 1, -1), _labels(-1, -1, -1))) == [0, 1, -1]


def test_nobody_in_groups_stays_nobody() -> None:
    assert list(same_labels(_labels(-1, -1), _labels(0, 1))) == [-1, -1]
    assert list(same_labels(_labels(), _labels())) == []


def test_different_people_are_refused() -> None:
    with pytest.raises(ValueError, match="of 1 people"):
        same_labels(_labels(0, 1), _labels(0))


def test_axes_that_were_mirrored_and_swapped_come_back() -> None:
    earlier = np.random.default_rng(0).normal(size=(20, 2))
    assert np.allclose(aligned(earlier[:, ::-1] * [-1, 1], earlier), earlier)


def test_agreement_of_groupings_is_one_for_the_same_and_about_zero_by_chance() -> None:
    lots = np.random.default_rng(1)
    first = lots.integers(0, 3, 2_000)
    assert adjusted_rand(first, (first + 1) % 3) == 1
    assert abs(adjusted_rand(first, lots.integers(0, 3, 2_000))) < 0.01
    assert adjusted_rand(_labels(0, 0, 1, 1, 1), _labels(0, 0, 0, 1, 1)) == pytest.approx(1 / 6)


def test_people_in_between_are_left_out_of_the_comparison() -> None:
    assert adjusted_rand(_labels(0, 0, 1, 1, -1, 1), _labels(1, 1, 0, 0, 0, -1)) == 1
    assert np.isnan(adjusted_rand(_labels(0, -1), _labels(-1, 0)))
