"""Participants in the CSV format of Polis: participants-votes.csv, with a column a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from binnenuit.dialogue.read.polis_cells import (
    NO_VOTE,
    STRANGE,
    numbers,
    refuse_empty,
    refuse_strange,
    words,
)
from binnenuit.dialogue.read.polis_votes import TIMELESS, Cast
from binnenuit.errors import TableError
from binnenuit.language import sentence
from binnenuit.tables import read_coded
from binnenuit.tables.header import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from binnenuit.tables import CodedTable

_ABOUT_PEOPLE: Final = {
    plain(name): name
    for name in ("participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
}


class People(NamedTuple):
    """What participants-votes.csv says of participants; empty groups are the empty word."""

    file: str
    ids: tuple[str, ...]
    groups: tuple[str, ...]
    agrees: Sequence[str]
    disagrees: Sequence[str]


def read_people(path: Path) -> tuple[People, CodedTable]:
    """Read participants-votes.csv: one row for each participant.

    Raises
    ------
    TableError
        ``dialogue.no-participants``, ``dialogue.empty-cell`` or ``dialogue.participant-twice``.
    """
    table = read_coded(path, ((),))
    known = {_ABOUT_PEOPLE.get(plain(name)): name for name in table.columns}
    if "participant" not in known:
        raise TableError(
            "dialogue.no-participants",
            sentence("There is no column participant here. Export the conversation again."),
            file=table.source,
        )
    refuse_empty(table, known["participant"])
    ids = words(table, known["participant"])
    _refuse_twice(ids, table)
    told = (
        words(table, known[name]) if name in known else ()
        for name in ("group-id", "n-agree", "n-disagree")
    )
    return People(table.source, ids, *told), table


def cast_of(people: People, table: CodedTable) -> Cast:
    """Take the votes out of participants-votes.csv: a column for each statement.

    Raises
    ------
    TableError
        ``dialogue.unknown-vote``, with the row.
    """
    names = tuple(name for name in table.columns if plain(name) not in _ABOUT_PEOPLE)
    parts = []
    for place, name in enumerate(names):
        found = numbers(table, name)
        refuse_strange(table, name, found == STRANGE)
        voted = np.flatnonzero(found != NO_VOTE)
        parts.append((voted, np.full(len(voted), place), found[voted]))
    rows, columns, said = (
        np.concatenate([part[place] for part in parts] or [np.zeros(0, dtype=np.int64)])
        for place in range(3)
    )
    return Cast(
        file=table.source,
        participants=people.ids,
        statements=names,
        people=rows,
        columns=columns,
        numbers=said,
        unclear=np.zeros(len(said), dtype=np.bool_),
        at=np.full(len(said), TIMELESS),
        rows=table.rows[rows],
        is_log=False,
        findings=table.findings,
    )


def _refuse_twice(ids: Iterable[str], table: CodedTable) -> None:
    seen = set()
    for place, name in enumerate(ids):
        if name in seen:
            raise TableError(
                "dialogue.participant-twice",
                sentence(
                    "The participant {participant} has more than one row. Remove one of them.",
                    participant=name,
                ),
                file=table.source,
                row=int(table.rows[place]),
            )
        seen.add(name)
