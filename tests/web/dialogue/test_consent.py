"""Consent: a reason stops it, a number does not adopt it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from binnenuit.dialogue.model.consent import Considered, Decision, consent

ASKED: Final = Considered(is_closed=True, resistance=2.0)


@pytest.mark.parametrize(
    ("changed", "decision"),
    [
        ({}, Decision.ADOPTED),
        ({"resistance": 4.0}, Decision.ADOPTED),
        ({"resistance": None}, Decision.WAIT),
        ({"resistance": None, "because": "It is done already."}, Decision.ADOPTED),
        ({"is_closed": False}, Decision.WAIT),
        ({"resistance": 4.1}, Decision.WAIT),
        ({"resistance": 9.0, "because": "The law asks for it."}, Decision.ADOPTED),
        ({"standing": 1, "resistance": 0.0, "because": "We want it."}, Decision.REVISE),
        ({"rests_on_adopted": False}, Decision.WAIT),
        ({"is_talk": True, "resistance": None}, Decision.WAIT),
        ({"is_talk": True, "resistance": None, "because": "  "}, Decision.WAIT),
        ({"is_talk": True, "resistance": None, "because": "All three agreed."}, Decision.ADOPTED),
    ],
)
def test_it_is_adopted_when_nobody_objects_and_a_reason_stands_where_one_is_needed(
    changed: dict[str, object], decision: Decision
) -> None:
    assert consent(replace(ASKED, **changed)).decision is decision  # type: ignore[arg-type]


def test_the_sentence_says_what_stops_it() -> None:
    assert "2 objections stand" in str(consent(replace(ASKED, standing=2)).why)
    assert "7.5 of 10" in str(consent(replace(ASKED, resistance=7.5)).why)
    assert "7,5" in consent(replace(ASKED, resistance=7.5)).why.say("nl")
