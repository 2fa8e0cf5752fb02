"""Which layers of a round may open, for whom the others wait, and for what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from binnenuit.mirror.model.locks import LayerFacts, LeaderFacts, Seen, State, Wait, locks
from binnenuit.organisation.model import PersonId

BOSS = LeaderFacts(PersonId("boss"))
DONE = replace(BOSS, answered=True, looked=True, talked=True, promised=True)
BELOW = LayerFacts(2, State.LOCKED)


def may_open(*layers: LayerFacts) -> list[int]:
    return [each.number for each in locks(layers) if each.may_open]


def has_to(leader: LeaderFacts, state: State = State.SHOWN) -> list[Wait]:
    (lock,) = locks([LayerFacts(1, state, (leader,))])
    return [wait for each in lock.waits_for for wait in each.has_to]


def test_the_first_layer_waits_for_nobody() -> None:
    assert may_open(LayerFacts(1, State.LOCKED, (BOSS,)), BELOW) == [1]


def test_a_layer_stays_locked_until_the_one_above_is_shown() -> None:
    for state in (State.LOCKED, State.OPEN, State.CLOSED):
        assert 2 not in may_open(LayerFacts(1, state, (DONE,)), BELOW)
    assert may_open(LayerFacts(1, State.SHOWN, (DONE,)), BELOW) == [2]


def test_a_layer_waits_for_looking_and_for_a_promise_each_by_itself() -> None:
    assert has_to(replace(DONE, looked=False)) == [Wait.LOOK]
    assert has_to(replace(DONE, promised=False)) == [Wait.PROMISE]
    assert has_to(BOSS) == [Wait.LOOK, Wait.PROMISE]


def test_the_talk_takes_the_place_of_looking_only_below_k() -> None:
    talked = replace(DONE, looked=False, talked=True)
    assert has_to(replace(talked, seen=Seen.MIRROR)) == [Wait.LOOK]
    assert has_to(replace(talked, seen=Seen.EITHER)) == []
    assert has_to(replace(talked, seen=Seen.TALK)) == []


def test_of_whom_nothing_is_asked_looking_is_no_talk() -> None:
    looked = replace(DONE, seen=Seen.TALK, talked=False)
    assert has_to(looked) == [Wait.TALK]
    assert has_to(replace(looked, answered=False), State.OPEN) == []


def test_an_open_layer_waits_for_what_leaders_say_of_themselves() -> None:
    assert has_to(BOSS, State.OPEN) == [Wait.OWN_VIEW]
    assert has_to(BOSS, State.CLOSED) == has_to(BOSS, State.LOCKED) == []


def test_every_layer_above_counts_and_not_only_the_nearest() -> None:
    above = LayerFacts(1, State.SHOWN, (BOSS,))
    middle = LayerFacts(2, State.SHOWN, (DONE,), has_keys=True)
    last = LayerFacts(3, State.LOCKED)
    assert may_open(above, middle, last) == []
    assert locks([above, middle, last])[2].after == 1


def test_two_keys_open_a_layer_out_of_order_and_no_other() -> None:
    keyed = LayerFacts(3, State.LOCKED, has_keys=True)
    found = locks([LayerFacts(1, State.SHOWN, (BOSS,)), BELOW, keyed, LayerFacts(4, State.LOCKED)])
    assert [each.may_open for each in found] == [False, False, True, False]
    assert [each.by_keys for each in found] == [False, False, True, False]


_LEADERS = st.builds(
    LeaderFacts, st.just(PersonId("boss")), st.sampled_from(Seen), *[st.booleans()] * 4
)
_LAYERS = st.lists(st.tuples(st.sampled_from(State), st.lists(_LEADERS, max_size=3)), max_size=5)


def more_of(leader: LeaderFacts, fact: str) -> LeaderFacts:
    more: dict[str, Any] = {fact: True}
    return replace(leader, **more)


@given(_LAYERS, st.sampled_from(["answered", "looked", "talked", "promised"]))
def test_doing_more_never_locks_a_layer_again(
    layers: list[tuple[State, list[LeaderFacts]]], fact: str
) -> None:
    numbered = list(enumerate(layers, start=1))
    facts = [LayerFacts(at, state, tuple(leaders)) for at, (state, leaders) in numbered]
    more = [replace(each, leaders=tuple(more_of(x, fact) for x in each.leaders)) for each in facts]
    assert set(may_open(*facts)) <= set(may_open(*more))
