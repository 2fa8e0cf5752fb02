"""The attack as a whole: what goes in, which level is chosen, what must not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array, csr_array
from tests.privacy.audit.brute import two_trees

from binnenuit.errors import ArgumentError
from binnenuit.privacy.audit import attack, memberships

SETS = np.array([[1, 1, 1, 0], [1, 0, 0, 0], [0, 1, 0, 1]])
SIZES = np.array([4, 7, 6, 9])


@pytest.mark.parametrize("form", [csr_array, coo_array, np.asarray, list, lambda a: a.astype(bool)])
def test_the_form_of_the_matrix_does_not_matter(form):
    assert attack(form(SETS), SIZES, k=5) == attack(SETS.astype(float), SIZES, k=5)


def test_what_is_given_is_not_changed():
    sets, sizes = csr_array(SETS), SIZES.copy()
    for part in (sets.data, sets.indices, sets.indptr, sizes):
        part.flags.writeable = False
    attack(sets, sizes, k=5)


@given(two_trees(), st.randoms(use_true_random=False))
def test_order_repetition_and_splitting_of_regions_change_nothing(sets, random):
    given_sets, sizes = sets
    rows = list(range(len(given_sets))) * 2
    random.shuffle(rows)
    columns = list(range(len(sizes))) * 2
    random.shuffle(columns)
    halves = {0: [], 1: []}
    for column in columns:
        part = len([c for c in halves[0] if c == column])
        halves[0].append(column)
        halves[1].append(sizes[column] // 2 if part else sizes[column] - sizes[column] // 2)
    again = attack(given_sets[rows][:, halves[0]], np.array(halves[1], dtype=int), k=5)
    assert again.smallest == attack(given_sets, sizes, k=5).smallest


def test_the_witness_names_the_sets_as_they_were_given():
    empty, double = [0, 0, 0], [1, 0, 0]
    audit = attack([empty, double, double, [1, 1, 0]], [9, 2, 5], k=5)
    assert audit.witness == ((3, 1.0), (1, -1.0))


@pytest.mark.parametrize(
    ("sets", "sizes", "code"),
    [
        ([1, 0], [1, 1], "privacy.no-memberships"),
        ([[0.5, 1]], [1, 1], "privacy.no-memberships"),
        ([[np.nan, 1]], [1, 1], "privacy.no-memberships"),
        ([[np.inf, 1]], [1, 1], "privacy.no-memberships"),
        ([["a", "b"]], [1, 1], "privacy.no-memberships"),
        ([[1, 1]], [1], "privacy.no-sizes"),
        ([[1, 1]], [1, -1], "privacy.no-sizes"),
        ([[1, 1]], [1.0, 2.5], "privacy.no-sizes"),
    ],
)
def test_what_cannot_be_attacked_is_refused_with_a_sentence(sets, sizes, code):
    with pytest.raises(ArgumentError) as error:
        attack(sets, sizes, k=5)
    assert error.value.code == code


def test_named_regions_become_a_matrix():
    matrix, sizes = memberships([["a", "c"], [], ["b"]], {"a": 5, "b": 6, "c": 7})
    assert matrix.toarray().tolist() == [[1, 0, 1], [0, 0, 0], [0, 1, 0]]
    assert sizes.tolist() == [5, 6, 7]


def test_a_region_without_a_size_is_refused_by_name():
    with pytest.raises(ArgumentError, match="“d”"):
        memberships([["a", "d"]], {"a": 5})
