"""Write records as a table; the extension of the file says of which kind."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.tables.html import page
from binnenuit.tables.neutral import neutral
from binnenuit.tables.parquet import write_parquet
from binnenuit.tables.whole import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Records = Sequence[Mapping[str, object]]

_LONGEST_SHEET_NAME: Final = 31


def write_records(path: Path, records: Records, *, title: str = "", language: str = "en") -> None:
    """Write records to a csv, json, parquet, xlsx or html file; whole, or not at all.

    Parameters
    ----------
    records
        Values by column name. Columns are those of all records, in the order first seen; a value
        that is not there is empty. Lists become ``a; b``, except in json.
    title, language
        Heading and language of the html page; the name of the sheet in xlsx.

    Raises
    ------
    ArgumentError
        The extension is none of these, or the folder cannot be written to.

    Notes
    -----
    CSV is UTF-8 with a byte order mark, because Excel takes it for Windows-1252 without one;
    comma and decimal point in every country, so that programs read it the same everywhere. Text
    that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise ArgumentError(
            "tables.unknown-extension",
            sentence(
                "{name} does not end in a kind of file that can be written. Choose one of: "
                "{allowed}.",
                name=path.name,
                allowed=", ".join(_WRITERS),
            ),
        )
    write(path, records, title, language)


def columns_of(records: Records) -> list[str]:
    """Return the names of all columns, in the order in which they are first seen."""
    return list(dict.fromkeys(name for record in records for name in record))


def _write_csv(path: Path, records: Records, _title: str, _language: str) -> None:
    columns = columns_of(records)
    with (
        whole_file(path) as beside,
        beside.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(map(neutral, columns))
        writer.writerows([_in_csv(record.get(name)) for name in columns] for record in records)


def _write_json(path: Path, records: Records, _title: str, _language: str) -> None:
    with whole_file(path) as beside, beside.open("w", encoding="utf-8") as file:
        clean = [{name: _in_json(value) for name, value in record.items()} for record in records]
        json.dump(clean, file, ensure_ascii=False, indent=1, allow_nan=False)


def _write_parquet(path: Path, records: Records, _title: str, _language: str) -> None:
    columns = {
        name: [_flat(record.get(name)) for record in records] for name in columns_of(records)
    }
    write_parquet(path, columns)


def _write_xlsx(path: Path, records: Records, title: str, _language: str) -> None:
    # File and rows first: a workbook that is left half-way complains when it is thrown away.
    columns = columns_of(records)
    rows = [[_in_xlsx(record.get(name)) for name in columns] for record in records]
    with whole_file(path) as beside:
        _save_workbook(beside, columns, rows, title)


def _save_workbook(
    beside: Path, columns: Sequence[str], rows: Sequence[Sequence[object]], title: str
) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    headings = [WriteOnlyCell(sheet, neutral(name)) for name in columns]
    for heading in headings:
        heading.font = Font(bold=True)
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    book.save(beside)


def _write_html(path: Path, records: Records, title: str, language: str) -> None:
    columns = columns_of(records)
    rows = [[_flat(record.get(name)) for name in columns] for record in records]
    with whole_file(path) as beside:
        beside.write_text(page(columns, rows, title=title, language=language), encoding="utf-8")


_WRITERS: Final[dict[str, Callable[[Path, Records, str, str], None]]] = {
    ".csv": _write_csv,
    ".html": _write_html,
    ".json": _write_json,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}


def _sheet_name(title: str) -> str:
    allowed = "".join(letter for letter in _printable(title) if letter not in "[]:*?/\\")
    return " ".join(allowed.split()).strip("'")[:_LONGEST_SHEET_NAME] or "binnenuit"


def _flat(value: object) -> object:
    """Return a value that fits in one cell."""
    match value:
        case None | bool() | int() | Decimal() | date():
            return value
        case str():
            return str(value)
        case float():
            return value if isfinite(value) else None
        case list() | tuple() | set() | frozenset():
            return "; ".join(str(_flat(part)) for part in value)
        case dict():
            return json.dumps(_in_json(value), ensure_ascii=False)
        case _:
            return str(value)


def _in_csv(value: object) -> object:
    flat = _flat(value)
    if isinstance(flat, bool):
        return "yes" if flat else "no"
    return neutral(_printable(flat)) if isinstance(flat, str) else flat


def _in_xlsx(value: object) -> object:
    flat = _flat(value)
    return neutral(_printable(flat)) if isinstance(flat, str) else flat


def _printable(text: str) -> str:
    # Control characters make a workbook unreadable, and a text file binary.
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")


def _in_json(value: object) -> object:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dict():
            return {str(name): _in_json(part) for name, part in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_in_json(part) for part in value]
        case date():
            return value.isoformat()
        case _:
            return _flat(value)
