"""This happened: taps and weeks, walks to a source, and for whom a thing is."""

from __future__ import annotations

from binnenuit_web.signals.services import personal  # noqa: F401  registers itself
from binnenuit_web.signals.services.closing_things import close_things
from binnenuit_web.signals.services.found import Found
from binnenuit_web.signals.services.things import (
    Costs,
    NewThing,
    ShownThing,
    ask,
    asks_caller,
    asks_me,
    callers,
    costs,
    holder,
    tap,
    thing,
    things_for,
)
from binnenuit_web.signals.services.walking import (
    AnsweredError,
    NewWalk,
    Said,
    answer,
    begin,
    go_on,
    go_on_with,
)
from binnenuit_web.signals.services.walks import (
    Asked,
    Beginning,
    ShownStep,
    ShownWalk,
    asked,
    beginnings,
    found_for,
    walk,
    walks_for,
)
from binnenuit_web.signals.services.words import hurting

__all__ = [
    "AnsweredError",
    "Asked",
    "Beginning",
    "Costs",
    "Found",
    "NewThing",
    "NewWalk",
    "Said",
    "ShownStep",
    "ShownThing",
    "ShownWalk",
    "answer",
    "ask",
    "asked",
    "asks_caller",
    "asks_me",
    "begin",
    "beginnings",
    "callers",
    "close_things",
    "costs",
    "found_for",
    "go_on",
    "go_on_with",
    "holder",
    "hurting",
    "tap",
    "thing",
    "things_for",
    "walk",
    "walks_for",
]
