"""One statement a screen: voted once, changed as often as one likes, by whoever is one person."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from binnenuit.dialogue.model import Vote
from binnenuit.organisation import TeamId
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Event, Question, Statement
from binnenuit_web.organisation import services as organisation
from tests.web import house
from tests.web.dialogue.asked import AN, GUIDE, QUESTION, STATEMENTS, WEEK, voting

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db: None) -> None:
    house.live_in(house.three())


def page(client: Client, name: str, question: int, **data: str) -> str:
    return client.get(reverse(f"dialogue:{name}", args=[question]), data).content.decode()


def send(client: Client, name: str, question: int, **data: object) -> Any:
    return client.post(reverse(f"dialogue:{name}", args=[question]), data, follow=True)


def offered(text: str) -> int:
    """The number of the statement that a page puts to its reader."""
    found = re.search(r'name="statement" value="(\d+)"', text)
    assert found, text
    return int(found[1])


def said(question: int) -> dict[int, Vote]:
    return {each.statement.number: each.vote for each in services.my_votes(AN, question)}


def test_before_the_first_vote_one_reads_once_how_votes_are_protected(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    first = page(client, "vote", question)
    assert "Never in a group smaller than ten" in first
    assert not Event.objects.exists()
    number = offered(page(client, "vote", question, begin="yes"))
    send(client, "vote", question, statement=number, vote="agree")
    assert "smaller than ten" not in page(client, "vote", question)


def test_the_question_stands_above_every_statement_until_that_was_all(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    text = page(client, "vote", question, begin="yes")
    for voted in range(len(STATEMENTS)):
        assert f"<h1>{QUESTION}</h1>" in text
        assert f"You voted on {voted} of {len(STATEMENTS)}." in text
        answer = send(client, "vote", question, statement=offered(text), vote="disagree")
        text = answer.content.decode()
    assert "That was all for now." in text
    assert "too early to say" in text
    assert set(said(question).values()) == {Vote.DISAGREE}
    send(client, "undo", question, statement=offered(text))
    assert len(said(question)) == len(STATEMENTS) - 1


def test_a_double_click_votes_once_and_the_back_button_changes_the_vote(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    number = offered(page(client, "vote", question, begin="yes"))
    for vote in ("agree", "agree", "unclear"):
        send(client, "vote", question, statement=number, vote=vote)
    assert said(question) == {number: Vote.UNCLEAR}


def test_the_last_vote_is_taken_back_once_and_its_statement_comes_again(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    for _ in range(2):
        number = offered(page(client, "vote", question, begin="yes"))
        send(client, "vote", question, statement=number, vote="pass")
    for _ in range(2):  # a double click
        answer = send(client, "undo", question, statement=number)
    assert offered(answer.content.decode()) == number
    assert len(said(question)) == 1


def test_a_statement_that_is_gone_is_not_counted_and_the_next_one_comes(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    number = offered(page(client, "vote", question, begin="yes"))
    Statement.objects.filter(number=number).update(state="refused")
    answer = send(client, "vote", question, statement=number, vote="agree")
    assert answer.status_code == 200
    assert "no longer there" in answer.content.decode()
    assert not said(question)


@pytest.mark.parametrize("sent", [{}, {"statement": "x"}, {"statement": "1", "vote": "maybe"}])
def test_what_did_not_come_through_is_said_and_not_counted(
    shop: None, sent: dict[str, str]
) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    assert "did not come through" in send(client, "vote", question, **sent).content.decode()
    assert not said(question)


def test_my_votes_are_mine_to_change_one_by_one_or_all_at_once(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    for number in (1, 2, 3):
        services.cast(AN, question, number, Vote.AGREE, today=timezone.localdate())
    assert page(client, "mine", question).count("You agree.") == 3
    assert (
        "You disagree."
        in send(client, "mine", question, statement=1, vote="disagree").content.decode()
    )
    send(client, "mine", question, statement=2, vote="none")
    assert said(question) == {1: Vote.DISAGREE, 3: Vote.AGREE}
    send(client, "mine", question, all="yes")
    assert not said(question)


def test_while_a_question_is_talked_about_nobody_votes(shop: None) -> None:
    talk, client = voting(*STATEMENTS, from_days=3), house.sign_in("an")
    assert "First you talk about it" in page(client, "vote", talk, begin="yes")
    answer = send(client, "vote", talk, statement=1, vote="agree").content.decode()
    assert "Nothing was counted" in answer
    assert not Event.objects.exists()


def test_what_one_voted_can_be_read_until_it_is_destroyed_and_not_changed(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    services.cast(AN, question, 1, Vote.AGREE, today=timezone.localdate())
    Question.objects.update(closes_on=timezone.localdate() - WEEK)
    assert "Voting has ended." in page(client, "vote", question)
    assert "You agree." in page(client, "mine", question)
    assert 'name="vote"' not in page(client, "mine", question)
    assert "Nothing was counted" in send(client, "mine", question, all="yes").content.decode()
    Question.objects.update(closed_on=timezone.localdate(), key=None)
    text = page(client, "mine", question)
    assert "Nobody can find out any more" in text
    assert "You agree." not in text


def test_who_came_through_the_link_of_a_team_reads_how_to_get_a_way_in(shop: None) -> None:
    question, client = voting(*STATEMENTS), Client()
    key = organisation.keys_for([TeamId(house.SHOP)])[TeamId(house.SHOP)]
    client.get(f"/t/{key}/")
    for name in ("vote", "mine", "write"):
        text = page(client, name, question, begin="yes")
        assert "I have a code" in text
        assert STATEMENTS[0] not in text
    for name in ("vote", "undo", "write"):
        assert send(client, name, question, statement=1, vote="agree").status_code == 403


def test_an_account_that_is_nobody_in_the_people_file_does_not_vote(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("")
    assert "under Accounts" in page(client, "vote", question, begin="yes")
    assert send(client, "vote", question, statement=1, vote="agree").status_code == 403
    assert send(client, "mine", question, all="yes").status_code == 403


def test_no_vote_and_no_statement_stands_in_a_session_or_an_address(shop: None) -> None:
    question, client = voting(*STATEMENTS), house.sign_in("an")
    number = offered(page(client, "vote", question, begin="yes"))
    before = dict(client.session)
    answer = send(client, "vote", question, statement=number, vote="agree")
    assert dict(client.session) == before
    assert [where for where, _ in answer.redirect_chain] == [
        reverse("dialogue:vote", args=[question]) + "#content"
    ]
    assert services.question_page(GUIDE, question, timezone.localdate()).statements == 3
