"""The page of reference values: every number of R's is compared, or left out for a reason."""

from __future__ import annotations

import json

import numpy as np
import pytest
from tools.reference_told import Row, Told, flat
from tools.references import ELSEWHERE, SURVEY, VALUES, compare, left_out, page

NESTED = {"set": {"call": "f(x)", "ends": [1.0, 2.0], "by": {"7": 3, "9": None}, "odd": True}}


def row(theirs: list[float], ours: list[float], against: float = 0.0) -> Row:
    return Row("set", "it", "f(x)", np.array(theirs), np.array(ours), 1e-9, against)


def told() -> Told:
    return Told(flat(NESTED), "set")


def test_a_difference_is_relative_to_what_r_told() -> None:
    assert row([200.0, 1.0], [201.0, 1.0]).difference == pytest.approx(0.005)
    assert not row([1.0], [1.0 + 2e-9]).holds
    assert row([1.0], [1.0 + 5e-10]).holds


def test_an_exact_0_of_r_is_measured_against_the_largest_of_its_row() -> None:
    assert row([0.0, 2.0], [0.01, 2.0]).difference == pytest.approx(0.005)
    assert row([0.0], [0.01]).difference == pytest.approx(0.01)


def test_a_difference_of_two_slopes_is_measured_against_a_slope() -> None:
    assert row([0.1], [0.2], against=10.0).difference == pytest.approx(0.01)


def test_what_is_undefined_on_one_side_only_does_not_hold() -> None:
    assert row([np.nan, 1.0], [np.nan, 1.0]).holds
    assert row([1.0], [np.nan]).difference == np.inf
    assert row([1.0, 2.0], [1.0]).difference == np.inf


def test_numbers_are_found_at_a_name_and_below_it_and_remembered() -> None:
    given = told()
    assert given.numbers("ends").tolist() == [1.0, 2.0]
    assert given.numbers("odd").tolist() == [1.0]
    assert given.names("by") == ("7", "9")
    assert given.text("call") == "f(x)"
    assert given.used == {"set/ends/0", "set/ends/1", "set/odd"}
    assert not given.has("call")


def test_a_number_that_nobody_looked_at_is_told() -> None:
    given = told()
    given.numbers("ends")
    assert left_out(flat(NESTED), given.used) == {"set/by/7": 1, "set/odd": 1}
    assert left_out({"a/b/sdcor": 1.0}, set()) == {"*/sdcor": 1}


def test_nothing_is_ours_where_there_is_none() -> None:
    assert told().row("ends", "f(x)", ["ends"], [None, 2.0], 0.0).difference == np.inf


def test_every_number_of_r_is_ours_or_left_out_for_a_reason() -> None:
    if not (SURVEY / VALUES).exists():
        pytest.skip("the survey data and their reference values are not beside this checkout")
    values = flat(json.loads((SURVEY / VALUES).read_text(encoding="utf-8")))
    found, used = compare(SURVEY, values)
    assert sum(len(rows) for rows in found.values()) > 500
    assert [row for rows in found.values() for row in rows if not row.holds] == []
    missing = left_out(values, used)
    assert set(missing) <= set(ELSEWHERE)
    assert set(ELSEWHERE) <= set(missing), "a reason for nothing"
    written = page(values, found, missing)
    assert "**no**" not in written
    assert "48 %" in written
