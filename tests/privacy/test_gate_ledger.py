"""What a round may not change once a figure of it is out, asked through the gate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.privacy.rounds import Round, closed, tallies

from binnenuit.errors import ArgumentError
from binnenuit.privacy.answers import Scale, Tallies
from binnenuit.privacy.releases.cells import Further
from binnenuit.privacy.rounds.categories import Attribute

FIRM = {"firm": None}
AGE = Attribute("age", ("young", "old"))


def refused(round_: Round, **given: object) -> str:
    with pytest.raises(ArgumentError) as caught:
        round_.release(**given)
    return caught.value.code


def test_the_same_items_under_another_code_do_not_tell_who_answered_late() -> None:
    items = tuple(f"q{number}" for number in range(4))
    first = closed(FIRM, {"firm": 6}, answered={"firm": 5}, scale=Scale("early", items))
    late = closed(FIRM, {"firm": 6}, scale=Scale("late", items))
    code = refused(late, ledger=first.release().ledger)
    assert code == "privacy.item-in-two-scales"


def test_a_scale_with_one_item_more_does_not_tell_that_item() -> None:
    items = tuple(f"q{number}" for number in range(5))
    four = closed(FIRM, {"firm": 6}, scale=Scale("four", items[:4]))
    five = closed(FIRM, {"firm": 6}, scale=Scale("five", items))
    assert refused(five, ledger=four.release().ledger) == "privacy.item-in-two-scales"


def test_a_second_scale_cannot_be_opened_with_a_lower_number() -> None:
    teams = {"a": None, "b": None}
    eight = closed(teams, {"a": 9, "b": 6}, k=8)
    scale = Scale("other", ("o1", "o2", "o3", "o4"))
    five = closed(teams, {"a": 9, "b": 6}, scale=scale)
    assert refused(five, ledger=eight.release().ledger) == "privacy.promise-changed"


def test_a_scale_of_one_item_keeps_the_promise_of_its_round() -> None:
    single = closed(FIRM, {"firm": 12}, scale=Scale("one", ("o1",)))
    ledger = closed(FIRM, {"firm": 12}).release().ledger
    entries = single.release(ledger=ledger).entries
    assert [entry.publication.promise for entry in entries] == [5, 5]
    assert [entry.publication.k for entry in entries] == [10, 10]


@pytest.fixture(scope="module")
def large() -> Round:
    return closed(FIRM, {"firm": 240})


def by_age(attribute: Attribute = AGE) -> Further:
    return Further(attribute, tallies([[120, 120]], np.random.default_rng(5)))


def swapped(more: Further) -> Further:
    """Let one of the young, with the highest answers, change places with one of the old."""
    counts = more.tallies.counts.copy()
    counts[0, 0, :, -1] -= 1
    counts[0, 0, :, 0] += 1
    counts[0, 1, :, 0] -= 1
    counts[0, 1, :, -1] += 1
    return replace(more, tallies=Tallies(more.tallies.people, counts))


def test_a_further_attribute_is_not_released_again_on_other_answers(large: Round) -> None:
    once = large.release(more=[by_age()])
    assert large.release(more=[by_age()], ledger=once.ledger).ledger == once.ledger
    code = refused(large, more=[swapped(by_age())], ledger=once.ledger)
    assert code == "privacy.answers-changed"


def test_the_categories_of_a_further_attribute_are_fixed_too(large: Round) -> None:
    once = large.release(more=[by_age()])
    renamed = by_age(replace(AGE, categories=("old", "young")))
    assert refused(large, more=[renamed], ledger=once.ledger) == "privacy.answers-changed"
