"""Level A: trees of published sets, in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import csr_array
from tests.privacy.audit.brute import anything, fewest, one_tree, rests_on

from binnenuit.errors import ArgumentError
from binnenuit.privacy.audit import NOTHING_PUBLISHED, Level, attack


def nested(memberships, sizes):
    """Whether any two sets of people are nested or apart, pair by pair."""
    present = np.flatnonzero(sizes)
    sets = [set(np.flatnonzero(row[present])) for row in memberships]
    return all(not a & b or a <= b or b <= a for a in sets for b in sets)


def test_a_tree_whose_parent_shows_what_a_hidden_team_of_three_says_is_caught():
    audit = attack([[1, 1, 1], [1, 0, 0], [0, 1, 0]], [8, 9, 3], k=5)
    assert (audit.smallest, audit.level, audit.decided) == (3, Level.LAMINAR, True)
    assert audit.witness == ((0, 1.0), (2, -1.0), (1, -1.0))
    assert not audit.passed


def test_a_parent_that_is_the_sum_of_its_teams_passes():
    audit = attack([[1, 1, 0], [1, 0, 0], [0, 1, 0]], [8, 9, 3], k=5)
    assert (audit.smallest, audit.passed) == (8, True)


def test_people_in_no_published_set_are_not_attacked():
    assert attack([[1, 0]], [7, 1], k=5).smallest == 7


@pytest.mark.parametrize(
    ("memberships", "sizes"),
    [
        (np.zeros((0, 3), dtype=int), [1, 2, 3]),
        ([[0, 0]], [4, 4]),
        ([[1, 1]], [0, 0]),
        (np.zeros((2, 0)), []),
    ],
)
def test_nothing_published_is_said_as_such(memberships, sizes):
    audit = attack(memberships, sizes, k=5)
    assert (audit.smallest, audit.witness) == (NOTHING_PUBLISHED, ())
    assert audit.passed


@given(one_tree())
def test_a_tree_agrees_with_every_group_of_blocks(tree):
    memberships, sizes = tree
    audit, least = attack(memberships, sizes, k=5), fewest(memberships, sizes)
    assert audit.level is Level.LAMINAR
    assert audit.smallest == (NOTHING_PUBLISHED if least is None else least)
    assert rests_on(memberships, sizes, audit.witness) == (least or 0)


@given(anything())
def test_level_a_is_chosen_exactly_when_sets_are_nested_or_apart(sets):
    memberships, sizes = sets
    assert (attack(memberships, sizes, k=5).level is Level.LAMINAR) == nested(memberships, sizes)


def test_level_a_refuses_sets_that_cross():
    with pytest.raises(ArgumentError, match="do not fit level A"):
        attack([[1, 1, 0], [0, 1, 1]], [5, 5, 5], k=5, level=Level.LAMINAR)


def test_a_hundred_and_twenty_thousand_sets_are_attacked_whole():
    leaves = 100_000
    layers = [np.arange(leaves) // 6**depth for depth in range(7)]
    first = np.cumsum([0] + [layer[-1] + 1 for layer in layers])
    rows = np.concatenate([layer + start for layer, start in zip(layers, first, strict=False)])
    columns = np.tile(np.arange(leaves), len(layers))
    memberships = csr_array((np.ones(len(rows), dtype=int), (rows, columns)))
    sizes = np.full(leaves, 7)
    audit = attack(memberships, sizes, k=5)
    assert (audit.smallest, audit.level, memberships.shape[0] > 119_990) == (7, "A", True)
