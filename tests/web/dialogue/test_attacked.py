"""Attacks on core questions and polls that once succeeded."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.dialogue.model import Carries, Vote
from binnenuit.privacy.releases.folder import HIDDEN
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Question
from binnenuit_web.dialogue.services import routing
from binnenuit_web.dialogue.services.asked_places import places_of
from binnenuit_web.dialogue.services.asking import SHORT
from binnenuit_web.dialogue.services.hands import hand_of
from binnenuit_web.dialogue.services.picturing import making
from binnenuit_web.dialogue.services.picturing.members import Members
from binnenuit_web.dialogue.services.picturing.storing import Stored
from binnenuit_web.organisation import services as organisation
from binnenuit_web.privacy.services import published
from tests.web.dialogue import shaped
from tests.web.dialogue.asking import CLOSES, VOTING, member, open_one
from tests.web.dialogue.voted import TWELVE, two_camps, vote_all
from tests.web.house import live_in, sixty

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _house() -> None:
    live_in(sixty())


def _asked() -> int:
    return shaped.asked(shaped.value(f"{shaped.carrying('We call back.').pk}-1"))


def _kept() -> list[Path]:
    return [*(published() / HIDDEN / "kept").rglob("*.json")]


def test_who_is_asked_is_sealed_and_stands_in_an_order_that_tells_not_whose_hand_it_is() -> None:
    poll = shaped.row(_asked())
    people = sorted(each.person for each in shaped.everybody() if each.person)
    hands = [hand_of(poll.key or b"", person)[:SHORT] for person in people]
    stored = list(places_of(poll))
    assert stored == sorted(hands) != hands
    assert not [hand for hand in hands if hand in json.dumps(poll.teams)]
    poll.key = None  # as in a backup
    assert places_of(poll) == {}


def test_the_key_of_somebody_elses_objection_leads_to_a_row_of_ones_own() -> None:
    poll, once = _asked(), uuid.uuid4()
    for person in ("e10", "e11", "e11"):
        services.object_to(member(person), poll, f"Not {person}.", once=once, today=shaped.TODAY)
    seen = services.poll_page(member("e10"), poll, shaped.TODAY).objections
    assert sorted((each.text, each.is_mine) for each in seen) == [
        ("Not e10.", True),
        ("Not e11.", False),
    ]


def test_no_sum_behind_the_figures_of_a_poll_stays_behind() -> None:
    poll = _asked()
    shaped.answered(poll, (2,), shaped.everybody()[:20])
    services.close_polls(shaped.LATER)
    assert services.poll_page(shaped.SHAPER, poll, shaped.LATER).rows
    assert _kept() == []


def test_no_sum_behind_a_picture_stays_behind_after_a_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def killed(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    question = open_one(TWELVE[:3])
    people = [f"e{team}{n}" for team in range(1, 4) for n in range(6)]
    vote_all(question, two_camps(people, statements=3))
    with monkeypatch.context() as patch:
        patch.setattr(making, "drop_kept", killed)
        with pytest.raises(KeyboardInterrupt):
            services.make_picture(question, VOTING)
    assert _kept()
    services.close_question(None, question, CLOSES)
    assert _kept() == []


def test_what_is_said_of_a_statement_does_not_change_while_its_figures_stay() -> None:
    sets: dict[str, dict[str, Any]] = {"everybody": {"picture": 1, "figure": "everybody"}}
    members = Members([], 0, 0, [], {})
    before = {"1": {"state": "agreed", "sets": sets}}
    now = {1: Carries.OPEN}  # such as a group of which one more person voted elsewhere
    kept = Stored(2, members, {1: sets}, before)
    assert kept.record(now, "10-19")["statements"]["1"]["state"] == "agreed"
    fresh = replace(kept, sets={1: {"everybody": {"picture": 2, "figure": "everybody"}}})
    assert fresh.record(now, "10-19")["statements"]["1"]["state"] == "open"


def test_a_process_keeps_no_votes_of_a_question_that_another_one_closed() -> None:
    closed, running = open_one(), open_one()
    for question in (closed, running):
        services.draw(member("e10"), question, VOTING)
    Question.objects.filter(pk=closed).update(closed_on=VOTING)  # elsewhere
    routing.forget_folded(running)
    services.draw(member("e11"), running, VOTING)
    assert closed not in routing._FOLDED
    assert running in routing._FOLDED


def test_seeds_that_are_changed_and_sent_again_add_what_is_new() -> None:
    question, once = open_one(()), uuid.uuid4()
    for texts in (("We bellen.",), ("We mailen.", "We bellen.")):
        assert services.seed(shaped.SHAPER, question, texts, once=once, today=VOTING) == 1
    assert {each.text for each in services.accepted(Question.objects.get())} == {
        "We bellen.",
        "We mailen.",
    }


def test_what_somebody_else_sends_from_the_same_screen_is_not_taken_for_sent() -> None:
    question, once = open_one(), uuid.uuid4()
    for person in ("e10", "e11"):
        services.write(member(person), question, "Wij luisteren.", once=once, today=VOTING)
        assert len(services.my_statements(member(person), question)) == 1


def test_who_left_the_people_file_votes_and_writes_no_more() -> None:
    question, stored = open_one(), organisation.load()
    services.cast(member("e10"), question, 1, Vote.AGREE, today=VOTING)
    organisation.replace(
        replace(stored, people=tuple(each for each in stored.people if each.person != "e10"))
    )
    with pytest.raises(PermissionDenied):
        services.cast(member("e10"), question, 2, Vote.AGREE, today=VOTING)
    with pytest.raises(PermissionDenied):
        services.write(member("e10"), question, "Hallo.", once=uuid.uuid4(), today=VOTING)
    assert not services.question_page(member("e10"), question, VOTING).takes_part
    assert services.question_page(member("e11"), question, VOTING).takes_part


def test_of_a_poll_in_which_nobody_answered_nothing_is_shown() -> None:
    poll = _asked()
    services.close_polls(shaped.LATER)
    page = services.poll_page(shaped.SHAPER, poll, shaped.LATER)
    assert page.rows == ()
