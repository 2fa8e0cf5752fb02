"""Three walks: one that ended in the middle, one at the top, and one that just began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from binnenuit.organisation.model import CustomerId, TeamId
from binnenuit.promises import Happened, Happening
from binnenuit_web.demo.life.cast import by_link
from binnenuit_web.promises import services as promises
from binnenuit_web.signals import services as signals

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.demo.life.cast import Cast


@dataclass(frozen=True)
class _Answer:
    """What the leader of a team answered, so many days ago; with a promise it begins there."""

    team: str
    ago: int
    contributed: str
    changes: str
    what: str = ""
    due: int = 0


@dataclass(frozen=True)
class _Walk:
    """A walk of one team, begun so many days ago."""

    team: str
    symptom: str
    ago: int
    answers: tuple[_Answer, ...] = ()
    customer: str = ""  # who pays the team, and is told what was promised


_NIGHT: Final = _Walk(
    "oven-night",
    "told-twice",
    ago=40,
    answers=(
        _Answer(
            "oven-night",
            37,
            "De winkel vroeg om lichter brood. Ik gaf het niet door aan de volgende nacht. Een "
            "week later vroeg de winkel het weer.",
            "Wat een klant vraagt hangt bij de oven, tot het gedaan is.",
        ),
        _Answer(
            "bread",
            34,
            "Ik liet klachten verzamelen in een lijst, eens per week. Zo wachtte elke klant tot "
            "donderdag.",
            "De lijst is weg. Een klacht gaat dezelfde dag naar de ploeg die bakte.",
        ),
        _Answer(
            "production",
            30,
            "Die lijst vroeg ik, voor mijn maandrapport. Ik heb nooit verteld waarvoor, en las "
            "hem zelden.",
            "Ik vraag geen lijst meer. Ik kom horen wat klanten zeggen, waar gebakken wordt.",
            "Het maandrapport over klachten vervalt, en elke maand sta ik een nacht bij de oven.",
            due=3,
        ),
    ),
)

_SUPERMARKETS: Final = _Walk(
    "supermarkets",
    "rule-in-the-way",
    ago=32,
    customer="D1001",
    answers=(
        _Answer(
            "supermarkets",
            29,
            "Ik zei de klant dat bijbestellen na twee uur niet mag. Waarom niet, wist ik zelf "
            "niet: zo staat het in de map.",
            "Ik vraag eerst wat de klant nodig heeft. Dan kijk ik pas in de map.",
        ),
        _Answer(
            "sales",
            17,
            "De regel staat in een contract dat ik tekende zonder de bakkerij te vragen.",
            "Elke afspraak met een klant gaat eerst langs wie het moet bakken en rijden.",
        ),
        _Answer(
            "directors",
            12,
            "Ik wilde alle bestellingen vóór twee uur, om overwerk te sparen. Wie daardoor nee "
            "moest zeggen, zag ik niet.",
            "Wie de klant spreekt, beslist samen met de nachtploeg wat nog kan.",
            "De regel van twee uur vervalt. Daarvoor komt een afspraak die Verkoop en de "
            "nachtploeg samen maken.",
            due=16,
        ),
    ),
)

_PICKING: Final = _Walk("picking", "for-whom", ago=3)

WALKS: Final = (_NIGHT, _SUPERMARKETS, _PICKING)


def walk_to_the_source(cast: Cast, today: date) -> None:
    """Walk all three; of what was promised in the first, the team is asked whether it was kept."""
    night, *_others = [_walk(cast, walk, today) for walk in WALKS]
    director = cast.leader("production")
    yesterday = today - timedelta(days=1)
    for each in promises.about(director, "walk", night, today=yesterday):
        done = Happened(Happening.DONE, yesterday)
        promises.happen(director, each.id, done, once=uuid4())


def _walk(cast: Cast, walk: _Walk, today: date) -> int:
    began = today - timedelta(days=walk.ago)
    customer = CustomerId(walk.customer) if walk.customer else None
    new = signals.NewWalk(TeamId(walk.team), walk.symptom, customer, uuid4())
    number = signals.begin(by_link(walk.team), new, today=began)
    for answer in walk.answers:
        on = today - timedelta(days=answer.ago)
        _let_silence_pass(number, began, on)
        signals.answer(cast.leader(answer.team), number, _said(answer, today), today=on)
    return number


def _let_silence_pass(number: int, began: date, until: date) -> None:
    """Look at the walk day after day, as the server does: who is silent is passed over in time."""
    for days in range((until - began).days + 1):
        signals.go_on_with(number, began + timedelta(days=days))


def _said(answer: _Answer, today: date) -> signals.Said:
    return signals.Said(
        contributed=answer.contributed,
        changes=answer.changes,
        begins_here=bool(answer.what),
        what=answer.what,
        due=today + timedelta(days=answer.due) if answer.what else None,
        once=uuid4(),
    )
