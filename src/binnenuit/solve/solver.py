"""Solve for the end of every path through a sparse graph, with a bound on the error."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from binnenuit.errors import UncertifiedError
from binnenuit.language import sentence
from binnenuit.solve.equations import Equations, Wanted
from binnenuit.solve.residual import UNIT

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from binnenuit.solve.blocks import Floats

_ROUNDING = 1 + 8 * UNIT
AT_ONCE = 8
"""Right-hand sides solved together; more would not be faster and take more memory."""


class Solver:
    """Answer, for every team, where a walk along its links ends and after how many steps.

    With W the links, N = I + W + W^2 + ... = (I - W)^-1 counts visits; every answer below is a
    product with N or with its transpose.

    Parameters
    ----------
    links
        Chance, 0 to 1, to go from one team to the other in the next step; each row adds up to at
        most 1, and from every team a team can be reached whose row adds up to less: look that up
        in the graph first, numerics cannot tell. Shape (teams, teams).
    tolerance
        Largest error of an answer between 0 and 1.

    Attributes
    ----------
    steps
        N 1: expected number of steps until the walk ends. Shape (teams,).
    steps_error
        Bound on the error of ``steps``, relative to each.
    longest
        Upper bound on the largest row sum of N, by which a residual becomes an error.

    Raises
    ------
    UncertifiedError
        ``solve.steps`` when the error of ``steps`` cannot be brought under the tolerance.

    Notes
    -----
    The certificate. N exists and is not negative (I - W is a non-singular M-matrix: Berman &
    Plemmons, 1994, chapter 6). If a vector ``h`` leaves a residual of at most s < 1 in
    ``(I - W) h = 1``, then ``(I - W) h >= 1 - s``; multiplied by N: ``N 1 <= h / (1 - s)``. So the
    row sums of N are known without knowing N, and a residual of at most r in
    ``(I - W) x = b`` means an error of at most ``max(h) r / (1 - s)``. Residuals are taken with an
    allowance for their own rounding. No sum over paths is needed. For the transpose, a residual r
    in ``z (I - W) = e`` means an error of ``r N R`` in the ends ``z R``: at most the sum of the
    sizes of r, because no end is more than certain.

    Memory is about twice the links and six vectors; some twenty to fifty passes over the links.
    """

    def __init__(self, links: csr_array[Any], *, tolerance: float) -> None:
        self._links = links
        self._tolerance = tolerance
        self._forward = Equations(links, np.maximum)
        solved = self._forward.solve(np.ones((links.shape[0], 1)), self._wanted_steps())
        self.steps: Floats = solved.x[:, 0]
        if not solved.enough or self.steps.min(initial=0.0) < 0:
            raise _uncertified_steps(tolerance, solved.norm)
        self.steps_error = _ROUNDING * solved.norm / (1 - solved.norm)
        self.longest = float(self.steps.max(initial=0.0)) * _ROUNDING / (1 - solved.norm)

    def solve(self, right: Floats) -> Floats:
        """Return ``N right``: where a walk from each team ends.

        Parameters
        ----------
        right
            Chance that the walk ends here, in each of k ways. Shape (teams, k).

        Returns
        -------
        x
            Each number lies within the tolerance. Shape (teams, k).

        Raises
        ------
        UncertifiedError
            ``solve.residual`` when that cannot be brought about.
        """
        x = np.empty(right.shape)
        for start in range(0, right.shape[1], AT_ONCE):
            part = slice(start, start + AT_ONCE)
            x[:, part] = self._solve(self._forward, right[:, part], self.longest)
        return x

    def visits(self, start: Floats) -> Floats:
        """Return ``start N``: expected visits of walks that begin as ``start`` says.

        Parameters
        ----------
        start
            Chance of beginning at each team; adds up to at most 1. Shape (teams,).

        Returns
        -------
        visits
            Exact for a start that differs by at most the tolerance, all differences together. So
            what ``visits @ right`` says of ends, when ``N right`` is at most 1, lies within the
            tolerance. Shape (teams,).

        Raises
        ------
        UncertifiedError
            ``solve.residual`` when that cannot be brought about.
        """
        return self._solve(self._backward, start[:, None], 1.0)[:, 0]

    def _solve(self, equations: Equations, right: Floats, weight: float) -> Floats:
        """Solve until ``weight`` times the norm of the residual is within the tolerance."""
        enough = self._tolerance / (max(weight, 1.0) * _ROUNDING)
        solved = equations.solve(np.ascontiguousarray(right), Wanted(enough, lambda _x: enough))
        if not solved.enough:
            raise _uncertified(self._tolerance, weight * solved.norm)
        return solved.x

    @cached_property
    def _backward(self) -> Equations:
        return Equations(self._links.T.tocsr(), np.add)

    def _wanted_steps(self) -> Wanted:
        """Try for the tolerance in steps; be content with the tolerance relative to the steps."""
        enough = min(self._tolerance, 0.5) / 2

        def aim(x: Floats) -> float:
            longest = max(1.0, float(x.max(initial=0.0)))
            return min(enough, max(self._tolerance / (2 * longest), 16 * UNIT * longest))

        return Wanted(enough, aim)


def _uncertified_steps(tolerance: float, norm: float) -> UncertifiedError:
    return UncertifiedError(
        "solve.steps",
        sentence(
            "The number of steps could not be computed with certainty to {tolerance:.1e}; what is "
            "left is {norm:.1e}. Somewhere the money goes round almost without end: look for a "
            "circle of teams that work nearly only for one another, or allow a larger tolerance.",
            tolerance=tolerance,
            norm=norm,
        ),
    )


def _uncertified(tolerance: float, bound: float) -> UncertifiedError:
    return UncertifiedError(
        "solve.residual",
        sentence(
            "The shares could not be computed with certainty to {tolerance:.1e}, only to "
            "{bound:.1e}. Allow a larger tolerance, or look for a circle of teams that work nearly "
            "only for one another.",
            tolerance=tolerance,
            bound=bound,
        ),
    )
