from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from binnenuit.errors import TableError, UnreadableFileError
from binnenuit.mirror.model import About, Item, Questionnaire, Scored
from binnenuit.mirror.model.questionnaire import Kind
from binnenuit.mirror.read import read_answers, read_own_table

if TYPE_CHECKING:
    from pathlib import Path

pandas = pytest.importorskip("pandas")
pyreadstat = pytest.importorskip("pyreadstat")

ITEMS = tuple(Item(code, {"en": code}) for code in ("A1", "A2"))
ASKED = Questionnaire("1", (Scored("A", {"en": "A"}, Kind.REFLECTIVE, About.LEADER, ITEMS),))
COLUMNS: dict[str, Any] = {
    "round": ["spring", "spring", "spring", "spring"],
    "rated": [10.0, 10.0, 10.0, 20.0],
    "rater_team": [10.0, 10.0, 10.0, 10.0],
    "rater": [1.0, 2.0, 3.0, 1.0],
    "A1": [1.0, 99.0, 98.0, None],
    "A2": [9.0, 2.0, 3.0, 4.0],
    "remark": ["a", "b", "", "d"],
}
LABELS = {
    "A1": {99.0: "Weet ik niet / geen mening", 98.0: "Geweigerd", 1.0: "Nooit"},
    "A2": {9.0: "N.v.t."},
    "rated": {10.0: "Team Noord"},
}


def write(folder: Path, columns: dict[str, Any], **how: object) -> Path:
    path = folder / "answers.sav"
    pyreadstat.write_sav(pandas.DataFrame(columns), str(path), **how)
    return path


def test_labels_and_declared_missing_values_tell_what_was_answered(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        COLUMNS,
        variable_value_labels=LABELS,
        missing_ranges={"A1": [{"lo": 97.0, "hi": 99.0}]},
    )
    reading = read_answers(path, ASKED)
    (ratings,) = reading.value
    assert ratings.teams == ("10", "20")
    assert ratings.raters == ("1", "2", "3")
    np.testing.assert_array_equal(
        ratings.values, [[1, np.nan], [np.nan, 2], [np.nan, 3], [np.nan, 4]]
    )
    assert np.argwhere(ratings.dont_know).tolist() == [[0, 1], [1, 0]]
    assert [finding.code for finding in reading.findings] == [
        "tables.extra-columns",
        "mirror.declared-missing",
    ]
    assert str(reading.findings[1].sentence).startswith("2 values")


def test_a_long_file_gives_the_same_as_text(tmp_path: Path) -> None:
    long = {
        "round": ["1", "1"],
        "rated": ["T", "T"],
        "rater_team": ["T", "T"],
        "item": ["A1", "A2"],
        "value": [4.0, 8.0],
        "rater": ["p", "p"],
    }
    path = write(tmp_path, long, variable_value_labels={"value": {8.0: "don't know"}})
    (ratings,) = read_answers(path, ASKED).value
    np.testing.assert_array_equal(ratings.values, [[4, np.nan]])
    assert ratings.dont_know.tolist() == [[False, True]]


def test_a_value_that_nothing_declares_missing_is_refused_with_its_case(tmp_path: Path) -> None:
    path = write(tmp_path, COLUMNS, variable_value_labels={"A2": LABELS["A2"]})
    with pytest.raises(TableError, match=r"answers.sav:2: The column A1 holds “99”.* 1 more"):
        read_answers(path, ASKED)


def test_words_can_be_declared_missing(tmp_path: Path) -> None:
    columns = {"grp": ["x", "-", "y"], "A1": [1.0, 2.0, 3.0]}
    own = read_own_table(write(tmp_path, columns, missing_ranges={"grp": ["-"]})).value
    assert (own.group_names, own.groups.tolist()) == (("x", "y"), [0, -1, 1])
    assert own.values.tolist() == [[1.0], [2.0], [3.0]]


def test_a_missing_extra_is_said_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, COLUMNS)
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(UnreadableFileError, match=r'pip install "binnenuit\[spss\]"'):
        read_answers(path, ASKED)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answers.sav"
    path.write_bytes(b"$FL2@(#) SPSS" + bytes(200))
    with pytest.raises(UnreadableFileError, match="looks like an SPSS file"):
        read_answers(path, ASKED)
    with pytest.raises(UnreadableFileError, match="no such file"):
        read_answers(tmp_path / "other.sav", ASKED)
