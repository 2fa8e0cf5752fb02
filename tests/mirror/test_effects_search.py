from __future__ import annotations

import numpy as np
import pytest

from binnenuit.mirror.compute.between.mixed.search import LARGEST, least


def test_it_leaves_0_when_something_else_is_better():
    found = least(lambda point: float(((point**2 - 1) ** 2).sum()), np.array([0.0, 3.0]))
    assert found == pytest.approx([1.0, 1.0], rel=1e-7)


def test_it_ends_exactly_at_0_when_that_is_best():
    found = least(lambda point: float(np.expm1(point**2).sum()), np.array([0.5, 0.2]))
    assert found.tolist() == [0.0, 0.0]


def test_it_finds_what_lies_just_beside_0():
    found = least(lambda point: float(((point**2 - 4e-6) ** 2).sum()), np.array([0.3]))
    assert found == pytest.approx([2e-3], rel=1e-2)


def test_it_follows_a_valley_where_the_criterion_bends_downward():
    """A likelihood's shape: from far too large and far too small, and both joined."""
    degrees, best = np.array([40.0, 7.0]), np.array([0.3, 2.0])

    def criterion(point):
        ratio = (best / point) ** 2 + 0.3 * (best / point).prod() ** 2
        return float(degrees @ (2 * np.log(point) + ratio))

    for start in ([6.0, 0.1], [0.1, 9.0], [5.0, 9.0]):
        found = least(criterion, np.array(start))
        near = [
            criterion(found * factor) for factor in ([1.01, 1], [0.99, 1], [1, 1.01], [1, 0.99])
        ]
        assert min(near) > criterion(found)


def test_it_gives_up_where_the_criterion_falls_for_ever():
    found = least(lambda point: -float(np.log1p(point**2).sum()), np.array([1.0]))
    assert found is None or found.max() > LARGEST


def test_it_gives_up_where_nothing_settles():
    turns = iter(range(10**9))
    assert least(lambda _point: -float(next(turns)), np.array([1.0])) is None
