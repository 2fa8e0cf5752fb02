"""This happened: taps and weeks, walks to a source, and for whom a thing is."""

from __future__ import annotations

from binnenuit_web.signals.services import personal, seats  # noqa: F401  register themselves
from binnenuit_web.signals.services.asking import (
    AskedLatelyError,
    Costs,
    NewThing,
    ask,
    callers,
    costs,
    tap,
)
from binnenuit_web.signals.services.closing import close_weeks
from binnenuit_web.signals.services.closing_things import close_things
from binnenuit_web.signals.services.erasing import erase
from binnenuit_web.signals.services.found import Found
from binnenuit_web.signals.services.running import running_week
from binnenuit_web.signals.services.symptoms import (
    NamesSomebodyError,
    NewSymptom,
    ShownSymptom,
    add,
    ever,
    retire,
    symptoms,
)
from binnenuit_web.signals.services.taps import Counts, TapPage, it_happened, take_back, tap_page
from binnenuit_web.signals.services.things import (
    ShownThing,
    asks_caller,
    asks_me,
    holder,
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
from binnenuit_web.signals.services.weeks import (
    ClosedWeek,
    Figures,
    Reading,
    Row,
    Told,
    figures,
    side_by_side,
)
from binnenuit_web.signals.services.words import hurting

__all__ = [
    "AnsweredError",
    "Asked",
    "AskedLatelyError",
    "Beginning",
    "ClosedWeek",
    "Costs",
    "Counts",
    "Figures",
    "Found",
    "NamesSomebodyError",
    "NewSymptom",
    "NewThing",
    "NewWalk",
    "Reading",
    "Row",
    "Said",
    "ShownStep",
    "ShownSymptom",
    "ShownThing",
    "ShownWalk",
    "TapPage",
    "Told",
    "add",
    "answer",
    "ask",
    "asked",
    "asks_caller",
    "asks_me",
    "begin",
    "beginnings",
    "callers",
    "close_things",
    "close_weeks",
    "costs",
    "erase",
    "ever",
    "figures",
    "found_for",
    "go_on",
    "go_on_with",
    "holder",
    "hurting",
    "it_happened",
    "retire",
    "running_week",
    "side_by_side",
    "symptoms",
    "take_back",
    "tap",
    "tap_page",
    "thing",
    "things_for",
    "walk",
    "walks_for",
]
