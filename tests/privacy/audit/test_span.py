"""What follows from published sums, against the rank over fractions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array, vstack
from tests.privacy.audit.brute import anything, one_tree, rank

from binnenuit.errors import ArgumentError
from binnenuit.privacy.audit import span, spans

TREE = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0]])


def follows(published, wanted, present):
    old = published[:, present]
    return [rank(np.vstack([old, row[None, present]])) == rank(old) for row in wanted]


def wanted_beside(data, regions):
    return data.draw(arrays(np.int64, (3, regions), elements=st.integers(-1, 2)))


@given(one_tree(), st.data())
def test_what_follows_from_a_tree_is_what_keeps_the_rank(sets, data):
    published, sizes = sets
    wanted = np.vstack([wanted_beside(data, len(sizes)), published])
    expected = follows(published, wanted, sizes > 0)
    assert spans(published, wanted, sizes).tolist() == expected


@given(anything(), st.data())
def test_what_follows_from_any_sets_is_what_keeps_the_rank(sets, data):
    published, sizes = sets
    mixed = data.draw(arrays(np.int64, (2, len(published)), elements=st.integers(-2, 2)))
    wanted = np.vstack([wanted_beside(data, len(sizes)), mixed @ published])
    expected = follows(published, wanted, np.full(len(sizes), True))
    assert expected[3:] == [True, True]
    assert spans(published, wanted).tolist() == expected


def test_the_rest_of_a_tree_follows_and_half_a_region_does_not():
    wanted = csr_array(np.array([[0, 0, 1], [0, 0, 0], [1, 0, 1], [0, 1, 0]]))
    assert spans(TREE[:, [0, 1, 2, 2]], wanted[:, [0, 1, 2, 2]]).tolist() == [True] * 4
    assert spans(TREE[:, [0, 1, 2, 2]], [[0, 0, 1, 0]]).tolist() == [False]


def test_people_in_no_published_set_may_not_appear_unless_there_are_none():
    assert spans([[1, 0]], [[1, 1]]).tolist() == [False]
    assert spans([[1, 0]], [[1, 1]], [6, 0]).tolist() == [True]


def test_from_nothing_only_nothing_follows():
    assert spans(np.zeros((0, 2), dtype=int), [[0, 0], [1, 0]]).tolist() == [True, False]
    assert spans(TREE, np.zeros((0, 3), dtype=int)).tolist() == []


def test_sets_that_are_too_many_to_tell_are_not_said_to_follow(monkeypatch):
    crossing = [[1, 1, 0], [0, 1, 1]]
    assert spans(crossing, [[1, 2, 1]]).tolist() == [True]
    monkeypatch.setattr(span, "MOST_CELLS", 5)
    assert spans(crossing, [[1, 2, 1]]).tolist() == [False]


def test_other_regions_are_refused():
    with pytest.raises(ArgumentError, match="3 regions and the wanted ones of 2"):
        spans(TREE, [[1, 0]])


def test_what_a_hundred_thousand_sets_tell_is_known():
    leaves = 100_000
    columns = np.arange(leaves)
    teams = csr_array((np.ones(leaves, dtype=int), (columns, columns)))
    departments = csr_array((np.ones(leaves, dtype=int), (columns // 7, columns)))
    published, wanted = vstack([teams, departments]), vstack([departments, departments * 2])
    assert spans(published, wanted).all()
