"""Answers that carry, a value and a behaviour that follow from them, and people who vote."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Picture, Poll, Question, Statement
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.roles import Role
from tests.web.dialogue.asking import member
from tests.web.house import viewer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

TODAY: Final = timezone.localdate()  # as the pages have it
LATER: Final = TODAY + timedelta(days=15)  # a poll is open for two weeks
SHAPER: Final = viewer("", Role.FACILITATOR)
BEHAVIOUR: Final = services.NewBehaviour(
    who="Who is nearest",
    does="picks up the phone",
    when="within three rings",
    visible_to="the customer",
    nl="Wij nemen binnen drie keer op.",
    en="We pick up within three rings.",
    values=(),
)


def carrying(*texts: str) -> Question:
    """A question of which these statements carry."""
    row = Question.objects.create(
        once=uuid.uuid4(),
        en="How do we treat customers?",
        opened_on=TODAY,
        votes_from=TODAY,
        closes_on=TODAY,
        closed_on=TODAY,
    )
    for number, text in enumerate(texts, start=1):
        Statement.objects.create(
            id=uuid.uuid4(),
            question=row,
            number=number,
            text=text,
            language="en",
            state=Statement.State.ACCEPTED,
        )
    pictured(row, *range(1, len(texts) + 1))
    return row


def pictured(row: Question, *carry: int, state: str = "agreed") -> None:
    """A newer picture in which these statements carry, and no other."""
    shown = {
        "statements": {str(number): {"state": state} for number in carry}
        or {"0": {"state": "open"}}
    }
    number = row.pictures.count() + 1
    Picture.objects.create(question=row, number=number, made_on=TODAY, shown=shown)


def value(*codes: str, name: str = "Reachable") -> int:
    new = services.NewValue(name, "One hears from us the same day.", codes)
    return services.make_value(SHAPER, new, once=uuid.uuid4(), today=TODAY)


def behaviour(*values: int, new: services.NewBehaviour = BEHAVIOUR) -> int:
    written = services.NewBehaviour(**{**vars(new), "values": values})
    return services.make_behaviour(SHAPER, written, once=uuid.uuid4(), today=TODAY)


def asked(number: int, *, about: str = "value", today: date = TODAY) -> int:
    """Ask everybody about a value or behaviour: the poll about adopting it."""
    ask = services.ask_value if about == "value" else services.ask_behaviour
    return ask(SHAPER, number, once=uuid.uuid4(), today=today)


def everybody() -> list[Viewer]:
    """Everybody of the people file, each with a way in of his own."""
    people = dict.fromkeys(each.person for each in organisation.load().people)
    return [member(person) for person in people]


def answered(poll: int, values: Iterable[int | None], who: Iterable[Viewer] | None = None) -> None:
    """These people, or everybody who counts, answer the same."""
    given = tuple(values)
    for each in everybody() if who is None else who:
        services.answer(each, poll, given, today=TODAY)


def adopted(number: int, *, about: str = "value") -> None:
    """Ask, let ten people answer without resistance, close and adopt."""
    poll = asked(number, about=about)
    answered(poll, (1,), everybody()[4:24])
    services.close_polls(LATER)
    assert services.decide(SHAPER, poll, "", today=LATER).decision == "adopted"


def row(poll: int) -> Poll:
    return Poll.objects.get(pk=poll)
