"""Who brings one team its money, or every team: computed for one, or together for all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.chain.disclose.shares import SMALLEST, descending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from binnenuit.chain.compute.solved import SolvedChain

AT_ONCE: Final = 64
"""Customers whose shares of all teams are looked at together."""


@dataclass(frozen=True)
class Brought:
    """The customers who bring one team most.

    Attributes
    ----------
    columns, shares
        Customers and their shares of the team's money, largest first.
    served
        Share that all customers bring together, also those not in the list.
    handovers
        By customer, when they were asked for. Shape (customers,).
    """

    columns: tuple[int, ...]
    shares: tuple[float, ...]
    served: float
    handovers: NDArray[np.float64] | None = None


def to_one(chain: SolvedChain, row: int) -> Brought:
    """List all customers of one team; three solves."""
    shares = np.asarray(chain.funding.team(row))
    columns = tuple(descending(shares))
    return Brought(
        columns,
        tuple(float(shares[column]) for column in columns),
        float(shares.sum()),
        chain.funding.handovers_of(row),
    )


def to_all(chain: SolvedChain, at_most: int) -> Iterator[Brought]:
    """List the largest customers of every team; one solve for each customer."""
    columns, shares, served = _largest(chain, at_most)
    for row, values in enumerate(shares):
        places = list(islice(descending(values), at_most))
        yield Brought(
            tuple(int(columns[row, place]) for place in places),
            tuple(float(values[place]) for place in places),
            float(served[row]),
        )


def _largest(
    chain: SolvedChain, at_most: int
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Keep the ``at_most`` largest of each row, in the order of the customers."""
    teams, customers = len(chain.graph.teams), len(chain.graph.customers)
    columns = np.zeros((teams, 0), dtype=np.intp)
    shares, served = np.zeros((teams, 0)), np.zeros(teams)
    for first in range(0, customers, AT_ONCE):
        block = np.arange(first, min(first + AT_ONCE, customers))
        found = chain.funding.shares(block)
        served += found.sum(axis=1)
        columns = np.hstack([columns, np.broadcast_to(block, found.shape)])
        shares = np.hstack([shares, found])
        if shares.shape[1] > at_most:
            best = np.sort(np.argsort(-shares, axis=1, kind="stable")[:, :at_most], axis=1)
            columns = np.take_along_axis(columns, best, axis=1)
            shares = np.take_along_axis(shares, best, axis=1)
    return columns, shares, served


def rest(brought: Brought) -> float:
    """Tell what customers bring who are not in the list."""
    left = brought.served - sum(brought.shares)
    return left if left > SMALLEST else 0.0
