"""Parts of somebody's money, with names and ranges: what ladders, hands and lists are made of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.chain.disclose.words import Share
from binnenuit.organisation.model import CustomerId, TeamId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from binnenuit.chain.compute.solved import SolvedChain

# Below one in a million a share is the solver's last digit, not somebody's money.
SMALLEST: Final = 1e-6


def descending(values: NDArray[np.float64]) -> Iterator[int]:
    """Yield the positions of what counts, largest first; equal values keep their order."""
    least = SMALLEST * float(values.max(initial=0.0))
    for position in np.argsort(-values, kind="stable"):
        if values[position] <= least:
            return
        yield int(position)


def customer_share(
    chain: SolvedChain, column: int, share: float, *, team: int | None = None
) -> Share:
    """Name the customer of ``column``; with ``team`` (a row), give the range of its share."""
    customer = chain.graph.customers[column]
    words = chain.organisation.customer_by_id.get(customer)
    low, high = (None, None) if team is None else share_range(chain, team, column)
    return Share(
        id=customer,
        name=words.name if words else customer,
        share=share,
        low=low,
        high=high,
        is_customer=True,
        anonymous=words is not None and not words.known,
    )


def team_share(chain: SolvedChain, row: int, share: float) -> Share:
    """Name the team of ``row``."""
    team = chain.graph.teams[row]
    return Share(id=team, name=chain.organisation.team_by_id[team].name, share=share)


def node_name(chain: SolvedChain, node: str) -> str:
    """Name a team or a customer."""
    team = chain.organisation.team_by_id.get(TeamId(node))
    customer = chain.organisation.customer_by_id.get(CustomerId(node))
    return team.name if team else customer.name if customer else node


def share_range(chain: SolvedChain, team: int, column: int) -> tuple[float | None, float | None]:
    """Between what a share lies; nothing when no rough link can move it by half a per cent."""
    place = chain.ranged.get(column)
    if place is None:
        return None, None
    low = float(chain.ranges.share_low[team, place])
    high = float(chain.ranges.share_high[team, place])
    return (low, high) if high - low > 0.005 else (None, None)


def money(cents: float | None, *, amounts: bool) -> Decimal | None:
    """Turn cents into money, or into nothing for who may not see the books."""
    return Decimal(round(cents)) / 100 if amounts and cents is not None else None
