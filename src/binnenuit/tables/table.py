"""The words of a table: columns that are asked for, and rows as they were read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Cell: TypeAlias = str | Decimal | date | bool
Value: TypeAlias = Cell | float | None


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    DECIMAL = "decimal"
    SHARE = "share"
    DATE = "date"
    YES_NO = "yes_no"


class DateOrder(StrEnum):
    """Whether 4-5-2026 is the fourth of May or the fifth of April."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class DecimalMark(StrEnum):
    """Whether 1,234 is a little over one, or over a thousand."""

    COMMA = ","
    POINT = "."

    @property
    def thousands(self) -> DecimalMark:
        """The mark that groups thousands beside this one."""
        return DecimalMark.POINT if self is DecimalMark.COMMA else DecimalMark.COMMA


@dataclass(frozen=True)
class Column:
    """A column that is asked for.

    Attributes
    ----------
    name
        Name in the result, and the heading that is looked for first.
    required
        A table without this column is refused, and a row without a value is reported, unless it
        ``may_be_empty``.
    also
        Other headings for the same thing, the most usual first. Capitals, accents, spaces and
        underscores make no difference.
    exact
        They do: only a heading written as ``name`` is this column.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    also: tuple[str, ...] = ()
    may_be_empty: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes
    ----------
    number
        Row in the file, from 1, the heading included.
    values
        Value by column name; columns that the file lacks are there too, empty. Text is never
        None; a number, date or yes/no that is empty or could not be understood is.
    """

    number: int
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """Return a text, empty when there is none."""
        value = self.values[name]
        return value if isinstance(value, str) else ""

    def decimal(self, name: str) -> Decimal | None:
        """Return a number as it was written, None when there is none."""
        value = self.values[name]
        return value if isinstance(value, Decimal) else None

    def share(self, name: str) -> float | None:
        """Return a share, 0 to 1, None when there is none."""
        value = self.values[name]
        return value if isinstance(value, float) else None

    def date(self, name: str) -> date | None:
        """Return a date, None when there is none."""
        value = self.values[name]
        return value if isinstance(value, date) else None

    def yes_no(self, name: str) -> bool | None:
        """Return True for yes, False for no, None when it is not said."""
        value = self.values[name]
        return value if isinstance(value, bool) else None


@dataclass(frozen=True)
class Table:
    """A table as it was read.

    Attributes
    ----------
    source
        Name of the file, without its folder.
    columns
        Names of the columns that were asked for and that the file has.
    """

    source: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
