"""From answers to behaviour: every value has an answer that carried, every behaviour a value."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Behaviour, Link, Poll, Value
from binnenuit_web.dialogue.services.picturing import following
from binnenuit_web.people.roles import Role
from tests.web.dialogue import shaped
from tests.web.dialogue.asking import member
from tests.web.dialogue.shaped import BEHAVIOUR, LATER, SHAPER, TODAY
from tests.web.house import live_in, sign_in, sixty, viewer

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.dialogue.models import Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    live_in(sixty())
    return shaped.carrying("We call back the same day.", "Somebody always answers.")


def test_a_value_without_an_answer_that_carries_is_not_written_down(
    question: Question,
) -> None:
    for codes in ((), (f"{question.pk}-3",), (f"{question.pk}-1", f"{question.pk}-9"), ("x-1",)):
        with pytest.raises(services.OrphanError):
            shaped.value(*codes)
    shaped.pictured(question, 2)
    with pytest.raises(services.OrphanError):
        shaped.value(f"{question.pk}-1")
    assert not Value.objects.exists()


def test_a_behaviour_without_a_value_that_was_asked_is_not_written_down(question: Question) -> None:
    value = shaped.value(f"{question.pk}-1")
    for values in ((), (value,), (value + 1,)):
        with pytest.raises(services.OrphanError):
            shaped.behaviour(*values)
    assert not Behaviour.objects.exists()
    shaped.asked(value)
    assert shaped.behaviour(value)


def test_no_value_is_withdrawn_while_a_behaviour_follows_from_nothing_else(
    question: Question,
) -> None:
    first, other = (shaped.value(f"{question.pk}-{number}") for number in (1, 2))
    shaped.asked(first)
    follows = shaped.behaviour(first)
    with pytest.raises(services.OrphanError) as refused:
        services.withdraw_value(SHAPER, first, TODAY)
    assert refused.value.names == ("We pick up within three rings.",)
    shaped.asked(other)
    more = replace(BEHAVIOUR, values=(other,))
    services.change_behaviour(SHAPER, follows, more, today=TODAY)
    services.withdraw_value(SHAPER, first, TODAY)
    assert not Poll.objects.filter(closed_on=None, value=first).exists()
    with pytest.raises(services.OrphanError):
        services.withdraw_value(SHAPER, other, TODAY)


def test_while_one_votes_nobody_is_asked_for_a_value(question: Question) -> None:
    assert any("carry" in each.text for each in services.poll_moves(SHAPER, TODAY))
    question.closed_on = None
    question.save()
    assert services.poll_moves(SHAPER, TODAY) == []


def test_who_shapes_is_told_of_answers_that_carry_and_of_decisions(question: Question) -> None:
    def waits(today: date) -> list[str]:
        return [move.address for move in services.poll_moves(SHAPER, today)]

    assert waits(TODAY) == ["/values/"]
    poll = shaped.asked(shaped.value(f"{question.pk}-1"))
    assert waits(TODAY) == []
    services.close_polls(LATER)
    assert waits(LATER) == [f"/polls/{poll}/"]


def test_what_is_adopted_can_be_followed_both_ways(question: Question) -> None:
    value = shaped.value(f"{question.pk}-1", f"{question.pk}-2")
    shaped.adopted(value)
    follows = shaped.behaviour(value)
    client = sign_in("e10")
    both = client.get("/values/").content.decode()
    up = client.get(f"/behaviours/{follows}/").content.decode()
    down = client.get(f"/values/{value}/").content.decode()
    assert f"/core-questions/{question.pk}/statements/2/" in both
    assert f"/core-questions/{question.pk}/statements/2/" in down
    assert f'href="/behaviours/{follows}/"' in both
    assert f'href="/behaviours/{follows}/"' in down
    assert f'href="/values/{value}/"' in up
    (onward,) = following(SHAPER, question.pk, 1)
    assert (onward.value, [each.id for each in onward.behaviours]) == (value, [follows])
    assert {each.picture_id for each in Link.objects.exclude(statement=None)} == {
        question.pictures.get().pk
    }


def test_a_new_version_takes_up_every_objection_and_is_asked_again(question: Question) -> None:
    value = shaped.value(f"{question.pk}-1")
    poll, said = shaped.asked(value), "At night nobody is there."
    services.object_to(member("e10"), poll, said, once=uuid.uuid4(), today=TODAY)
    new = services.NewValue("Reachable by day", "One hears from us by day.", ())
    with pytest.raises(services.StandsOtherwiseError):
        services.change_value(SHAPER, value, new, today=TODAY)
    services.close_polls(LATER)
    assert services.decide(SHAPER, poll, "All the same.", today=LATER).decision == "revise"
    with pytest.raises(services.NotTakenUpError):
        services.change_value(SHAPER, value, new, today=LATER)
    (objection,) = services.value_page(SHAPER, value, LATER).to_take_up
    taken = {objection.id: "By day only."}
    services.change_value(SHAPER, value, new, answers=taken, today=LATER)
    page = services.value_page(SHAPER, value, LATER)
    assert (page.value.version, page.may_ask) == (2, True)
    told = services.poll_page(member("e11"), poll, LATER)
    assert [(each.state, each.answer) for each in told.objections] == [("taken_up", "By day only.")]
    assert told.outcome == "revise"
    assert shaped.asked(value, today=LATER) != poll


def test_only_who_shapes_writes_and_everybody_inside_reads(question: Question) -> None:
    value = shaped.value(f"{question.pk}-1")
    employee = member("e10")
    for act in (
        lambda: services.sources(employee),
        lambda: services.ask_value(employee, value, once=uuid.uuid4(), today=TODAY),
        lambda: services.withdraw_value(employee, value, TODAY),
        lambda: services.values_page(viewer("", team="").__class__(), TODAY),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert services.values_page(viewer("", Role.EMPLOYEE, team="t1"), TODAY).values


def test_the_form_writes_a_value_once_and_refuses_a_name(question: Question) -> None:
    client, once = sign_in("", Role.FACILITATOR), str(uuid.uuid4())
    sent = {
        "once": once,
        "name": "Near",
        "words": "As Mens 10 does.",
        "statements": f"{question.pk}-1",
    }
    assert client.post("/values/new/", sent).status_code == 422
    for _time in range(2):
        answer = client.post("/values/new/", {**sent, "words": "We are near."}, follow=True)
        assert "We are near." in answer.content.decode()
    assert Value.objects.count() == 1
    assert Link.objects.count() == 1
