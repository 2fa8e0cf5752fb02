"""All votes under a question as one sparse table, for who makes pictures and for the next draw."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array

from binnenuit.dialogue.model import Vote
from binnenuit.dialogue.model.votes import NUMBER
from binnenuit_web.dialogue.models import Event
from binnenuit_web.dialogue.services.lines import Line, from_bytes, standing
from binnenuit_web.dialogue.services.sealing import unseal_all
from binnenuit_web.dialogue.services.shown import accepted_rows

if TYPE_CHECKING:
    from binnenuit.dialogue.model.votes import Votes
    from binnenuit_web.dialogue.models import Question


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
    """Open all votes of a question; no row at all when the key is gone. 2 us a line."""
    numbers = tuple(row.number or 0 for row in accepted_rows(question))
    said = {hand: standing(lines) for hand, lines in _logs(question).items()}
    column = {number: at for at, number in enumerate(numbers)}
    cells = [
        (hand, column[number], vote)
        for hand in sorted(said)
        for number, vote in sorted(said[hand].items())
        if number in column
    ]
    hands = tuple(dict.fromkeys(hand for hand, _, _ in cells))
    row_of = {hand: at for at, hand in enumerate(hands)}
    shape = (len(hands), len(numbers))
    where = [(row_of[hand], at) for hand, at, _ in cells]
    votes = _table(where, [NUMBER[vote] for _, _, vote in cells], shape)
    unclear = [at for at, (_, _, vote) in zip(where, cells, strict=True) if vote is Vote.UNCLEAR]
    said_unclear = _table(unclear, [1] * len(unclear), shape).astype(np.bool_)
    return VotesTable(hands, numbers, votes, said_unclear)


def _logs(question: Question) -> dict[str, list[Line]]:
    logs: dict[str, list[Line]] = defaultdict(list)
    if question.key is None:
        return logs
    rows = Event.objects.filter(question=question).values_list("hand", "sealed")
    hands, sealed = zip(*rows, strict=True) if rows else ((), ())
    opened = map(from_bytes, unseal_all(question.key, sealed))
    for hand, line in sorted(zip(hands, opened, strict=True)):
        logs[hand].append(line)
    return logs


def _table(where: list[tuple[int, int]], values: list[int], shape: tuple[int, int]) -> Votes:
    rows, columns = np.array(where, dtype=np.int64).reshape(-1, 2).T
    made = csr_array((np.array(values, dtype=np.int8), (rows, columns)), shape=shape)
    made.sort_indices()
    return made
