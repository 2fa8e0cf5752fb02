"""From what stands in a cell to a value of the kind that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from binnenuit.language import Sentence, sentence
from binnenuit.tables.dates import date_of_serial, parse_date
from binnenuit.tables.neutral import original
from binnenuit.tables.numbers import parse_number
from binnenuit.tables.shares import parse_share, within_one
from binnenuit.tables.table import Cell, Column, DateOrder, DecimalMark, Kind, Value
from binnenuit.tables.yes_no import parse_yes_no

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from binnenuit.findings import Finding
    from binnenuit.tables.signs import Signs

Parse: TypeAlias = Callable[[Cell], Value]

EXPECTED: Final[Mapping[Kind, Sentence]] = {
    Kind.TEXT: sentence("a text"),
    Kind.DECIMAL: sentence("a number"),
    Kind.SHARE: sentence("a share between 0 and 1, or a percentage"),
    Kind.DATE: sentence("a date such as 2026-12-31"),
    Kind.YES_NO: sentence("yes or no"),
}


def text_of(cell: Cell) -> str:
    """Return a cell as text: 7 for the number 7.0 of a workbook, so that ids stay the same."""
    match cell:
        case str():
            return original(cell.strip())
        case Decimal():
            return format(cell.normalize(), "f")
        case bool():
            return "yes" if cell else "no"
        case _:
            return cell.isoformat()


def _number_of(cell: Cell, mark: DecimalMark) -> Decimal:
    if isinstance(cell, Decimal):
        return cell
    return parse_number(_word(cell), mark)


def _share_of(cell: Cell, mark: DecimalMark, hundred: int) -> float:
    if isinstance(cell, Decimal):
        return within_one(cell, hundred)
    return parse_share(_word(cell), mark, hundred)


def _date_of(cell: Cell, order: DateOrder) -> date:
    if isinstance(cell, Decimal):
        whole = text_of(cell)
        return date_of_serial(int(whole)) if len(whole) == 5 else parse_date(whole, order)
    if isinstance(cell, str):
        return parse_date(original(cell.strip()), order)
    if isinstance(cell, bool):
        raise TypeError(cell)
    return cell


def _yes_no_of(cell: Cell) -> bool:
    return cell if isinstance(cell, bool) else parse_yes_no(text_of(cell))


def _word(cell: Cell) -> str:
    if not isinstance(cell, str):
        raise TypeError(cell)
    return original(cell.strip())


def parsers(
    columns: Sequence[Column],
    signs: Signs,
    date_order: DateOrder | None,
    decimal_mark: DecimalMark | None,
) -> tuple[dict[str, Parse], list[Finding]]:
    """Make a parser for each column from what the whole table shows.

    Raises
    ------
    TableError
        What the table shows is not enough, or contradicts itself.
    """
    marks = signs.marks(decimal_mark)
    orders = signs.orders(date_order)
    hundreds = signs.hundreds(marks)
    made: dict[str, Parse] = {}
    for column in columns:
        name = column.name
        if name in hundreds:
            made[name] = partial(_share_of, mark=marks[name], hundred=hundreds[name])
        elif name in marks:
            made[name] = partial(_number_of, mark=marks[name])
        elif name in orders:
            made[name] = partial(_date_of, order=orders[name])
        else:
            made[name] = _yes_no_of if column.kind is Kind.YES_NO else text_of
    findings = [
        *signs.mark_findings(marks),
        *signs.order_findings(orders),
        *signs.hundred_findings(hundreds),
    ]
    return made, findings
