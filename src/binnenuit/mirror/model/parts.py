"""About whom each part of a round asks."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.model.questionnaire import About

if TYPE_CHECKING:
    from collections.abc import Mapping

ASKED_IN: Final[Mapping[Part, frozenset[About]]] = MappingProxyType(
    {
        Part.FULL: frozenset({About.LEADER, About.OWN_TEAM, About.SUPPLIER}),
        Part.ABOVE: frozenset({About.LEADER}),
        Part.CUSTOMER: frozenset({About.CUSTOMER_FACING}),
    }
)
"""Customers answer about the team that faces them; nobody inside answers in their place."""


def parts_about(about: About) -> frozenset[Part]:
    """In which parts is a scale asked that tells of these?"""
    return frozenset(part for part, asked in ASKED_IN.items() if about in asked)
