"""What a whole table shows about how its numbers, shares and dates are written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.tables.dates import DateSigns, order_findings, settle_order
from binnenuit.tables.numbers import NumberSigns, mark_findings, settle_mark
from binnenuit.tables.shares import hundred_of
from binnenuit.tables.table import Column, DateOrder, DecimalMark, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from binnenuit.tables.table import Cell


class Signs:
    """Evidence per column, gathered row by row; settled when the last row has been seen.

    Parameters
    ----------
    positions
        Place in the row of each column that the file has.
    """

    def __init__(self, columns: Iterable[Column], positions: Mapping[str, int], file: str) -> None:
        self.file = file
        self.numbers: dict[str, NumberSigns] = {}
        self.dates: dict[str, DateSigns] = {}
        self.shares: dict[str, dict[str | Decimal, int]] = {}
        self._places: list[tuple[int, str]] = []
        for column in columns:
            if column.name in positions and self._wants(column):
                self._places.append((positions[column.name], column.name))

    def _wants(self, column: Column) -> bool:
        if column.kind is Kind.DATE:
            self.dates[column.name] = DateSigns(column.name)
        elif column.kind in {Kind.DECIMAL, Kind.SHARE}:
            self.numbers[column.name] = NumberSigns(column.name)
        if column.kind is Kind.SHARE:
            self.shares[column.name] = {}
        return column.kind in {Kind.DATE, Kind.DECIMAL, Kind.SHARE}

    def see(self, row: int, cells: Sequence[Cell]) -> None:
        """Take one row into account; numbers and dates of a workbook are clear by themselves."""
        for place, name in self._places:
            cell = cells[place] if place < len(cells) else ""
            if isinstance(cell, str):
                self._see_text(name, cell.strip(), row)
            elif isinstance(cell, Decimal) and name in self.shares:
                self.shares[name].setdefault(cell, row)

    def _see_text(self, name: str, text: str, row: int) -> None:
        if not text:
            return
        if name in self.dates:
            self.dates[name].see(text, row)
        else:
            self.numbers[name].see(text.rstrip("% "), row)
        if name in self.shares:
            self.shares[name].setdefault(text, row)

    def marks(self, given: DecimalMark | None) -> dict[str, DecimalMark]:
        """Decide the decimal mark per column; ``given`` is the reader's own answer."""
        signs = self.numbers.values()
        return {
            name: given or settle_mark(column, signs, self.file)
            for name, column in self.numbers.items()
        }

    def orders(self, given: DateOrder | None) -> dict[str, DateOrder]:
        """Decide the date order per column; ``given`` is the reader's own answer."""
        signs = self.dates.values()
        return {
            name: given or settle_order(column, signs, self.file)
            for name, column in self.dates.items()
        }

    def hundreds(self, marks: Mapping[str, DecimalMark]) -> dict[str, int]:
        """Decide per column of shares whether 1 or 100 is the whole."""
        return {
            name: hundred_of(name, seen, marks[name], self.file)
            for name, seen in self.shares.items()
        }

    def mark_findings(self, marks: Mapping[str, DecimalMark]) -> list[Finding]:
        """Report how numbers are written."""
        settled: dict[DecimalMark, set[str]] = {}
        for name, column in self.numbers.items():
            texts = {text for text, _ in column.shown.values()}
            settled.setdefault(marks[name], set()).update(texts)
        return mark_findings(settled, self.file)

    def order_findings(self, orders: Mapping[str, DateOrder]) -> list[Finding]:
        """Report how dates are written."""
        settled: dict[DateOrder, set[str]] = {}
        for name, column in self.dates.items():
            settled.setdefault(orders[name], set()).update(column.shown)
        return order_findings(settled, self.file)

    def hundred_findings(self, hundreds: Mapping[str, int]) -> list[Finding]:
        """Report columns of percentages."""
        return [
            Finding(
                "tables.percent",
                sentence(
                    "The column {column} counts to 100; it was read as percentages.", column=name
                ),
                file=self.file,
            )
            for name, hundred in hundreds.items()
            if hundred == 100
        ]
