"""Oracles that share no code with the auditor: every group of blocks, with exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays


def rank(rows) -> int:
    """Rank over the rationals, by elimination with fractions."""
    rows = [[Fraction(int(value)) for value in row] for row in rows]
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            if row[column]:
                times = row[column] / pivot[column]
                row[:] = [a - times * b for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def fewest(matrix, sizes) -> int | None:
    """People in the lightest group of blocks that carries a combination; None when none does.

    A combination rests on a group if and only if the rank falls when its blocks are left out.
    """
    matrix, sizes = np.asarray(matrix), np.asarray(sizes)
    present = np.flatnonzero(sizes)
    whole = rank(matrix[:, present])
    weights = [
        sizes[list(group)].sum()
        for count in range(1, len(present) + 1)
        for group in combinations(present, count)
        if rank(matrix[:, [b for b in present if b not in group]]) < whole
    ]
    return int(min(weights)) if weights else None


def rests_on(matrix, sizes, witness) -> int:
    """People on whom the combination of a witness rests."""
    coefficients = np.zeros(np.shape(matrix)[0])
    for row, value in witness:
        coefficients[row] += value
    values = coefficients @ np.asarray(matrix)
    return int(np.asarray(sizes)[np.abs(values) > 1e-9].sum())


@st.composite
def trees(draw, regions, sets):
    """A family of sets of which any two are nested or apart: groups of parts, split further."""
    family = []
    parts = [list(range(regions))]
    while parts and len(family) < sets:
        part = parts.pop(0)
        colour = draw(arrays(np.int64, len(part), elements=st.integers(0, 2)))
        pieces = [[r for r, c in zip(part, colour, strict=True) if c == which] for which in (0, 1)]
        family += [[int(r in piece) for r in range(regions)] for piece in pieces if piece]
        parts += [piece for piece in pieces if len(piece) > 1]
    return np.array(family, dtype=np.int64).reshape(-1, regions)


def people(regions, smallest=0, largest=6):
    return arrays(np.int64, regions, elements=st.integers(smallest, largest))


@st.composite
def one_tree(draw):
    regions = draw(st.integers(1, 7))
    return draw(trees(regions, 6)), draw(people(regions))


@st.composite
def two_trees(draw):
    regions = draw(st.integers(1, 7))
    sets = np.vstack([draw(trees(regions, 5)), draw(trees(regions, 5))])
    return sets[draw(st.permutations(range(len(sets))))], draw(people(regions))


@st.composite
def anything(draw):
    regions, rows = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    return draw(arrays(np.int64, (rows, regions), elements=st.integers(0, 1))), draw(
        people(regions)
    )
