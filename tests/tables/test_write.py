"""Writing: whole or not at all, in five kinds, and nothing that a spreadsheet would run."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from binnenuit.errors import ArgumentError, UnreadableFileError
from binnenuit.tables import (
    Column,
    Kind,
    read_parquet,
    read_table,
    write_parquet,
    write_records,
)

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = [
    {"team": "007", "money": Decimal("1234.50"), "since": date(2026, 1, 31), "pays": True},
    {"team": '=HYPERLINK("x")', "money": None, "path": ["a", "b"]},
]
COLUMNS = (
    Column("team"),
    Column("money", Kind.DECIMAL),
    Column("since", Kind.DATE),
    Column("pays", Kind.YES_NO),
)
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_written_is_read_back_the_same(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out.{ending}"
    write_records(path, RECORDS)
    one, other = read_table(path, COLUMNS).value.rows
    assert (one.text("team"), one.decimal("money")) == ("007", Decimal("1234.50"))
    assert (one.date("since"), one.yes_no("pays")) == (date(2026, 1, 31), True)
    assert (other.text("team"), other.decimal("money")) == ('=HYPERLINK("x")', None)


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_starts_a_formula(tmp_path: Path, text: str) -> None:
    write_records(tmp_path / "out.csv", [{text: text}])
    write_records(tmp_path / "out.xlsx", [{text: text}])
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert lines.replace('"', "").startswith("'")
    for row in load_workbook(tmp_path / "out.xlsx").active.iter_rows():
        assert [cell.data_type for cell in row] == ["s"]
        assert row[0].value.startswith("'")


def test_a_negative_number_is_no_formula(tmp_path: Path) -> None:
    write_records(tmp_path / "out.csv", [{"money": Decimal("-5.25")}])
    assert "-5.25" in (tmp_path / "out.csv").read_text().splitlines()


def test_excel_finds_the_encoding_of_a_csv_file(tmp_path: Path) -> None:
    write_records(tmp_path / "out.csv", [{"name": "é"}])
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_json_keeps_lists_and_numbers(tmp_path: Path) -> None:
    write_records(tmp_path / "out.json", [*RECORDS, {"share": float("nan")}])
    one, other, last = json.loads((tmp_path / "out.json").read_text())
    assert one == {"team": "007", "money": 1234.5, "since": "2026-01-31", "pays": True}
    assert other["path"] == ["a", "b"]
    assert last == {"share": None}


def test_the_page_is_escaped_labelled_and_in_its_language(tmp_path: Path) -> None:
    write_records(
        tmp_path / "out.html", [{"<b>": "<script>", "pays": True}], title="A & B", language="nl"
    )
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in page
    assert "<title>A &amp; B</title>" in page
    assert '<th scope="col">&lt;b&gt;</th>' in page
    assert "<td>&lt;script&gt;</td><td>ja</td>" in page
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page


def test_parquet_keeps_kinds_and_every_decimal(tmp_path: Path) -> None:
    path = tmp_path / "it's [one]*.parquet"
    columns = {
        "code": [f"{number:05}" for number in range(5000)],
        "cents": [Decimal(number) / 100 for number in range(5000)],
        "day": [None] * 4999 + [date(2026, 1, 31)],
        "whole": [*list(range(4999)), None],
        "nothing": [None] * 5000,
        "yes": [True, False] * 2500,
        "empty": [""] * 5000,
    }
    write_parquet(path, columns)
    records = read_parquet(path)
    assert {name: [record[name] for record in records] for name in columns} == columns | {
        "empty": [""] * 5000
    }


def test_a_table_without_rows_is_written_in_every_kind(tmp_path: Path) -> None:
    for ending in ("csv", "json", "parquet", "xlsx", "html"):
        write_records(tmp_path / f"out.{ending}", [])
        assert (tmp_path / f"out.{ending}").stat().st_size > 0


def test_an_unknown_extension_names_those_that_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match=r"\.csv, \.html, \.json, \.parquet, \.xlsx"):
        write_records(tmp_path / "out.docx", RECORDS)


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "xlsx", "html"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, ending: str
) -> None:
    class Unwritable:
        def __str__(self) -> str:
            raise RuntimeError

    path = tmp_path / f"out.{ending}"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        write_records(path, [{"a": "x"}, {"a": Unwritable()}])
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError) as error:
        write_records(tmp_path / "none" / "out.csv", RECORDS)
    assert error.value.code == "tables.cannot-write"


def test_what_is_no_parquet_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_text("PAR1 no")
    for name in ("a.parquet", "none.parquet"):
        with pytest.raises(UnreadableFileError):
            read_parquet(tmp_path / name)
