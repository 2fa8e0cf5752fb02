from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.days import after
from binnenuit.errors import PromiseError
from binnenuit.promises import Happened, Happening, State, allowed, asked_until, stand

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def made(until: int = 4, on: date = MONDAY) -> Happened:
    return Happened(Happening.MADE, on, "I ask you every Monday", on + until * DAY)


def said(happening: Happening, days: int = 0, **words: object) -> Happened:
    return Happened(happening, MONDAY + days * DAY, **words)  # type: ignore[arg-type]


def changed(days: int, until: int, what: str = "I ask you on Tuesdays") -> Happened:
    return said(Happening.CHANGED, days, what=what, due=MONDAY + until * DAY, reason="A holiday")


def code_of(*events: Happened) -> str:
    with pytest.raises(PromiseError) as raised:
        stand(events, today=MONDAY)
    assert str(raised.value)
    return raised.value.code


def test_a_promise_is_open_until_its_day() -> None:
    standing = stand([made()], today=MONDAY + 4 * DAY)
    assert standing.state is State.OPEN
    assert standing.what == "I ask you every Monday"
    assert (standing.made_on, standing.due) == (MONDAY, MONDAY + 4 * DAY)
    asked = (standing.asks_giver, standing.is_overdue, standing.asks_receiver)
    assert asked == (False, False, False)


def test_past_its_day_the_giver_is_asked_for_five_working_days_and_then_it_is_overdue() -> None:
    friday = MONDAY + 4 * DAY
    for days in range(1, 8):
        standing = stand([made()], today=friday + days * DAY)
        assert (standing.asks_giver, standing.is_overdue) == (True, False)
    late = stand([made()], today=friday + 8 * DAY)
    assert (late.asks_giver, late.is_overdue) == (False, True)
    assert asked_until(late) == friday + 7 * DAY


def test_done_asks_the_receiving_side_and_nobody_else_however_late() -> None:
    standing = stand([made(), said(Happening.DONE, 2)], today=MONDAY + 90 * DAY)
    assert standing.asks_receiver
    assert (standing.asks_giver, standing.is_overdue) == (False, False)


def test_not_kept_leaves_it_open_and_says_so_until_it_is_kept_or_changed() -> None:
    events = [made(), said(Happening.DONE, 2), said(Happening.NOT_KEPT, 3)]
    standing = stand(events, today=MONDAY + 3 * DAY)
    assert (standing.state, standing.said_not_kept) == (State.OPEN, True)
    assert not standing.asks_receiver
    assert stand(events, today=MONDAY + 30 * DAY).is_overdue
    kept = stand([*events, said(Happening.KEPT, 5)], today=MONDAY + 30 * DAY)
    assert (kept.state, kept.said_not_kept, kept.is_overdue) == (State.KEPT, False, False)
    assert not stand([*events, changed(5, 20)], today=MONDAY + 5 * DAY).said_not_kept
    assert stand([*events, said(Happening.DONE, 6)], today=MONDAY + 6 * DAY).said_not_kept


def test_a_changed_promise_has_its_new_words_and_day() -> None:
    standing = stand([made(), changed(10, 20)], today=MONDAY + 20 * DAY)
    assert standing.state is State.CHANGED
    assert (standing.what, standing.due) == ("I ask you on Tuesdays", MONDAY + 20 * DAY)
    assert standing.made_on == MONDAY
    assert not standing.asks_giver


@pytest.mark.parametrize("end", [Happening.KEPT, Happening.WITHDRAWN])
@pytest.mark.parametrize("then", Happening)
def test_nothing_follows_once_it_was_kept_or_withdrawn(end: Happening, then: Happening) -> None:
    ended = stand([made(), said(end, 1)], today=MONDAY + DAY)
    assert allowed(ended) == frozenset()
    assert code_of(made(), said(end, 1), said(then, 2)) == "promises.ended"


