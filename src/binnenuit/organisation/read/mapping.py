"""Mapping: which code in the books belongs to which team, or says which customer paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.organisation.model import CodeMapping, TeamId
from binnenuit.organisation.read.columns import TEAM_HEADINGS
from binnenuit.organisation.read.things import read_things
from binnenuit.organisation.read.words import DIMENSIONS, word
from binnenuit.tables import Column

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading
    from binnenuit.organisation.read.things import Things
    from binnenuit.tables import DateOrder, DecimalMark, Row

COLUMNS: Final = (
    Column("dimension", required=True, also=("dimensie", "soort", "kind", "type")),
    Column("code", required=True, also=("nummer", "number", "id")),
    Column("team", required=True, also=TEAM_HEADINGS),
)


def read_mapping(
    path: Path, *, date_order: DateOrder | None = None, decimal_mark: DecimalMark | None = None
) -> Reading[tuple[CodeMapping, ...]]:
    """Read mapping.csv or .xlsx.

    Raises
    ------
    InputError
        The file cannot be read, a column is missing, a value is empty, or a dimension is unknown.
    """
    return mapping_file(path, date_order, decimal_mark).reading


def mapping_file(
    path: Path, date_order: DateOrder | None, decimal_mark: DecimalMark | None
) -> Things[CodeMapping]:
    """Read the file, with the row of each."""
    return read_things(path, COLUMNS, _code, date_order, decimal_mark)


def _code(row: Row, file: str) -> CodeMapping:
    return CodeMapping(
        word(row, "dimension", DIMENSIONS, file), row.text("code"), TeamId(row.text("team"))
    )
