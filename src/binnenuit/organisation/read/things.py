"""Read one file of the organisation: all of it, or an error that names the row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from binnenuit.findings import Reading
from binnenuit.organisation.sources import Source
from binnenuit.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from binnenuit.findings import Finding
    from binnenuit.tables import Column, DateOrder, DecimalMark, Row

T = TypeVar("T")


@dataclass(frozen=True)
class Things(Generic[T]):
    """What one file holds, where each thing stood, and what was found."""

    values: tuple[T, ...]
    source: Source
    findings: tuple[Finding, ...]
    columns: tuple[str, ...] = ()

    @property
    def reading(self) -> Reading[tuple[T, ...]]:
        """The things and the findings, without their places."""
        return Reading(self.values, self.findings)


def read_things(
    path: Path,
    columns: Sequence[Column],
    make: Callable[[Row, str], T],
    date_order: DateOrder | None,
    decimal_mark: DecimalMark | None,
) -> Things[T]:
    """Read a table and make one thing of each row; ``make`` gets the row and the file's name."""
    reading = read_table(
        path, columns, date_order=date_order, decimal_mark=decimal_mark, strict=True
    )
    rows = reading.value.rows
    return Things(
        tuple(make(row, path.name) for row in rows),
        Source(path.name, tuple(row.number for row in rows)),
        reading.findings,
        reading.value.columns,
    )
