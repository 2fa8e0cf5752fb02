"""Level C: single blocks and pairs, and the arithmetic modulo a prime below it."""

from __future__ import annotations

from importlib import import_module
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.privacy.audit.brute import anything, fewest, rank, rests_on

from binnenuit.privacy.audit import Level, attack
from binnenuit.privacy.audit.blocks import blocks
from binnenuit.privacy.audit.elimination import OTHER_PRIME, PRIME, fractions, reduced
from binnenuit.privacy.audit.rank import rank_attack


def weighted(rows=5, regions=7, most=3):
    return arrays(
        np.int64,
        st.tuples(st.integers(1, rows), st.integers(1, regions)),
        elements=st.integers(-most, most),
    )


@pytest.mark.parametrize("prime", [PRIME, OTHER_PRIME])
def test_the_primes_are_primes_whose_square_fits(prime):
    assert all(prime % divisor for divisor in range(2, int(prime**0.5) + 1))
    assert 2 * prime**2 < 2**64 - 1
    assert prime**2 + prime < 2**63


@given(weighted())
def test_the_rank_modulo_the_prime_is_that_of_fractions(matrix):
    assert len(reduced(matrix).pivots) == rank(matrix)


@given(weighted())
def test_pivots_stand_alone_and_every_row_is_held(matrix):
    basis = reduced(matrix)
    assert (basis.rows[:, basis.pivots] == np.eye(len(basis.pivots), dtype=int)).all()
    assert basis.holds(matrix).all()


@given(weighted(rows=3), st.data())
def test_a_vector_is_held_exactly_when_the_rank_stays(matrix, data):
    vector = data.draw(arrays(np.int64, matrix.shape[1], elements=st.integers(-2, 2)))
    held = reduced(matrix).holds(vector[None])[0]
    assert held == (rank(np.vstack([matrix, vector])) == rank(matrix))


@given(st.integers(-32_000, 32_000), st.integers(1, 32_000))
def test_fractions_come_back_from_their_remainder(top, bottom):
    found = fractions(np.array([[top * pow(bottom, -1, PRIME) % PRIME]]))
    assert found.values[0, 0] == top / bottom
    assert found.modulo(OTHER_PRIME)[0, 0] == top * pow(bottom, -1, OTHER_PRIME) % OTHER_PRIME


def test_a_remainder_that_is_no_small_fraction_is_not_made_one():
    unlikely = np.array([[pow(3, 1_000_003, PRIME)]])
    assert fractions(unlikely) is None


@given(anything())
def test_no_single_block_and_no_pair_is_lighter_than_what_is_found(sets):
    matrix, sizes = sets
    tidy = blocks(matrix, sizes)
    if not tidy.rows.size:
        return
    found = rank_attack(tidy, k=5)
    dense, whole = tidy.memberships.toarray(), rank(tidy.memberships.toarray())
    for count in (1, 2):
        for group in combinations(range(len(tidy.sizes)), count):
            rest = np.delete(dense, group, axis=1)
            if rank(rest) < whole:
                assert found.smallest <= tidy.sizes[list(group)].sum()


@given(anything())
def test_what_is_found_is_there_and_what_is_decided_is_exact(sets):
    matrix, sizes = sets
    audit, least = attack(matrix, sizes, k=5, level=Level.RANK), fewest(matrix, sizes)
    if least is None:
        assert not audit.witness
        return
    assert rests_on(matrix, sizes, audit.witness) == audit.smallest
    assert audit.smallest >= least
    if audit.decided:
        assert min(audit.smallest, 5) == min(least, 5)


@given(weighted(), st.data())
def test_weights_other_than_one_are_attacked_as_well(matrix, data):
    sizes = data.draw(arrays(np.int64, matrix.shape[1], elements=st.integers(0, 5)))
    audit, least = attack(matrix, sizes, k=5, level=Level.RANK), fewest(matrix, sizes)
    assert least is None or audit.smallest >= least


def test_two_sets_that_share_all_but_two_people_each_lay_four_bare():
    """A pair of rows of the basis, neither of which is light."""
    audit = attack([[1, 0, 1], [0, 1, 1]], [2, 2, 9], k=5, level=Level.RANK)
    assert (audit.smallest, audit.decided) == (4, True)
    assert sorted(audit.witness) == [(0, 1.0), (1, -1.0)]


def test_an_organisation_too_large_to_reduce_is_undecided(monkeypatch):
    module = import_module("binnenuit.privacy.audit.attack")  # the package has the function there
    monkeypatch.setattr(module, "MOST_CELLS", 10)
    bits = np.arange(8)
    audit = attack([bits & 1, bits >> 1 & 1, bits >> 2], np.full(8, 9), k=5)
    assert (audit.smallest, audit.decided, audit.passed) == (36, False, False)
    assert audit.witness == ((0, 1.0),)
