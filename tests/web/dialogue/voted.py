"""Votes under a question, put there at once: as if everybody had voted one by one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from binnenuit.dialogue.model import Vote
from binnenuit.organisation import PersonId
from binnenuit_web.dialogue.models import Event, Question
from binnenuit_web.dialogue.services.hands import hand_of
from binnenuit_web.dialogue.services.lines import Happened, Line, to_bytes
from binnenuit_web.dialogue.services.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TWELVE = tuple(f"Statement number {number} of this question." for number in range(1, 13))


def vote_all(question: int, votes: Mapping[str, Mapping[int, Vote]]) -> None:
    """Let each person vote; who voted before goes on."""
    row = Question.objects.get(pk=question)
    key = bytes(row.key or b"")
    events = []
    for person, said in votes.items():
        hand = hand_of(key, PersonId(person))
        done = Event.objects.filter(question=row, hand=hand).count()
        for serial, (number, vote) in enumerate(said.items(), start=done):
            line = Line(serial, number, Happened(vote.value))
            sealed = seal(key, to_bytes(line))
            events.append(Event(id=uuid.uuid4(), question=row, hand=hand, sealed=sealed))
    Event.objects.bulk_create(events)


def two_camps(people: Iterable[str], *, statements: int = 12) -> dict[str, dict[int, Vote]]:
    """Half agrees with the first half and rejects the others; all agree with the last two.

    Everybody leaves his camp on one statement, another one each, so that nothing is unanimous; what
    all agree with is left by the first dozen only, so that it carries whatever the noise is.
    """
    found = {}
    for place, person in enumerate(people):
        said = {}
        for number in range(1, statements + 1):
            agrees = number > statements - 2 or (number <= statements // 2) == (place % 2 == 0)
            own = number % statements == place % statements
            own = own and (number <= statements - 2 or place < statements)
            said[number] = Vote.AGREE if agrees != own else Vote.DISAGREE
        found[person] = said
    return found
