"""Votes and answers of invented people, many at once: so that a demo begins quickly.

No page leads here. What is stored is what ``cast`` and ``answer`` would store one by one.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit_web.dialogue.models import Event, Poll, PollAnswer
from binnenuit_web.dialogue.services.asked_places import places_of
from binnenuit_web.dialogue.services.asking import SHORT
from binnenuit_web.dialogue.services.hands import hand_of
from binnenuit_web.dialogue.services.lines import Happened, Line, to_bytes
from binnenuit_web.dialogue.services.poll_answers import locked as locked_poll
from binnenuit_web.dialogue.services.restarting import open_for_voting
from binnenuit_web.dialogue.services.sealing import seal
from binnenuit_web.dialogue.services.shaping import StandsOtherwiseError, is_open
from binnenuit_web.dialogue.services.shown import accepted_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from binnenuit.dialogue.model import Vote
    from binnenuit.organisation.model import PersonId

__all__ = ["answer_together", "steps_asked_with", "vote_together"]


@transaction.atomic
def vote_together(
    question: int, votes: Mapping[PersonId, Mapping[str, Vote]], *, today: date
) -> None:
    """Let people vote who did not vote yet, by what each statement says.

    NotNowError when one cannot vote now, KeyError without such a statement.
    """
    row = open_for_voting(question, today)
    key, number_of = bytes(row.key or b""), {each.text: each.number for each in accepted_rows(row)}
    events = []
    for person, said in votes.items():
        hand = hand_of(key, person)
        for serial, (text, vote) in enumerate(said.items()):
            line = Line(serial, number_of[text] or 0, Happened(vote.value))
            sealed = seal(key, to_bytes(line))
            events.append(Event(id=uuid.uuid4(), question=row, hand=hand, sealed=sealed))
    Event.objects.bulk_create(events)


@transaction.atomic
def answer_together(poll: int, answers: Mapping[PersonId, Sequence[int]], *, today: date) -> None:
    """Let people answer who did not answer yet; who is in no sum of ten people is left out.

    StandsOtherwiseError when it is not open.
    """
    row = locked_poll(poll)
    if not is_open(row, today):
        raise StandsOtherwiseError
    key = bytes(row.key or b"")
    hands = {hand_of(key, person): values for person, values in answers.items()}
    places = places_of(row)
    PollAnswer.objects.bulk_create(
        PollAnswer(hand=hand, poll=row, sealed=seal(key, json.dumps([*values]).encode()))
        for hand, values in hands.items()
        if places.get(hand[:SHORT], -1) >= 0
    )


def steps_asked_with(poll: int) -> tuple[int, ...]:
    """Number the steps that were asked together with a poll about adopting something."""
    row = Poll.objects.get(pk=poll)
    steps = Poll.objects.filter(kind=Poll.Kind.LINK, closed_on=None)
    if row.behaviour_id is not None:
        steps = steps.filter(link__behaviour=row.behaviour_id)
    else:
        steps = steps.filter(link__value=row.value_id, link__behaviour=None)
    return tuple(steps.order_by("pk").values_list("pk", flat=True))
