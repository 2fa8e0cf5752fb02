"""Which statement comes next, and with which probability it was drawn.

So that drawing stays quick, the votes of a question are kept in the memory of this process and are
opened again when there are a twentieth more; the one who draws is always looked up anew.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from binnenuit.dialogue.disclose.next_statement import next_statement
from binnenuit_web.dialogue.models import Event, Question
from binnenuit_web.dialogue.services.hands import hand_of
from binnenuit_web.dialogue.services.table import votes_of
from binnenuit_web.promises.services.place import house

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from binnenuit.dialogue.model.votes import Labels, Votes
    from binnenuit.organisation.model import PersonId

_FRESH: Final = 20
_UNKNOWN: Final = -1
_BITS: Final = 53


class _Folded(NamedTuple):
    events: int
    numbers: tuple[int, ...]
    votes: Votes
    layers: Labels


_FOLDED: Final[dict[int, _Folded]] = {}


def choose(
    row: Question, person: PersonId, voted: Collection[int], numbers: tuple[int, ...], today: date
) -> tuple[int, float]:
    """Draw one of the statements on which this person did not vote, with its probability."""
    folded, layer_of = _folded(row, numbers, today), _layers(today)
    mine = [at for at, number in enumerate(numbers) if number in voted]
    layer = layer_of.get(person, _UNKNOWN)
    random = secrets.randbits(_BITS) / 2**_BITS
    drawn = next_statement(folded.votes, mine, folded.layers, layer, random=random)
    if drawn is None:
        raise LookupError(row.pk)
    return numbers[drawn.statement], drawn.probability


def forget_folded(question: int) -> None:
    """Keep no vote of a question in the memory of this process."""
    _FOLDED.pop(question, None)


def _folded(row: Question, numbers: tuple[int, ...], today: date) -> _Folded:
    kept, events = _FOLDED.get(row.pk), Event.objects.filter(question=row).count()
    if kept and kept.numbers == numbers and abs(events - kept.events) * _FRESH <= kept.events:
        return kept
    _forget_closed()
    table = votes_of(row)
    layer_of = {hand_of(row.key or b"", who): at for who, at in _layers(today).items()}
    layers = np.array([layer_of.get(hand, _UNKNOWN) for hand in table.hands], dtype=np.int64)
    _FOLDED[row.pk] = _Folded(events, numbers, table.votes, layers)
    return _FOLDED[row.pk]


def _forget_closed() -> None:
    """Drop questions that another process closed."""
    there = set(Question.objects.filter(closed_on=None).values_list("pk", flat=True))
    for number in {*_FOLDED} - there:
        forget_folded(number)


def _layers(today: date) -> Mapping[PersonId, int]:
    """How many layers under the top everybody works."""
    organisation = house(today).leading.organisation
    depth = organisation.depth
    return {each.person: depth[each.team] for each in organisation.people if each.team in depth}
