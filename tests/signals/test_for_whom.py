"""For whom is this? Only shares of ten answers and more are told, each question on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from binnenuit.errors import ArgumentError
from binnenuit.privacy import Ledger
from binnenuit.privacy.releases.once import Before
from binnenuit.privacy.releases.record import record
from binnenuit.signals.for_whom import (
    Opinion,
    Share,
    ThingQuestion,
    disclose_thing,
    opinion,
    shares_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY: Final = b"k" * 32


def shown(answers: Mapping[str, int], asked: int = 40, key: bytes = KEY) -> dict[str, Share]:
    before = Before(Ledger(), key, None)
    made = disclose_thing("one", ThingQuestion.WHOM, answers, asked=asked, before=before)
    return shares_of(record(made.groups, made.entries, made.kept), ThingQuestion.WHOM)


@pytest.mark.parametrize(("people", "told"), [(0, False), (9, False), (10, True)])
def test_nine_answers_tell_nothing_and_ten_do(people: int, told: bool) -> None:
    assert bool(shown({"unknown": people})) is told


def test_fewer_than_ten_who_were_asked_tell_nothing() -> None:
    assert shown({"unknown": 9}, asked=9) == {}


def test_what_everybody_says_is_never_told_to_the_last_one() -> None:
    shares = shown({"customer": 12})
    assert 80 <= shares["customer"].of_hundred < 100
    assert min(share.of_hundred for share in shares.values()) > 0


def test_the_same_answers_give_the_same_figures() -> None:
    assert shown({"above": 12, "unknown": 7}) == shown({"above": 12, "unknown": 7})


def test_more_answers_than_people_are_refused() -> None:
    with pytest.raises(ArgumentError, match="invited"):
        shown({"above": 12}, asked=11)


def test_both_questions_of_a_thing_stand_in_one_ledger() -> None:
    whom = disclose_thing(
        "one", ThingQuestion.WHOM, {"above": 12}, asked=20, before=Before(Ledger(), KEY, None)
    )
    later = Before(whom.ledger, KEY, None)
    worth = disclose_thing("one", ThingQuestion.WORTH, {"no": 12}, asked=20, before=later)
    scales = {entry.publication.scale for entry in worth.ledger.entries}
    assert scales == {"whom one", "worth one"}


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({}, Opinion.WITHHELD),
        ({"customer": 0.51, "above": 0.49}, Opinion.CUSTOMER),
        ({"customer": 0.5, "above": 0.5}, Opinion.MIXED),
        ({"unknown": 0.9, "above": 0.1}, Opinion.UNKNOWN),
    ],
)
def test_most_is_more_than_half(shares: dict[str, float], expected: Opinion) -> None:
    assert opinion({code: Share(value, "exact") for code, value in shares.items()}) is expected
