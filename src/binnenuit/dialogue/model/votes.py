"""Votes as a log of which the last one counts, and the table that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

Votes: TypeAlias = "csr_array[np.int8]"
Labels: TypeAlias = "NDArray[np.int64]"


class Vote(StrEnum):
    """What somebody says of a statement; ``NONE`` takes back what he said before."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105  not a password
    UNCLEAR = "unclear"
    NONE = "none"


NUMBER: dict[Vote, int] = {Vote.AGREE: 1, Vote.DISAGREE: -1, Vote.PASS: 0, Vote.UNCLEAR: 0}
"""How a vote stands in the table: unclear is no opinion, as pass is, and is counted apart."""


@dataclass(frozen=True)
class Event:
    """One line of the log.

    Attributes
    ----------
    participant, statement
        Ids.
    vote
        What was said.
    at
        Milliseconds since 1970 UTC; None where no time is kept.
    """

    participant: str
    statement: str
    vote: Vote
    at: int | None = None


@dataclass(frozen=True)
class Statement:
    """One short statement.

    Attributes
    ----------
    id
        Stable name.
    text
        At most 140 characters here; as long as it is in somebody else's data.
    author
        Id of the participant who wrote it; empty when that is not known.
    accepted
        True when it was accepted, False when it was refused, None when nobody moderated it.
    is_meta, is_seed
        About the conversation itself; put there by who opened it.
    at
        Milliseconds since 1970 UTC; None where no time is kept.
    """

    id: str
    text: str
    author: str = ""
    accepted: bool | None = None
    is_meta: bool = False
    is_seed: bool = False
    at: int | None = None


@dataclass(frozen=True, eq=False)
class Conversation:
    """Everything of one conversation: who takes part, what was stated, and what was voted.

    Attributes
    ----------
    topic
        The question; empty when there is none.
    participants
        Ids, ascending as numbers where they are numbers. Length people.
    statements
        In the order of their ids. Length statements.
    votes
        1 agree, -1 disagree, and a stored 0 for pass and unclear; nothing where nobody voted. Rows
        sorted. Shape (people, statements).
    unclear
        Where the stored 0 says unclear. Same shape; boolean, only what is true is stored.
    published
        Group of each participant as somebody else published it, -1 for none; None when nothing
        was published. Shape (people,).
    published_consensus
        Group-aware consensus as published; None when nothing was. Shape (statements,).
    events
        Number of lines in the log; at least as many as votes.
    times
        Milliseconds since 1970 UTC of each vote, in the order of ``votes.data``; -1 where it is not
        known. None when no times are kept. Shape (votes,).
    """

    topic: str
    participants: tuple[str, ...]
    statements: tuple[Statement, ...]
    votes: Votes
    unclear: csr_array[np.bool_]
    published: Labels | None = None
    published_consensus: NDArray[np.float64] | None = None
    events: int = 0
    times: NDArray[np.int64] | None = None
