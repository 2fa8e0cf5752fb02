"""Writing: short, about nobody, offered what was said before, and told what became of it."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import translation

from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Question, Statement
from binnenuit_web.dialogue.services.statements import MOST_WAITING
from tests.web.dialogue.asking import CLOSES, GUIDE, OPENED, VOTING, member, open_one
from tests.web.house import live_in, three, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> None:
    live_in(three())


def _write(person: str, question: int, text: str) -> None:
    services.write(member(person), question, text, once=uuid.uuid4(), today=VOTING)


def test_a_statement_waits_and_only_its_author_sees_what_became_of_it() -> None:
    question = open_one()
    with translation.override("nl"):
        _write("an", question, "  We zeggen\n eerlijk nee. ")
    (mine,) = services.my_statements(member("an"), question)
    assert (mine.text, mine.state, mine.number) == ("We zeggen eerlijk nee.", "waiting", None)
    assert services.my_statements(member("bo"), question) == ()
    assert len(services.accepted(Question.objects.get())) == 3
    services.refuse(GUIDE, Statement.objects.get(state="waiting").pk, "Zeg één ding tegelijk.")
    (mine,) = services.my_statements(member("an"), question)
    assert (mine.state, mine.reason) == ("refused", "Zeg één ding tegelijk.")


def test_the_language_of_a_statement_is_that_of_its_words_and_tells_not_who_wrote_it() -> None:
    question = open_one(())
    said = {
        "De klant is er voor ons.": "nl",
        "The customer is here for us.": "en",
        "Oké!": settings.LANGUAGE_CODE,
    }
    for language in ("nl", "en"):
        with translation.override(language):
            for text in said:
                _write("an", question, text)
    assert set(Statement.objects.values_list("text", "language")) == {*said.items()}


def test_who_sends_twice_wrote_once() -> None:
    question, once = open_one(), uuid.uuid4()
    for text in ("Iets.", "Iets.", "Iets anders."):
        services.write(member("an"), question, text, once=once, today=VOTING)
    assert [each.text for each in services.my_statements(member("an"), question)] == ["Iets."]


def test_a_statement_names_nobody_not_even_its_author() -> None:
    question = open_one()
    for text in ("Bo Bakker wacht nooit.", "Ik, AN DE VRIES, wacht."):
        with pytest.raises(services.NamesSomebodyError):
            _write("an", question, text)
    assert services.my_statements(member("an"), question) == ()


@pytest.mark.parametrize("text", ["", " \n", "x" * 141])
def test_a_statement_is_short_and_says_something(text: str) -> None:
    question = open_one()
    with pytest.raises(ValueError, match=r"\d"):
        _write("an", question, text)


def test_one_person_does_not_fill_the_desk() -> None:
    question = open_one()
    for number in range(MOST_WAITING):
        _write("an", question, f"Stelling {number}.")
    with pytest.raises(services.TooManyError):
        _write("an", question, "Nog één.")
    _write("bo", question, "Nog één.")


def test_nobody_writes_before_after_or_without_a_way_in_of_his_own() -> None:
    question = open_one()
    for day in (OPENED, CLOSES.replace(month=12)):
        with pytest.raises(services.NotNowError):
            services.write(member("an"), question, "Iets.", once=uuid.uuid4(), today=day)
    for reader in (viewer("an"), replace(viewer(""), account_id=3), viewer("", team="shop")):
        with pytest.raises(PermissionDenied):
            services.write(reader, question, "Iets.", once=uuid.uuid4(), today=VOTING)


def test_only_what_was_accepted_is_offered_as_saying_the_same() -> None:
    question = open_one()
    _write("bo", question, "De koffie is koud.")
    offered = services.alike(member("an"), question, "we bellen klanten nooit terug")
    assert [each.text for each in offered] == ["We bellen klanten terug."]
    assert services.alike(member("an"), question, "De koffie is te koud.") == ()


def test_nothing_tells_who_wrote_two_statements_under_two_questions() -> None:
    first, second = open_one(), open_one()
    for question in (first, second):
        _write("an", question, "Hetzelfde.")
    authors = set(Statement.objects.filter(state="waiting").values_list("author", flat=True))
    assert len(authors) == 2
    assert not any(each == "an" for each in authors)
