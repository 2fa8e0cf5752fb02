"""After a backup was put back there is no key: people are told, and vote and answer again."""

from __future__ import annotations

import pytest

from binnenuit.dialogue.model import Vote
from binnenuit_web.config.doctor import _dialogue
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Event, Poll, PollAnswer, Question
from binnenuit_web.dialogue.services.keyless import keyless_polls, keyless_questions
from tests.web import house
from tests.web.dialogue import asked, shaped
from tests.web.dialogue.asking import member

pytestmark = pytest.mark.django_db
TODAY = shaped.TODAY


@pytest.fixture
def restored() -> tuple[int, int]:
    """A question and a poll that were open when a backup was made, as it is put back."""
    house.live_in(house.sixty())
    question = asked.voting("Klanten horen dezelfde dag iets.")
    poll = shaped.asked(shaped.value(f"{shaped.carrying('Wij bellen terug.').pk}-1"))
    services.cast(member("e10"), question, 1, Vote.AGREE, today=TODAY)
    services.answer(member("e10"), poll, (7,), today=TODAY)
    for model in (Question, Poll):
        model.objects.update(key=None)  # as config.keyless leaves it
    return question, poll


def test_the_doctor_tells_what_begins_anew_until_it_has(restored: tuple[int, int]) -> None:
    question, poll = restored
    assert keyless_questions() == (question,)
    assert poll in keyless_polls()
    told = [check.code for check in _dialogue()]
    assert told == ["doctor.question-key", *["doctor.poll-key"] * len(keyless_polls())]
    services.restart_keyless(TODAY)
    services.close_polls(TODAY)
    assert [*_dialogue()] == []


def test_what_was_voted_and_answered_before_counts_no_more_and_one_does_it_again(
    restored: tuple[int, int],
) -> None:
    question, poll = restored
    services.restart_keyless(TODAY)
    services.close_polls(TODAY)
    assert (Event.objects.count(), PollAnswer.objects.count()) == (0, 0)
    services.cast(member("e10"), question, 1, Vote.DISAGREE, today=TODAY)
    services.answer(member("e10"), poll, (2,), today=TODAY)
    assert [each.vote for each in services.my_votes(member("e10"), question)] == [Vote.DISAGREE]
    assert PollAnswer.objects.count() == 1
