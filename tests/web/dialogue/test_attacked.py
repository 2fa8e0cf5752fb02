"""Attacks on core questions and polls that once succeeded."""

from __future__ import annotations

import json

import pytest

from binnenuit_web.dialogue.services.asking import SHORT
from binnenuit_web.dialogue.services.hands import hand_of
from tests.web.dialogue import shaped
from tests.web.house import live_in, sixty

pytestmark = pytest.mark.django_db


def test_who_is_asked_stands_in_an_order_that_tells_not_whose_hand_it_is() -> None:
    live_in(sixty())
    poll = shaped.row(shaped.asked(shaped.value(*_codes())))
    stored = list(json.loads(json.dumps(poll.teams["places"])))
    people = sorted(each.person for each in shaped.everybody() if each.person)
    hands = [hand_of(poll.key or b"", person)[:SHORT] for person in people]
    assert sorted(stored) == sorted(hands)
    assert stored != hands
    assert stored == sorted(stored)


def _codes() -> tuple[str]:
    return (f"{shaped.carrying('We call back.').pk}-1",)
