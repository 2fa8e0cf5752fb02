"""On everybody's first page: a core question that waits, and what became of a statement."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from binnenuit.dialogue.model import Vote
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Picture
from binnenuit_web.dialogue.views.moves import moves
from binnenuit_web.people.viewer import VISITOR, Viewer
from tests.web import house
from tests.web.dialogue.asked import AN, GUIDE, QUESTION, STATEMENTS, voting

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db: None) -> None:
    house.live_in(house.three())


def asked(viewer: Viewer) -> list[str]:
    return [each.address for each in moves(viewer, timezone.localdate())]


def test_a_question_waits_as_long_as_there_are_statements_one_did_not_vote_on(shop: None) -> None:
    question, today = voting(*STATEMENTS), timezone.localdate()
    (move,) = moves(AN, today)
    assert QUESTION in move.text
    assert move.until == services.question_page(AN, question, today).closes_on
    for number in (1, 2, 3):
        assert asked(AN) == [reverse("dialogue:vote", args=[question])]
        services.cast(AN, question, number, Vote.PASS, today=today)
    assert not asked(AN)
    services.seed(GUIDE, question, ["The telephone rings out."], once=uuid.uuid4(), today=today)
    assert asked(AN)


def test_nothing_waits_for_who_cannot_vote_or_while_one_talks(shop: None) -> None:
    voting(*STATEMENTS, from_days=2)
    assert not asked(AN)
    voting(*STATEMENTS)
    for reader in (VISITOR, house.viewer("an"), Viewer(account_id=1, roles=AN.roles)):
        assert not asked(reader)


def test_a_refused_statement_is_told_until_its_author_put_it_away(shop: None) -> None:
    question, today = voting(), timezone.localdate()
    services.write(AN, question, "The phone rings out.", once=uuid.uuid4(), today=today)
    assert not asked(AN)
    services.refuse(GUIDE, services.waiting(GUIDE, question)[0].id, "Say what you see.")
    assert asked(AN) == [reverse("dialogue:mine", args=[question])]
    services.put_away(AN, question, "The phone rings out.")
    assert not asked(AN)


def test_core_questions_are_told_on_the_first_page(shop: None) -> None:
    voting(*STATEMENTS)
    assert QUESTION in house.sign_in("an").get("/today/").content.decode()


def test_the_first_page_leads_to_what_carries_once_there_is_a_picture(shop: None) -> None:
    question, client = voting(), house.sign_in("an")
    address = reverse("dialogue:picture", args=[question])
    assert address not in client.get("/today/").content.decode()
    Picture.objects.create(
        question_id=question, number=1, made_on=timezone.localdate(), shown={"a": 1}
    )
    assert address in client.get("/today/").content.decode()
