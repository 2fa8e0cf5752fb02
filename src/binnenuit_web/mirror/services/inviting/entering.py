"""Typing in what stands on a sheet. What was typed goes into the ballot box and is never read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit_web.mirror.services.asked import Asked, asked
from binnenuit_web.mirror.services.box.receiving import receive
from binnenuit_web.mirror.services.box.standing import State, standing
from binnenuit_web.mirror.services.inviting.opened import layer_of

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.mirror.model.ballot import Ballot
    from binnenuit_web.people.viewer import Viewer

__all__ = ["ToEnter", "enter_sheet", "sheet_to_enter"]


@dataclass(frozen=True)
class ToEnter:
    """How it stands with the code of a sheet; ``asked`` is there when it may be typed in."""

    state: State
    from_on: date | None
    asked: Asked | None


def sheet_to_enter(viewer: Viewer, layer: int, code: str, *, language: str, today: date) -> ToEnter:
    """Look up a sheet of this layer by its code; ``UNKNOWN`` for the code of another one."""
    layer_of(viewer, layer)
    found = standing(code, today)
    if found.state is State.UNKNOWN or found.layer != layer:
        return ToEnter(State.UNKNOWN, None, None)
    is_open = found.state is State.OPEN
    questions = asked(layer, found.team, found.part, language) if is_open else None
    return ToEnter(found.state, found.from_on, questions)


def enter_sheet(viewer: Viewer, layer: int, code: str, ballot: Ballot, *, today: date) -> State:
    """Send what stands on a sheet. It is noted nowhere who typed what, nor when."""
    layer_of(viewer, layer)
    if standing(code, today).layer != layer:
        return State.UNKNOWN
    return receive(code, ballot, today)
