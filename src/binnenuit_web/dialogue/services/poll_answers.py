"""What one hand answers in a poll: sealed, and changed as often as one likes until it closes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from binnenuit_web.dialogue.models import Poll, PollAnswer
from binnenuit_web.dialogue.services.asked_places import places_of
from binnenuit_web.dialogue.services.asking import SHORT
from binnenuit_web.dialogue.services.hands import hand_of, may_take_part
from binnenuit_web.dialogue.services.sealing import seal, unseal, unseal_all
from binnenuit_web.dialogue.services.shaping import StandsOtherwiseError, is_open

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "OPTIONS",
    "READINESS_ITEMS",
    "Values",
    "answer",
    "answers_of",
    "hand_in",
    "locked",
    "my_answer",
    "place_in",
]

Values = tuple[int | None, ...]
READINESS_ITEMS: Final = 8
_NOT_ASKED: Final = -2
OPTIONS: Final = {
    Poll.Kind.LINK.value: range(3),
    Poll.Kind.ADOPTION.value: range(11),
    Poll.Kind.READINESS.value: range(1, 6),
}


@transaction.atomic
def answer(viewer: Viewer, poll: int, values: Sequence[int | None], *, today: date) -> None:
    """Answer, or answer anew; the latest counts.

    PermissionDenied for who was not asked, or in no sum of ten people; StandsOtherwiseError when it
    has closed meanwhile.
    """
    row = locked(poll)
    hand = hand_in(viewer, row)
    if not is_open(row, today):
        raise StandsOtherwiseError
    if hand is None or place_in(row, hand) < 0 or not _fits(row, values):
        raise PermissionDenied
    sealed = seal(bytes(row.key or b""), json.dumps([*values]).encode())
    PollAnswer.objects.update_or_create(hand=hand, defaults={"poll": row, "sealed": sealed})


def my_answer(viewer: Viewer, poll: Poll) -> Values | None:
    """What this viewer answered; None for nothing, and after closing nobody can tell."""
    hand = hand_in(viewer, poll)
    found = poll.answers.filter(hand=hand).first() if hand and poll.key else None
    return None if found is None else _read(unseal(bytes(poll.key or b""), found.sealed))


def answers_of(poll: Poll) -> list[tuple[int, Values]]:
    """Class and answer of everybody, in an order that tells nothing; for the gate alone."""
    rows = list(poll.answers.order_by("hand").values_list("hand", "sealed"))
    key = bytes(poll.key or b"")
    opened = unseal_all(key, [sealed for _, sealed in rows])
    places = places_of(poll)
    found = (
        (places.get(hand[:SHORT], _NOT_ASKED), _read(text))
        for (hand, _), text in zip(rows, opened, strict=True)
    )
    return [each for each in found if each[0] >= 0]


def hand_in(viewer: Viewer, poll: Poll) -> str | None:
    """The hand of who may take part, as long as the poll has its key; None for everybody else."""
    if not may_take_part(viewer) or viewer.person is None or poll.key is None:
        return None
    return hand_of(bytes(poll.key), viewer.person)


def place_in(poll: Poll, hand: str | None) -> int:
    """Class in which a hand counts; -1 for who is in no sum, -2 for who was not asked."""
    return places_of(poll).get((hand or "")[:SHORT], _NOT_ASKED)


def locked(poll: int) -> Poll:
    """One poll, kept from changing until the transaction ends; 404 when there is none."""
    row = Poll.objects.select_for_update().filter(pk=poll).first()
    if row is None:
        raise Http404
    return row


def _fits(poll: Poll, values: Sequence[int | None]) -> bool:
    """Whether this can be an answer to this poll; at least one thing is answered."""
    number = READINESS_ITEMS if poll.kind == Poll.Kind.READINESS else 1
    given = [each for each in values if each is not None]
    return (
        len(values) == number and bool(given) and all(each in OPTIONS[poll.kind] for each in given)
    )


def _read(text: bytes) -> Values:
    return tuple(json.loads(text))
