"""An analyst's long table, and what is told of columns that are not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from binnenuit.errors import TableError
from binnenuit.mirror.model import About, Item, Questionnaire, Scored
from binnenuit.mirror.model.questionnaire import Kind
from binnenuit.mirror.read import OwnTable, read_own_table

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading

LONG = """\
round,rated,team,rater,item,value,note
1,X,b,9,A2,4,late
1,X,a,7,A1,1,
1,X,a,7,A2,2,
1,X,b,9,A1,3,
1,Y,b,9,A1,5,
1,Y,b,9,A2,
1,X,a,8,A2,dk,
"""
QUESTIONNAIRE = Questionnaire(
    version="1",
    scales=(
        Scored(
            code="A",
            name={"en": "A", "nl": "A"},
            kind=Kind.REFLECTIVE,
            about=About.LEADER,
            items=(Item("A1", {"en": "?", "nl": "?"}), Item("A2", {"en": "?", "nl": "?"})),
            lowest=1,
            options=4,
        ),
    ),
)


def read(folder: Path, text: str, **how: object) -> Reading[OwnTable]:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return read_own_table(path, **how)  # type: ignore[arg-type]


def said(reading: Reading[OwnTable], code: str) -> list[str]:
    return [
        f"{finding.file}:{finding.row} {finding.sentence.say('en')}"
        for finding in reading.findings
        if finding.code == code
    ]


def test_a_long_table_has_a_row_for_each_person_and_whom_he_rated(tmp_path: Path) -> None:
    reading = read(tmp_path, LONG)
    own = reading.value
    np.testing.assert_array_equal(
        own.items(own.scales[0]), [[3, 4], [1, 2], [5, np.nan], [np.nan, np.nan]]
    )
    assert own.dont_know[:, own.columns.index("A2")].tolist() == [False, False, False, True]
    assert [own.group_names[group] for group in own.groups] == ["b", "a", "b", "a"]
    assert len(said(reading, "mirror.long-table")) == 1
    assert "note" in said(reading, "mirror.unused-in-long")[0]


def test_a_molten_table_of_pandas_is_a_long_one(tmp_path: Path) -> None:
    own = read(tmp_path, "id,grp,variable,value\n1,x,A1,1\n2,y,A1,2\n1,x,A2,3\n2,y,A2,4\n").value
    np.testing.assert_array_equal(own.items(own.scales[0]), [[1, 3], [2, 4]])


def test_items_of_a_long_table_stand_in_natural_order(tmp_path: Path) -> None:
    rows = "".join(f"1,A{number},{number % 5}\n" for number in (10, 2, 1, 11))
    own = read(tmp_path, "id,item,value\n" + rows).value
    assert [item.code for item in own.scales[0].items] == ["A1", "A2", "A10", "A11"]


def test_a_long_table_without_raters_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="Add a column rater") as found:
        read(tmp_path, "team,item,value\nx,A1,1\nx,A2,2\n")
    assert found.value.code == "mirror.long-without-raters"


def test_two_answers_of_one_person_to_an_item_are_refused_with_their_rows(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"own.csv:9.*row 3") as found:
        read(tmp_path, LONG + "1,X,a,7,A1,2,\n")
    assert found.value.code == "mirror.answers-differ"
    assert said(read(tmp_path, LONG + "1,X,a,7,A1,1,\n"), "mirror.answered-twice")


def test_an_answer_outside_the_options_is_refused_with_its_own_row(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"own.csv:6") as found:
        read(tmp_path, LONG, questionnaire=QUESTIONNAIRE)
    assert found.value.code == "mirror.outside-options"


def test_an_item_named_as_a_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="team is the heading") as found:
        read(tmp_path, LONG + "1,X,a,7,team,2,\n")
    assert found.value.code == "mirror.reserved-code"


def test_groups_stand_in_natural_order(tmp_path: Path) -> None:
    names = ["Team 10 b", "team 9", "Team 10 a", "Team 1", "2", "10", "alpha"]
    rows = "".join(f"{name},1,2\n" for name in names)
    own = read(tmp_path, "team,A1,A2\n" + rows).value
    expected = ("2", "10", "alpha", "Team 1", "team 9", "Team 10 a", "Team 10 b")
    assert own.group_names == expected
    assert [own.group_names[group] for group in own.groups] == names


def test_columns_about_the_person_make_no_scale(tmp_path: Path) -> None:
    reading = read(tmp_path, "team,A1,A2,id1,id2,Gender_1,gender_2\nx,1,2,3,4,1,2\ny,2,1,5,6,2,1\n")
    assert [scale.code for scale in reading.value.scales] == ["A"]
    assert "id1, id2" in said(reading, "mirror.not-asked")[0]


def test_words_among_numbers_are_shown_with_the_row_and_empty_columns_are_called_so(
    tmp_path: Path,
) -> None:
    reading = read(tmp_path, "team,A1,A2,A3,B1,why\nx,1,2,1,,no\ny,2,often,2,,yes\nz,3,1,NA,,\n")
    mixed = said(reading, "mirror.words-among-numbers")
    assert len(mixed) == 1
    assert "own.csv:3" in mixed[0]
    assert "“often”" in mixed[0]
    assert "B1" in said(reading, "mirror.empty-columns")[0]
    assert "why" in said(reading, "mirror.no-numbers")[0]


def test_a_table_without_scales_says_so_and_names_its_numbers(tmp_path: Path) -> None:
    reading = read(tmp_path, "GRP,LEAD,COHES\n1,2.5,3.0\n2,3.5,4.0\n")
    assert reading.value.scales == ()
    assert "LEAD, COHES" in said(reading, "mirror.no-scales")[0]


@pytest.mark.parametrize("size", [0, 10**9])
def test_headings_that_differ_by_signs_or_capitals_are_different_columns(
    tmp_path: Path, size: int
) -> None:
    text = "team,Q1_1,Q1_2,Q11,Q12\nx,1,2,5,4\ny,2,2,4,4\n"
    reading = read(tmp_path, text, bulk_from_bytes=size)
    assert [(scale.code, len(scale.items)) for scale in reading.value.scales] == [
        ("Q1", 2),
        ("Q", 2),
    ]
    own = read(tmp_path, "team,A1,A2,a1,a2\nx,1,2,5,4\ny,2,2,4,4\n").value
    assert [scale.code for scale in own.scales] == ["A", "a"]
    assert own.items(own.scales[1]).tolist() == [[5, 4], [4, 4]]
    with pytest.raises(TableError, match="A1 stands more than once"):
        read(tmp_path, "team,A1,A1\nx,1,2\n")


def test_items_written_with_other_capitals_or_signs_are_of_one_scale(tmp_path: Path) -> None:
    own = read(tmp_path, "team,a1,A2 ,A_3\nx,1,2,3\ny,2,2,1\n").value
    assert [tuple(item.code for item in scale.items) for scale in own.scales] == [
        ("a1", "A2", "A_3")
    ]


@pytest.mark.parametrize(
    ("rows", "far"),
    [("1,9\n2,5\n3,4\n", "9"), ("1,-1\n2,5\n3,4\n", "-1"), ("0,2\n1,4\n2,5\n", "")],
)
def test_a_number_far_from_the_other_options_is_pointed_out(
    tmp_path: Path, rows: str, far: str
) -> None:
    told = said(read(tmp_path, "A1,A2\n" + rows), "mirror.far-options")
    assert len(told) == bool(far)
    assert not far or f"In A, {far} lies apart" in told[0]


def test_an_item_that_two_columns_may_be_is_refused_unless_one_is_written_so(
    tmp_path: Path,
) -> None:
    own = read(tmp_path, "team,A1,A2,a1\nx,1,2,4\n", questionnaire=QUESTIONNAIRE).value
    assert own.items(own.scales[0]).tolist() == [[1, 2]]
    with pytest.raises(TableError, match="a1, A_1") as found:
        read(tmp_path, "team,a1,A_1,A2\nx,1,2,4\n", questionnaire=QUESTIONNAIRE)
    assert found.value.code == "mirror.several-columns"
