from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pytest

from binnenuit.errors import TableError
from binnenuit.mirror.model import About, Item, Questionnaire, Scored
from binnenuit.mirror.model.questionnaire import Kind
from binnenuit.mirror.read import OwnTable, read_own_table
from binnenuit.tables import DecimalMark

if TYPE_CHECKING:
    from binnenuit.findings import Reading

SURVEY = Path(__file__).resolve().parents[3] / "shared" / "data" / "survey"
OWN = """\
name;team;A1;A2;B_1;B_2;hours
Ann;North;1;5;0;dk;7,5
Bob;South;2;;2;NA;36
Cis;;3;4;1;1;40
"""


def read(folder: Path, text: str, **how: object) -> Reading[OwnTable]:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return read_own_table(path, **how)  # type: ignore[arg-type]


def told(reading: Reading[OwnTable]) -> list[str]:
    return [finding.code for finding in reading.findings]


def bounds(own: OwnTable) -> list[tuple[str, tuple[str, ...], int, int]]:
    return [
        (scale.code, tuple(item.code for item in scale.items), scale.lowest, scale.highest)
        for scale in own.scales
    ]


@pytest.mark.parametrize("size", [0, 10**9])
def test_columns_named_alike_make_scales_with_the_options_that_occur(
    tmp_path: Path, size: int
) -> None:
    reading = read(tmp_path, OWN, bulk_from_bytes=size)
    own = reading.value
    assert bounds(own) == [("A", ("A1", "A2"), 1, 5), ("B", ("B_1", "B_2"), 0, 2)]
    assert not any(item.reversed for scale in own.scales for item in scale.items)
    assert own.columns == ("A1", "A2", "B_1", "B_2", "hours")
    np.testing.assert_array_equal(
        own.values,
        [[1, 5, 0, np.nan, 7.5], [2, np.nan, 2, np.nan, 36], [3, 4, 1, 1, 40]],
    )
    assert np.argwhere(own.dont_know).tolist() == [[0, 3]]
    assert (own.group_names, own.groups.tolist()) == (("North", "South"), [0, 1, -1])
    np.testing.assert_array_equal(own.items(own.scales[1]), own.values[:, 2:4])
    assert told(reading) == [
        "tables.delimiter",
        "tables.decimal-comma",
        "mirror.scales-from-names",
        "mirror.no-numbers",
    ]
    assert "A 1-5, B 0-2" in str(reading.findings[2].sentence)


def test_a_questionnaire_gives_the_options_and_what_is_reversed(tmp_path: Path) -> None:
    items = (
        Item("a1", {"en": "?"}, reversed=True),
        Item("A2", {"en": "?"}),
        Item("A3", {"en": "?"}),
    )
    scale = Scored("A", {"en": "A"}, Kind.REFLECTIVE, About.LEADER, items, 1, 7)
    reading = read(tmp_path, OWN, questionnaire=Questionnaire("1", (scale,)))
    assert bounds(reading.value) == [("A", ("a1", "A2"), 1, 7)]
    assert reading.value.scales[0].items[0].reversed
    assert reading.value.columns[:3] == ("a1", "A2", "B_1")
    assert "mirror.missing-items" in told(reading)
    narrow = Questionnaire("1", (Scored("A", {}, Kind.INDEX, About.LEADER, items, 1, 3),))
    with pytest.raises(TableError, match=r"own.csv:2: The column A2 holds “5”.* 2 more"):
        read(tmp_path, OWN.replace("Cis;;3", "Cis;;9"), questionnaire=narrow)


def test_a_group_is_found_by_the_name_given(tmp_path: Path) -> None:
    own = read(tmp_path, OWN, group="NAME").value
    assert own.group_names == ("Ann", "Bob", "Cis")
    with pytest.raises(TableError, match=r"no column region.*name, team"):
        read(tmp_path, OWN, group="region")


def test_numbers_named_like_items_beyond_eleven_options_make_no_scale(tmp_path: Path) -> None:
    reading = read(tmp_path, "grp,A1,A2,A3,B1\n1,1,2,99,1\n2,3,4,1,2\n")
    assert bounds(reading.value) == [("A", ("A1", "A2"), 1, 4)]
    assert reading.value.columns == ("A1", "A2", "A3", "B1")
    assert told(reading) == ["mirror.scales-from-names", "mirror.no-options"]
    reading = read(tmp_path, "grp,A1,A2\n1,1.5,2\n2,3,4\n")
    assert reading.value.scales == ()
    assert told(reading) == ["mirror.no-options", "mirror.no-scales"]


def test_without_groups_everybody_is_in_none(tmp_path: Path) -> None:
    reading = read(tmp_path, "A1,A2\n1,2\n2,1\n")
    assert reading.value.groups.tolist() == [-1, -1]
    assert reading.value.group_names == ()
    assert "mirror.no-groups" in told(reading)


def test_a_doubtful_decimal_mark_is_asked(tmp_path: Path) -> None:
    text = "grp;pay\n1;1.234\n2;5.678\n"
    with pytest.raises(TableError, match=r"own.csv:2.*decimal mark"):
        read(tmp_path, text)
    values = read(tmp_path, text, decimal_mark=DecimalMark.COMMA).value.values
    assert values.tolist() == [[1234.0], [5678.0]]


def test_a_table_without_numbers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="No column holds numbers"):
        read(tmp_path, "team,name\nx,y\n")


def test_parquet_gives_numbers_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "own.parquet"
    rows = "(VALUES ('x', 1, 1.234::DOUBLE), ('y', NULL, 'nan'::DOUBLE)) AS t(grp, A1, pay)"
    duckdb.execute(f"COPY (FROM {rows}) TO '{path}' (FORMAT parquet)")
    own = read_own_table(path).value
    np.testing.assert_array_equal(own.values, [[1, 1.234], [np.nan, np.nan]])
    assert own.group_names == ("x", "y")


@pytest.mark.parametrize(
    ("name", "shape", "groups", "scales"),
    [
        ("bfi", (2800, 29), 0, [(code, 5, 1, 6) for code in "ACENO"]),
        ("bhr2000", (5400, 13), 99, [("AF", 2, 1, 5), ("AP", 4, 1, 5), ("AS", 5, 1, 5)]),
        ("bh1996", (7382, 12), 99, []),
    ],
)
def test_shared_surveys_are_read_as_they_are(
    name: str, shape: tuple[int, int], groups: int, scales: list[tuple[str, int, int, int]]
) -> None:
    path = SURVEY / f"{name}.csv"
    if not path.exists():
        pytest.skip("shared/data/survey is not beside this checkout")
    own = read_own_table(path).value
    assert own.values.shape == shape
    assert len(own.group_names) == groups
    found = [(scale.code, len(scale.items), scale.lowest, scale.highest) for scale in own.scales]
    assert found == scales
    cells = path.read_text(encoding="utf-8").splitlines()[1].replace('"', "").split(",")
    first = [float(cell) if cell else np.nan for cell in cells]
    np.testing.assert_array_equal(own.values[0], first[-shape[1] :])
