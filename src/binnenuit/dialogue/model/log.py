"""A log of votes becomes a table: of everybody's votes on a statement the last one counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from binnenuit.dialogue.model.votes import NUMBER, Vote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Conversation, Event, Votes

    Integers = NDArray[np.int64]

_TIMELESS: Final = -(2**63)


@dataclass(frozen=True, eq=False)
class VoteTable:
    """What the log comes to.

    Attributes
    ----------
    participants, statements
        Ids of rows and columns.
    votes, unclear
        As in `Conversation`.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    votes: Votes
    unclear: csr_array[np.bool_]


def in_order(ids: Iterable[str]) -> tuple[str, ...]:
    """Put different ids in order: numbers first, as numbers; then the others, as text."""
    return tuple(sorted(set(ids), key=_rank))


def _rank(name: str) -> tuple[int, int, str]:
    # Only digits of ASCII: int() reads others as well, and refuses some that isdigit() takes.
    is_number = name.isascii() and name.isdigit() and len(name) <= 18
    return (0, int(name), name) if is_number else (1, 0, name)


def fold(
    events: Sequence[Event],
    *,
    participants: Sequence[str] | None = None,
    statements: Sequence[str] | None = None,
) -> VoteTable:
    """Tell what everybody says now, after all that was said, changed and taken back.

    Parameters
    ----------
    events
        In any order. Of two of the same pair the later one counts; of two at the same time, or
        without a time, the one that stands further on. An event without a time comes before all
        that have one. ``Vote.NONE`` takes back what was said before: nothing is left.
    participants, statements
        Ids of rows and columns, in this order; events of others are left out. None: all that
        occur, in the order of `in_order`, also who took back everything.

    Returns
    -------
    table
        Pass and unclear are a stored 0. Empty without events.

    Notes
    -----
    Sorting: n log n in events.
    """
    people = in_order(e.participant for e in events) if participants is None else participants
    texts = in_order(e.statement for e in events) if statements is None else statements
    row = {name: place for place, name in enumerate(people)}
    column = {name: place for place, name in enumerate(texts)}
    known = [each for each in events if each.participant in row and each.statement in column]
    rows = np.array([row[each.participant] for each in known], dtype=np.int64)
    columns = np.array([column[each.statement] for each in known], dtype=np.int64)
    at = np.array([_TIMELESS if each.at is None else each.at for each in known], dtype=np.int64)
    ends = last(rows, columns, at).tolist()
    kept = np.array([p for p in ends if known[p].vote is not Vote.NONE], dtype=np.int64)
    spoken = [known[place].vote for place in kept.tolist()]
    votes, unclear = vote_matrix(
        rows[kept],
        columns[kept],
        np.array([NUMBER[vote] for vote in spoken], dtype=np.int64),
        np.array([vote is Vote.UNCLEAR for vote in spoken], dtype=bool),
        (len(people), len(texts)),
    )
    return VoteTable(tuple(people), tuple(texts), votes, unclear)


def last(rows: Integers, columns: Integers, at: Integers) -> Integers:
    """Return the places of the last event of each pair, pairs by row and column."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    order = np.lexsort((np.arange(len(rows)), at, columns, rows))
    one, other = order[:-1], order[1:]
    is_last = (rows[one] != rows[other]) | (columns[one] != columns[other])
    found: Integers = order[np.append(is_last, [True])]
    return found


def vote_matrix(
    rows: Integers,
    columns: Integers,
    numbers: Integers,
    unclear: NDArray[np.bool_],
    shape: tuple[int, int],
) -> tuple[Votes, csr_array[np.bool_]]:
    """Lay votes, one for each pair, out as a sparse table, and where they say unclear."""
    votes = csr_array((numbers.astype(np.int8), (rows, columns)), shape=shape)
    ones = np.ones(int(unclear.sum()), dtype=np.bool_)
    doubts = csr_array((ones, (rows[unclear], columns[unclear])), shape=shape)
    for table in (votes, doubts):
        table.sort_indices()
    return votes, doubts


def without(conversation: Conversation, participants: Collection[str]) -> Conversation:
    """Tell what the conversation would be if these had never taken part.

    Parameters
    ----------
    participants
        Ids; unknown ones change nothing.

    Returns
    -------
    conversation
        Their votes are gone, so everything computed from it changes; what they stated stays,
        without its author. Groups and consensus that somebody else published are not of these
        votes any more, and are gone. One event for each vote that is left.
    """
    out = set(participants)
    stays = np.array([name not in out for name in conversation.participants], dtype=np.bool_)
    if stays.all():
        return conversation
    kept = np.flatnonzero(stays)
    votes = conversation.votes[kept]
    of_whom = np.repeat(stays, np.diff(conversation.votes.indptr))
    statements = (
        replace(each, author="") if each.author in out else each for each in conversation.statements
    )
    return replace(
        conversation,
        participants=tuple(conversation.participants[place] for place in kept.tolist()),
        statements=tuple(statements),
        votes=votes,
        unclear=conversation.unclear[kept],
        published=None,
        published_consensus=None,
        events=votes.nnz,
        times=None if conversation.times is None else conversation.times[of_whom],
    )
