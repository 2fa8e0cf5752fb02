"""Axes of opinion, and where people stand on them."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from tests.dialogue.conversations import of_one_mind, opposed

from binnenuit.dialogue.compute.null import chance, shuffled
from binnenuit.dialogue.compute.spectrum import axes, canonical, centred, places
from binnenuit.dialogue.compute.stability import dropped


def test_axes_are_those_of_the_whole_table() -> None:
    of = centred(opposed((40, 30, 30), 25)[0])
    strengths, along = axes(of, 3, exactness=1e-12)
    whole = of.table.toarray() * np.sqrt(of.weight)[:, None]
    _, singular, right = np.linalg.svd(whole, full_matrices=False)
    assert np.allclose(strengths, singular[:3] ** 2)
    assert np.allclose(np.abs(np.sum(along * right[:3].T, axis=0)), 1, atol=1e-4)
    assert (along[np.abs(along).argmax(axis=0), range(3)] > 0).all()


def test_rows_sorted_by_content_are_the_same_rows() -> None:
    votes = of_one_mind(50, 20)
    table, order = canonical(votes)
    assert np.array_equal(table.toarray(), votes.toarray()[order])
    again, _ = canonical(votes[np.random.default_rng(1).permutation(50)])
    assert np.array_equal(table.toarray(), again.toarray())


def test_columns_that_are_not_sorted_change_nothing() -> None:
    sorted_ = csr_array(np.array([[1, -1, 1], [-1, 1, 1]], dtype=np.int8))
    turned = csr_array(
        (sorted_.data[[2, 1, 0, 5, 4, 3]], sorted_.indices[[2, 1, 0, 5, 4, 3]], sorted_.indptr),
        shape=(2, 3),
    )
    assert np.array_equal(canonical(turned)[0].toarray(), canonical(sorted_)[0].toarray())


def test_who_voted_less_is_less_known_and_nearer_to_the_middle() -> None:
    votes, _ = opposed((60, 60), 40, 1.0)
    less = csr_array(np.vstack([votes.toarray(), votes.toarray()[:1]]))
    less.data[less.indptr[120] + 8 :] = 0
    few = csr_array(
        (
            less.data[: less.indptr[120] + 8],
            less.indices[: less.indptr[120] + 8],
            np.append(less.indptr[:-1], less.indptr[120] + 8),
        ),
        shape=less.shape,
    )
    of = centred(few)
    where = places(of, axes(of, 1)[1])
    assert where.known[120] < where.known[0]
    assert abs(where.mean[120, 0]) < abs(where.mean[0, 0])


def test_shuffling_keeps_who_voted_on_what_and_every_result() -> None:
    votes, _ = opposed((30, 30), 20)
    mixed = shuffled(votes, 1)
    assert np.array_equal(votes.indices, mixed.indices)
    assert np.array_equal(votes.indptr, mixed.indptr)
    assert np.array_equal(votes.sum(axis=0), mixed.sum(axis=0))
    assert np.array_equal(abs(votes).sum(axis=0), abs(mixed).sum(axis=0))
    assert not np.array_equal(votes.data, mixed.data)


def test_chance_is_as_rare_as_it_says() -> None:
    found = []
    for seed in range(25):
        of = centred(of_one_mind(40, 20, seed=seed))
        found.append(chance(of, seed=seed).p_value(float(axes(of, 1)[0][0])))
    assert 0.25 <= np.mean(np.array(found) <= 0.5) <= 0.75
    assert np.mean(np.array(found) <= 0.01) <= 0.05


def test_a_part_of_the_votes_is_left_out() -> None:
    votes = of_one_mind(100, 50)
    less = dropped(votes, 0.2, 0)
    assert less.shape == votes.shape
    assert abs(less.nnz / votes.nnz - 0.8) < 0.03
    kept = less.toarray() != 0
    assert np.array_equal(less.toarray()[kept], votes.toarray()[kept])
