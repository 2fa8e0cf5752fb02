"""What a code is good for at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from binnenuit.mirror.model.ballot import Part
from binnenuit_web.mirror.models import Code
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


_ASKED = (
    *("is_spent", "from_on", "layer", "layer__closed_on", "layer__private_key", "layer__round"),
    *("layer__round__stopped_on", "layer__round__name", "team", "part"),
)


def standing(code: str, today: date) -> Standing:
    """Look a code up; also after closing, until codes are destroyed. One query."""
    found = Code.objects.filter(hash=hash_of(code)).values_list(*_ASKED).first()
    if found is None:
        return Standing(State.UNKNOWN)
    spent, from_on, layer, closed_on, key, round_, stopped_on, name, team, part = found
    # After a backup was put back nobody could open a ballot: no backup holds the key.
    stopped = stopped_on is not None or key is None
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
