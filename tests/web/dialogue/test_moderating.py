"""What waits is let through in random order, or refused with a reason; an opinion stays one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Question, Statement
from binnenuit_web.people.roles import Role
from tests.web.dialogue.asking import CLOSES, GUIDE, VOTING, member, open_one
from tests.web.house import live_in, sign_in, three, viewer

if TYPE_CHECKING:
    from uuid import UUID

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> None:
    live_in(three())


def _written(question: int, *texts: str) -> list[UUID]:
    for text in texts:
        services.write(member("an"), question, text, once=uuid.uuid4(), today=VOTING)
    return [Statement.objects.get(text=text).pk for text in texts]


def test_statements_get_their_numbers_together_and_in_random_order() -> None:
    orders = set()
    for _ in range(6):
        question = open_one(seeds=())
        ids = _written(question, *(f"Stelling {at} van {question}." for at in range(5)))
        assert services.accept(GUIDE, ids, VOTING) == 5
        numbers = [Statement.objects.get(pk=each).number for each in ids]
        assert sorted(number or 0 for number in numbers) == [1, 2, 3, 4, 5]
        orders.add(tuple(numbers))
    assert len(orders) > 1  # all six alike: less than once in ten thousand million times


def test_seeds_are_numbered_in_random_order_too() -> None:
    seeds = tuple(f"Stelling {at}." for at in range(5))
    orders = set()
    for _ in range(6):
        row = Question.objects.get(pk=open_one(seeds=seeds))
        orders.add(tuple(each.text for each in services.accepted(row)))
    assert len(orders) > 1


def test_accepting_again_adds_nothing_and_a_refused_one_stays_refused() -> None:
    question = open_one()
    first, second = _written(question, "Eén.", "Twee.")
    services.refuse(GUIDE, second, "Onduidelijk.")
    services.refuse(GUIDE, second, "Toch iets anders.")
    assert services.accept(GUIDE, [first, second], VOTING) == 1
    assert services.accept(GUIDE, [first, second], VOTING) == 0
    assert Statement.objects.get(pk=second).reason == "Onduidelijk."
    assert [each.number for each in services.accepted(Question.objects.get())] == [1, 2, 3, 4]


def test_a_reason_names_nobody() -> None:
    (waiting,) = _written(open_one(), "Eén.")
    with pytest.raises(services.NamesSomebodyError):
        services.refuse(GUIDE, waiting, "Vraag het Cas Smit.")
    assert Statement.objects.get(pk=waiting).state == "waiting"


def test_what_waits_is_read_by_the_facilitator_only_and_tells_not_who_wrote_it() -> None:
    question = open_one()
    (waiting,) = _written(question, "We bellen de klanten terug.")
    (read,) = services.waiting(GUIDE, question)
    assert (read.id, read.text) == (waiting, "We bellen de klanten terug.")
    assert [each.text for each in read.alike] == ["We bellen klanten terug."]
    assert set(vars(read)) == {"id", "text", "language", "alike"}
    for reader in (member("bo", Role.CHIEF_EXECUTIVE), member("an"), viewer("", team="shop")):
        with pytest.raises(PermissionDenied):
            services.waiting(reader, question)
        with pytest.raises(PermissionDenied):
            services.accept(reader, [waiting], VOTING)
        with pytest.raises(PermissionDenied):
            services.refuse(reader, waiting, "Nee.")
        with pytest.raises(PermissionDenied):
            services.seed(reader, question, ["Iets."], once=uuid.uuid4(), today=VOTING)


def test_seeds_stand_there_once() -> None:
    question, once = open_one(seeds=()), uuid.uuid4()
    for _ in range(2):
        services.seed(GUIDE, question, ["Eén.", "Twee.", "Eén."], once=once, today=VOTING)
    assert services.seed(GUIDE, question, ["Twee."], once=uuid.uuid4(), today=VOTING) == 0
    assert {each.text for each in services.accepted(Question.objects.get())} == {"Eén.", "Twee."}
    assert not Statement.objects.exclude(author="").exists()


def test_nothing_is_let_through_when_it_is_over() -> None:
    question = open_one()
    ids = _written(question, "Eén.")
    with pytest.raises(services.NotNowError):
        services.accept(GUIDE, ids, CLOSES.replace(month=12))


def test_the_facilitator_is_told_that_something_waits() -> None:
    question = open_one()
    assert services.guide_moves(GUIDE, VOTING) == []
    _written(question, "Eén.", "Twee.")
    (move,) = services.guide_moves(GUIDE, VOTING)
    assert move.address == reverse("dialogue:moderate", args=[question])
    assert services.guide_moves(member("an"), VOTING) == []


def test_the_page_lets_through_refuses_and_puts_there() -> None:
    guide, question = sign_in("bo", Role.FACILITATOR), open_one()
    first, second = _written(question, "Eén.", "Twee.")
    Question.objects.update(votes_from=timezone.localdate(), closes_on=timezone.localdate())
    address = reverse("dialogue:moderate", args=[question])
    assert guide.post(address, {"accept": "yes"}).status_code == 422
    assert guide.post(address, {"refuse": "yes", "id": str(second)}).status_code == 422
    assert guide.post(address, {"seed": "yes", "once": str(uuid.uuid4())}).status_code == 422
    guide.post(address, {"accept": "yes", "ids": [str(first)]})
    guide.post(address, {"refuse": "yes", "id": str(second), "reason": "Te kort."})
    guide.post(address, {"seed": "yes", "once": str(uuid.uuid4()), "seeds": "Drie.\nVier."})
    states = dict(Statement.objects.values_list("text", "state"))
    told = {"Eén.": "accepted", "Twee.": "refused", "Drie.": "accepted", "Vier.": "accepted"}
    assert states.items() >= told.items()
    assert b"Nothing waits now." in guide.get(address).content
    assert sign_in("an").get(address).status_code == 403