def test_it_cannot_be_called_not_kept_before_its_day_nor_twice() -> None:
    early = said(Happening.NOT_KEPT, 4)
    assert code_of(made(), early) == "promises.cannot-follow"
    late = said(Happening.NOT_KEPT, 5)
    assert stand([made(), late], today=MONDAY + 5 * DAY).said_not_kept
    assert code_of(made(), late, late) == "promises.cannot-follow"


def test_a_second_done_waits_for_the_judgement_of_the_first() -> None:
    done = said(Happening.DONE, 1)
    assert code_of(made(), done, done) == "promises.cannot-follow"


def test_a_promise_begins_with_being_made_once() -> None:
    assert code_of() == "promises.beginning"
    assert code_of(said(Happening.KEPT)) == "promises.beginning"
    assert code_of(made(), made()) == "promises.cannot-follow"


def test_a_promise_has_a_day_that_is_neither_missing_nor_past_nor_far() -> None:
    assert code_of(said(Happening.MADE, what="Soon")) == "promises.no-day"
    assert code_of(made(-1)) == "promises.day-past"
    assert code_of(made(5 * 366 + 1)) == "promises.day-far"
    assert code_of(made(), changed(3, 2)) == "promises.day-past"
    assert code_of(Happened(Happening.MADE, MONDAY, "", date.max)) == "promises.day-far"
    assert stand([made(0)], today=MONDAY).due == MONDAY


@dataclass
class Naive:
    """A promise as one would play it on a table: one note at a time, day by day."""

    due: date
    state: str = "open"
    waits_for_receiver: bool = False
    bad: bool = False
    notes: list[Happened] = field(default_factory=list)

    def is_past(self, day: date) -> bool:
        return self.state in {"open", "changed"} and not self.waits_for_receiver and day > self.due

    def may(self, day: date) -> set[str]:
        if self.state not in {"open", "changed"}:
            return set()
        answers = {"changed", "withdrawn", "kept"} | (
            set() if self.waits_for_receiver else {"done"}
        )
        if self.waits_for_receiver or (self.is_past(day) and not self.bad):
            answers.add("not_kept")
        return answers

    def hear(self, event: Happened) -> None:
        self.notes.append(event)
        match event.happening.value:
            case "changed":
                self.state, self.due = "changed", event.due or self.due
                self.waits_for_receiver = self.bad = False
            case "done":
                self.waits_for_receiver = True
            case "not_kept":
                self.bad, self.waits_for_receiver = True, False
            case ending:
                self.state, self.waits_for_receiver = ending, False
                self.bad = self.bad and ending != "kept"


LATER = tuple(each for each in Happening if each is not Happening.MADE)


@given(
    st.integers(0, 12),
    st.lists(st.tuples(st.sampled_from(LATER), st.integers(0, 9), st.integers(0, 12)), max_size=8),
    st.integers(0, 40),
)
def test_every_life_of_a_promise_goes_as_it_would_on_a_table(
    until: int, lived: list[tuple[Happening, int, int]], look: int
) -> None:
    first = made(until)
    assert first.due is not None
    naive, day = Naive(first.due, notes=[first]), MONDAY
    for happening, pause, ahead in lived:
        day += pause * DAY
        is_change = happening is Happening.CHANGED
        event = Happened(happening, day, due=day + ahead * DAY if is_change else None)
        now = stand(naive.notes, today=day)
        assert {each.value for each in allowed(now)} == naive.may(day)
        if happening.value in naive.may(day):
            naive.hear(event)
        else:
            with pytest.raises(PromiseError):
                stand([*naive.notes, event], today=day)
    day += look * DAY
    end = stand(naive.notes, today=day)
    past = naive.is_past(day)
    asked = past and day <= after(naive.due, 5)
    assert (end.state.value, end.due) == (naive.state, naive.due)
    assert (end.asks_receiver, end.said_not_kept) == (naive.waits_for_receiver, naive.bad)
    assert (end.asks_giver, end.is_overdue) == (asked, past and not asked)
    assert end.history == tuple(naive.notes)
