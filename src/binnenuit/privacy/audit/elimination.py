"""Row reduction modulo a prime: exact where floating point would have to guess what is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.privacy.audit.blocks import Flags, Integers

PRIME: Final = 2_147_483_629
"""The prime 2**31 - 19: the product of two remainders fits a signed 64-bit number."""
OTHER_PRIME: Final = 2_147_483_587
"""A second one, to check what was concluded modulo the first."""
MOST_CELLS: Final = 25_000_000
"""Rows times columns up to which callers try a full matrix: 200 MB, and seconds."""
_LARGEST_TERM: Final = 32_000
"""Fractions with smaller terms differ modulo ``PRIME``: twice its square is below the prime."""


class Reduced(NamedTuple):
    """A basis of the row space in which each pivot column holds a single 1.

    Attributes
    ----------
    rows
        Remainders modulo ``prime``. Shape (rank, columns).
    pivots
        Column of the leading 1 of each row, ascending. Shape (rank,).
    prime
        Below 2**31.
    """

    rows: Integers
    pivots: Integers
    prime: int

    def holds(self, vectors: Integers) -> Flags:
        """Tell which vectors are combinations of the rows, modulo the prime. Shape (vectors,)."""
        rest = np.mod(vectors, self.prime)
        for row, pivot in zip(self.rows, self.pivots, strict=True):
            _subtract(rest, np.flatnonzero(rest[:, pivot]), row, int(pivot), self.prime)
        return np.asarray(~rest.any(axis=1))


class Fractions(NamedTuple):
    """Fractions as two arrays of whole numbers."""

    numerators: Integers
    denominators: Integers

    @property
    def values(self) -> NDArray[np.float64]:
        """The fractions as floating point numbers."""
        values: NDArray[np.float64] = self.numerators / self.denominators
        return values

    def modulo(self, prime: int) -> Integers:
        """Return the fractions as remainders modulo a prime."""
        distinct, place = np.unique(self.denominators, return_inverse=True)
        inverse = inverses(distinct, prime)[place].reshape(self.numerators.shape)
        found: Integers = np.mod(self.numerators, prime) * inverse % prime
        return found


def reduced(matrix: Integers, prime: int = PRIME) -> Reduced:
    """Reduce whole numbers to row echelon form modulo a prime, each pivot alone in its column.

    Notes
    -----
    The rank never exceeds the rank over the rationals, and falls short of it only when the prime
    divides all largest non-zero minors. For each pivot the rows that hold its column are updated in
    the columns that its row holds, so time grows with rank x rows x columns at worst.
    """
    rows = np.mod(matrix, prime).astype(np.int64)
    pivots: list[int] = []
    for column in range(rows.shape[1]):
        below = np.flatnonzero(rows[len(pivots) :, column])
        if below.size:
            _clear(rows, len(pivots), len(pivots) + int(below[0]), column, prime)
            pivots.append(column)
            if len(pivots) == len(rows):
                break
    return Reduced(rows[: len(pivots)], np.array(pivots, dtype=np.int64), prime)


def inverses(values: Integers, prime: int = PRIME) -> Integers:
    """Return the inverses modulo a prime of remainders that are not zero."""
    return np.array([pow(value, -1, prime) for value in values.tolist()], dtype=np.int64)


def fractions(remainders: Integers) -> Fractions | None:
    """Write remainders modulo ``PRIME`` as the fractions with terms up to 32,000 they stand for.

    Returns
    -------
    found
        None when one of them stands for no such fraction.

    Notes
    -----
    Wang (1981), "A p-adic algorithm for univariate partial fractions": Euclid's algorithm, stopped
    halfway.
    """
    distinct, place = np.unique(remainders, return_inverse=True)
    pairs = [_fraction(value) for value in distinct.tolist()]
    if any(abs(denominator) > _LARGEST_TERM for _, denominator in pairs):
        return None
    terms = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    place = place.reshape(remainders.shape)
    return Fractions(terms[:, 0][place], terms[:, 1][place])


def _fraction(remainder: int) -> tuple[int, int]:
    above, numerator, before, denominator = PRIME, remainder, 0, 1
    while numerator > _LARGEST_TERM:
        times = above // numerator
        above, numerator = numerator, above - times * numerator
        before, denominator = denominator, before - times * denominator
    return numerator, denominator


def _clear(rows: Integers, target: int, source: int, column: int, prime: int) -> None:
    """Bring the source row to its place, make its pivot 1 and clear the column elsewhere."""
    rows[[target, source]] = rows[[source, target]]
    rows[target] = rows[target] * pow(int(rows[target, column]), -1, prime) % prime
    others = np.flatnonzero(rows[:, column])
    _subtract(rows, others[others != target], rows[target], column, prime)


def _subtract(rows: Integers, some: Integers, pivot: Integers, column: int, prime: int) -> None:
    """Subtract the pivot row from some rows so often that they are zero in its column."""
    there = np.flatnonzero(pivot)
    cells = np.ix_(some, there)
    rows[cells] = (rows[cells] - rows[some, column][:, None] * pivot[there]) % prime
