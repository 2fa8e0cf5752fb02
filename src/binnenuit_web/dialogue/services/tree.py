"""Values with what they come from and what follows from them, as a reader sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from binnenuit_web.dialogue.services.figures import Figure, top_figures
from binnenuit_web.dialogue.services.links import is_rejected
from binnenuit_web.dialogue.services.running import text_of
from binnenuit_web.dialogue.services.shaping import Stand, Subject, adoption_of, stand_of

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.dialogue.models import Behaviour, Link, Value


@dataclass(frozen=True)
class LinkVote:
    """What people said of one step: does it follow? ``figure`` is None when it is withheld."""

    poll: int
    is_open: bool
    figure: Figure | None


@dataclass(frozen=True)
class ShownSource:
    """A statement from which a value follows, and the picture in which it carried."""

    question: int
    question_text: str
    number: int
    text: str
    carried_on: date | None
    is_rejected: bool
    vote: LinkVote | None


@dataclass(frozen=True)
class ShownStep:
    """A behaviour that follows from a value, or a value from which a behaviour follows."""

    id: int
    text: str
    stand: Stand
    vote: LinkVote | None


@dataclass(frozen=True)
class ShownValue:
    """One value; ``poll`` is about this version, None before anybody was asked."""

    id: int
    name: str
    words: str
    version: int
    stand: Stand
    adopted_on: date | None
    poll: int | None
    closes_on: date | None
    sources: tuple[ShownSource, ...]
    behaviours: tuple[ShownStep, ...]


@dataclass(frozen=True)
class ShownBehaviour:
    """One behaviour; ``text`` says it in the reader's language, or in the other one."""

    id: int
    text: str
    who: str
    does: str
    when: str
    visible_to: str
    nl: str
    en: str
    version: int
    stand: Stand
    adopted_on: date | None
    poll: int | None
    closes_on: date | None
    values: tuple[ShownStep, ...]


def shown_value(row: Value) -> ShownValue:
    """Put one value down with both its ends."""
    poll = adoption_of(row)
    links = row.links.select_related("statement__question", "behaviour", "picture").order_by("pk")
    behaviours = [each for each in links if each.behaviour and not each.behaviour.withdrawn_on]
    return ShownValue(
        id=row.pk,
        name=row.name,
        words=row.words,
        version=row.version,
        stand=stand_of(row),
        adopted_on=row.adopted_on,
        poll=poll.pk if poll else None,
        closes_on=poll.closes_on if poll else None,
        sources=tuple(shown_source(each) for each in links if each.statement),
        behaviours=tuple(_to(each) for each in behaviours),
    )


def shown_behaviour(row: Behaviour) -> ShownBehaviour:
    """Put one behaviour down with the values from which it follows."""
    poll = adoption_of(row)
    links = row.links.select_related("value").order_by("pk")
    return ShownBehaviour(
        id=row.pk,
        text=sentence_of(row),
        who=row.who,
        does=row.does,
        when=row.when,
        visible_to=row.visible_to,
        nl=row.nl,
        en=row.en,
        version=row.version,
        stand=stand_of(row),
        adopted_on=row.adopted_on,
        poll=poll.pk if poll else None,
        closes_on=poll.closes_on if poll else None,
        values=tuple(_from(each) for each in links if not each.value.withdrawn_on),
    )


def sentence_of(row: Behaviour) -> str:
    """The behaviour as one sentence about "we"."""
    dutch = (get_language() or "").startswith("nl")
    return (row.nl or row.en) if dutch else (row.en or row.nl)


def name_of(row: Subject) -> str:
    """How a value or behaviour is called where there is one line for it."""
    return row.name if hasattr(row, "name") else sentence_of(row)


def shown_source(link: Link) -> ShownSource:
    """Where a value comes from."""
    statement = link.statement
    if statement is None:
        raise LookupError("not a step from a statement")
    return ShownSource(
        question=statement.question_id,
        question_text=text_of(statement.question),
        number=statement.number or 0,
        text=statement.text,
        carried_on=link.picture.made_on if link.picture else None,
        is_rejected=is_rejected(link.picture, statement.number),
        vote=vote_on(link),
    )


def vote_on(link: Link) -> LinkVote | None:
    """What was asked about a step; None as long as nobody was."""
    poll = link.polls.order_by("pk").last()
    if poll is None:
        return None
    figures = top_figures(poll)
    alone = figures[0] if len(figures) == 1 else None
    return LinkVote(poll.pk, poll.closed_on is None, alone)


def _to(link: Link) -> ShownStep:
    row = link.behaviour
    if row is None:
        raise LookupError("not a step to a behaviour")
    return ShownStep(row.pk, sentence_of(row), stand_of(row), vote_on(link))


def _from(link: Link) -> ShownStep:
    return ShownStep(link.value.pk, link.value.name, stand_of(link.value), vote_on(link))
