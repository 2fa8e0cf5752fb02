"""An analyst's own conversation: what is put together, of what, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from binnenuit.dialogue import compute
from binnenuit.dialogue.compute.careless import Careless
from binnenuit.dialogue.disclose.own import Judged, OwnDialogue, own_dialogue
from binnenuit.dialogue.model import Carries
from binnenuit.dialogue.model.log import without
from binnenuit.dialogue.read import read_polis
from binnenuit.errors import ArgumentError

if TYPE_CHECKING:
    from binnenuit.dialogue.model import Conversation

EXAMPLE = Path(__file__).parents[2] / "examples" / "dialogue"


@pytest.fixture(scope="module")
def bakery() -> Conversation:
    return read_polis(EXAMPLE).value


@pytest.fixture(scope="module")
def found(bakery: Conversation) -> OwnDialogue:
    return own_dialogue(bakery)


def test_the_two_groups_that_were_invented_are_found(found: OwnDialogue) -> None:
    assert found.groups.count == 2
    assert found.groups.sizes.min() >= 12
    assert found.groups.stability is not None
    assert found.groups.stability >= 0.9
    assert found.judged is Judged.FOUND


def test_what_all_were_made_to_agree_with_carries_and_the_rest_does_not(found: OwnDialogue) -> None:
    ids = {found.statement(place).id for place in found.together.tolist()}
    assert ids == {str(number) for number in range(9)}
    sure = found.carrying.probability[found.together]
    assert (np.diff(sure) <= 0).all()
    assert {found.statement(place).id for place in found.apart.tolist()} <= set(
        map(str, range(9, 18))
    )
    assert len(found.apart) >= 7


def test_refused_statements_and_those_about_the_conversation_are_left_out_and_kept_for_polis(
    found: OwnDialogue,
) -> None:
    assert {found.conversation.statements[place].id for place in found.used.tolist()} == {
        str(number) for number in range(22)
    }
    assert len(found.carrying.state) == 22
    assert len(found.compatible.group_aware_consensus) == 24
    assert {finding.code for finding in found.findings} == {
        "dialogue.refused-left-out",
        "dialogue.meta-left-out",
    }


def test_with_published_groups_the_formulas_of_polis_are_of_those(
    bakery: Conversation, found: OwnDialogue
) -> None:
    groups = found.groups.labels.copy()
    groups[groups >= 0] = 1 - groups[groups >= 0]
    told = own_dialogue(replace(bakery, published=groups))
    assert (told.judged, told.alike) == (Judged.PUBLISHED, 1.0)
    first = {r.statement for r in told.compatible.representative if r.group == 0}
    assert first == {r.statement for r in found.compatible.representative if r.group == 1}


def test_one_mind_has_no_groups_and_all_are_one(bakery: Conversation, found: OwnDialogue) -> None:
    others = [
        who
        for who, group in zip(bakery.participants, found.groups.labels.tolist(), strict=True)
        if group != 0
    ]
    told = own_dialogue(without(bakery, others))
    assert told.groups.count == 0
    assert told.groups.reason is not None
    assert told.judged is Judged.EVERYBODY
    assert len(told.together) > len(found.together)


def test_taking_somebody_out_changes_what_is_found(
    bakery: Conversation, found: OwnDialogue
) -> None:
    less = own_dialogue(without(bakery, [bakery.participants[0]]))
    assert int(less.carrying.votes.sum()) < int(found.carrying.votes.sum())
    assert not np.array_equal(less.carrying.probability, found.carrying.probability)


def test_a_copied_row_is_told_with_the_names_of_both(bakery: Conversation) -> None:
    copied = bakery.votes.toarray()
    stored = bakery.votes.copy()
    stored.data = np.ones_like(stored.data)
    is_vote = stored.toarray() > 0
    busiest = int(np.argmax(is_vote.sum(axis=1)))
    other = 0 if busiest else 1
    copied[other], is_vote[other] = copied[busiest], is_vote[busiest]
    rows, columns = np.nonzero(is_vote)
    votes = type(bakery.votes)((copied[rows, columns], (rows, columns)), shape=copied.shape)
    told = own_dialogue(replace(bakery, votes=votes, times=None))
    ids = (bakery.participants[busiest], bakery.participants[other])
    pairs = [(f.participant, f.other) for f in told.flagged if f.kind is Careless.COPIED]
    assert sorted(pairs) == sorted([ids, ids[::-1]])
    assert all(f.other in f.reason.say() for f in told.flagged if f.other)
    assert "dialogue.careless" in {finding.code for finding in told.findings}


def test_who_did_not_vote_makes_it_less_sure(bakery: Conversation, found: OwnDialogue) -> None:
    told = own_dialogue(bakery, population=2000)
    place = int(found.together[-1])
    assert told.carrying.probability[place] < found.carrying.probability[place]
    with pytest.raises(ArgumentError) as error:
        own_dialogue(bakery, population=3)
    assert error.value.code == "dialogue.population"


def test_the_same_seed_gives_the_same_and_progress_ends_at_one(
    bakery: Conversation, found: OwnDialogue
) -> None:
    seen: list[float] = []
    again = own_dialogue(bakery, progress=seen.append)
    np.testing.assert_array_equal(again.distinguishing.p_value, found.distinguishing.p_value)
    np.testing.assert_array_equal(again.groups.membership, found.groups.membership)
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_without_a_vote_nothing_is_told(bakery: Conversation) -> None:
    told = own_dialogue(without(bakery, bakery.participants))
    assert told.groups.count == 0
    assert set(told.carrying.state) == {Carries.NOT_ENOUGH}
    assert (len(told.together), len(told.apart), told.flagged) == (0, 0, ())


def test_the_public_names_are_those_that_others_rely_on() -> None:
    assert {"compatible", "find_groups", "carrying", "distinguishing"} <= set(compute.__all__)
    assert all(callable(getattr(compute, name)) for name in compute.__all__)
