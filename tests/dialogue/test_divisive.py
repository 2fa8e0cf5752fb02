"""How divided everybody is, by hand and by the layers of van der Eijk."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_array

from binnenuit.dialogue.compute.divisive import divided, divided_of_counts


def agreement(counts: list[int]) -> float:
    """Agreement A of van der Eijk (2001), layer by layer, for any number of ordered options."""
    options, left, total = len(counts), list(counts), 0.0
    while any(left):
        height = min(count for count in left if count)
        pattern = [int(count > 0) for count in left]
        total += height * sum(pattern) * layer(pattern, options)
        left = [count - height * filled for count, filled in zip(left, pattern, strict=True)]
    return total / sum(counts)


def layer(pattern: list[int], options: int) -> float:
    filled = sum(pattern)
    if filled == 1:
        return 1.0
    if filled == options:
        return 0.0
    triples = [
        (pattern[a], pattern[b], pattern[c])
        for a in range(options)
        for b in range(a + 1, options)
        for c in range(b + 1, options)
    ]
    with_top = sum(triple in {(1, 1, 0), (0, 1, 1)} for triple in triples)
    with_gap = sum(triple == (1, 0, 1) for triple in triples)
    unimodal = (options - 2) * with_top - (options - 1) * with_gap
    unimodal /= (options - 2) * (with_top + with_gap)
    return unimodal * (1 - (filled - 1) / (options - 1))


def test_it_is_the_agreement_of_van_der_eijk_for_all_small_counts():
    for disagree, passed, agree in product(range(6), repeat=3):
        total = disagree + passed + agree
        if total:
            found = divided_of_counts([[agree]], [[disagree]], [[total]])[0, 0]
            known = (1 - agreement([disagree, passed, agree])) / 2
            assert found == pytest.approx(known, abs=1e-12)


@pytest.mark.parametrize(
    ("votes", "known"),
    [([1, 1, 1], 0), ([0, 0], 0), ([1, -1], 1), ([1, 0, -1], 0.5), ([1, 1, 1, -1], 0.5)],
)
def test_from_one_opinion_to_two_camps(votes, known):
    column = np.array(votes, np.int8)
    people = np.arange(len(votes))
    table = csr_array(
        (column, np.zeros_like(people), np.append(people, len(votes))), (len(votes), 1)
    )
    assert divided(table)[0] == pytest.approx(known)


def test_where_nobody_voted_there_is_no_figure():
    assert np.isnan(divided(csr_array((3, 2), dtype=np.int8))).all()
