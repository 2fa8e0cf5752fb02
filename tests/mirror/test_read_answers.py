from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import openpyxl
import pytest

from binnenuit.errors import InputError, TableError
from binnenuit.mirror.model import About, Item, Questionnaire, Ratings, Scored
from binnenuit.mirror.model.questionnaire import Kind
from binnenuit.mirror.read import read_answers

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading

ROW_BY_ROW, BY_COLUMN = 10**9, 0
EITHER_WAY = pytest.mark.parametrize("size", [ROW_BY_ROW, BY_COLUMN])


def scale(code: str, *items: str, lowest: int = 1, options: int = 5) -> Scored:
    asked = tuple(Item(item, {"en": item}) for item in items)
    return Scored(code, {"en": code}, Kind.REFLECTIVE, About.LEADER, asked, lowest, options)


ASKED = Questionnaire("1", (scale("A", "A1", "A2"), scale("F", "F1", lowest=0, options=3)))

LONG = """\
round,rated,rater_team,item,value,rater
2026-1,T1,T1,A1,4,p1
2026-1,T1,T1,A2,,p1
2026-1,T1,T1,A1,5,p2
2026-1,T1,T1,A2,dk,p2
2026-2,T2,T1,F1,0,p1
2026-1,T2,T1,A1,1,p1
"""

WIDE = """\
round;rated;rater_team;rater;F1;A1;A2
w2;T1;T1;p1;0;4;N.V.T.
w1;T1;T1;p2;;5;Weet  niet
w2;T1;T3;p2;2;1;2
"""


def read(folder: Path, text: str, size: int = ROW_BY_ROW) -> Reading[tuple[Ratings, ...]]:
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return read_answers(path, ASKED, bulk_from_bytes=size)


def refusal(folder: Path, text: str, size: int = ROW_BY_ROW) -> InputError:
    with pytest.raises(InputError) as refused:
        read(folder, text, size)
    return refused.value


def told(reading: Reading[tuple[Ratings, ...]]) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in reading.findings]


def same(one: tuple[Ratings, ...], other: tuple[Ratings, ...]) -> bool:
    return len(one) == len(other) and all(
        (a.round, a.teams, a.raters, a.items) == (b.round, b.teams, b.raters, b.items)
        and all(
            np.array_equal(getattr(a, name), getattr(b, name), equal_nan=name == "values")
            for name in ("rated", "rater_team", "rater", "values", "dont_know")
        )
        for a, b in zip(one, other, strict=True)
    )


@EITHER_WAY
def test_a_long_table_becomes_a_row_for_each_rater_and_whom_he_rates(
    tmp_path: Path, size: int
) -> None:
    reading = read(tmp_path, LONG, size)
    first, second = reading.value
    assert reading.findings == ()
    assert (first.round, second.round) == ("2026-1", "2026-2")
    assert (first.teams, first.raters, first.items) == (("T1", "T2"), ("p1", "p2"), ("A1", "A2"))
    assert first.rated.tolist() == [0, 0, 1]
    assert first.rater_team.tolist() == [0, 0, 0]
    assert first.rater.tolist() == [0, 1, 0]
    np.testing.assert_array_equal(first.values, [[4, np.nan], [5, np.nan], [1, np.nan]])
    assert first.dont_know.tolist() == [[False, False], [False, True], [False, False]]
    assert (second.items, second.raters, second.values.tolist()) == (("F1",), ("p1",), [[0.0]])


@EITHER_WAY
def test_a_wide_table_keeps_a_row_for_each_line(tmp_path: Path, size: int) -> None:
    reading = read(tmp_path, WIDE, size)
    first, second = reading.value
    assert told(reading) == [("tables.delimiter", None)]
    assert (first.round, second.round) == ("w2", "w1")
    assert first.items == ("A1", "A2", "F1")
    np.testing.assert_array_equal(first.values, [[4, np.nan, 0], [1, 2, 2]])
    assert first.dont_know.tolist() == [[False, True, False], [False, False, False]]
    assert first.teams == ("T1", "T3")
    assert first.rater_team.tolist() == [0, 1]
    np.testing.assert_array_equal(second.values, [[5, np.nan, np.nan]])
    assert second.dont_know.tolist() == [[False, True, False]]


