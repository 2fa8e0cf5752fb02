"""From a customer back to the teams whose hands the money passed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.chain.disclose.shares import customer_share, descending, money, team_share
from binnenuit.chain.disclose.words import Hands

if TYPE_CHECKING:
    from binnenuit.chain.compute.solved import SolvedChain


def hands(chain: SolvedChain, customer: str, *, amounts: bool, at_most: int | None = None) -> Hands:
    """Through whose hands does the money of ``customer`` go? KeyError for an unknown customer."""
    column = chain.customer_index[customer]
    total = float(chain.money.customer_money[column])
    known = float(chain.money.attributed[column]) / total if total else 1.0
    kept = np.asarray(chain.funding.hands(column, chain.money.through)) * known
    payer = customer_share(chain, column, share_of_all(chain, column))
    rows = list(islice(descending(kept), at_most))
    return Hands(
        customer=customer,
        name=payer.name,
        anonymous=payer.anonymous,
        money=money(total or None, amounts=amounts),
        share=payer.share,
        hands=tuple(team_share(chain, row, float(kept[row])) for row in rows),
        unknown=max(1.0 - float(kept.sum()), 0.0),
        estimated=chain.money.estimated,
        others=0.0 if at_most is None else float(kept.sum() - kept[rows].sum()),
    )


def share_of_all(chain: SolvedChain, column: int) -> float:
    """Tell what part of all revenue this customer brings; of all work when no money is known."""
    total = chain.revenue or float(chain.weight.sum())
    return float(chain.weight[column]) / total if total else 0.0
