"""The bank: complete in both languages, short, and talks of twenty minutes."""

from __future__ import annotations

from binnenuit.dialogue.read.bank import bank

FEWEST = 20
LONGEST_QUESTION = 100
LONGEST_STEP = 140
ASKED_FOR = {
    *("style-noticed", "each-other", "account-for", "unused"),
    *("cheaper", "advertising", "give-unknowing", "who-customer"),
}


def test_there_are_enough_and_each_is_there_once() -> None:
    codes = [each.code for each in bank()]
    assert len(codes) >= FEWEST
    assert len(set(codes)) == len(codes)
    assert set(codes) >= ASKED_FOR


def test_everything_is_said_in_both_languages_in_short_lines() -> None:
    for each in bank():
        for said in (each.theme, each.question, each.why, *(step.text for step in each.talk)):
            assert set(said) == {"nl", "en"}
            assert all(text and text == text.strip() for text in said.values())
            assert said["nl"] != said["en"]
            assert max(map(len, said.values())) <= LONGEST_STEP
        assert max(map(len, each.question.values())) <= LONGEST_QUESTION
        assert {text[-1] for text in each.question.values()} == {"?"}
        assert {text[-1] for text in each.why.values()} == {"."}


def test_no_two_questions_are_the_same() -> None:
    for language in ("nl", "en"):
        assert len({each.question[language] for each in bank()}) == len(bank())


def test_a_talk_takes_twenty_minutes_in_three_or_four_steps() -> None:
    for each in bank():
        assert sum(step.minutes for step in each.talk) == 20, each.code
        assert len(each.talk) in {3, 4}
