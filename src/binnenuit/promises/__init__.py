"""Promises: what happened to one, and how it stands today."""

from __future__ import annotations

from binnenuit.promises.model import Happened, Happening, Standing, State
from binnenuit.promises.standing import (
    ASKED_DAYS,
    GIVER_SAYS,
    RECEIVER_SAYS,
    allowed,
    asked_until,
    stand,
)

__all__ = [
    "ASKED_DAYS",
    "GIVER_SAYS",
    "RECEIVER_SAYS",
    "Happened",
    "Happening",
    "Standing",
    "State",
    "allowed",
    "asked_until",
    "stand",
]
