"""What each team kept of a customer's euro on its way inward."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.chain.compute.arguments import amounts
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.chain.compute.arguments import Flags, Floats, Sparse

ROUNDING = 1e-8
"""A team may seem to pass on this much more than it gets, relative to the money through all teams:
so far may be off what ``Funding.through`` computes."""


def hands(
    links: Sparse, stuck: Flags, money: Floats, paid: Floats, shares: Callable[[], Floats]
) -> Floats:
    """Return the part of one euro that each team keeps; see ``Funding.hands``.

    Parameters
    ----------
    links
        Share of team i's money that came from team j. Shape (teams, teams).
    stuck
        Teams that no money from outside reaches: they are not looked at. Shape (teams,).
    money
        Through each team. Shape (teams,).
    paid
        Share of each team's money that the customer pays it directly. Shape (teams,).
    shares
        Gives the share of each team's money that in the end is the customer's. Shape (teams,).
    """
    through = amounts(money, links.shape[0], "money")
    whole = float(through @ paid)
    kept = through - links.T @ through
    kept[stuck] = 0.0
    if kept.min(initial=0.0) < -ROUNDING * float(through.sum()):
        raise _passes_on_too_much(int(kept.argmin()), through, kept)
    if whole == 0:
        return np.zeros(len(through))
    kept_of_customer: Floats = np.maximum(kept, 0.0) * shares() / whole
    return kept_of_customer


def _passes_on_too_much(team: int, through: Floats, kept: Floats) -> ArgumentError:
    return ArgumentError(
        "chain.passes-on-too-much",
        sentence(
            "Team {team} gets {gets:.6g} and passes on {passes:.6g}. A team cannot pass on more "
            "than it gets: check its amount and the shares of the teams that live on it.",
            team=team,
            gets=float(through[team]),
            passes=float(through[team] - kept[team]),
        ),
    )
