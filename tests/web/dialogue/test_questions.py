"""Core questions: from the bank to the talk, to the votes, to the end."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from binnenuit.dialogue.model import Vote
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Event, Picture, Question, Statement
from binnenuit_web.dialogue.services import closing, forgetting, restarting
from binnenuit_web.people.roles import Role
from binnenuit_web.people.services import logbook
from tests.web.dialogue.asking import CLOSES, GUIDE, OPENED, VOTING, member, open_one
from tests.web.house import live_in, sign_in, three, viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _shop() -> None:
    live_in(three())


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, bool]]:
    """Pictures that were asked for, and whether the last one; none is made."""
    asked: list[tuple[int, bool]] = []

    def make(question: int, today: object, *, is_final: bool = False) -> None:
        del today
        assert Question.objects.get(pk=question).key  # what it is made of is still there
        asked.append((question, is_final))

    _make(monkeypatch, make)
    return asked


def test_a_question_is_talked_about_then_voted_on_then_closed() -> None:
    question = open_one()
    states = [
        services.question_page(member("an"), question, day).state
        for day in (OPENED, VOTING - DAY, VOTING, CLOSES, CLOSES + DAY)
    ]
    assert states == ["talk", "talk", "open", "open", "closed"]


def test_the_words_of_the_bank_are_kept_when_the_question_begins() -> None:
    new = services.NewQuestion(VOTING, CLOSES, bank="style-noticed", nl="iets anders")
    once = uuid.uuid4()
    question = services.open_question(GUIDE, new, once=once, today=OPENED)
    assert services.open_question(GUIDE, new, once=once, today=OPENED) == question
    row = Question.objects.get()
    assert row.nl.startswith("Wat merkt de klant")
    with translation.override("en"):
        page = services.question_page(GUIDE, question, OPENED)
        left = [each.code for theme in services.bank_left(GUIDE) for each in theme.choices]
    assert page.text.startswith("What does the customer notice")
    assert sum(step.minutes for step in page.talk) == 20
    assert "style-noticed" not in left
    assert len(left) >= 19


def test_own_words_in_one_language_are_read_in_both() -> None:
    question = open_one()
    for language in ("nl", "en"):
        with translation.override(language):
            assert services.question_page(GUIDE, question, OPENED).text == "Hoe gaat het?"


def test_only_the_facilitator_begins_closes_and_chooses() -> None:
    question = open_one()
    new = services.NewQuestion(VOTING, CLOSES, nl="Waarom?")
    for reader in (member("bo", Role.CHIEF_EXECUTIVE), viewer("an"), viewer("", team="shop")):
        with pytest.raises(PermissionDenied):
            services.open_question(reader, new, once=uuid.uuid4(), today=OPENED)
        with pytest.raises(PermissionDenied):
            services.close_question(reader, question, VOTING)
        with pytest.raises(PermissionDenied):
            services.bank_left(reader)


def test_a_question_names_nobody() -> None:
    new = services.NewQuestion(VOTING, CLOSES, nl="Wat doet Bo Bakker?")
    with pytest.raises(services.NamesSomebodyError):
        services.open_question(GUIDE, new, once=uuid.uuid4(), today=OPENED)
    assert not Question.objects.exists()


def test_closing_destroys_votes_hands_and_key_and_keeps_what_was_said(
    made: list[tuple[int, bool]],
) -> None:
    question = open_one()
    services.cast(member("an"), question, 1, Vote.AGREE, today=VOTING)
    services.write(member("an"), question, "Dat wacht nog.", once=uuid.uuid4(), today=VOTING)
    Picture.objects.create(question_id=question, number=1, made_on=VOTING, members=b"sealed")
    services.close_question(GUIDE, question, VOTING)
    services.close_question(GUIDE, question, VOTING)
    row = Question.objects.get()
    assert made == [(question, True)]
    assert (row.closed_on, row.key, Event.objects.count()) == (VOTING, None, 0)
    assert set(row.statements.values_list("state", "author")) == {("accepted", "")}
    assert row.pictures.get().members is None
    assert services.my_votes(member("an"), question) == ()


def test_what_is_over_is_closed_by_night_and_what_was_left_halfway_is_finished(
    made: list[tuple[int, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = open_one()
    services.close_over(CLOSES)
    assert Question.objects.get().closed_on is None

    def broken(*_: Any, **__: Any) -> None:
        raise ArgumentError("dialogue.test", sentence("Not now."))

    with monkeypatch.context() as patch:
        _make(patch, broken)
        services.close_over(CLOSES + DAY)
    row = Question.objects.get()
    assert (row.closed_on, row.key is None) == (CLOSES + DAY, False)
    services.close_over(CLOSES + 2 * DAY)
    assert Question.objects.get().key is None
    assert made == [(question, True)]


def test_after_a_backup_was_put_back_one_votes_anew() -> None:
    question = open_one()
    services.cast(member("an"), question, 1, Vote.AGREE, today=VOTING)
    Question.objects.update(key=None)
    services.cast(member("an"), question, 2, Vote.PASS, today=VOTING + DAY)
    assert Event.objects.count() == 1
    assert [each.vote for each in services.my_votes(member("an"), question)] == [Vote.PASS]
    page = services.question_page(member("an"), question, VOTING + DAY)
    assert page.restarted_on == VOTING + DAY
    assert not page.was_cut_short


def test_after_a_picture_it_closes_instead_as_the_next_could_not_be_held_against_it() -> None:
    question = open_one()
    Picture.objects.create(question_id=question, number=1, made_on=VOTING, members=b"sealed")
    Question.objects.update(key=None)
    with pytest.raises(services.NotNowError):
        services.cast(member("an"), question, 1, Vote.AGREE, today=VOTING)
    restarting.restart_keyless(VOTING)
    page = services.question_page(member("an"), question, VOTING)
    assert (page.state, page.was_cut_short) == ("closed", True)
    assert Question.objects.get().key is None


def test_forgetting_takes_votes_and_what_nobody_voted_on() -> None:
    question = open_one()
    an = member("an")
    assert an.person is not None
    for person in ("an", "bo"):
        services.cast(member(person), question, 1, Vote.AGREE, today=VOTING)
    for text in ("Dit wacht.", "Dit staat er."):
        services.write(an, question, text, once=uuid.uuid4(), today=VOTING)
    services.accept(GUIDE, [Statement.objects.get(text="Dit staat er.").pk], VOTING)
    (vote,) = forgetting.votes_of_person(an.person)
    assert vote["vote"] == "agree"
    assert {each["state"] for each in forgetting.statements_of_person(an.person)} == {
        *("waiting", "accepted")
    }
    forgetting.forget_votes_of(an.person)
    forgetting.forget_statements_of(an.person)
    assert Event.objects.count() == 1
    assert forgetting.votes_of_person(an.person) == forgetting.statements_of_person(an.person) == []
    assert not Statement.objects.exclude(author="").exists()
    assert Statement.objects.filter(text="Dit staat er.").exists()


def test_the_logbook_tells_what_the_facilitator_did_and_nothing_of_who_voted(
    made: list[tuple[int, bool]],
) -> None:
    question = open_one()
    services.write(member("an"), question, "Iets eigens.", once=uuid.uuid4(), today=VOTING)
    services.accept(GUIDE, [Statement.objects.get(text="Iets eigens.").pk], VOTING)
    services.draw(member("an"), question, VOTING)
    services.cast(member("an"), question, 4, Vote.AGREE, today=VOTING)
    services.undo(member("an"), question, VOTING)
    services.close_question(None, question, CLOSES)
    told = [(line.did, line.what) for line in logbook(viewer("", Role.FACILITATOR))]
    about = [each for each in told if "core question" in each[1]]
    assert {what for _, what in about} == {f"core question {question}"}
    assert len(about) == 3
    assert len(told) == len(about)


def test_pages_lead_from_the_bank_to_the_sheet_to_the_end(made: list[tuple[int, bool]]) -> None:
    guide, an = sign_in("bo", Role.FACILITATOR), sign_in("an")
    assert b"style-noticed" in guide.get(reverse("dialogue:begin")).content
    address = f"{reverse('dialogue:begin')}?bank=each-other"
    today = timezone.localdate()
    sent = {
        "once": str(uuid.uuid4()),
        "votes_from": today.isoformat(),
        "closes_on": (today + 9 * DAY).isoformat(),
        "seeds": "We groeten elkaar.\n\nWe helpen elkaar.",
    }
    assert guide.post(address, {**sent, "closes_on": today.isoformat()}).status_code == 422
    for _ in range(2):
        reply = guide.post(address, sent)
    question = Question.objects.get()
    here = reverse("dialogue:question", args=[question.pk])
    assert reply.headers["Location"] == here
    assert question.statements.count() == 2
    assert "How do we treat each other here?" in _read(an, reverse("dialogue:questions"))
    assert reverse("dialogue:vote", args=[question.pk]) in _read(an, here)
    assert "8 minutes" in _read(an, reverse("dialogue:sheet", args=[question.pk]))
    assert reverse("dialogue:close", args=[question.pk]) not in _read(an, here)
    assert guide.post(reverse("dialogue:close", args=[question.pk])).headers["Location"] == here
    assert "Voting has ended." in _read(an, here)
    assert made == [(question.pk, True)]


@pytest.mark.parametrize("wrong", [{"seeds": "x" * 141}, {"seeds": "Bo Bakker wacht."}, {"nl": ""}])
def test_a_question_that_cannot_begin_says_why(wrong: dict[str, str]) -> None:
    guide = sign_in("", Role.FACILITATOR)
    today = timezone.localdate()
    sent = {"once": str(uuid.uuid4()), "nl": "Waarom?", "seeds": "", "votes_from": str(today)}
    sent |= {"closes_on": str(today + DAY), **wrong}
    assert guide.post(f"{reverse('dialogue:begin')}?bank=own", sent).status_code == 422
    assert not Question.objects.exists()


def _make(patch: pytest.MonkeyPatch, make: Callable[..., None]) -> None:
    patch.setattr(closing, "make_picture", make)


def _read(client: Client, address: str) -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return reply.content.decode()
