"""Votes in the CSV format of Polis: the log in votes.csv."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.dialogue.read.polis_cells import (
    NO_VOTE,
    STRANGE,
    first_word,
    in_milliseconds,
    numbers,
    refuse_empty,
    refuse_strange,
)
from binnenuit.errors import TableError
from binnenuit.language import sentence
from binnenuit.tables import Column, read_coded

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from binnenuit.findings import Finding
    from binnenuit.tables import Coded, CodedTable

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

TIMELESS: Final = -(2**63)
_LOG: Final = (
    Column("timestamp"),
    Column("datetime"),
    Column("comment-id", required=True, also=("statement", "tid")),
    Column("voter-id", required=True, also=("participant", "pid")),
    Column("vote", required=True),
    Column("unclear"),
)


@dataclass(frozen=True, eq=False)
class Cast:
    """Votes as a file holds them, in its order; a pair may have several.

    Attributes
    ----------
    participants, statements
        Ids, to which ``people`` and ``columns`` are places.
    numbers
        1, 0, -1 as they stand there. Shape (events,).
    at
        `TIMELESS` where no time stands. Same shape.
    rows
        Where in the file. Same shape.
    is_log
        Votes that were replaced later stand there as well.
    """

    file: str
    participants: tuple[str, ...]
    statements: tuple[str, ...]
    people: Integers
    columns: Integers
    numbers: Integers
    unclear: Flags
    at: Integers
    rows: Integers
    is_log: bool
    findings: tuple[Finding, ...] = ()

    def of(self, kept: Flags) -> Cast:
        """Leave out all other events."""
        return replace(
            self,
            people=self.people[kept],
            columns=self.columns[kept],
            numbers=self.numbers[kept],
            unclear=self.unclear[kept],
            at=self.at[kept],
            rows=self.rows[kept],
        )


def read_log(path: Path) -> Cast:
    """Read votes.csv: one row for each time somebody voted.

    Raises
    ------
    TableError
        ``dialogue.empty-cell``, ``dialogue.unknown-vote`` or ``dialogue.unknown-time``, with the
        row.
    """
    table = read_coded(path, (_LOG,))
    voters, statements = table.columns["voter-id"], table.columns["comment-id"]
    for name in ("voter-id", "comment-id"):
        refuse_empty(table, name)
    said = numbers(table, "vote")
    refuse_strange(table, "vote", np.isin(said, (NO_VOTE, STRANGE)))
    return Cast(
        file=table.source,
        participants=voters.words,
        statements=statements.words,
        people=voters.codes.astype(np.int64),
        columns=statements.codes.astype(np.int64),
        numbers=said,
        unclear=_is_true(table.columns.get("unclear"), len(table.rows)),
        at=_times(table),
        rows=table.rows,
        is_log=True,
        findings=table.findings,
    )


def _times(table: CodedTable) -> Integers:
    column = table.columns.get("timestamp")
    if column is None:
        return np.full(len(table.rows), TIMELESS)
    is_time = np.array([_is_whole(word) or not word for word in column.words], dtype=np.bool_)
    strange = ~is_time[column.codes]
    if strange.any():
        raise TableError(
            "dialogue.unknown-time",
            sentence(
                "The time {value} is not a whole number of (milli)seconds since 1970. Perhaps a "
                "spreadsheet shortened it: export the conversation again.",
                value=f"“{first_word(table, 'timestamp', strange)}”",
            ),
            file=table.source,
            row=int(table.rows[np.argmax(strange)]),
        )
    told = np.array([_moment(word) for word in column.words], dtype=np.int64)
    return np.asarray(told[column.codes])


def _moment(word: str) -> int:
    return in_milliseconds(int(word)) if word else TIMELESS


def _is_whole(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 18


def _is_true(column: Coded | None, rows: int) -> Flags:
    if column is None:
        return np.zeros(rows, dtype=np.bool_)
    told = np.array([word.casefold() in {"true", "yes"} for word in column.words], dtype=np.bool_)
    return np.asarray(told[column.codes])
