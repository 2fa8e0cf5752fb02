"""Write a conversation in the CSV format of Polis, so that others can read it, and we again."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.dialogue.read.polis_files import COMMENTS, PEOPLE, SUMMARY, VOTES
from binnenuit.errors import ArgumentError, RefusedError
from binnenuit.language import sentence
from binnenuit.tables.neutral import neutral
from binnenuit.tables.whole import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from binnenuit.dialogue.model import Conversation

    Rows = Iterable[Sequence[object]]


def write_polis(conversation: Conversation, folder: Path) -> None:
    """Write comments.csv, votes.csv, participants-votes.csv and summary.csv.

    Parameters
    ----------
    folder
        Is made; when it is there already it has to be empty. All of the files are written, or
        nothing is.

    Raises
    ------
    RefusedError
        ``dialogue.folder-taken``: there is something in the folder.
    ArgumentError
        ``tables.cannot-write``: the folder around it is not there or may not be written to.

    Notes
    -----
    `read_polis` gives the same conversation again. What was said before it was replaced is not
    kept in a conversation, so there is one event for each vote. "Unclear" is no answer of Polis:
    it is written as a pass, with a column that others may pass over. Texts that a spreadsheet
    would run as a formula get an apostrophe in front, which reading takes away.
    """
    folder = folder.resolve()
    _refuse_taken(folder)
    outside = _beside(folder)
    beside = outside / folder.name
    try:
        beside.mkdir()
        _write(beside / COMMENTS, _comments(conversation))
        _write(beside / VOTES, _log(conversation))
        _write(beside / PEOPLE, _people(conversation))
        _write(beside / SUMMARY, _summary(conversation))
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    finally:
        rmtree(outside, ignore_errors=True)


def _refuse_taken(folder: Path) -> None:
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise RefusedError(
            "dialogue.folder-taken",
            sentence(
                "There is something in {folder} already. Give the name of a new folder, so that "
                "nothing is lost.",
                folder=folder.name or folder,
            ),
        )


def _beside(folder: Path) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise ArgumentError(
            "tables.cannot-write",
            sentence(
                "Nothing can be written in the folder {folder} ({reason}). Choose another one.",
                folder=folder.parent,
                reason=error.strerror or "unknown reason",
            ),
            file=folder.name,
        ) from error


def _write(path: Path, rows: Rows) -> None:
    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return neutral(value)
        case float():
            return "" if np.isnan(value) else repr(value)
        case _:
            return value


def _comments(conversation: Conversation) -> Iterator[Sequence[object]]:
    agrees, disagrees = _sides(conversation, axis=0)
    consensus = conversation.published_consensus
    told = () if consensus is None else ("group-informed-consensus",)
    yield (
        *("timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated"),
        *("is-meta", "is-seed", *told, "comment-body"),
    )
    for place, each in enumerate(conversation.statements):
        yield (
            *(each.at, each.id, each.author, agrees[place], disagrees[place]),
            {True: 1, None: 0, False: -1}[each.accepted],
            *(each.is_meta, each.is_seed),
            *(() if consensus is None else (float(consensus[place]),)),
            each.text,
        )


def _log(conversation: Conversation) -> Iterator[Sequence[object]]:
    """Go through the votes by statement, then participant, as Polis does."""
    told = ("unclear",) if conversation.unclear.nnz else ()
    yield ("timestamp", "datetime", "comment-id", "voter-id", "vote", *told)
    doubts = set(zip(*(part.tolist() for part in conversation.unclear.nonzero()), strict=True))
    table, times = conversation.votes.tocoo(), conversation.times
    rows, columns = table.coords
    for place in np.lexsort((rows, columns)).tolist():
        row, column = int(rows[place]), int(columns[place])
        yield (
            None if times is None or times[place] < 0 else int(times[place]),
            None,
            conversation.statements[column].id,
            conversation.participants[row],
            int(table.data[place]),
            *(((row, column) in doubts,) if told else ()),
        )


def _people(conversation: Conversation) -> Iterator[Sequence[object]]:
    ids = [statement.id for statement in conversation.statements]
    authors = [statement.author for statement in conversation.statements]
    yield ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *ids)
    agrees, disagrees = _sides(conversation, axis=1)
    votes, groups = conversation.votes, conversation.published
    for row, who in enumerate(conversation.participants):
        here = slice(votes.indptr[row], votes.indptr[row + 1])
        cells: list[object] = [None] * len(ids)
        for column, vote in zip(
            votes.indices[here].tolist(), votes.data[here].tolist(), strict=True
        ):
            cells[column] = vote
        group = None if groups is None or groups[row] < 0 else int(groups[row])
        counts = (authors.count(who), here.stop - here.start, agrees[row], disagrees[row])
        yield (who, group, *counts, *cells)


def _summary(conversation: Conversation) -> Rows:
    published = conversation.published
    return (
        ("topic", conversation.topic),
        ("voters", len(conversation.participants)),
        ("comments", len(conversation.statements)),
        ("groups", 0 if published is None else int(published.max()) + 1),
    )


def _sides(conversation: Conversation, axis: int) -> tuple[list[int], list[int]]:
    """Count who agrees and disagrees, by statement (axis 0) or by participant (axis 1)."""
    votes = conversation.votes.tocoo()
    place = votes.coords[1 - axis]
    agrees, disagrees = (
        np.bincount(place[votes.data == side], minlength=votes.shape[1 - axis]).tolist()
        for side in (1, -1)
    )
    return agrees, disagrees