@pytest.mark.parametrize(
    "word", ["dk", "DK", "weet niet", "n.v.t.", "don't know", "Don\u2019t Know", "n/a", "N/A"]
)
def test_words_for_dont_know_are_kept_apart_from_no_answer(tmp_path: Path, word: str) -> None:
    (ratings,) = read(
        tmp_path, f"round,rated,rater_team,item,value,rater\n1,T,T,A1,{word},p\n"
    ).value
    assert ratings.dont_know.tolist() == [[True]]
    assert np.isnan(ratings.values).all()


@pytest.mark.parametrize("word", ["", "  ", "NA"])
def test_nothing_is_no_answer(tmp_path: Path, word: str) -> None:
    (ratings,) = read(
        tmp_path, f"round,rated,rater_team,item,value,rater\n1,T,T,A1,{word},p\n"
    ).value
    assert ratings.dont_know.tolist() == [[False]]
    assert np.isnan(ratings.values).all()


def test_dutch_headings_are_found(tmp_path: Path) -> None:
    text = "Ronde,Beoordeeld,Afdeling,Vraag,Antwoord,Respondent\n1,T,T,a 1,3,p\n"
    (ratings,) = read(tmp_path, text).value
    assert (ratings.items, ratings.values.tolist(), ratings.raters) == (("A1",), [[3.0]], ("p",))


@EITHER_WAY
@pytest.mark.parametrize("value", ["6", "0", "-1", "2.5", "much", "4.000", "inf", "1e0"])
def test_a_value_outside_the_options_is_refused_with_its_place_and_how_many_more(
    tmp_path: Path, value: str, size: int
) -> None:
    error = refusal(tmp_path, LONG.replace("A1,1", "A1,9").replace("A1,5", f"A1,{value}"), size)
    assert isinstance(error, TableError)
    assert (error.code, error.row) == ("mirror.outside-options", 4)
    assert f"“{value}”" in str(error)
    assert "column value" in str(error)
    assert "from 1 to 5" in str(error)
    assert "There are 1 more such faults." in str(error)


@EITHER_WAY
def test_a_wide_value_outside_the_options_of_its_own_item_is_refused(
    tmp_path: Path, size: int
) -> None:
    error = refusal(tmp_path, WIDE.replace("p2;2;1;2", "p2;3;7;2"), size)
    assert (error.code, error.row) == ("mirror.outside-options", 4)
    assert "There are 1 more such faults." in str(error)
    assert "The column F1 holds “3”" in str(refusal(tmp_path, WIDE.replace("p2;2;", "p2;3;"), size))


@EITHER_WAY
def test_an_item_that_is_not_asked_is_said_and_not_used(tmp_path: Path, size: int) -> None:
    reading = read(tmp_path, LONG + "2026-1,T9,T1,Z9,99,p9\n", size)
    assert told(reading) == [("mirror.unknown-item", 8)]
    assert reading.value[0].raters == ("p1", "p2")


@EITHER_WAY
def test_the_same_answer_twice_is_taken_once_and_said(tmp_path: Path, size: int) -> None:
    reading = read(tmp_path, LONG + "2026-1,T1,T1,A1,4,p1\n2026-1,T1,T1,A2,dk,p2\n", size)
    assert told(reading) == [("mirror.answered-twice", 8)]
    assert str(reading.findings[0].sentence).startswith("2 answers")
    assert same(reading.value, read(tmp_path, LONG).value)


@EITHER_WAY
@pytest.mark.parametrize("value", ["3", "dk"])
def test_two_different_answers_are_refused_with_both_rows(
    tmp_path: Path, value: str, size: int
) -> None:
    error = refusal(tmp_path, LONG + f"2026-1,T1,T1,A1,{value},p1\n", size)
    assert (error.code, error.row) == ("mirror.answers-differ", 8)
    assert "row 2 hold different answers" in str(error)


def test_no_answer_does_not_contradict_an_answer(tmp_path: Path) -> None:
    reading = read(tmp_path, LONG + "2026-1,T1,T1,A2,3,p1\n")
    assert reading.findings == ()
    assert reading.value[0].values[0].tolist() == [4.0, 3.0]


