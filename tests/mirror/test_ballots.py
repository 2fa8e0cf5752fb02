"""Ballots as text: strict, in an order that tells nothing; and what does not fit what was asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.mirror.layers import ASKED, Voters

from binnenuit.errors import ArgumentError
from binnenuit.mirror.model.ballot import DONT_KNOW, Ballot, Part, Row
from binnenuit.mirror.read.ballots import ballot_from, ballot_text, check_ballot
from binnenuit.organisation.model import TeamId

SHOP, OFFICE = TeamId("shop"), TeamId("office")
FULL = Voters(1).ballot("shop", Part.FULL, ("office", "drivers"))


def codes(ballot: Ballot, *teams: str) -> list[str]:
    allowed = {TeamId(team) for team in teams or ("shop", "office", "drivers")}
    return [problem.code for problem in check_ballot(ballot, ASKED, allowed)]


def test_a_ballot_comes_back_as_it_was_also_from_a_padded_block() -> None:
    text = ballot_text(FULL)
    for given in (text, text.encode(), text.encode().ljust(2048), f"\n{text}  "):
        back = ballot_from(given)
        assert (back.team, back.part, back.rows[0]) == (SHOP, Part.FULL, FULL.rows[0])
        assert {row.rated: row for row in back.rows} == {row.rated: row for row in FULL.rows}


def test_the_order_in_which_somebody_answered_is_not_in_the_text() -> None:
    own, first, second = FULL.rows
    backwards = Row(own.rated, dict(reversed(own.answers.items())))
    other = Ballot(FULL.team, FULL.part, (backwards, second, first))
    assert ballot_text(other) == ballot_text(FULL)
    assert list(json.loads(ballot_text(FULL))) == ["team", "part", "rows"]


@pytest.mark.parametrize(
    "changed",
    [
        {"team": 3},
        {"part": "half"},
        {"rows": {}},
        {"rows": [{"rated": "shop"}]},
        {"rows": [{"rated": "shop", "answers": []}]},
        {"rows": [{"rated": "shop", "answers": {"A1": True}}]},
        {"rows": [{"rated": "shop", "answers": {"A1": 4.0}}]},
        {"rows": [{"rated": "shop", "answers": {"A1": None}}]},
        {"rows": [{"rated": "shop", "answers": {"A1": "no idea"}}]},
        {"rows": [{"rated": "shop", "answers": {"A1": 10**30}}]},
        {"rows": [{"rated": "shop", "answers": {}, "by": "Ann"}]},
        {"person": "Ann"},
    ],
)
def test_what_is_no_ballot_is_refused(changed: dict[str, Any]) -> None:
    written = {"team": "shop", "part": "full", "rows": [], **changed}
    with pytest.raises(ArgumentError) as caught:
        ballot_from(json.dumps(written))
    assert caught.value.code == "mirror.ballot-unreadable"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe",
        "[]",
        "null",
        '{"team":"a","part":"full","rows":[],"team":"b"}',
        '{"team":"a","part":"full","rows":[{"rated":"a","answers":{"A1":NaN}}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_json_of_ours_is_refused(text: bytes | str) -> None:
    with pytest.raises(ArgumentError) as caught:
        ballot_from(text)
    assert caught.value.code == "mirror.ballot-unreadable"


def test_a_ballot_that_answers_what_was_asked_has_no_problems() -> None:
    assert codes(FULL) == []
    assert codes(Voters(1).ballot("shop", Part.ABOVE)) == []
    assert codes(Voters(1).ballot("shop", Part.CUSTOMER)) == []
    assert codes(Ballot(SHOP)) == []
    assert codes(Ballot(SHOP, Part.FULL, (Row(SHOP, {"A1": DONT_KNOW}),))) == []


@pytest.mark.parametrize(
    ("ballot", "problem"),
    [
        (Ballot(SHOP, Part.FULL, (Row(SHOP, {"A1": 6}),)), "mirror.ballot-option"),
        (Ballot(SHOP, Part.FULL, (Row(SHOP, {"A1": 0}),)), "mirror.ballot-option"),
        (Ballot(SHOP, Part.FULL, (Row(SHOP, {"A9": 3}),)), "mirror.ballot-item"),
        (Ballot(SHOP, Part.ABOVE, (Row(SHOP, {"C1": 3}),)), "mirror.ballot-item"),
        (Ballot(SHOP, Part.FULL, (Row(SHOP, {"K1": 3}),)), "mirror.ballot-item"),
        (Ballot(SHOP, Part.FULL, (Row(SHOP, {"B1": 3}),)), "mirror.ballot-item"),
        (Ballot(SHOP, Part.FULL, (Row(SHOP, {}), Row(OFFICE, {"A1": 3}))), "mirror.ballot-item"),
        (Ballot(SHOP, Part.FULL, (Row(SHOP, {}), Row(SHOP, {"B1": 3}))), "mirror.ballot-team"),
        (Ballot(SHOP, Part.FULL, (Row(TeamId("moon"), {}),)), "mirror.ballot-team"),
        (Ballot(TeamId("moon")), "mirror.ballot-team"),
        (Ballot(SHOP, Part.FULL, (Row(OFFICE, {"A1": 3}),)), "mirror.ballot-first-row"),
    ],
)
def test_what_was_not_asked_is_told_without_the_answer(ballot: Ballot, problem: str) -> None:
    assert problem in codes(ballot)
