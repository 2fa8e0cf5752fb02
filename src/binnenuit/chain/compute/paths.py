"""The most probable way from a team to a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from binnenuit.chain.compute.arguments import Floats, Sparse

NOWHERE: tuple[tuple[int, ...], float] = ((), 0.0)


def lengths(links: Sparse) -> Sparse:
    """Return the links with lengths such that the shortest path is the most probable one."""
    data = np.maximum(0.0, -np.log(links.data))  # not below zero, not even -0.0: Dijkstra
    measured: Sparse = csr_array((data, links.indices, links.indptr), shape=links.shape)
    return measured


def most_probable(
    measured: Sparse, team: int, paid_directly: Floats
) -> tuple[tuple[int, ...], float]:
    """Follow the most probable path from ``team`` to a team that the customer pays.

    Parameters
    ----------
    measured
        As ``lengths`` returns them. Shape (teams, teams).
    team
        Where the path begins.
    paid_directly
        Share of each team's money that comes from the customer. Shape (teams,).

    Returns
    -------
    path, share
        Team numbers from ``team`` to the last before the customer, and the product of the shares
        along the way; ``()`` and 0 when no path exists.

    Notes
    -----
    Dijkstra (1959) on minus the logarithm of the shares; teams log teams + links.
    """
    payees = np.flatnonzero(paid_directly)
    if not payees.size:
        return NOWHERE
    distances, before = dijkstra(measured, indices=[team], return_predecessors=True)
    whole = distances[0, payees] - np.log(paid_directly[payees])
    best = int(whole.argmin())
    if not np.isfinite(whole[best]):
        return NOWHERE
    path = [int(payees[best])]
    while path[-1] != team:
        path.append(int(before[0, path[-1]]))
    return tuple(reversed(path)), float(np.exp(-whole[best]))
