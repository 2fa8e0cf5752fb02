"""A short statement: without names, not what was said already, and its author hears what came."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Statement
from tests.web import house
from tests.web.dialogue.asked import GUIDE, STATEMENTS, voting

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
TEXT = "Our hours do not fit when the customer needs us."


@pytest.fixture
def shop(db: None) -> None:
    house.live_in(house.three())


def write(client: Client, question: int, text: str, **more: object) -> Any:
    address = reverse("dialogue:write", args=[question])
    data = {"once": uuid.uuid4(), "text": text, **more}
    return client.post(address, data, follow=True)


def mine(client: Client, question: int) -> str:
    return client.get(reverse("dialogue:mine", args=[question])).content.decode()


def waiting(question: int) -> list[str]:
    return [each.text for each in services.waiting(GUIDE, question)]


def test_a_statement_is_sent_once_on_one_line_and_waits(shop: None) -> None:
    question, client, once = voting(*STATEMENTS), house.sign_in("an"), uuid.uuid4()
    for _ in range(2):  # a double click
        answer = write(client, question, TEXT.replace("fit when", "fit\r\n  when"), once=once)
    assert waiting(question) == [TEXT]
    assert "Sent." in answer.content.decode()
    assert "It waits." in answer.content.decode()
    assert TEXT not in mine(house.sign_in("bo"), question)


def test_one_character_too_many_and_the_name_of_a_colleague_are_refused(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    assert write(client, question, "a" * 141).status_code == 422
    answer = write(client, question, "Ask cas SMIT about the customer.")
    assert answer.status_code == 422
    assert "Leave out the name Cas Smit" in answer.content.decode()
    assert not waiting(question)
    assert write(client, question, "a" * 140).status_code == 200


def test_what_was_said_already_is_offered_first_and_one_tap_votes_on_it(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    nearly = "We promise more than the workshop can make!"
    text = write(client, question, nearly).content.decode()
    assert "Somebody said something like it." in text
    assert not waiting(question)
    number = int(re.search(r'name="statement" value="(\d+)"', text)[1])  # type: ignore[index]
    assert Statement.objects.get(number=number).text == STATEMENTS[1]
    client.post(reverse("dialogue:vote", args=[question]), {"statement": number, "vote": "agree"})
    assert "You agree." in mine(client, question)
    assert "Sent." in write(client, question, nearly, sure="yes").content.decode()
    assert waiting(question) == [nearly]


def test_its_author_reads_why_it_was_refused_and_puts_it_away(shop: None) -> None:
    question, client, other = voting(*STATEMENTS), house.sign_in("an"), house.sign_in("bo")
    write(client, question, TEXT)
    (wrote,) = services.waiting(GUIDE, question)
    services.refuse(GUIDE, wrote.id, "Two thoughts in one.")
    assert "Two thoughts in one." in mine(client, question)
    address = reverse("dialogue:mine", args=[question])
    other.post(address, {"put_away": TEXT})
    assert Statement.objects.filter(text=TEXT).exists()
    client.post(address, {"put_away": TEXT})
    assert not Statement.objects.filter(text=TEXT).exists()


def test_putting_away_leaves_what_waits_and_what_was_accepted(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    write(client, question, TEXT)
    address = reverse("dialogue:mine", args=[question])
    client.post(address, {"put_away": TEXT})
    assert waiting(question) == [TEXT]
    ids = [each.id for each in services.waiting(GUIDE, question)]
    services.accept(GUIDE, ids, timezone.localdate())
    client.post(address, {"put_away": TEXT})
    assert "It is put to everybody." in mine(client, question)


def test_before_one_may_vote_nothing_is_written(shop: None) -> None:
    question, client = voting(from_days=3), house.sign_in("an")
    assert "First you talk about it" in write(client, question, TEXT).content.decode()
    assert not Statement.objects.exists()