@EITHER_WAY
def test_lines_of_a_wide_table_about_the_same_team_are_joined(tmp_path: Path, size: int) -> None:
    rows = "w2;T1;T1;p1;0;;5\n"
    with pytest.raises(TableError, match="row 2 hold different answers"):
        read(tmp_path, WIDE + rows, size)
    reading = read(tmp_path, WIDE.replace("p1;0;4;N.V.T.", "p1;;4;") + rows, size)
    assert told(reading) == [("tables.delimiter", None)]
    np.testing.assert_array_equal(reading.value[0].values, [[4, 5, 0], [1, 2, 2]])
    assert reading.value[0].rater.tolist() == [0, 1]


def test_a_rater_of_two_teams_about_the_same_team_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, LONG + "2026-1,T1,T7,A1,4,p1\n")
    assert (error.code, error.row) == ("mirror.two-teams", 8)
    assert "row 2" in str(error)


def test_without_raters_each_answer_of_a_long_table_stands_alone(tmp_path: Path) -> None:
    text = "\n".join(line.rpartition(",")[0] for line in LONG.splitlines())
    reading = read(tmp_path, text)
    assert told(reading) == [("mirror.no-raters", None)]
    ratings = reading.value[0]
    assert ratings.raters == ()
    assert ratings.rater.tolist() == [-1] * 5
    assert (~np.isnan(ratings.values)).sum(axis=1).tolist() == [1, 0, 1, 0, 1]
    assert ratings.rated.tolist() == [0, 0, 0, 0, 1]


def test_a_wide_table_without_raters_or_rated_keeps_its_lines(tmp_path: Path) -> None:
    reading = read(tmp_path, "round,rater_team,A1\n1,T1,3\n1,T1,3\n1,,2\n")
    assert told(reading) == [
        ("mirror.no-raters", None),
        ("mirror.no-rated", None),
        ("mirror.no-team", 4),
    ]
    (ratings,) = reading.value
    assert ratings.rated.tolist() == [-1, -1, -1]
    assert ratings.rater_team.tolist() == [0, 0, -1]
    assert ratings.values.tolist() == [[3], [3], [2]]


def test_an_empty_column_of_raters_counts_as_none(tmp_path: Path) -> None:
    reading = read(tmp_path, "round,rated,rater_team,A1,rater\n1,T,T,3,\n")
    assert told(reading) == [("mirror.no-raters", None)]


@EITHER_WAY
@pytest.mark.parametrize(
    ("old", "new", "column"),
    [("2026-2", "", "round"), (",F1,", ",,", "item"), ("0,p1", "0,", "rater")],
)
def test_an_empty_round_item_or_rater_is_refused(
    tmp_path: Path, old: str, new: str, column: str, size: int
) -> None:
    error = refusal(tmp_path, LONG.replace(old, new), size)
    assert (error.code, error.row) == ("mirror.empty-cell", 6)
    assert f"The column {column} is empty in 1 rows" in str(error)


@pytest.mark.parametrize(
    ("headings", "code", "word"),
    [
        ("rated,rater_team,item,value,rater", "tables.missing-column", "round"),
        ("round,rated,rater_team,item", "mirror.no-items", "value"),
        ("rater_team,A1,A2", "tables.missing-column", "round"),
        ("round,rater_team,B1", "mirror.no-items", "A1"),
        ("round,rater_team,A1,a_1", "tables.double-column", "A1"),
    ],
)
def test_headings_of_neither_kind_are_refused(
    tmp_path: Path, headings: str, code: str, word: str
) -> None:
    error = refusal(tmp_path, headings + "\n" + "1,1,1,1,1,1"[: 2 * headings.count(",") + 1])
    assert error.code == code
    assert word in str(error)


def test_a_table_without_rows_has_no_rounds(tmp_path: Path) -> None:
    reading = read(tmp_path, LONG.splitlines()[0] + "\n")
    assert reading.value == ()
    assert "tables.no-rows" in [finding.code for finding in reading.findings]


