"""Polls: sealed while they are open, figures through the gate, and nothing else afterwards."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.errors import ExposureError
from binnenuit.language import sentence
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Objection, Poll, PollAnswer
from binnenuit_web.dialogue.services import closing_polls, poll_forgetting
from binnenuit_web.dialogue.services.asked_places import places_of
from binnenuit_web.dialogue.services.figures import seen
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.roles import Role
from tests.web.dialogue import shaped
from tests.web.dialogue.asking import member
from tests.web.dialogue.shaped import LATER, SHAPER, TODAY
from tests.web.house import live_in, sign_in, sixty, three, viewer

if TYPE_CHECKING:
    from binnenuit_web.dialogue.models import Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    live_in(sixty())
    return shaped.carrying("We call back the same day.")


@pytest.fixture
def poll(question: Question) -> int:
    """Everybody is asked whether to adopt a value."""
    return shaped.asked(shaped.value(f"{question.pk}-1"))


def step() -> Poll:
    return Poll.objects.get(kind=Poll.Kind.LINK)


def test_one_screen_shows_the_whole_thing_and_leads_from_the_step_to_adopting(poll: int) -> None:
    client = sign_in("e10")
    shown = client.get(f"/polls/{step().pk}/").content.decode()
    for said in ("We call back the same day.", "Reachable", "One hears from us the same day."):
        assert said in shown
    answer = client.post(f"/polls/{step().pk}/", {"value": "2"})
    assert answer["Location"] == f"/polls/{poll}/"
    assert client.post(f"/polls/{poll}/", {"value": "11"}).status_code == 422
    client.post(f"/polls/{poll}/", {"value": "7"})
    client.post(f"/polls/{poll}/", {"value": "3"})
    assert 'value="3" required checked' in client.get(f"/polls/{poll}/").content.decode()
    assert PollAnswer.objects.count() == 2
    assert services.poll_moves(member("e10"), TODAY) == []
    assert [move.address for move in services.poll_moves(member("e11"), TODAY)] == [
        f"/polls/{step().pk}/"
    ]


def test_what_is_stored_of_an_open_poll_tells_nobody_what_was_answered(poll: int) -> None:
    shaped.answered(poll, (0,), [member("e10")])
    shaped.answered(poll, (10,), [member("e11")])
    zero, ten = (bytes(each.sealed) for each in PollAnswer.objects.all())
    assert len(zero) == len(ten)
    assert len(places_of(shaped.row(poll))) == len(shaped.everybody())
    stored = json.dumps(shaped.row(poll).teams)
    assert not [hand for hand in places_of(shaped.row(poll)) if hand in stored]
    assert not shaped.row(poll).shown


def test_closing_shows_what_ten_people_share_and_destroys_the_rest(poll: int) -> None:
    shaped.answered(poll, (2,))
    services.object_to(member("e10"), poll, "Not at night.", once=uuid.uuid4(), today=TODAY)
    services.close_polls(LATER)
    row = shaped.row(poll)
    assert (row.key, row.closed_on, "places" in row.teams) == (None, LATER, False)
    assert not PollAnswer.objects.exists()
    assert Objection.objects.get().author == ""
    guide = services.poll_page(SHAPER, poll, LATER)
    assert guide.rows[0].name == ""
    everybody = guide.rows[0].figures[0]
    assert everybody is not None
    assert everybody.low <= 2 <= everybody.high
    of_t1 = next(each for each in guide.rows if each.name == "Ploeg 1")
    assert of_t1.figures[0] is None or of_t1.together
    told = [frozenset((each.name, *each.together)) for each in guide.rows]
    assert len(set(told)) == len(told)  # a merged figure stands there once
    assert max(map(len, told)) > 1
    mine = services.poll_page(member("e10"), poll, LATER)
    assert {each.name for each in mine.rows} == {"Ploeg 1", "Afdeling 1", ""}


def test_nine_answers_show_nothing_and_a_tenth_shows_one_figure(question: Question) -> None:
    for people, shows in ((9, False), (10, True)):
        asked = shaped.asked(shaped.value(f"{question.pk}-1"))
        shaped.answered(asked, (4,), shaped.everybody()[20 : 20 + people])
        services.close_polls(LATER)
        figures = [
            each for row in services.poll_page(SHAPER, asked, LATER).rows for each in row.figures
        ]
        assert sum(each is not None for each in figures) == shows


def test_a_server_killed_while_it_closes_ends_with_the_same_figures(
    poll: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shaped.answered(poll, (5,), shaped.everybody()[:20])
    out: list[object] = []

    def killed(record: dict[str, Any], kind: str, item: str) -> None:
        out.append(seen(record, kind, item))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(closing_polls, "seen", killed)
        with pytest.raises(KeyboardInterrupt):
            services.close_polls(LATER)
    assert shaped.row(poll).closed_on is None
    PollAnswer.objects.filter(poll=poll).delete()  # whatever happened since, what is out stays
    services.close_polls(LATER)
    assert (shaped.row(poll).shown or {})["resistance"] == out[0]


def test_nothing_is_shown_of_what_the_gate_refuses(
    poll: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise ExposureError("privacy.exposed", sentence("Too few."))

    shaped.answered(poll, (5,), shaped.everybody()[:20])
    monkeypatch.setattr(closing_polls, "publish_poll", refuse)
    services.close_polls(LATER)
    assert shaped.row(poll).shown == {}
    assert "Too few" in services.poll_page(SHAPER, poll, LATER).consent


def test_who_was_not_asked_neither_answers_nor_objects(poll: int) -> None:
    late, linked = member("late"), viewer("", Role.EMPLOYEE, team="t1")
    for who in (late, linked, SHAPER):
        with pytest.raises(PermissionDenied):
            services.answer(who, poll, (1,), today=TODAY)
        with pytest.raises(PermissionDenied):
            services.object_to(who, poll, "No.", once=uuid.uuid4(), today=TODAY)
    assert services.poll_page(late, poll, TODAY).came_later
    with pytest.raises(PermissionDenied):
        services.answer(member("e10"), poll, (11,), today=TODAY)
    with pytest.raises(services.StandsOtherwiseError):
        services.answer(member("e10"), poll, (1,), today=LATER)


def test_an_objection_stands_without_its_author_who_alone_takes_it_back(poll: int) -> None:
    client, once = sign_in("e10"), str(uuid.uuid4())
    sent = {"once": once, "text": "Mens 10 cannot do that."}
    assert client.post(f"/polls/{poll}/object/", sent).status_code == 422
    for _time in range(2):
        client.post(f"/polls/{poll}/object/", {**sent, "text": "At night nobody is there."})
    assert Objection.objects.count() == 1
    read = sign_in("e11").get(f"/polls/{poll}/").content.decode()
    assert "At night nobody is there." in read
    assert "take-back" not in read
    with pytest.raises(PermissionDenied):
        services.take_back(member("e11"), poll, Objection.objects.get().pk, today=TODAY)
    assert "At night" not in _as_linked(poll)
    client.post(f"/polls/{poll}/take-back/", {"objection": Objection.objects.get().pk})
    assert "At night" not in client.get(f"/polls/{poll}/").content.decode()


def _as_linked(poll: int) -> str:
    """What somebody reads who came through the link of a team, and may not vote."""
    return str(services.poll_page(viewer("", Role.EMPLOYEE, team="t1"), poll, TODAY).objections)


def test_a_behaviour_is_adopted_after_one_of_its_values(question: Question) -> None:
    value = shaped.value(f"{question.pk}-1")
    first = shaped.asked(value)
    follows = shaped.behaviour(value)
    second = shaped.asked(follows, about="behaviour")
    services.close_polls(LATER)
    assert services.decide(SHAPER, second, "We do.", today=LATER).decision == "wait"
    assert services.decide(SHAPER, first, "We do.", today=LATER).decision == "adopted"
    assert services.decide(SHAPER, second, "We do.", today=LATER).decision == "adopted"
    assert services.decide(SHAPER, second, "We do.", today=LATER).decision == "adopted"
    with pytest.raises(PermissionDenied):
        services.decide(member("e10"), second, "", today=LATER)
    assert services.behaviour_page(SHAPER, follows, LATER).behaviour.adopted_on == LATER


def test_high_resistance_waits_for_a_reason(poll: int) -> None:
    shaped.answered(poll, (9,), shaped.everybody()[:30])
    services.close_polls(LATER)
    client = sign_in("", Role.FACILITATOR)
    assert client.post(f"/polls/{poll}/decide/", {"because": ""}).status_code == 422
    answer = client.post(f"/polls/{poll}/decide/", {"because": "The law asks it."}, follow=True)
    assert "The law asks it." in answer.content.decode()
    assert shaped.row(poll).outcome == Poll.Outcome.ADOPTED


def test_fewer_than_ten_people_are_asked_for_no_number_and_talk() -> None:
    live_in(three())
    question = shaped.carrying("We call back.")
    poll = shaped.asked(shaped.value(f"{question.pk}-1"))
    page = services.poll_page(SHAPER, poll, TODAY)
    assert (page.is_talk, page.may_answer, page.needs_reason) == (True, False, True)
    assert not Poll.objects.filter(kind=Poll.Kind.LINK).exists()
    assert services.decide(SHAPER, poll, "", today=TODAY).decision == "wait"
    assert services.decide(SHAPER, poll, "All three agreed.", today=TODAY).decision == "adopted"


def test_a_poll_that_lost_its_key_is_asked_anew(poll: int) -> None:
    shaped.answered(poll, (1,), [member("e10")])
    Poll.objects.update(key=None)
    services.close_polls(TODAY + timedelta(days=3))
    assert not PollAnswer.objects.exists()
    services.answer(member("e10"), poll, (2,), today=TODAY + timedelta(days=10))
    assert shaped.row(poll).closes_on == TODAY + timedelta(days=17)


def test_forgetting_leaves_no_answer_and_no_objection(poll: int) -> None:
    person = next(each.person for each in organisation.load().people if each.person == "e10")
    shaped.answered(poll, (1,), [member("e10"), member("e11")])
    services.object_to(member("e10"), poll, "Not now.", once=uuid.uuid4(), today=TODAY)
    told = poll_forgetting.answers_of_person(person) + poll_forgetting.objections_of_person(person)
    assert [each.get("answer") or each.get("objection") for each in told] == ["[1]", "Not now."]
    poll_forgetting.forget_answers_of(person)
    poll_forgetting.forget_objections_of(person)
    assert PollAnswer.objects.count() == 1
    assert not Objection.objects.exists()
    assert services.poll_page(member("e10"), poll, TODAY).came_later
