"""Statements in the CSV format of Polis: comments.csv, and the question in summary.csv."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from binnenuit.dialogue.model import Statement
from binnenuit.dialogue.model.log import in_order
from binnenuit.dialogue.read.polis_cells import in_milliseconds
from binnenuit.errors import TableError
from binnenuit.language import sentence
from binnenuit.tables import Column, DecimalMark, Kind, read_table
from binnenuit.tables.delimited import open_delimited
from binnenuit.tables.source import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from pathlib import Path

    from numpy.typing import NDArray

    from binnenuit.findings import Finding
    from binnenuit.tables import Row

    Numbers = NDArray[np.float64]

_COLUMNS: Final = (
    Column("timestamp", Kind.DECIMAL),
    Column("datetime"),
    Column("comment-id", required=True, also=("statement", "tid")),
    Column("author-id", also=("author", "pid")),
    Column("agrees", Kind.DECIMAL),
    Column("disagrees", Kind.DECIMAL),
    Column("moderated", Kind.DECIMAL),
    Column("is-meta", Kind.YES_NO),
    Column("is-seed", Kind.YES_NO),
    Column("group-informed-consensus", Kind.DECIMAL),
    Column("comment-body", required=True, also=("text", "txt", "body"), may_be_empty=True),
)
_MODERATED: Final = {None: None, 0: None, 1: True, -1: False}
_SUMMARY_ROWS: Final = 50


class Told(NamedTuple):
    """What comments.csv says of the statements, in the order of their ids; NaN is not said."""

    statements: tuple[Statement, ...]
    agrees: Numbers
    disagrees: Numbers
    consensus: Numbers
    file: str = ""
    findings: tuple[Finding, ...] = ()


def read_statements(path: Path) -> Told:
    """Read comments.csv: a row for each statement.

    Raises
    ------
    TableError
        A value cannot be read, ``dialogue.statement-twice`` or ``dialogue.unknown-moderation``.
    """
    reading = read_table(path, _COLUMNS, decimal_mark=DecimalMark.POINT, strict=True)
    rows: dict[str, Row] = {}
    for row in reading.value.rows:
        name = row.text("comment-id")
        if name in rows:
            raise _twice(path.name, row)
        rows[name] = row
    ordered = [rows[name] for name in in_order(rows)]
    return Told(
        tuple(_statement(row, path.name) for row in ordered),
        _numbers(row.decimal("agrees") for row in ordered),
        _numbers(row.decimal("disagrees") for row in ordered),
        _numbers(row.decimal("group-informed-consensus") for row in ordered),
        path.name,
        reading.findings,
    )


def only_ids(ids: Iterable[str]) -> Told:
    """Make statements of which nothing is known but their ids."""
    statements = tuple(Statement(name, "") for name in in_order(ids))
    nothing = np.full(len(statements), np.nan)
    return Told(statements, nothing, nothing, nothing)


def read_topic(path: Path) -> str:
    """Read the question from summary.csv, which has a name and a value in each row."""
    content_of(path)
    text = open_delimited(path, (Column("topic", required=True),))
    for _number, cells in islice(text.records(), _SUMMARY_ROWS):
        if cells[0].strip().casefold() == "topic":
            return cells[1].strip() if len(cells) > 1 else ""
    return ""


def _statement(row: Row, file: str) -> Statement:
    moderated = row.decimal("moderated")
    if moderated not in _MODERATED:
        raise TableError(
            "dialogue.unknown-moderation",
            sentence(
                "The column moderated holds {value}. It says 1 (accepted), 0 (not moderated) or "
                "-1 (refused).",
                value=f"“{moderated}”",
            ),
            file=file,
            row=row.number,
        )
    at = row.decimal("timestamp")
    return Statement(
        id=row.text("comment-id"),
        text=row.text("comment-body"),
        author=row.text("author-id"),
        accepted=_MODERATED[None if moderated is None else int(moderated)],
        is_meta=row.yes_no("is-meta") or False,
        is_seed=row.yes_no("is-seed") or False,
        at=None if at is None else in_milliseconds(int(at)),
    )


def _numbers(values: Iterable[Decimal | None]) -> Numbers:
    return np.array([np.nan if value is None else float(value) for value in values])


def _twice(file: str, row: Row) -> TableError:
    return TableError(
        "dialogue.statement-twice",
        sentence(
            "The statement {statement} stands there more than once. Remove one of them.",
            statement=row.text("comment-id"),
        ),
        file=file,
        row=row.number,
    )
