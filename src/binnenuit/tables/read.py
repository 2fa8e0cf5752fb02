"""Read a table of any kind; what is doubtful is asked, what was found is reported."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from binnenuit.findings import Reading
from binnenuit.tables.delimited import PREVIEW_ROWS, open_delimited
from binnenuit.tables.header import best_header, demand_columns, no_headings, unused_columns
from binnenuit.tables.rows import OpenTable, below
from binnenuit.tables.signs import Signs
from binnenuit.tables.source import ORGANISATION_LIMIT_BYTES, Content, content_of
from binnenuit.tables.table import Table
from binnenuit.tables.values import parsers
from binnenuit.tables.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from binnenuit.tables.delimited import DelimitedText
    from binnenuit.tables.table import Column, DateOrder, DecimalMark
    from binnenuit.tables.workbook import Sheet


def read_table(
    path: Path,
    columns: Sequence[Column],
    *,
    date_order: DateOrder | None = None,
    decimal_mark: DecimalMark | None = None,
    limit_bytes: int = ORGANISATION_LIMIT_BYTES,
    strict: bool = False,
) -> Reading[Table]:
    """Read a CSV file or Excel workbook into rows with values of the kinds asked for.

    Parameters
    ----------
    date_order, decimal_mark
        The reader's answer where the table itself does not tell; None finds it over all columns.
    limit_bytes
        A larger file is refused before it is read.
    strict
        Refuse the table when any value cannot be read, instead of reporting it and going on.

    Returns
    -------
    reading
        The table, and findings: encoding, delimiter, decimal comma, date order, columns not used,
        and values that could not be read (twenty per kind, then how many more). A value that
        could not be read is None. A row with more values than headings is left out and reported.

    Raises
    ------
    UnreadableFileError
        Empty, binary, broken, hostile or too large.
    TableError
        A column is missing or double; the date order or decimal mark must be told; or, when
        ``strict``, a value cannot be read.

    Notes
    -----
    The file is gone through twice. Memory grows with the rows; `open_table` keeps it flat.
    """
    table = open_table(
        path,
        columns,
        date_order=date_order,
        decimal_mark=decimal_mark,
        limit_bytes=limit_bytes,
    )
    rows = tuple(table.rows())
    if strict:
        table.refuse_faults()
    return Reading(Table(table.source, rows, table.columns), table.findings())


def open_table(
    path: Path,
    columns: Sequence[Column],
    *,
    date_order: DateOrder | None = None,
    decimal_mark: DecimalMark | None = None,
    limit_bytes: int = ORGANISATION_LIMIT_BYTES,
) -> OpenTable:
    """Find out how a table is written, and make it ready to be read row by row.

    As `read_table`, for files that are too large to keep: of a CSV file no more than one row is
    in memory. A workbook is kept whole.
    """
    grid: DelimitedText | Sheet
    if content_of(path, limit_bytes) is Content.WORKBOOK:
        grid = open_workbook(path, columns, limit_bytes)
    else:
        grid = open_delimited(path, columns)
    header = best_header(islice(grid.records(), PREVIEW_ROWS), columns)
    if header is None:
        raise no_headings(path.name)
    demand_columns(header, path.name)
    signs = Signs(columns, header.positions, path.name)
    for number, cells in below(grid, header):
        signs.see(number, cells)
    parse, found = parsers(columns, signs, date_order, decimal_mark)
    findings = (*grid.findings, *unused_columns(header, path.name), *found)
    return OpenTable(path.name, grid, header, columns, parse, findings)
