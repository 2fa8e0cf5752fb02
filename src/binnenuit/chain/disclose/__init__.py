"""The step that turns the computed chain into what may be shown; the only way to the results."""

from binnenuit.chain.disclose.picture import ChainPicture, chain
from binnenuit.chain.disclose.words import (
    Flow,
    Hands,
    Ladder,
    Share,
    Status,
    Step,
    UnknownMoney,
)

__all__ = [
    "ChainPicture",
    "Flow",
    "Hands",
    "Ladder",
    "Share",
    "Status",
    "Step",
    "UnknownMoney",
    "chain",
]
