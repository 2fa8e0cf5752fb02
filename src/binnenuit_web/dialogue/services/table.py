"""All votes under a question as one sparse table, for who makes pictures and for the next draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.sparse import csr_array

from binnenuit.dialogue.model import Vote
from binnenuit.dialogue.model.votes import NUMBER
from binnenuit_web.dialogue.models import Event
from binnenuit_web.dialogue.services.lines import Happened, Line, code_of, from_bytes, table_of
from binnenuit_web.dialogue.services.sealing import unseal_all
from binnenuit_web.dialogue.services.shown import accepted_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels, Votes
    from binnenuit_web.dialogue.models import Question


_SAYS: Final = np.array(
    [NUMBER.get(Vote(each.value), 0) if each is not Happened.DRAWN else 0 for each in Happened],
    dtype=np.int8,
)
"""How each thing that happened stands in the table."""


class VotesTable(NamedTuple):
    """What everybody says now.

    Attributes
    ----------
    hands
        Of whom at least one vote stands, sorted; the order tells nothing. Length people.
    numbers
        Of all accepted statements, ascending. Length statements.
    votes
        1 agree, -1 disagree, a stored 0 for pass and unclear. Shape (people, statements).
    unclear
        Where the stored 0 says unclear. Same shape; only what is true is stored.
    """

    hands: tuple[str, ...]
    numbers: tuple[int, ...]
    votes: Votes
    unclear: csr_array[np.bool_]


def lines_of(question: Question, hand: str) -> list[Line]:
    """Read the log of one hand, the first line first."""
    rows = Event.objects.filter(question=question, hand=hand).values_list("sealed", flat=True)
    return sorted(map(from_bytes, unseal_all(question.key or b"", rows)))


def votes_of(question: Question) -> VotesTable:
    """Open all votes of a question; no row at all when the key is gone. Some 5 us a line."""
    numbers = tuple(row.number or 0 for row in accepted_rows(question))
    hands, whose, lines = _opened(question)
    last = _last(whose, lines)
    stands = np.isin(lines["number"][last], numbers)
    stands &= lines["happened"][last] != code_of(Happened.NONE)
    last = last[stands]
    voted, rows = np.unique(whose[last], return_inverse=True)
    columns = np.searchsorted(numbers, lines["number"][last])
    happened = lines["happened"][last]
    shape = (len(voted), len(numbers))
    votes = csr_array((_SAYS[happened], (rows, columns)), shape=shape)
    votes.sort_indices()
    unclear = happened == code_of(Happened.UNCLEAR)
    where = (rows[unclear], columns[unclear])
    said_unclear = csr_array((np.ones(len(where[0]), dtype=np.bool_), where), shape=shape)
    return VotesTable(tuple(hands[voted].tolist()), numbers, votes, said_unclear)


def _opened(question: Question) -> tuple[NDArray[np.str_], Labels, NDArray[np.void]]:
    """All lines: every hand, sorted; whose each line is; and what it says."""
    events = Event.objects.filter(question=question).values_list("hand", "sealed")
    rows = list(events) if question.key is not None else []
    hands, whose = np.unique(np.array([hand for hand, _ in rows], dtype=str), return_inverse=True)
    return hands, whose, table_of(unseal_all(question.key or b"", (text for _, text in rows)))


def _last(whose: Labels, lines: NDArray[np.void]) -> Labels:
    """Places of the last line of each hand about each statement; a draw says nothing."""
    said = np.flatnonzero(lines["happened"] != code_of(Happened.DRAWN))
    keys = (lines["serial"][said], lines["number"][said], whose[said])
    said = said[np.lexsort(keys)]
    pairs = np.stack([whose[said], lines["number"][said]])
    is_last = np.ones(len(said), dtype=np.bool_)
    is_last[:-1] = (pairs[:, 1:] != pairs[:, :-1]).any(axis=0)
    return said[is_last]
