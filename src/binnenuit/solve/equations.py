"""One system of equations, and the methods tried on it one after the other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from binnenuit.solve.bicgstab import bicgstab
from binnenuit.solve.direct import dense, narrow
from binnenuit.solve.neumann import neumann
from binnenuit.solve.residual import residual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from binnenuit.solve.blocks import Floats, Sparse

    Method = Callable[[Floats], Floats]

SMALL = 150
"""Up to so many teams a full matrix is factored, in a millisecond; above, LAPACK takes threads."""
MOST_WORK = 10_000_000_000
"""Multiplications in the last resort, the plain sum over all paths: about a minute."""
MOST_SWEEPS = 10_000
REFINEMENTS = 4


class Wanted(NamedTuple):
    """How small the residual of each column must become.

    Attributes
    ----------
    enough
        Norm at which the result may be used.
    aim
        Norm to try for, given the solution so far; at most ``enough``.
    """

    enough: float
    aim: Callable[[Floats], float]


class Solved(NamedTuple):
    """``x`` of shape (teams, k), the norm of its residual, and whether that is enough."""

    x: Floats
    norm: float
    enough: bool


class Equations:
    """Solve ``(I - links) x = right`` until the residual, rounding included, is small enough.

    Parameters
    ----------
    links
        Not negative. Shape (teams, teams).
    norm
        ``numpy.maximum`` or ``numpy.add``: how the residual of a column is measured.
    """

    def __init__(self, links: Sparse, norm: np.ufunc) -> None:
        self._links = links
        self._norm = norm

    def solve(self, right: Floats, wanted: Wanted) -> Solved:
        """Try one method after the other; the last result comes back even when it is not enough."""
        solved = Solved(np.zeros_like(right), 0.0, enough=not right.size)
        if solved.enough:
            return solved
        with np.errstate(over="ignore", invalid="ignore"):  # a breakdown shows in the residual
            for method in self._methods(wanted, right.shape[1]):
                solved = self._refine(right, solved.x, method, wanted)
                if solved.enough:
                    break
        return solved

    def _refine(self, right: Floats, x: Floats, method: Method, wanted: Wanted) -> Solved:
        """Solve for what is left, again and again while that helps."""
        rest = residual(self._links, right, x, self._norm)
        for _ in range(REFINEMENTS):
            if (rest.norm <= np.maximum(wanted.aim(x), 2 * rest.rounding)).all():
                break
            better = x + method(rest.values)
            left = residual(self._links, right, better, self._norm)
            if not left.norm.max() < rest.norm.max():
                break
            x, rest = better, left
        norm = float(rest.norm.max(initial=0.0))
        return Solved(x, norm, norm <= wanted.enough)

    def _methods(self, wanted: Wanted, columns: int) -> Iterator[Method]:
        if self._links.shape[0] <= SMALL:
            yield self._dense
            return
        yield self._bicgstab(wanted, iterations=150)
        if self._narrow is not None:
            yield self._narrow
        yield self._bicgstab(wanted, iterations=1000)
        sweeps = min(MOST_SWEEPS, MOST_WORK // (columns * (self._links.nnz + 1)))
        yield self._neumann(wanted, sweeps)

    @cached_property
    def _dense(self) -> Method:
        return dense(self._links)

    @cached_property
    def _narrow(self) -> Method | None:
        return narrow(self._links)

    def _bicgstab(self, wanted: Wanted, iterations: int) -> Method:
        return lambda right: bicgstab(
            self._links, right, norm=self._norm, done=_done(wanted), iterations=iterations
        )

    def _neumann(self, wanted: Wanted, sweeps: int) -> Method:
        return lambda right: neumann(
            self._links, right, norm=self._norm, done=_done(wanted), sweeps=sweeps
        )


def _done(wanted: Wanted) -> Callable[[Floats, Floats], bool]:
    return lambda norms, x: bool((norms <= wanted.aim(x) / 2).all())
