"""Excel workbooks (.xlsx): checked for traps; then the sheet that has the headings is read."""

from __future__ import annotations

import warnings
import zipfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import IO, TYPE_CHECKING, Final

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from binnenuit.errors import UnreadableFileError
from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.tables.delimited import PREVIEW_ROWS
from binnenuit.tables.header import Header, best_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from binnenuit.tables.table import Cell, Column

# Cells in memory take about ten times what they take unpacked; bombs unpack a thousandfold.
_UNPACKED_PER_LIMIT: Final = 2
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 512
_BLOCK_BYTES: Final = 1 << 20
_DECLARATIONS: Final = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)

Record = tuple[int, tuple["Cell", ...]]


@dataclass(frozen=True)
class Sheet:
    """One sheet, in memory."""

    rows: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()

    def records(self) -> Iterator[Record]:
        """Go through the rows that hold something, with their numbers."""
        return iter(self.rows)


def open_workbook(path: Path, columns: Sequence[Column], limit_bytes: int) -> Sheet:
    """Read the first sheet that has the headings; of formulas the last computed value.

    Raises
    ------
    UnreadableFileError
        No workbook, broken, hostile, or larger than twice ``limit_bytes`` when unpacked.
    """
    with _opened(path, limit_bytes) as workbook:
        sheets = _sheets(path, workbook, columns)
        name, header = _fitting(sheets)
        rows = tuple(_records(workbook, name, len(header.headings)))
        return Sheet(rows, _sheet_finding(path, name, len(sheets)))


def workbook_header(path: Path, columns: Sequence[Column], limit_bytes: int) -> Header:
    """Return the headings of the sheet that `open_workbook` would read, without reading it.

    Raises
    ------
    UnreadableFileError
        As `open_workbook`.
    """
    with _opened(path, limit_bytes) as workbook:
        return _fitting(_sheets(path, workbook, columns))[1]


@contextmanager
def _opened(path: Path, limit_bytes: int) -> Iterator[Workbook]:
    try:
        _check_parts(path, limit_bytes * _UNPACKED_PER_LIMIT)
        # Given as a stream, because openpyxl refuses a path that does not end in .xlsx.
        with warnings.catch_warnings(), path.open("rb") as stream:
            # openpyxl warns of decorations that it leaves out; values are not touched.
            warnings.simplefilter("ignore")
            workbook = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            with closing(workbook):
                yield workbook
    except UnreadableFileError:
        raise
    except Exception as error:
        # A broken workbook surfaces in openpyxl as almost any class of exception.
        raise _broken(path) from error


def _check_parts(path: Path, limit_bytes: int) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > limit_bytes:
            raise UnreadableFileError(
                "tables.unpacks-too-large",
                sentence(
                    "The workbook unpacks to more than {limit} MB. Copy only the table that is "
                    "needed to a new workbook.",
                    limit=limit_bytes // 1_000_000,
                ),
                file=path.name,
            )
        for part in parts:
            if not part.filename.startswith("xl/media/"):
                with archive.open(part) as stream:
                    _refuse_declarations(path, stream)


def _refuse_declarations(path: Path, stream: IO[bytes]) -> None:
    tail = b""
    while block := stream.read(_BLOCK_BYTES):
        if any(word in tail + block for word in _DECLARATIONS):
            raise UnreadableFileError(
                "tables.hostile-workbook",
                sentence(
                    "The workbook declares XML entities, which no Excel file does; it was not "
                    "read. Ask where it comes from, or save it again in Excel."
                ),
                file=path.name,
            )
        tail = block[-40:]


def _sheets(
    path: Path, workbook: Workbook, columns: Sequence[Column]
) -> Sequence[tuple[str, Header]]:
    sheets = [
        (name, header)
        for name in workbook.sheetnames
        if (header := _header(workbook, name, columns)) is not None
    ]
    if not sheets:
        raise _no_cells(path)
    return sheets


def _fitting(sheets: Sequence[tuple[str, Header]]) -> tuple[str, Header]:
    return next((found for found in sheets if not found[1].missing), sheets[0])


def _header(workbook: Workbook, name: str, columns: Sequence[Column]) -> Header | None:
    return best_header(islice(_records(workbook, name, _MOST_COLUMNS), PREVIEW_ROWS), columns)


def _records(workbook: Workbook, name: str, width: int) -> Iterator[Record]:
    sheet = workbook[name]
    if not isinstance(sheet, ReadOnlyWorksheet):  # a sheet that is only a chart
        return
    # Told how far to go, openpyxl does not ask the size that the sheet states, which may be wrong.
    rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=width, values_only=True)
    for number, values in enumerate(rows, 1):
        if any(value is not None for value in values):
            cells = tuple(map(_cell, values))
            yield number, _without_empty_end(cells)


def _without_empty_end(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return cells[:end]


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case bool() | str():
            return value
        case int() | float():
            return Decimal(repr(value)) if isfinite(value) else ""
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            return str(value)


def _sheet_finding(path: Path, name: str, count: int) -> tuple[Finding, ...]:
    if count == 1:
        return ()
    return (
        Finding(
            "tables.sheet",
            sentence("The workbook has {count} sheets; {name} was read.", count=count, name=name),
            file=path.name,
        ),
    )


def _no_cells(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "tables.empty-file",
        sentence("The file is empty. Save it again from the program it comes from."),
        file=path.name,
    )


def _broken(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "tables.broken-workbook",
        sentence(
            "This looks like an Excel workbook but cannot be read; it is broken, has a password, "
            "or is of another kind. Open it in Excel, save it as .xlsx, and try again."
        ),
        file=path.name,
    )
