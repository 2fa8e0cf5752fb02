from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from binnenuit.days import after, next_week, week_of

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DAYS, st.integers(0, 40))
def test_working_days_are_counted_like_on_a_calendar(day: date, number: int) -> None:
    expected = day
    while number:
        expected += timedelta(days=1)
        number -= expected.weekday() < 5
    assert after(day, 0) == day
    counted = sum((day + timedelta(days=n + 1)).weekday() < 5 for n in range((expected - day).days))
    assert after(day, counted) == expected


@given(DAYS)
def test_a_week_begins_on_its_monday(day: date) -> None:
    monday = week_of(day)
    assert monday.weekday() == 0
    assert monday <= day < next_week(monday)
