"""What a code is good for at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db import connection

from binnenuit.mirror.model.ballot import Part
from binnenuit_web.mirror.services.box.codes import hash_of

if TYPE_CHECKING:
    from datetime import date


class State(StrEnum):
    """How it stands with a code, and what came of sending with it."""

    OPEN = "open"
    NOT_YET = "not_yet"
    SPENT = "spent"
    CLOSED = "closed"
    STOPPED = "stopped"
    UNKNOWN = "unknown"
    # only after sending
    RECEIVED = "received"
    ALREADY = "already"


@dataclass(frozen=True)
class Standing:
    """What a code is good for. Of an unknown one nothing but ``state`` is filled.

    ``from_on``: when ``NOT_YET``, the day from which one can answer.
    """

    state: State
    layer: int = 0
    round: int = 0
    name: str = ""  # of the round
    team: str = ""
    part: Part = Part.FULL
    from_on: date | None = None


# Written out: made by Django this question takes longer than all the rest of a ballot together.
_ASKED: Final = """
    SELECT code.is_spent, code.from_on, code.team, code.part, layer.id, layer.closed_on,
        layer.private_key IS NULL, round.id, round.stopped_on, round.name
    FROM mirror_code AS code
    JOIN mirror_layer AS layer ON layer.id = code.layer_id
    JOIN mirror_round AS round ON round.id = layer.round_id
    WHERE code.hash = %s
"""


def standing(code: str, today: date) -> Standing:
    """Look a code up; also after closing, until codes are destroyed. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [hash_of(code)])
        found = cursor.fetchone()
    if found is None:
        return Standing(State.UNKNOWN)
    spent, from_on, team, part, layer, closed_on, is_keyless, round_, stopped_on, name = found
    # After a backup was put back nobody could open a ballot: no backup holds the key.
    stopped = stopped_on is not None or bool(is_keyless)
    state = _state(spent=spent, closed=closed_on, stopped=stopped, early=from_on > today)
    return Standing(state, layer, round_, name, team, Part(part), from_on)


def _state(*, spent: bool, closed: date | None, stopped: bool, early: bool) -> State:
    if spent:
        return State.SPENT
    if closed:
        return State.CLOSED
    if stopped:
        return State.STOPPED
    return State.NOT_YET if early else State.OPEN
