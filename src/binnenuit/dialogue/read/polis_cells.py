"""Cells of tables with votes: what a vote may be, and what may not be empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import TableError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.tables import CodedTable

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

NUMBERS: Final = {"1": 1, "-1": -1, "0": 0}
NO_VOTE: Final = 2
STRANGE: Final = 3
_SECONDS_BELOW: Final = 10**11
"""In seconds the year 5138, in milliseconds 1973."""


def in_milliseconds(time: int) -> int:
    """Return a moment since 1970 in milliseconds; what pol.is offers for download has seconds."""
    return time * 1000 if 0 <= time < _SECONDS_BELOW else time


def numbers(table: CodedTable, name: str) -> Integers:
    """Return the votes of a column; `NO_VOTE` where it is empty, `STRANGE` for anything else."""
    column = table.columns[name]
    known = NUMBERS | {"": NO_VOTE}
    told = np.array([known.get(word, STRANGE) for word in column.words], dtype=np.int64)
    return np.asarray(told[column.codes])


def words(table: CodedTable, name: str) -> tuple[str, ...]:
    """Return what stands in each row of a column."""
    column = table.columns[name]
    return tuple(column.words[code] for code in column.codes.tolist())


def first_word(table: CodedTable, name: str, where: Flags) -> str:
    """Return what stands in the first of these rows, as far as it can be shown."""
    column = table.columns[name]
    word: str = column.words[int(column.codes[np.argmax(where)])]
    return word[:60]


def refuse_empty(table: CodedTable, name: str) -> None:
    """Raise ``dialogue.empty-cell`` when a row has nothing here."""
    column = table.columns[name]
    empty = column.codes == (0 if column.words[:1] == ("",) else -1)  # words ascend
    if empty.any():
        raise TableError(
            "dialogue.empty-cell",
            sentence(
                "The column {column} is empty in {count} rows, of which this is the first. Fill it "
                "in, or remove these rows.",
                column=name,
                count=int(empty.sum()),
            ),
            file=table.source,
            row=int(table.rows[np.argmax(empty)]),
        )


def refuse_strange(table: CodedTable, name: str, strange: Flags) -> None:
    """Raise ``dialogue.unknown-vote`` when one of these rows is."""
    if strange.any():
        raise TableError(
            "dialogue.unknown-vote",
            sentence(
                "The column {column} holds {value}. A vote is 1 (agree), -1 (disagree) or 0 "
                "(pass). This is the first row that holds something else, of {count}.",
                column=name,
                value=f"“{first_word(table, name, strange)}”",
                count=int(strange.sum()),
            ),
            file=table.source,
            row=int(table.rows[np.argmax(strange)]),
        )