def test_a_workbook_says_the_same_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in LONG.splitlines():
        sheet.append([int(word) if word.isdigit() else word for word in line.split(",")])
    book.save(tmp_path / "answers.xlsx")
    reading = read_answers(tmp_path / "answers.xlsx", ASKED)
    assert same(reading.value, read(tmp_path, LONG).value)


@pytest.mark.parametrize("kind", ["VARCHAR", "DOUBLE", "TINYINT", "DECIMAL(9, 2)"])
def test_parquet_says_the_same_as_text_whatever_the_type_of_the_value(
    tmp_path: Path, kind: str
) -> None:
    text = LONG.replace("dk", "")
    expected = read(tmp_path, text).value
    path = tmp_path / "an[s]wers.parquet"
    source = f"FROM read_csv('{tmp_path}/answers.csv', types = {{'round': 'VARCHAR'}})"
    typed = f"{source} SELECT * REPLACE (value::{kind} AS value)"
    duckdb.execute(f"COPY ({typed}) TO '{path}' (FORMAT parquet)")
    assert same(read_answers(path, ASKED).value, expected)


def test_a_row_of_parquet_counts_from_one(tmp_path: Path) -> None:
    refusal(tmp_path, LONG.replace("dk", "7"))
    path = tmp_path / "answers.parquet"
    duckdb.execute(f"COPY (FROM read_csv('{tmp_path}/answers.csv')) TO '{path}' (FORMAT parquet)")
    with pytest.raises(TableError) as refused:
        read_answers(path, ASKED)
    assert refused.value.row == 4


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    path.write_bytes(b"PAR1" + b"x" * 100)
    with pytest.raises(InputError, match="not a readable Parquet"):
        read_answers(path, ASKED)


@pytest.mark.parametrize(
    "text",
    [
        LONG.replace("\n", "\r\n"),
        LONG.replace("\n", "\r"),
        LONG.replace("2026-1,T2", "\n2026-1,T2"),
        LONG + "\n\n\n",
        "\n" + LONG,
        "Answers of spring,,,,,\n" + LONG,
        LONG + ",,,,,\n , ,,,,\n2026-3,T1,T1,A1,2,p1\n",
        LONG.replace("2026-1", ' "2026-1"'),
        LONG.replace("p1", '"p ""1"""').replace("p2", '"p,\n2"'),
        LONG.replace("T1", "'=T1").replace("rater\n", "rater,note\n").replace("p1\n", "p1,x\n"),
        LONG.replace("p1\n", "p1,\n"),
        LONG.replace("\n2026-2", "\n#2026-2"),
        LONG.replace(",", ";").replace("T1", "Té"),
        LONG.replace("A1,4", "A1,9").replace("2026-1,T2", "\n2026-1,T2").replace("A1,1", "A1,8"),
        LONG.replace("2026-1,T2", ",,,,,\n2026-1,T2").replace("A1,1", "A1,8"),
        LONG.replace("p2\n", "p2,extra\n"),
        LONG.replace("p2\n", 'p2"x\n'),
        LONG.replace("p2\n", '"p2\n'),
        LONG.replace(",p2", ""),
    ],
)
def test_both_ways_of_reading_text_give_the_same(tmp_path: Path, text: str) -> None:
    outcomes: list[Any] = []
    for size in (ROW_BY_ROW, BY_COLUMN):
        try:
            outcomes.append(read(tmp_path, text, size))
        except InputError as error:
            outcomes.append((error.code, error.row, str(error)))
    one, other = outcomes
    if isinstance(one, tuple):
        assert one == other
    else:
        assert one.findings == other.findings
        assert same(one.value, other.value)


def test_text_of_another_encoding_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(LONG.replace("T1", "Té").encode("cp1252"))
    reading = read_answers(path, ASKED, bulk_from_bytes=BY_COLUMN)
    assert reading.value[0].teams == ("T2", "Té")
    assert told(reading) == [("tables.encoding", None)]


@pytest.mark.parametrize("text", [LONG, WIDE], ids=["long", "wide"])
def test_headings_without_rows_are_not_said_to_lack_a_rater(tmp_path: Path, text: str) -> None:
    codes = [code for code, _ in told(read(tmp_path, text.splitlines()[0] + "\n"))]
    assert "tables.no-rows" in codes
    assert "mirror.no-raters" not in codes
