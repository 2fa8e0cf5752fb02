"""Who pays each team directly, as an order without amounts."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from binnenuit.chain.disclose.shares import SMALLEST
from binnenuit.organisation.model import CustomerId
from binnenuit.organisation.paying import PaidBy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from binnenuit.chain.compute.solved import SolvedChain
    from binnenuit.organisation.model import TeamId


def payers(chain: SolvedChain, among: Collection[CustomerId], *, at_most: int) -> Iterator[PaidBy]:
    """Yield the ``at_most`` largest customers of each team, of those who pay and are known."""
    organisation = chain.organisation
    wanted = {each.id for each in organisation.customers if each.known and each.pays}
    wanted.intersection_update(among)
    for team in chain.graph.teams:
        for rank, customer in enumerate(islice(_direct(chain, team, wanted), at_most), 1):
            yield PaidBy(team, customer, rank)


def _direct(chain: SolvedChain, team: TeamId, wanted: set[CustomerId]) -> Iterator[CustomerId]:
    parts = chain.graph.rows[team].parts
    for node in sorted(parts, key=lambda node: (-parts[node], node)):
        customer = CustomerId(node)
        if customer in wanted and parts[node] > SMALLEST:
            yield customer
