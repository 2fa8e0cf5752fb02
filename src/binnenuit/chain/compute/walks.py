"""Money followed back from every team to where it comes from: the equations behind ``funding``."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from binnenuit.chain.compute.existence import closed_loops, reaches
from binnenuit.solve import Solver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from binnenuit.chain.compute.arguments import Flags, Floats, Shares, Sparse

Kind = TypeVar("Kind", bound=np.generic)

MOST_KEPT = 2**25
"""Computed shares are kept as long as those of all customers fit in 256 MB."""


class Walks:
    """Split the teams by what they can reach, and solve for those that reach an end.

    Parameters
    ----------
    given
        Shares of every team's money.
    tolerance
        Largest error of a share.

    Attributes
    ----------
    cut_off
        No path to a customer. Shape (teams,).
    stuck
        No path to a customer nor to money of unknown origin. Shape (teams,).
    """

    def __init__(self, given: Shares, tolerance: float) -> None:
        self.given = given
        paid, unknown = np.diff(given.revenue.indptr) > 0, given.remainder > 0
        self.cut_off: Flags = _fixed(~reaches(given.links, paid))
        self.stuck: Flags = self.cut_off
        if self.cut_off.any():
            self.stuck = ~reaches(given.links, paid | unknown)
        self._moving = ~self.stuck
        self._solver = Solver(self._links_inside(), tolerance=tolerance)
        self._kept: dict[int, Floats] = {}

    @cached_property
    def loops(self) -> tuple[tuple[int, ...], ...]:
        """Circles of teams that live only on one another."""
        return closed_loops(self.given.links, self.stuck)

    @property
    def handovers(self) -> Floats:
        """Steps to the end minus one; infinite for teams that are cut off."""
        handovers = np.full(len(self.stuck), np.inf)
        handovers[self._moving] = np.maximum(0.0, self._solver.steps - 1)
        handovers[self.cut_off] = np.inf
        return _fixed(handovers)

    @cached_property
    def unknown(self) -> Floats:
        """Share that ends in money of unknown origin."""
        return _fixed(self._ending(self.given.remainder[:, None])[:, 0])

    @cached_property
    def loop(self) -> Floats:
        """Share that ends in a closed loop."""
        stuck = self.stuck.astype(np.float64)
        loop = self._ending((self.given.links @ stuck)[:, None])[:, 0]
        loop[self.stuck] = 1.0
        return _fixed(loop)

    def shares(self, customers: Sequence[int]) -> Floats:
        """Share of each team's money that comes from each of ``customers``; (teams, k)."""
        missing = [customer for customer in dict.fromkeys(customers) if customer not in self._kept]
        paid = self.given.revenue[:, missing].toarray()
        found = dict(zip(missing, self._ending(paid).T, strict=True))
        everything = found | self._kept
        if np.prod(self.given.revenue.shape, dtype=np.int64) <= MOST_KEPT:
            self._kept = everything
        columns = [everything[customer] for customer in customers]
        return np.column_stack(columns) if columns else np.zeros((len(self.stuck), 0))

    def customers_of(self, team: int) -> Floats:
        """Share of one team's money that comes from each customer; (customers,)."""
        if self.cut_off[team]:
            return np.zeros(self.given.revenue.shape[1])
        start = np.zeros(len(self.stuck))
        start[team] = 1.0
        brought: Floats = self.given.revenue.T @ self.through(start)
        return np.clip(brought, 0.0, 1.0)

    def handovers_of(self, team: int) -> Floats:
        """Hand-overs of one team's money on its way to each customer; (customers,)."""
        start = np.zeros(len(self.stuck))
        start[team] = 1.0
        visits = self.through(start)
        brought, steps = (self.given.revenue.T @ walk for walk in (visits, self.through(visits)))
        handovers = np.full(len(brought), np.inf)
        reached = (brought > 0) & ~self.cut_off[team]
        handovers[reached] = np.maximum(0.0, steps[reached] / brought[reached] - 1.0)
        return handovers

    def through(self, kept: Floats) -> Floats:
        """Money through every team, when each keeps ``kept``; stuck teams only that."""
        through, total = kept.copy(), float(kept[self._moving].sum())
        if total:
            start = kept[self._moving] / total
            through[self._moving] = np.maximum(self._solver.visits(start), 0.0) * total
        return through

    def carried(self, price: Floats) -> Floats:
        """Mean price of the customers whose money reaches each team."""
        highest = float(price.max(initial=0.0)) or 1.0
        paid: Floats = self.given.revenue @ (price / highest)
        return self._ending(paid[:, None])[:, 0] * highest

    def _ending(self, ends: Floats) -> Floats:
        """Where the money of every team that is not stuck comes from, given the last step."""
        if not ends.any():
            return np.zeros(ends.shape)
        found = np.zeros(ends.shape)
        found[self._moving] = np.clip(self._solver.solve(ends[self._moving]), 0.0, 1.0)
        return found

    def _links_inside(self) -> Sparse:
        if not self.stuck.any():
            return self.given.links
        inside: Sparse = self.given.links[self._moving][:, self._moving]
        return inside


def _fixed(values: NDArray[Kind]) -> NDArray[Kind]:
    values.setflags(write=False)
    return values
