"""A core question of forty people: from a talk in the team to a behaviour that one can see.

Everybody with a part in it plays it once in a browser: on a phone, with the keyboard alone, without
JavaScript, in Dutch and in English. The others send what they say with requests of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.journeys import shaping, talking
from tests.journeys.browser import check_page, chromium, follow
from tests.journeys.crowd import SEEDS, Crowd
from tests.journeys.daily import follow_move
from tests.journeys.forty import CHIEF, GUIDE, PEOPLE, Forty, forty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

AUTHOR, KEYS, PLAIN, DIRECTOR = "e10", "e21", "e32", "dir1"
IN_BROWSERS = (AUTHOR, KEYS, PLAIN)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Forty]:
    chromium()
    with forty(tmp_path, DIRECTOR) as opened:
        yield opened


@pytest.mark.timeout(400)  # a minute where nobody else works
def test_forty_people_from_a_talk_to_a_behaviour_and_a_vote_on_readiness(
    house: Forty, open_page: Callable[..., Page]
) -> None:
    guide, chief, author, keys = (open_page(house.server, "nl") for _each in range(4))
    director = open_page(house.server, "en")
    plain = open_page(house.server, "nl", javascript=False)
    played = (GUIDE, CHIEF, *IN_BROWSERS, DIRECTOR)
    pages = (guide, chief, author, keys, plain, director)
    for page, person in zip(pages, played, strict=True):
        house.sit_down(page, person)
    crowd = Crowd(house)

    question = talking.opens_a_question(guide)
    talking.prints_the_sheet(author, question)
    house.days_pass(7)

    talking.votes_on_a_phone_and_takes_one_back(author, crowd, AUTHOR)
    talking.writes(author, crowd, AUTHOR, question)
    talking.sends_a_statement(director, question, talking.ENGLISH)
    talking.reads_what_waits(guide)
    talking.reads_why(author)
    everybody_votes(house, crowd, question, author, keys, plain)
    every_vote_is_counted_and_then_destroyed(house, crowd, guide, question)
    for page, language in ((author, "nl"), (director, "en")):
        talking.reads_what_carries(page, question, language)
    talking.finds_two_groups(author, question)

    shaping.writes_a_value(director, "en")
    shaping.writes_a_behaviour(director, "en")
    everybody_answers_and_one_objects(house, crowd, author, keys)
    house.days_pass(15)
    a_value_is_adopted_and_a_behaviour_revised(house, chief, director)
    shaping.begins_no_mirror_unasked(guide)
    everybody_answers_again(house, crowd, author, plain)
    house.days_pass(15)
    shaping.adopts(chief, polls(house, "adoption")[-1])
    for page, language in ((author, "nl"), (director, "en")):
        shaping.traces_it_back_and_forth(page, language)
        shaping.reads_readiness(page, language)
    shaping.begins_the_mirror(guide)
    (round_,) = house.stored("mirror_round")
    assert shaping.SENTENCE in round_["questionnaire"]
    nothing_is_left(house)


def everybody_votes(
    house: Forty, crowd: Crowd, question: int, author: Page, keys: Page, plain: Page
) -> None:
    """Some on a phone, with the keyboard and without JavaScript; then everybody the rest."""
    author.goto(f"/core-questions/{question}/vote/")
    talking.votes(author, crowd, AUTHOR, 1)
    follow_move(plain, "/core-questions/")
    check_page(plain, language="nl", javascript=False)
    follow(plain.locator("main button[name=begin]"))
    check_page(plain, language="nl", javascript=False)
    talking.votes(plain, crowd, PLAIN, 3)
    talking.votes_with_keys_alone(keys, crowd, KEYS, 3)
    keys.goto(f"/core-questions/{question}/picture/")
    assert keys.locator("#drawn").count() == 0
    check_page(keys, language="nl")
    crowd.votes(question, [CHIEF, *(person for person in PEOPLE if person != CHIEF)])
    assert len(crowd.acknowledged) == len(PEOPLE) * (len(SEEDS) + 2)
    assert house.stored("dialogue_picture") == []
    author.goto(f"/core-questions/{question}/vote/")
    assert author.locator("#statement").count() == 0
    check_page(author, language="nl")


def every_vote_is_counted_and_then_destroyed(
    house: Forty, crowd: Crowd, guide: Page, question: int
) -> None:
    """What was acknowledged is what lies in the log; closing leaves what may be shown."""
    cast: dict[str, Counter[str]] = defaultdict(Counter)
    for (_person, text), vote in crowd.acknowledged.items():
        cast[text][vote] += 1
    assert house.counted(question) == cast
    talking.closes_the_question(guide, question)
    assert house.stored("dialogue_event") == []
    (row,) = house.stored("dialogue_question")
    assert row["key"] is None
    (picture,) = house.stored("dialogue_picture")
    assert picture["members"] is None


def polls(house: Forty, kind: str = "") -> list[int]:
    """Numbers of polls of a kind, or of all that are open."""
    rows = house.stored("dialogue_poll")
    found = [row for row in rows if (row["kind"] == kind if kind else row["closed_on"] is None)]
    return sorted(row["id"] for row in found)


def everybody_answers_and_one_objects(house: Forty, crowd: Crowd, author: Page, keys: Page) -> None:
    """Two steps, and two things to adopt; no answer is lost."""
    asked = polls(house)
    assert len(asked) == 4
    shaping.answers_on_a_phone(author, 4)
    shaping.answers_with_keys_alone(keys, 2)
    steps = polls(house, "link")
    others = [person for person in PEOPLE if person != AUTHOR]
    for poll in asked:
        of = (lambda _each: 2) if poll in steps else (lambda each: PEOPLE.index(each) % 4)
        assert crowd.answers(poll, of, others) == len(others)
    shaping.objects(author, polls(house, "adoption")[-1])
    assert answers(house) == dict.fromkeys(asked, len(PEOPLE))


def answers(house: Forty) -> Counter[int]:
    """How many answers lie under each poll."""
    return Counter(row["poll_id"] for row in house.stored("dialogue_pollanswer"))


def a_value_is_adopted_and_a_behaviour_revised(house: Forty, chief: Page, director: Page) -> None:
    assert answers(house) == {}
    of_value, of_behaviour = polls(house, "adoption")
    for poll in polls(house, "link"):
        shaping.reads_a_step(director, poll, "en")
    shaping.adopts(chief, of_value)
    shaping.takes_the_objection_up(chief, of_behaviour)


def everybody_answers_again(house: Forty, crowd: Crowd, author: Page, plain: Page) -> None:
    """About the revised behaviour, and whether they are ready."""
    again, ready = polls(house)
    shaping.answers_on_a_phone(author, 1)
    others = [person for person in PEOPLE if person != AUTHOR]
    assert crowd.answers(again, lambda each: PEOPLE.index(each) % 3, others) == len(others)
    shaping.says_whether_ready(author, javascript=True)
    shaping.says_whether_ready(plain, javascript=False)
    others = [person for person in PEOPLE if person not in (AUTHOR, PLAIN)]
    assert crowd.readies(others) == len(others)
    assert answers(house) == {again: len(PEOPLE), ready: len(PEOPLE)}


def nothing_is_left(house: Forty) -> None:
    """No log knows what anybody said; what was answered is gone with its keys."""
    assert answers(house) == {}
    assert all(row["key"] is None for row in house.stored("dialogue_poll"))
    assert all(row["author"] == "" for row in house.stored("dialogue_statement"))
    said = house.server.log() + str(house.stored("people_logbookline"))
    for text in (talking.REFUSED, talking.REASON, talking.DUTCH, shaping.OBJECTION):
        assert text not in said
