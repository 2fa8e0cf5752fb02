"""What is left of the equations of random effects when the largest factor is eliminated.

With N the rows counted by levels, w weights of the eliminated levels and s scales of the others,
this is ``S = I + s (N_oo - N_of w N_fo) s``. Where its numbers stand is found once; each trial only
fills them in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import csc_array, csr_array

from binnenuit.mirror.compute.between.mixed.factored import Sparse, factored_dense, factored_sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.mirror.compute.between.mixed.factored import Dense

    Integers: TypeAlias = NDArray[np.intp]
    Numbers: TypeAlias = NDArray[np.float64]

_SMALL: Final = 1_000
_FULL: Final = 12_000
"""Most levels for which a full matrix is considered: 1.2 GB."""
_FILLED: Final = 0.02
"""From this share of numbers on, factors fill up and a full matrix is quicker."""
_CROSSED: Final = 0.25
"""From this share of combinations on, multiplying full tables is quicker than listing pairs."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of levels of the other factors that meet at a level of the eliminated one.

    Attributes
    ----------
    level
        Of the eliminated factor. Shape (pairs,).
    row, column
        Levels of the other factors. Shape (pairs,).
    product
        Of the rows that each shares with the level. Shape (pairs,).
    """

    level: Integers
    row: Integers
    column: Integers
    product: Numbers


@dataclass(frozen=True, eq=False)
class FullCounts:
    """For factors that are nearly fully crossed."""

    counts: Numbers
    joint: Numbers

    def factored(self, weights: Numbers, scale: Numbers) -> Dense:
        """Fill in and factor S."""
        matrix = self.joint - (self.counts.T * weights) @ self.counts
        return factored_dense(_scaled(matrix, scale))


@dataclass(frozen=True, eq=False)
class FullPairs:
    """For few levels, of which few meet at each level of the eliminated factor.

    Attributes
    ----------
    place
        Where the pair's number stands in S, row after row. Shape (pairs,).
    level, product
        As in ``Pairs``.
    joint
        Rows by levels of the others, twice. Shape (others, others).
    """

    place: Integers
    level: Integers
    product: Numbers
    joint: Numbers

    def factored(self, weights: Numbers, scale: Numbers) -> Dense:
        """Fill in and factor S."""
        levels = len(self.joint)
        met = np.bincount(self.place, weights[self.level] * self.product, levels**2)
        matrix = self.joint - met.reshape(levels, levels)
        return factored_dense(_scaled(matrix, scale))


@dataclass(frozen=True, eq=False)
class Scattered:
    """For many levels, of which few meet; in an order that keeps the factors thin.

    Attributes
    ----------
    place
        Where each level stands in that order. Shape (levels,).
    pattern
        S with ``joint`` filled in, in that order.
    row, column
        Levels of each stored number. Shape (stored,).
    diagonal
        Which stored numbers are on it. Shape (levels,).
    by_level
        Products of pairs, by stored number and eliminated level. Shape (stored, first).
    """

    place: Integers
    pattern: csc_array
    row: Integers
    column: Integers
    diagonal: Integers
    by_level: csr_array

    def factored(self, weights: Numbers, scale: Numbers) -> Sparse:
        """Fill in and factor S."""
        return Sparse(factored_sparse(self.filled(weights, scale), "NATURAL"), self.place)

    def filled(self, weights: Numbers, scale: Numbers) -> csc_array:
        """Fill in S."""
        values = self.pattern.data - self.by_level @ weights
        values *= scale[self.row] * scale[self.column]
        values[self.diagonal] += 1.0
        return csc_array((values, self.pattern.indices, self.pattern.indptr), self.pattern.shape)


Remaining: TypeAlias = FullCounts | FullPairs | Scattered


def remaining(counts: csr_array, joint: csr_array) -> Remaining:
    """Find where the numbers of S stand.

    Parameters
    ----------
    counts
        Rows by level of the eliminated factor and level of the others. Shape (first, others).
    joint
        Rows by levels of the others, twice. Shape (others, others).
    """
    first, levels = counts.shape
    if levels <= _SMALL and counts.nnz > _CROSSED * first * levels:
        return FullCounts(counts.toarray(), joint.toarray())
    pattern = csr_array(joint + counts.T @ counts)
    pairs = _pairs(counts)
    if levels <= _SMALL or (levels <= _FULL and pattern.nnz > _FILLED * levels**2):
        return _full_pairs(pairs, joint)
    unordered = np.arange(levels)
    found = _scattered(pairs, joint, pattern, unordered)
    trial = found.filled(np.zeros(first), np.ones(levels))
    ordered = factored_sparse(trial, "MMD_AT_PLUS_A").perm_c
    # SuperLU counts in 32 bits, and a place in S may be beyond those.
    return _scattered(pairs, joint, pattern, ordered.astype(np.intp))


def _scaled(matrix: Numbers, scale: Numbers) -> Numbers:
    matrix *= scale
    matrix *= scale[:, np.newaxis]
    matrix[np.diag_indices_from(matrix)] += 1.0
    return matrix


def _pairs(counts: csr_array) -> Pairs:
    each = np.diff(counts.indptr)
    level = np.repeat(np.arange(len(each)), each)
    partners = each[level]
    entry = np.repeat(np.arange(counts.nnz), partners)
    within = np.arange(len(entry)) - np.repeat(np.cumsum(partners) - partners, partners)
    partner = counts.indptr[level[entry]] + within
    return Pairs(
        level[entry],
        counts.indices[entry].astype(np.intp),
        counts.indices[partner].astype(np.intp),
        counts.data[entry] * counts.data[partner],
    )


def _full_pairs(pairs: Pairs, joint: csr_array) -> FullPairs:
    lower = pairs.row >= pairs.column
    place = pairs.row[lower] * joint.shape[0] + pairs.column[lower]
    return FullPairs(place, pairs.level[lower], pairs.product[lower], joint.toarray())


def _scattered(pairs: Pairs, joint: csr_array, pattern: csr_array, place: Integers) -> Scattered:
    levels = len(place)
    where = _moved(pattern, place)
    column = np.repeat(np.arange(levels), np.diff(where.indptr))
    keys = column * levels + where.indices
    inverse = np.argsort(place)
    met = np.searchsorted(keys, place[pairs.column] * levels + place[pairs.row])
    known = _moved(joint, place)
    values = np.zeros(len(keys))
    known_column = np.repeat(np.arange(levels), np.diff(known.indptr))
    values[np.searchsorted(keys, known_column * levels + known.indices)] = known.data
    return Scattered(
        place=place,
        pattern=csc_array((values, where.indices, where.indptr), where.shape),
        row=inverse[where.indices],
        column=inverse[column],
        diagonal=np.searchsorted(keys, np.arange(levels) * (levels + 1)),
        by_level=csr_array(
            (pairs.product, (met, pairs.level)), (len(keys), int(pairs.level.max()) + 1)
        ),
    )


def _moved(matrix: csr_array, place: Integers) -> csc_array:
    entries = matrix.tocoo()
    moved = csc_array((entries.data, (place[entries.row], place[entries.col])), matrix.shape)
    moved.sort_indices()
    return moved
