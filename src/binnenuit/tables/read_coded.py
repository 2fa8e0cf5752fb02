"""Read a table of one of several layouts as columns of words, whatever kind of file it is."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.tables.bulk import bulk_csv, bulk_parquet, is_parquet, parquet_headings
from binnenuit.tables.coded import CodedTable, Coder
from binnenuit.tables.delimited import PREVIEW_ROWS, open_delimited
from binnenuit.tables.encoding import find_encoding
from binnenuit.tables.header import (
    best_header,
    demand_columns,
    match,
    no_headings,
    plain,
    unused_columns,
)
from binnenuit.tables.read import open_table
from binnenuit.tables.source import MEGABYTE, ORGANISATION_LIMIT_BYTES, Content, content_of
from binnenuit.tables.table import Column, Kind
from binnenuit.tables.workbook import workbook_header

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from binnenuit.tables.coded import Coded
    from binnenuit.tables.delimited import DelimitedText
    from binnenuit.tables.header import Header

    Layouts = Sequence[Sequence[Column]]

ANSWERS_LIMIT_BYTES: Final = 16_000 * MEGABYTE
BULK_FROM_BYTES: Final = 4 * MEGABYTE


def read_coded(
    path: Path,
    layouts: Layouts,
    *,
    limit_bytes: int = ANSWERS_LIMIT_BYTES,
    bulk_from_bytes: int = BULK_FROM_BYTES,
) -> CodedTable:
    """Read a CSV, XLSX or Parquet file as columns of words.

    Parameters
    ----------
    layouts
        Columns of each way in which the table may be made; the first is taken whose required
        columns are all there. All columns are words, and empty cells are not reported. A layout
        without columns stands for every column that has a heading.
    bulk_from_bytes
        From this size on, text is read by column instead of row by row.

    Returns
    -------
    table
        With what was found: encoding, delimiter, columns not used, rows that are too short. Rows
        of a Parquet file count from 1; there is no heading among them.

    Raises
    ------
    UnreadableFileError
        As `read_table`.
    TableError
        No layout fits (told of the one that fits best), a heading stands twice, or a row has more
        values than there are headings.

    Notes
    -----
    Both ways of reading text give the same table. By column: two passes, about 15 bytes of memory
    a row for six columns. Row by row: four bytes a row and column.
    """
    if content_of(path, limit_bytes) is Content.WORKBOOK:
        return _by_row(path, _workbook_plan(path, layouts), ORGANISATION_LIMIT_BYTES)
    if is_parquet(path):
        return _from_parquet(path, layouts)
    chosen = _text_plan(path, layouts)
    if chosen.text and path.stat().st_size >= bulk_from_bytes:
        table = _from_large_text(chosen.text, chosen)
        if table is not None:
            return table
    return _by_row(path, chosen, limit_bytes)


@dataclass(frozen=True)
class _Plan:
    """Which layout a table has, and where its columns stand."""

    layout: int
    columns: Sequence[Column]
    header: Header
    text: DelimitedText | None = None


def plan(layouts: Layouts, headers: Sequence[Header], file: str) -> _Plan:
    """Choose the first layout that fits.

    Raises
    ------
    TableError
        None does, or a heading stands twice.
    """
    fitting = [number for number, header in enumerate(headers) if not header.missing]
    nearest = max(range(len(headers)), key=lambda number: len(headers[number].positions))
    layout = fitting[0] if fitting else nearest
    columns, header = layouts[layout], headers[layout]
    if not columns:
        columns = _every(header)
        header = match(header.number, header.headings, columns)
    if not columns:
        raise no_headings(file)
    demand_columns(header, file)
    return _Plan(layout, columns, header)


def _every(header: Header) -> list[Column]:
    # As they are written: Q1_1 and Q11, or a1 and A1, are different columns.
    return [Column(heading, exact=True) for heading in header.headings if plain(heading)]


def _workbook_plan(path: Path, layouts: Layouts) -> _Plan:
    headers = [workbook_header(path, columns, ORGANISATION_LIMIT_BYTES) for columns in layouts]
    return plan(layouts, headers, path.name)


def _text_plan(path: Path, layouts: Layouts) -> _Plan:
    encoding = find_encoding(path)
    texts = [open_delimited(path, columns, encoding) for columns in layouts]
    headers = [
        best_header(islice(text.records(), PREVIEW_ROWS), columns)
        for text, columns in zip(texts, layouts, strict=True)
    ]
    found = [header for header in headers if header is not None]
    if len(found) < len(headers):
        raise no_headings(path.name)
    chosen = plan(layouts, found, path.name)
    return replace(chosen, text=texts[chosen.layout])


def _by_row(path: Path, chosen: _Plan, limit_bytes: int) -> CodedTable:
    words = [replace(column, kind=Kind.TEXT, may_be_empty=True) for column in chosen.columns]
    table = open_table(path, words, limit_bytes=limit_bytes)
    coders = {name: Coder() for name in table.columns}
    numbers = array("q")
    for row in table.rows():
        numbers.append(row.number)
        for name, coder in coders.items():
            coder.add(row.text(name))
    table.refuse_faults()
    return CodedTable(
        source=path.name,
        layout=chosen.layout,
        headings=chosen.header.headings,
        rows=np.array(numbers, dtype=np.int64),
        columns={name: coder.column() for name, coder in coders.items()},
        findings=table.findings(),
        typed=chosen.text is None,
    )


def _from_large_text(text: DelimitedText, chosen: _Plan) -> CodedTable | None:
    read = bulk_csv(text, chosen.header)
    if read is None:
        return None
    columns, rows = read
    findings = (*text.findings, *unused_columns(chosen.header, text.path.name))
    return _table(text.path, chosen, rows, columns, findings)


def _from_parquet(path: Path, layouts: Layouts) -> CodedTable:
    types = parquet_headings(path)
    headers = [match(0, list(types), columns) for columns in layouts]
    chosen = plan(layouts, headers, path.name)
    columns = bulk_parquet(path, chosen.header, types)
    rows = np.arange(1, 1 + len(next(iter(columns.values())).codes))
    findings = unused_columns(chosen.header, path.name)
    return replace(_table(path, chosen, rows, columns, findings), typed=True)


def _table(
    path: Path,
    chosen: _Plan,
    rows: NDArray[np.int64],
    columns: dict[str, Coded],
    findings: Sequence[Finding],
) -> CodedTable:
    more = () if len(rows) else (no_rows(path.name),)
    headings = chosen.header.headings
    return CodedTable(path.name, chosen.layout, headings, rows, columns, (*findings, *more))


def no_rows(file: str) -> Finding:
    """Make the finding of a table that ends with its headings."""
    return Finding(
        "tables.no-rows",
        sentence("The table has headings but no rows below them."),
        file=file,
    )
