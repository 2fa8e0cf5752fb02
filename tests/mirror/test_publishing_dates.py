"""When rounds closed, and the parts of an organisation of which sums of products are kept."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.mirror.disclose.branches import branches
from binnenuit.mirror.disclose.dates import closing_day, closing_days


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-03-15", date(2026, 3, 15)),
        ("2026-03", date(2026, 3, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 31)),
        ("2026-Q1", date(2026, 3, 31)),
        ("2026Q4", date(2026, 12, 31)),
        ("2026-K2", date(2026, 6, 30)),
        (" 2026 ", date(2026, 12, 31)),
    ],
)
def test_the_name_of_a_round_tells_the_last_day_of_its_period(name: str, day: date) -> None:
    assert closing_day(name) == day


@pytest.mark.parametrize("name", ["spring", "2026-13", "2026-02-30", "2026-Q5", "26", "0000", ""])
def test_other_names_tell_no_day(name: str) -> None:
    assert closing_day(name) is None


def test_a_day_that_is_told_goes_before_the_name() -> None:
    days, findings = closing_days(["2026-Q1", "spring"], {"spring": date(2026, 4, 2)})
    assert days == {"2026-Q1": date(2026, 3, 31), "spring": date(2026, 4, 2)}
    assert findings == ()


def test_rounds_without_a_date_are_told_of_when_there_are_several() -> None:
    assert closing_days(["spring"], {}) == ({"spring": None}, ())
    days, (finding,) = closing_days(["spring", "2026"], {})
    assert days["spring"] is None
    assert finding.code == "mirror.rounds-without-date"
    assert "spring" in finding.sentence.say()
    assert "2026." not in finding.sentence.say().split(":")[1].split(".")[0]


def test_parts_close_from_the_bottom_up() -> None:
    #          0
    #     1         2
    #   3   4     5   6
    above = np.array([-1, 0, 0, 1, 1, 2, 2])
    people = np.array([2, 0, 5, 20, 12, 31, 5])
    # 3 and 4 together make 32 at 1; 5 alone is enough; what is left (6, 2, 0) joins the last.
    assert branches(above, people).tolist() == [1, 1, 1, 1, 1, 5, 1]
    enough = np.array([20, 0, 5, 20, 12, 31, 5])
    assert branches(above, enough).tolist() == [0, 1, 0, 1, 1, 5, 0]


def test_fewer_than_thirty_people_are_no_part() -> None:
    assert branches(np.array([-1, 0]), np.array([10, 19])).tolist() == [-1, -1]
    assert branches(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).tolist() == []


def test_teams_that_stand_alone_make_parts_together() -> None:
    above = np.full(5, -1)
    assert branches(above, np.array([12, 12, 40, 3, 2])).tolist() == [2, 2, 2, 2, 2]
    assert branches(above, np.array([12, 12, 40, 13, 2])).tolist() == [0, 0, 2, 0, 0]


@given(st.lists(st.tuples(st.integers(0, 40), st.floats(0, 1)), min_size=1, max_size=40))
def test_everybody_is_in_one_part_of_thirty_or_more(drawn: list[tuple[int, float]]) -> None:
    people = np.array([number for number, _ in drawn])
    above = np.array([int(share * n) - 1 if n else -1 for n, (_, share) in enumerate(drawn)])
    heads = branches(above, people)
    if people.sum() < 30:
        assert (heads == -1).all()
    else:
        assert (heads >= 0).all()
        sizes = np.bincount(heads, weights=people)
        assert (sizes[np.unique(heads)] >= 30).all()
