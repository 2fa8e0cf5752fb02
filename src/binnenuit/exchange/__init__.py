"""Bring and give: two sides, two questions, one promise; the layer above always first."""

from __future__ import annotations

from binnenuit.exchange.locks import Filled, Layer, LeaderState, State, locks
from binnenuit.exchange.model import Kind, Question, Side, WhoIsCustomer
from binnenuit.exchange.relations import Relation, relations

__all__ = [
    "Filled",
    "Kind",
    "Layer",
    "LeaderState",
    "Question",
    "Relation",
    "Side",
    "State",
    "WhoIsCustomer",
    "locks",
    "relations",
]
