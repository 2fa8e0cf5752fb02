"""The rows of a table whose way of writing is known, one by one, with what is wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.errors import TableError
from binnenuit.language import sentence
from binnenuit.tables.collector import FindingCollector
from binnenuit.tables.delimited import DelimitedText
from binnenuit.tables.table import Kind, Row, Value
from binnenuit.tables.values import EXPECTED, Parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from binnenuit.findings import Finding
    from binnenuit.tables.header import Header
    from binnenuit.tables.table import Cell, Column
    from binnenuit.tables.workbook import Sheet


class OpenTable:
    """A table of which it is known how it is written; the rows are still to be read.

    Attributes
    ----------
    source
        Name of the file.
    columns
        Names of the columns that the file has.
    """

    def __init__(  # noqa: PLR0917 (made by open_table only)
        self,
        source: str,
        grid: DelimitedText | Sheet,
        header: Header,
        columns: Sequence[Column],
        parse: dict[str, Parse],
        findings: Sequence[Finding],
    ) -> None:
        self.source = source
        self.columns = tuple(column.name for column in columns if column.name in header.positions)
        self._grid = grid
        self._header = header
        self._fields = [
            (column, header.positions[column.name], parse[column.name])
            for column in columns
            if column.name in header.positions
        ]
        self._absent: dict[str, Value] = {
            column.name: "" if column.kind is Kind.TEXT else None
            for column in columns
            if column.name not in header.positions
        }
        self._least = len(header.headings) if isinstance(grid, DelimitedText) else 0
        self._collector = FindingCollector(source, findings)

    def rows(self) -> Iterator[Row]:
        """Read the rows one by one; to be gone through once."""
        width = len(self._header.headings)
        empty = True
        for number, cells in below(self._grid, self._header):
            empty = False
            if len(cells) > width and any(cells[width:]):
                self._too_long(number, len(cells), width)
            else:
                if len(cells) < self._least:
                    self._too_short(number)
                yield Row(number, self._values(number, cells))
        if empty:
            self._collector.add_finding(
                "tables.no-rows", sentence("The table has headings but no rows below them.")
            )

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found so far; complete after the last row."""
        return self._collector.findings()

    def refuse_faults(self) -> None:
        """Raise the first fault of a row as an error, saying how many more there are."""
        first = self._collector.first_fault
        if first is None:
            return
        more = self._collector.faults - 1
        said = (
            sentence("{fault} There are {more} more such faults.", fault=first.sentence, more=more)
            if more
            else first.sentence
        )
        raise TableError(first.code, said, file=self.source, row=first.row)

    def _values(self, number: int, cells: Sequence[Cell]) -> dict[str, Value]:
        values = dict(self._absent)
        width = len(cells)
        for column, place, parse in self._fields:
            cell = cells[place] if place < width else ""
            if cell == "" or (isinstance(cell, str) and not cell.strip()):
                values[column.name] = self._empty(number, column)
                continue
            try:
                values[column.name] = parse(cell)
            except (ValueError, TypeError, ArithmeticError):
                values[column.name] = None
                self._unreadable(number, column, cell)
        return values

    def _empty(self, number: int, column: Column) -> Value:
        if column.required and not column.may_be_empty:
            self._collector.add_finding(
                "tables.empty-value",
                sentence("The column {column} is empty here. Fill it in.", column=column.name),
                number,
            )
        return "" if column.kind is Kind.TEXT else None

    def _unreadable(self, number: int, column: Column, cell: Cell) -> None:
        self._collector.add_finding(
            "tables.unreadable-value",
            sentence(
                "The column {column} holds {value}, which is not {expected}.",
                column=column.name,
                value=f"“{str(cell).strip()[:60]}”",
                expected=EXPECTED[column.kind],
            ),
            number,
        )

    def _too_long(self, number: int, count: int, width: int) -> None:
        self._collector.add_finding(
            "tables.long-row",
            sentence(
                "This row has {count} values and there are {width} headings, so it is not clear "
                "which is which. Put values that hold the delimiter between quotation marks.",
                count=count,
                width=width,
            ),
            number,
        )

    def _too_short(self, number: int) -> None:
        self._collector.add_finding(
            "tables.short-row",
            sentence("This row has fewer values than headings; the rest was taken as empty."),
            number,
            fault=False,
        )


def below(grid: DelimitedText | Sheet, header: Header) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Go through the rows below the headings."""
    for number, cells in grid.records():
        if number > header.number:
            yield number, cells
