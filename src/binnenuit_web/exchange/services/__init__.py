"""Bring and give: what the room does and who may see it."""

from __future__ import annotations

from binnenuit_web.exchange.services.beginning import (
    Beginning,
    Line,
    begins,
    first_lines,
    write_first_line,
)
from binnenuit_web.exchange.services.keys import HOLDERS, Turned, turn_key
from binnenuit_web.exchange.services.locks import (
    has_begun,
    is_open,
    layers_now,
    leading_now,
    names_now,
    open_layers,
    relations_now,
)
from binnenuit_web.exchange.services.top_first import (
    LayerShown,
    LeaderShown,
    TopFirst,
    top_first,
)

__all__ = [
    "HOLDERS",
    "Beginning",
    "LayerShown",
    "LeaderShown",
    "Line",
    "TopFirst",
    "Turned",
    "begins",
    "exchange_of_link",
    "first_lines",
    "has_begun",
    "is_open",
    "layers_now",
    "leading_now",
    "names_now",
    "open_layers",
    "relations_now",
    "top_first",
    "turn_key",
    "write_first_line",
]


def exchange_of_link(link: str) -> int | None:
    """Tell which talk a customer's link opens; None when it was renewed."""
    raise NotImplementedError(link)
