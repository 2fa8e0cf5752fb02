"""What is left of an equation after a solution was filled in, and how well that is known."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from binnenuit.solve.blocks import strips

if TYPE_CHECKING:
    from binnenuit.solve.blocks import Floats, Sparse

LONG_ROW = 128
"""Longer rows are summed exactly: in a plain running sum their rounding would outgrow the rest."""
UNIT = float(np.finfo(np.float64).eps)
_SUMMING = 1 + 1e-6
"""Covers the rounding of adding up the sizes of up to a billion teams."""


class Residual(NamedTuple):
    """What is left, and its norms.

    Attributes
    ----------
    values
        ``right - (I - links) x`` as computed. Shape (teams, k).
    norm
        At least the norm of the exact residual of each column, rounding included. Shape (k,).
    rounding
        The part of ``norm`` that is an allowance for rounding. Shape (k,).
    """

    values: Floats
    norm: Floats
    rounding: Floats


def residual(links: Sparse, right: Floats, x: Floats, norm: np.ufunc) -> Residual:
    """Fill ``x`` into ``(I - links) x = right``.

    Parameters
    ----------
    links
        Not negative. Shape (teams, teams).
    right, x
        Shape (teams, k).
    norm
        ``numpy.maximum`` for the largest size in a column, ``numpy.add`` for the sum of the sizes.

    Notes
    -----
    A running sum of m products is wrong by at most ``m u / (1 - m u)`` times the sum of their
    sizes, u half of ``UNIT``: Higham (2002), section 3.1; the two subtractions add one ``u`` of
    each part. One more of each covers the rounding of the bound. Two passes over the links.
    """
    values = np.empty_like(right)
    total, rounding = np.zeros(right.shape[1]), np.zeros(right.shape[1])
    size = np.abs(x)
    for rows, strip in strips(links, right.shape[1]):
        lengths = np.diff(strip.indptr)
        values[rows] = right[rows] - (x[rows] - strip @ x)
        for row in np.flatnonzero(lengths > LONG_ROW) + rows.start:
            values[row] = _exact_row(links, row, right, x)
        terms = np.where(lengths > LONG_ROW, 4, lengths + 3)[:, None]
        parts = terms * (strip @ size) + 3 * size[rows] + 2 * np.abs(right[rows])
        allowed = UNIT / 2 * parts
        rounding = norm(rounding, norm.reduce(allowed, axis=0))
        total = norm(total, norm.reduce(np.abs(values[rows]) + allowed, axis=0))
    return Residual(values, total * _SUMMING, rounding * _SUMMING)


def _exact_row(links: Sparse, row: int, right: Floats, x: Floats) -> list[float]:
    entries = slice(links.indptr[row], links.indptr[row + 1])
    products = (links.data[entries, None] * x[links.indices[entries]]).T
    return [
        fsum((*column, start, -end))
        for column, start, end in zip(products, right[row], x[row], strict=True)
    ]
