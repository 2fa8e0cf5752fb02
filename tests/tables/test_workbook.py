"""Workbooks: ids stay ids, the right sheet is found, traps are refused."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from binnenuit.errors import UnreadableFileError
from binnenuit.tables import Column, Kind, read_table

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    Column("team", required=True),
    Column("day", Kind.DATE),
    Column("amount", Kind.DECIMAL),
    Column("share", Kind.SHARE),
    Column("known", Kind.YES_NO),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.xlsx"


def save(file: Path, *sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file


def test_a_number_that_is_an_id_stays_as_it_was_written(file: Path) -> None:
    save(file, [["team"], ["007"], [7], [7.0], [7.5], [1_000_000]])
    rows = read_table(file, COLUMNS).value.rows
    assert [row.text("team") for row in rows] == ["007", "7", "7", "7.5", "1000000"]


def test_values_of_a_workbook_keep_their_kind(file: Path) -> None:
    save(file, [["Team", "Day", "Amount"], ["a", datetime(2026, 4, 3), 1.234]])  # noqa: DTZ001
    row = read_table(file, COLUMNS).value.rows[0]
    assert (row.date("day"), row.decimal("amount")) == (date(2026, 4, 3), Decimal("1.234"))


def test_days_counted_since_1900_are_dates_when_a_date_is_asked(file: Path) -> None:
    save(file, [["team", "day", "share", "known"], ["a", 46053, 40, True], ["b", 20260131, 1, 0]])
    one, other = read_table(file, COLUMNS).value.rows
    assert one.date("day") == other.date("day") == date(2026, 1, 31)
    assert (one.share("share"), other.share("share")) == (0.4, 0.01)
    assert (one.yes_no("known"), other.yes_no("known")) == (True, False)


def test_the_sheet_with_the_headings_is_read_and_named(file: Path) -> None:
    save(file, [["explanation"]], [[], ["My teams"], ["team", "amount"], ["a", 1]])
    reading = read_table(file, COLUMNS)
    assert [(row.number, row.text("team")) for row in reading.value.rows] == [(4, "a")]
    assert [finding.code for finding in reading.findings] == ["tables.sheet"]


def test_a_workbook_is_known_by_its_content_and_not_its_name(tmp_path: Path) -> None:
    workbook = save(tmp_path / "table.xlsx", [["team"], ["a"]])
    renamed = workbook.rename(tmp_path / "table.csv")
    assert len(read_table(renamed, COLUMNS).value.rows) == 1


def test_a_workbook_without_anything_is_refused(file: Path) -> None:
    save(file, [])
    with pytest.raises(UnreadableFileError) as error:
        read_table(file, COLUMNS)
    assert error.value.code == "tables.empty-file"


def _replace_part(file: Path, part: str, content: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = content
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


SHEET = "xl/worksheets/sheet1.xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml"])
def test_a_billion_laughs_are_refused(file: Path, encoding: str, part: str) -> None:
    save(file, [["team"], ["a"]])
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x>&l9;</x>'
    _replace_part(file, part, laughs.encode(encoding))
    with pytest.raises(UnreadableFileError) as error:
        read_table(file, COLUMNS)
    assert error.value.code == "tables.hostile-workbook"


def test_a_billion_laughs_under_another_name_are_refused(file: Path) -> None:
    save(file, [["team"], ["a"]])
    _replace_part(file, "xl/worksheets/sheet1.bin", b" " * 3_000_000 + b"<!DOCTYPE x>")
    with pytest.raises(UnreadableFileError) as error:
        read_table(file, COLUMNS)
    assert error.value.code == "tables.hostile-workbook"


def test_a_workbook_that_unpacks_without_end_is_refused(file: Path) -> None:
    save(file, [["team"], ["a"]])
    _replace_part(file, SHEET, b" " * 5_000_000)
    with pytest.raises(UnreadableFileError) as error:
        read_table(file, COLUMNS, limit_bytes=1_000_000)
    assert error.value.code == "tables.unpacks-too-large"


def test_a_row_number_beyond_all_measure_does_not_hang(file: Path) -> None:
    save(file, [["team"], ["a"]])
    sheet = (
        f'<worksheet xmlns="{SPREADSHEET}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
        'team</t></is></c></row><row r="999999999999"><c r="A999999999999"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    _replace_part(file, SHEET, sheet.encode())
    assert len(read_table(file, COLUMNS).value.rows) <= 1


def test_a_size_that_the_sheet_states_wrongly_hides_no_row(file: Path) -> None:
    save(file, [["team", "amount"], ["a", 1], ["b", 2]])
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read(SHEET).replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1"')
    _replace_part(file, SHEET, sheet)
    assert [row.decimal("amount") for row in read_table(file, COLUMNS).value.rows] == [1, 2]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml"])
def test_a_workbook_that_is_cut_short_is_refused(file: Path, part: str) -> None:
    save(file, [["team"], ["a"]])
    _replace_part(file, part, b"<worksheet><sheetData><row")
    with pytest.raises(UnreadableFileError) as error:
        read_table(file, COLUMNS)
    assert error.value.code == "tables.broken-workbook"
