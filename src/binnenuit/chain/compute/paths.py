"""The most probable way from a team to a customer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.chain.compute.arguments import Floats, Sparse

    Ways = tuple[Floats, NDArray[np.int32]]

NOWHERE: Final[tuple[tuple[int, ...], float]] = ((), 0.0)
MOST_KEPT: Final = 2**24
"""Ways are kept for as many customers as fit in 200 MB."""


class Paths:
    """Most probable ways; one search from a customer finds those of all teams.

    Parameters
    ----------
    links
        Share of team i's money that came from team j. Shape (teams, teams).
    revenue
        Share of team i's money that customer c paid directly. Shape (teams, customers).

    Notes
    -----
    Dijkstra (1959) on minus the logarithm of the shares; teams log teams + links for each customer.
    """

    def __init__(self, links: Sparse, revenue: Sparse) -> None:
        self._links = links
        self._revenue = revenue
        self._kept: dict[int, Ways] = {}

    def best(self, team: int, customer: int) -> tuple[tuple[int, ...], float]:
        """Follow the most probable path from ``team`` to a team that ``customer`` pays.

        Returns
        -------
        path, share
            Team numbers from ``team`` to the last before the customer, and the product of the
            shares along the way; ``()`` and 0 when no path exists.
        """
        distances, above = self._ways(customer)
        if not np.isfinite(distances[team]):
            return NOWHERE
        end, at = len(distances) - 1, team
        path = []
        while at != end:
            path.append(at)
            at = int(above[at])
        return tuple(path), float(np.exp(-distances[team]))

    def _ways(self, customer: int) -> Ways:
        if customer not in self._kept:
            if (len(self._kept) + 1) * self._links.shape[0] > MOST_KEPT:
                self._kept.clear()
            self._kept[customer] = self._search(customer)
        return self._kept[customer]

    def _search(self, customer: int) -> Ways:
        """Search against the links, from one more node that stands for the customer."""
        paid = self._revenue[:, [customer]].tocoo()
        back = self._back
        end = back.shape[0]
        indices = np.concatenate([back.indices, paid.row.astype(back.indices.dtype)])
        indptr = np.append(back.indptr, back.indptr[-1:] + paid.nnz)
        lengths = np.concatenate([back.data, _length(paid.data)])
        graph = csr_array((lengths, indices, indptr), shape=(end + 1, end + 1))
        distances, above = dijkstra(graph, indices=[end], return_predecessors=True)
        return distances[0], above[0]

    @cached_property
    def _back(self) -> Sparse:
        """The links turned round, with lengths: the shortest path is the most probable one."""
        back: Sparse = self._links.T.tocsr()
        turned: Sparse = csr_array(
            (_length(back.data), back.indices, back.indptr), shape=back.shape
        )
        return turned


def _length(shares: Floats) -> Floats:
    longer: Floats = np.maximum(0.0, -np.log(shares))  # not below zero, not even -0.0: Dijkstra
    return longer
