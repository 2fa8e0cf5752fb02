"""Whose answers belong together: one row for each rater and whom he rated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import TableError
from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.mirror.model import Ratings
from binnenuit.mirror.read.options import DONT_KNOW
from binnenuit.tables.coded import Coded, used

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from binnenuit.tables import CodedTable

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]
    Places: TypeAlias = NDArray[np.int32]

MOST_CELLS: Final = 500_000_000
_NOBODY: Final = -1


@dataclass(frozen=True, eq=False)
class Lines:
    """Some lines of a table: who rates whom; -1 where it does not say. Shapes (lines,).

    Attributes
    ----------
    rows
        Where each line stands in the file.
    """

    round: str
    file: str
    rows: Integers
    teams: tuple[str, ...]
    rated: Places
    rater_team: Places
    raters: tuple[str, ...]
    rater: Places


@dataclass(frozen=True, eq=False)
class Joined:
    """Which lines are of the same rater about the same team.

    Attributes
    ----------
    first
        First line of each. Shape (people,).
    of
        Number in ``first`` of each line. Shape (lines,).
    """

    first: Integers
    of: Integers


def lines_of(table: CodedTable, round_name: str, lines: Integers) -> Lines:
    """Pick the lines of a round, and number the teams and raters that are in it."""
    picked = {
        name: used(Coded(column.words, column.codes[lines]))
        for name, column in table.columns.items()
        if name in {"rated", "rater_team", "rater"}
    }
    absent = Coded(("",), np.zeros(len(lines), dtype=np.uint8))
    rated, rater_team = picked.get("rated", absent), picked["rater_team"]
    teams, (rated_place, team_place) = _numbered(rated, rater_team)
    raters, rater_place = _named(picked.get("rater", absent))
    rows = table.rows[lines]
    return Lines(
        round_name, table.source, rows, teams, rated_place, team_place, raters, rater_place
    )


def _numbered(*columns: Coded) -> tuple[tuple[str, ...], list[Places]]:
    names = sorted({word for column in columns for word in column.words if word})
    number = {name: place for place, name in enumerate(names)} | {"": _NOBODY}
    return tuple(names), [
        np.array([number[word] for word in column.words], dtype=np.int32)[column.codes]
        for column in columns
    ]


def _named(column: Coded) -> tuple[tuple[str, ...], Places]:
    # As _numbered of one column, but quick for a million raters: its words ascend.
    nobody = int(column.words[:1] == ("",))
    return column.words[nobody:], column.codes.astype(np.int32) - np.int32(nobody)


def joined(lines: Lines) -> Joined:
    """Put the lines of one rater about one team together; without raters each stands alone.

    Raises
    ------
    TableError
        A rater rates one team as a member of two teams.
    """
    if not lines.raters:
        alone = np.arange(len(lines.rows))
        return Joined(alone, alone)
    pair = lines.rater.astype(np.int64) * (len(lines.teams) + 1) + lines.rated
    # Answers of one rater mostly stand below one another: only where such a run starts is sorted.
    starts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1]))
    _, first, of_run = np.unique(pair[starts], return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    lengths = np.diff(starts, append=len(pair))
    found = Joined(starts[first[order]], np.repeat(place[of_run], lengths))
    _refuse_two_teams(lines, found)
    return found


def _refuse_two_teams(lines: Lines, people: Joined) -> None:
    other = np.flatnonzero(lines.rater_team[people.first][people.of] != lines.rater_team)
    if len(other):
        line = int(other[0])
        raise TableError(
            "mirror.two-teams",
            sentence(
                "This row and row {row} are of one rater about the same team, and name two teams "
                "of the rater. Give the rater the same team in both.",
                row=int(lines.rows[people.first[people.of[line]]]),
            ),
            file=lines.file,
            row=int(lines.rows[line]),
        )


@dataclass(frozen=True, eq=False)
class Given:
    """Answers that were given, and where they go. Shapes (answers,).

    Attributes
    ----------
    rows
        Where each stands in the file.
    cells
        Where each goes, counted person after person.
    said
        Infinite for "don't know".
    """

    rows: Integers
    cells: Integers
    said: Numbers


def put_in_place(
    given: Given, people: int, items: Sequence[str], file: str
) -> tuple[Numbers, tuple[Finding, ...]]:
    """Put answers in their cells; one given twice is taken once, when both are the same.

    Returns
    -------
    said and findings
        Infinite for "don't know", NaN for no answer. Shape (people, items).

    Raises
    ------
    TableError
        Two different answers of one rater to the same item about the same team.
    """
    kept = np.full(people * len(items), np.nan)
    kept[given.cells] = given.said
    differs = np.flatnonzero(kept[given.cells] != given.said)
    if len(differs):
        raise _contradiction(given, int(differs[0]), items, file)
    return kept.reshape(people, len(items)), _repeated(given, len(kept), file)


def _contradiction(given: Given, one: int, items: Sequence[str], file: str) -> TableError:
    cell, said = given.cells[one], given.said[one]
    other = np.flatnonzero((given.cells == cell) & (given.said != said))[0]
    rows = sorted((int(given.rows[one]), int(given.rows[other])))
    return TableError(
        "mirror.answers-differ",
        sentence(
            "This row and row {row} hold different answers of one rater to {item} about the same "
            "team. Remove one of them.",
            row=rows[0],
            item=items[int(cell) % len(items)],
        ),
        file=file,
        row=rows[1],
    )


def _repeated(given: Given, cells: int, file: str) -> tuple[Finding, ...]:
    times = np.bincount(given.cells, minlength=cells)
    count = len(given.cells) - int(np.count_nonzero(times))
    if not count:
        return ()
    again = np.flatnonzero(times[given.cells] > 1)
    _, first = np.unique(given.cells[again], return_index=True)
    answer = int(np.delete(again, first)[0])
    return (
        Finding(
            "mirror.answered-twice",
            sentence(
                "{count} answers were given more than once, and the same each time; they were "
                "taken once. This row is the first.",
                count=count,
            ),
            file=file,
            row=int(given.rows[answer]),
        ),
    )


def ratings_of(lines: Lines, people: Joined, items: Sequence[str], said: Numbers) -> Ratings:
    """Make the ratings of a round of answers that stand in their place. Shape (people, items)."""
    dont_know = said == DONT_KNOW
    return Ratings(
        round=lines.round,
        teams=lines.teams,
        raters=lines.raters,
        rated=lines.rated[people.first].astype(np.int64),
        rater_team=lines.rater_team[people.first].astype(np.int64),
        rater=lines.rater[people.first].astype(np.int64),
        items=tuple(items),
        values=np.where(dont_know, np.nan, said),
        dont_know=dont_know,
    )


def check_size(people: int, items: int, file: str) -> None:
    """Refuse a round that would not fit in memory.

    Raises
    ------
    TableError
        More than 500 million cells.
    """
    if people * items > MOST_CELLS:
        raise TableError(
            "mirror.too-many-cells",
            sentence(
                "{rows} rows and {items} items do not fit in memory together. Give fewer rounds or "
                "scales in one file, and a column rater, by which rows are joined.",
                rows=people,
                items=items,
            ),
            file=file,
        )
