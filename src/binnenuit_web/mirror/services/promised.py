"""What those who sent a ballot are told: what was promised to them before, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.mirror.model.ballot import Part
from binnenuit.promises import State
from binnenuit_web.mirror.models import Layer
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.organisation.model import TeamId
    from binnenuit_web.promises.services import Shown

__all__ = ["ORIGIN", "Promised", "promised"]

ORIGIN: Final = "mirror"
"""Promises that a layer of a round brought about carry this origin, and the layer's number."""

_MOST: Final = 3


@dataclass(frozen=True)
class Promised:
    """What was promised by those who lead a team, and perhaps by the team to its customers.

    Attributes
    ----------
    count, kept
        How many promises of the leaders above stand, and of how many the receiving side says that
        they were kept.
    told
        The newest ones that this reader may read in words.
    """

    count: int
    kept: int
    told: tuple[Shown, ...]


def promised(team: TeamId, part: Part, *, today: date) -> Promised:
    """Tell those who answer about ``team`` what was promised; nobody knows who they are.

    People of a team read what every leader above them promised. Somebody who pays reads in words
    only what was promised after customers had answered; of the rest he is told how many.
    """
    reader = Viewer(roles=frozenset({Role.EMPLOYEE}), team=team)
    above = _standing(promises.above(reader, today=today))
    told = _to_customers(reader, today) if part is Part.CUSTOMER else above
    kept = sum(each.standing.state is State.KEPT for each in above)
    newest = sorted(told, key=lambda each: each.id, reverse=True)
    return Promised(len(above), kept, tuple(newest[:_MOST]))


def _to_customers(reader: Viewer, today: date) -> list[Shown]:
    layers = Layer.objects.filter(customers=True).values_list("pk", flat=True)
    found = promises.about_each(reader, ORIGIN, layers, today=today)
    return _standing([each for of_layer in found.values() for each in of_layer])


def _standing(found: list[Shown]) -> list[Shown]:
    """Leave out what was withdrawn, and what was promised by somebody who was forgotten."""
    return [
        each
        for each in found
        if each.standing.state is not State.WITHDRAWN and each.standing.what and each.giver_name
    ]
