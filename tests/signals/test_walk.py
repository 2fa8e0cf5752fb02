"""A walk: five working days for each layer, a silent one is passed, an end begins with somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.organisation.leading import Led
from binnenuit.organisation.model import PersonId, TeamId
from binnenuit.signals.walk import StepState, WalkStep, is_top, next_leader, stand

MONDAY: Final = date(2026, 11, 16)
NEXT_MONDAY: Final = date(2026, 11, 23)
WAY: Final = tuple(
    Led(PersonId(who), TeamId(f"of-{who}"), layer, ())
    for who, layer in (("leader", 3), ("director", 2), ("chief", 1))
)


def asked(who: str, on: date = MONDAY) -> WalkStep:
    return WalkStep(PersonId(who), on)


def answered(who: str, *, begins: bool, on: date = MONDAY) -> WalkStep:
    return replace(asked(who), answered_on=on, begins_here=begins)


def test_a_walk_begins_with_who_leads_the_team() -> None:
    assert stand(WAY, (), today=MONDAY).to_ask == WAY[0]


def test_a_team_that_nobody_leads_asks_nobody() -> None:
    standing = stand((), (), today=MONDAY)
    assert standing.to_ask is None
    assert not standing.has_ended


def test_a_layer_has_five_working_days_and_is_passed_on_the_sixth() -> None:
    assert asked("leader").until == NEXT_MONDAY
    in_time = stand(WAY, (asked("leader"),), today=NEXT_MONDAY)
    assert in_time.states == (StepState.ASKED,)
    assert in_time.to_ask is None
    too_late = stand(WAY, (asked("leader"),), today=NEXT_MONDAY + timedelta(days=1))
    assert too_late.states == (StepState.SILENT,)
    assert too_late.to_ask == WAY[1]


def test_further_up_asks_the_next_layer_at_once() -> None:
    standing = stand(WAY, (answered("leader", begins=False),), today=MONDAY)
    assert standing.states == (StepState.ANSWERED,)
    assert standing.to_ask == WAY[1]
    assert not standing.has_ended


def test_nobody_is_asked_once_it_begins_with_somebody() -> None:
    steps = (answered("leader", begins=False), answered("director", begins=True))
    standing = stand(WAY, steps, today=MONDAY + timedelta(days=90))
    assert standing.begins_with == 1
    assert standing.to_ask is None


def test_an_answer_after_its_days_is_taken_and_called_late() -> None:
    late = answered("leader", begins=True, on=NEXT_MONDAY + timedelta(days=1))
    standing = stand(WAY, (late, asked("director", NEXT_MONDAY)), today=late.answered_on or MONDAY)
    assert standing.states == (StepState.LATE, StepState.ASKED)
    assert standing.begins_with == 0
    assert standing.to_ask is None


def test_when_two_say_that_it_begins_with_them_the_first_ended_the_walk() -> None:
    later = answered("leader", begins=True, on=NEXT_MONDAY + timedelta(days=2))
    first = answered("director", begins=True, on=NEXT_MONDAY + timedelta(days=1))
    assert stand(WAY, (later, first), today=later.answered_on or MONDAY).begins_with == 1


def test_nobody_comes_after_the_top() -> None:
    steps = tuple(asked(each.leader) for each in WAY)
    standing = stand(WAY, steps, today=NEXT_MONDAY + timedelta(days=30))
    assert standing.states == (StepState.SILENT,) * 3
    assert standing.to_ask is None
    assert not standing.has_ended


def test_nobody_waits_for_who_left_and_the_successor_is_asked() -> None:
    standing = stand(WAY, (asked("gone"),), today=MONDAY)
    assert standing.states == (StepState.SILENT,)
    assert standing.to_ask == WAY[0]


def test_after_a_change_the_next_stands_above_the_highest_that_was_asked() -> None:
    assert next_leader(WAY, (asked("director"), asked("gone"))) == WAY[2]


@pytest.mark.parametrize(("who", "top"), [("leader", False), ("director", False), ("chief", True)])
def test_only_the_last_of_the_way_is_the_top(who: str, top: bool) -> None:
    assert is_top(WAY, PersonId(who)) is top
    assert not is_top((), PersonId(who))


@given(
    silent=st.lists(st.booleans(), min_size=3, max_size=3),
    waited=st.lists(st.integers(0, 12), min_size=3, max_size=3),
)
def test_every_walk_comes_to_the_top_and_asks_each_layer_once(
    silent: list[bool], waited: list[int]
) -> None:
    today, steps = MONDAY, list[WalkStep]()
    for quiet, days in zip(silent, waited, strict=True):
        standing = stand(WAY, steps, today=today)
        assert standing.to_ask is not None
        steps.append(asked(standing.to_ask.leader, today))
        assert stand(WAY, steps, today=today).to_ask is None
        today += timedelta(days=days)
        if quiet:
            today = max(today, steps[-1].until + timedelta(days=1))
        else:
            steps[-1] = replace(steps[-1], answered_on=today, begins_here=False)
    assert [step.leader for step in steps] == [each.leader for each in WAY]
    assert stand(WAY, steps, today=today).to_ask is None
