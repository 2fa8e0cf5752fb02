"""Votes: one a statement, the last one counts, and whoever sends twice voted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from binnenuit.dialogue.model import Vote
from binnenuit.organisation.model import PersonId
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Event, Question
from binnenuit_web.dialogue.services.table import lines_of
from tests.web.dialogue.asking import CLOSES, OPENED, SEEDS, VOTING, member, open_one
from tests.web.house import live_in, three, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> None:
    live_in(three())


def _voted(person: str, question: int) -> dict[int, Vote]:
    return {
        each.statement.number: each.vote for each in services.my_votes(member(person), question)
    }


def test_the_last_vote_counts_and_the_same_vote_again_adds_nothing() -> None:
    question, an = open_one(), member("an")
    for vote in (Vote.AGREE, Vote.AGREE, Vote.UNCLEAR):
        services.cast(an, question, 2, vote, today=VOTING)
    assert _voted("an", question) == {2: Vote.UNCLEAR}
    assert Event.objects.count() == 2


def test_a_statement_comes_back_until_it_is_answered_and_the_draw_is_logged_once() -> None:
    question, an = open_one(), member("an")
    first = services.draw(an, question, VOTING)
    assert first is not None
    assert services.draw(an, question, VOTING) == first
    row = Question.objects.get()
    (line,) = lines_of(row, services.hand_of(row.key or b"", PersonId("an")))
    assert (line.happened, line.number) == ("drawn", first.statement.number)
    assert line.probability == pytest.approx(1 / 3)


def test_everything_is_drawn_once_and_then_nothing_is_left() -> None:
    question, an = open_one(), member("an")
    seen: list[str] = []
    while drawn := services.draw(an, question, VOTING):
        assert (drawn.voted, drawn.of) == (len(seen), 3)
        seen.append(drawn.statement.text)
        services.cast(an, question, drawn.statement.number, Vote.PASS, today=VOTING)
    assert sorted(seen) == sorted(SEEDS)


def test_undo_takes_back_the_last_vote_and_the_statement_comes_again() -> None:
    question, an = open_one(), member("an")
    for number, vote in ((1, Vote.AGREE), (3, Vote.DISAGREE)):
        services.cast(an, question, number, vote, today=VOTING)
    assert services.undo(an, question, VOTING) == 3
    assert _voted("an", question) == {1: Vote.AGREE}
    drawn = services.draw(an, question, VOTING)
    assert drawn is not None
    assert drawn.statement.number == 3
    assert drawn.last is not None
    assert drawn.last.number == 1


def test_an_undo_that_is_sent_twice_takes_back_one_vote() -> None:
    question, an = open_one(), member("an")
    for number in (1, 2):
        services.cast(an, question, number, Vote.AGREE, today=VOTING)
    assert services.undo(an, question, VOTING, statement=2) == 2
    assert services.undo(an, question, VOTING, statement=2) is None
    assert _voted("an", question) == {1: Vote.AGREE}


def test_the_table_holds_what_everybody_says_now() -> None:
    question = open_one()
    for person, votes in {"an": (1, Vote.AGREE), "bo": (1, Vote.DISAGREE)}.items():
        services.cast(member(person), question, *votes, today=VOTING)
    services.cast(member("bo"), question, 2, Vote.UNCLEAR, today=VOTING)
    services.cast(member("cas"), question, 2, Vote.AGREE, today=VOTING)
    services.undo(member("cas"), question, VOTING)
    row = Question.objects.get()
    table = services.votes_of(row)
    an, bo = (services.hand_of(row.key or b"", PersonId(each)) for each in ("an", "bo"))
    assert table.hands == tuple(sorted((an, bo)))
    assert table.numbers == (1, 2, 3)
    assert table.votes.nnz == 3
    at = table.hands.index(bo)
    assert list(table.votes.toarray()[at]) == [-1, 0, 0]
    assert list(table.unclear.toarray()[at]) == [False, True, False]
    assert table.votes.toarray()[1 - at][0] == 1


def test_who_came_through_the_link_of_a_team_or_is_no_person_only_reads() -> None:
    question = open_one()
    for reader in (viewer("", team="shop"), replace(viewer(""), account_id=4)):
        with pytest.raises(PermissionDenied):
            services.cast(reader, question, 1, Vote.AGREE, today=VOTING)
        with pytest.raises(PermissionDenied):
            services.draw(reader, question, VOTING)


@pytest.mark.parametrize("day", [OPENED, CLOSES + timedelta(days=1)])
def test_nobody_votes_before_or_after(day: date) -> None:
    question = open_one()
    with pytest.raises(services.NotNowError):
        services.cast(member("an"), question, 1, Vote.AGREE, today=day)


def test_nobody_votes_on_what_is_not_there() -> None:
    question = open_one()
    with pytest.raises(Http404):
        services.cast(member("an"), question, 9, Vote.AGREE, today=VOTING)
    assert Event.objects.count() == 0
