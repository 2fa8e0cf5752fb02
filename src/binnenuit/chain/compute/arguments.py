"""Check and tidy the shares that ``funding`` and ``ranges`` are given; nothing given is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from scipy.sparse import csr_array

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import sparray, spmatrix

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Sparse = csr_array[Any]
    Matrix = sparray | spmatrix | NDArray[Any]

SLACK = 1e-9
"""A row may add up to this much more than 1; it is then taken to be exactly 1."""
NO_LEAK = 1e-12
"""A remainder this small is rounding, not money of unknown origin."""
_EXACT = 1e-15


class Shares(NamedTuple):
    """Of every euro that comes to a team: from which team, from which customer, or unknown.

    Attributes
    ----------
    links
        Shape (teams, teams).
    revenue
        Shape (teams, customers).
    remainder
        What is left of 1. Shape (teams,).
    """

    links: Sparse
    revenue: Sparse
    remainder: Floats


def shares(works_for: Matrix, revenue: Matrix) -> Shares:
    """Return the shares as sorted CSR without zeros, each row with its remainder adding up to 1.

    Raises
    ------
    ArgumentError
        ``chain.not-a-matrix``, ``chain.not-square``, ``chain.different-teams``,
        ``chain.not-finite``, ``chain.negative-share``, ``chain.too-much``.

    Notes
    -----
    A few passes over the links; copies only what has duplicates, zeros or rows to correct.
    """
    links, paid = _tidy(works_for, "works_for"), _tidy(revenue, "revenue")
    if links.shape[0] != links.shape[1]:
        raise ArgumentError(
            "chain.not-square",
            sentence(
                "works_for has {rows} rows and {columns} columns. Give one row and one column for "
                "each team.",
                rows=links.shape[0],
                columns=links.shape[1],
            ),
        )
    if links.shape[0] != paid.shape[0]:
        raise ArgumentError(
            "chain.different-teams",
            sentence(
                "works_for has {teams} teams and revenue has {rows}. Give both a row for each "
                "team.",
                teams=links.shape[0],
                rows=paid.shape[0],
            ),
        )
    return _corrected(links, paid)


def position(value: int, size: int, what: str) -> int:
    """Return ``value`` when it is a valid position, else raise ``chain.no-such-position``."""
    if 0 <= value < size:
        return int(value)
    raise ArgumentError(
        "chain.no-such-position",
        sentence(
            "There is no {what} {value}. Give a number from 0 up to but not including {size}.",
            what=what,
            value=value,
            size=size,
        ),
    )


def positions(values: int | Sequence[int] | NDArray[np.integer], size: int) -> list[int]:
    """Return the customers asked for as a list of valid positions."""
    return [position(value, size, "customer") for value in np.atleast_1d(values).tolist()]


def amounts(values: Floats, size: int, what: str) -> Floats:
    """Return ``values`` when they are ``size`` finite numbers of at least 0, else raise."""
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.shape == (size,) and np.isfinite(numbers).all() and (numbers >= 0).all():
        return numbers
    raise ArgumentError(
        "chain.amounts",
        sentence(
            "{what} is not a list of {size} amounts of at least 0. Give an amount for each, 0 "
            "where there is none.",
            what=what,
            size=size,
        ),
    )


def _tidy(matrix: Matrix, name: str) -> Sparse:
    tidy = _as_csr(matrix, name)
    lowest, highest = tidy.data.min(initial=0.0), tidy.data.max(initial=0.0)
    if not np.isfinite(lowest + highest):
        raise ArgumentError(
            "chain.not-finite",
            sentence(
                "{name} holds a value that is not a number or is infinite. Leave out what is not "
                "known.",
                name=name,
            ),
        )
    if lowest < 0:
        raise ArgumentError(
            "chain.negative-share",
            sentence(
                "{name} holds the share {value:.3g}. A share is between 0 and 1: book money that "
                "went back as money to the other side.",
                name=name,
                value=float(lowest),
            ),
        )
    return _canonical(tidy)


def _as_csr(matrix: Matrix, name: str) -> Sparse:
    try:
        given = csr_array(cast("Any", matrix))
        if given.ndim == 2 and np.can_cast(given.dtype, np.float64, "same_kind"):
            return given.astype(np.float64, copy=False)
    except (TypeError, ValueError):
        pass
    raise ArgumentError(
        "chain.not-a-matrix",
        sentence(
            "{name} is not a matrix of numbers. Give a sparse matrix or a two-dimensional array.",
            name=name,
        ),
    )


def _canonical(matrix: Sparse) -> Sparse:
    # A fresh object around the same arrays: scipy notes on the object whether it is canonical.
    parts = (matrix.data, matrix.indices, matrix.indptr)
    view: Sparse = csr_array(parts, shape=matrix.shape)
    if view.has_canonical_format and view.data.all():
        return view
    tidy = view.copy()
    tidy.sum_duplicates()
    tidy.eliminate_zeros()
    return tidy


def _corrected(links: Sparse, revenue: Sparse) -> Shares:
    """Make rows that add up to 1 but for rounding do so exactly."""
    sums = links @ np.ones(links.shape[1]) + revenue @ np.ones(revenue.shape[1])
    if sums.max(initial=0.0) > 1 + SLACK:
        raise _too_much(int(sums.argmax()), float(sums.max()))
    full = sums > 1 - NO_LEAK
    remainder = np.where(full, 0.0, 1 - sums)
    if (np.abs(sums[full] - 1) > _EXACT).any():
        factors = np.where(full, 1 / np.where(full, sums, 1.0), 1.0)
        links, revenue = _scaled(links, factors), _scaled(revenue, factors)
    return Shares(links, revenue, remainder)


def _scaled(matrix: Sparse, factors: Floats) -> Sparse:
    data = matrix.data * np.repeat(factors, np.diff(matrix.indptr))
    scaled: Sparse = csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)
    return scaled


def _too_much(team: int, total: float) -> ArgumentError:
    return ArgumentError(
        "chain.too-much",
        sentence(
            "The shares of team {team} add up to {total:.6g}. All money of a team, from teams and "
            "customers together, is 1: divide by its total.",
            team=team,
            total=total,
        ),
    )
