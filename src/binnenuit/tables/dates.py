"""Dates as people write them; day and month are never guessed from one row."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from binnenuit.errors import TableError
from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.tables.table import DateOrder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_TIME: Final = r"(?:[ T]\d{1,2}:\d{2}.*)?"
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST: Final = re.compile(
    rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.ASCII
)
_SERIAL: Final = re.compile(r"\d{5}", re.ASCII)
_FIRST_SERIAL: Final = 18264  # 1 January 1950
_LAST_SERIAL: Final = 73050  # 31 December 2099
_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)
_MONTHS: Final = 12
_PIVOT: Final = 69  # as in POSIX: 69 to 99 are in the last century


@lru_cache(maxsize=1 << 16)
def _signs(text: str) -> tuple[DateOrder | str, ...]:
    if _SERIAL.fullmatch(text):
        return ("serial",)
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        return ()
    order = _order_of(int(found[1]), int(found[3]))
    short = ("short-year",) if len(found[4]) == 2 else ()
    return short if order is None else (order, *short)


class DateSigns:
    """What a whole column shows about the order of day and month."""

    def __init__(self, column: str) -> None:
        self.column = column
        self.shown: dict[DateOrder | str, tuple[str, int]] = {}

    def see(self, text: str, row: int) -> None:
        """Take one value into account."""
        for sign in _signs(text):
            if sign not in self.shown:
                self.shown[sign] = (text, row)

    @property
    def orders(self) -> set[DateOrder]:
        """The orders that at least one value shows without doubt."""
        return {order for order in DateOrder if order in self.shown}


def _order_of(first: int, second: int) -> DateOrder | str | None:
    if first > _MONTHS >= second:
        return DateOrder.DAY_FIRST
    if second > _MONTHS >= first:
        return DateOrder.MONTH_FIRST
    return None if first == second or first > _MONTHS else "unclear"


def settle_order(column: DateSigns, columns: Collection[DateSigns], file: str) -> DateOrder:
    """Decide the order of one column; where it shows none, the others of the table do.

    Raises
    ------
    TableError
        The dates show both orders, or fit both; the reader is asked.
    """
    if len(column.orders) > 1:
        raise _contradiction(column, file)
    orders = column.orders or set().union(*(other.orders for other in columns))
    if len(orders) == 1:
        return orders.pop()
    if "unclear" in column.shown:
        raise _unclear(column, file)
    return DateOrder.DAY_FIRST


def order_findings(settled: Mapping[DateOrder, set[str]], file: str) -> list[Finding]:
    """Report the order that was found, short years, and days counted since 1900."""
    shown = set().union(*settled.values())
    findings = []
    if settled.get(DateOrder.DAY_FIRST, set()) & {DateOrder.DAY_FIRST, "unclear"}:
        findings.append(
            Finding(
                "tables.day-first",
                sentence("Dates are written with the day first (31-12-2026)."),
                file=file,
            )
        )
    if settled.get(DateOrder.MONTH_FIRST, set()) & {DateOrder.MONTH_FIRST, "unclear"}:
        findings.append(
            Finding(
                "tables.month-first",
                sentence("Dates are written with the month first (12/31/2026)."),
                file=file,
            )
        )
    if "short-year" in shown:
        findings.append(
            Finding(
                "tables.short-year",
                sentence("Years of two digits were read as 1969 to 2068."),
                file=file,
            )
        )
    if "serial" in shown:
        findings.append(
            Finding(
                "tables.excel-date",
                sentence("Numbers such as 46000 were read as Excel dates."),
                file=file,
            )
        )
    return findings


@lru_cache(maxsize=1 << 16)
def parse_date(text: str, order: DateOrder) -> date:
    """Return the date that ``text`` says under this order; a time of day is left out.

    Raises
    ------
    ValueError
        It is no date, or not in this order.
    """
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if _SERIAL.fullmatch(text):
        return date_of_serial(int(text))
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        raise ValueError(text)
    day, month = int(found[1]), int(found[3])
    if order is DateOrder.MONTH_FIRST:
        day, month = month, day
    return date(_full_year(found[4]), month, day)


def date_of_serial(days: int) -> date:
    """Return the date of an Excel day number between 1950 and 2099; else ValueError."""
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        raise ValueError(days)
    return _EXCEL_DAY_ZERO + timedelta(days=days)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _contradiction(column: DateSigns, file: str) -> TableError:
    day, day_row = column.shown[DateOrder.DAY_FIRST]
    month, month_row = column.shown[DateOrder.MONTH_FIRST]
    return TableError(
        "tables.date-order",
        sentence(
            "{day} (row {day_row}) has the day first and {month} (row {month_row}) the month. "
            "Write all dates as 2026-12-31.",
            day=day,
            day_row=day_row,
            month=month,
            month_row=month_row,
        ),
        file=file,
        row=max(day_row, month_row),
    )


def _unclear(column: DateSigns, file: str) -> TableError:
    text, row = column.shown["unclear"]
    return TableError(
        "tables.date-order",
        sentence(
            "In the column {column} every date, such as {value}, fits day-month and month-day. "
            "Say whether the day or the month comes first.",
            column=column.column,
            value=text,
        ),
        file=file,
        row=row,
    )
