"""Objections: a reason against adopting, shown without who gave it; it can be taken back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from binnenuit_web.dialogue.models import Objection, Poll
from binnenuit_web.dialogue.services.hands import may_shape, may_take_part
from binnenuit_web.dialogue.services.poll_answers import hand_in, locked, place_in
from binnenuit_web.dialogue.services.shaping import StandsOtherwiseError, is_open

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from binnenuit_web.people.viewer import Viewer

__all__ = ["ShownObjection", "may_object", "object_to", "objections_for", "standing", "take_back"]

_NOT_ASKED = -2


@dataclass(frozen=True)
class ShownObjection:
    """One objection; ``answer`` says how a later version took it up."""

    id: UUID
    text: str
    state: str
    answer: str
    is_mine: bool


def objections_for(viewer: Viewer, poll: Poll) -> tuple[ShownObjection, ...]:
    """Objections that stand or were taken up, in an order that tells nothing of when they came.

    For who may vote, and who decides; nobody else.
    """
    if not (may_take_part(viewer) or may_shape(viewer)):
        return ()
    hand = hand_in(viewer, poll)
    rows = poll.objections.exclude(state=Objection.State.TAKEN_BACK).order_by("pk")
    return tuple(
        ShownObjection(row.pk, row.text, row.state, row.answer, bool(hand) and row.author == hand)
        for row in rows
    )


def may_object(viewer: Viewer, poll: Poll, today: date) -> bool:
    """Whether this viewer was asked, and has no objection that stands."""
    hand = hand_in(viewer, poll)
    if poll.kind != Poll.Kind.ADOPTION or not is_open(poll, today) or hand is None:
        return False
    return place_in(poll, hand) > _NOT_ASKED and not _own(poll, hand)


@transaction.atomic
def object_to(viewer: Viewer, poll: int, text: str, *, once: UUID, today: date) -> None:
    """Object with a reason; the same ``once`` again adds nothing.

    PermissionDenied for who was not asked; StandsOtherwiseError when it closed meanwhile, or an
    objection of this person stands already.
    """
    row = locked(poll)
    hand = hand_in(viewer, row)
    # Made of what was sent and the hand: a key that was sent twice leads to its own row only.
    key = uuid.uuid5(once, f"{row.pk} {hand}")
    if Objection.objects.filter(pk=key).exists():
        return
    if not may_take_part(viewer) or (row.key and place_in(row, hand) <= _NOT_ASKED):
        raise PermissionDenied
    if not may_object(viewer, row, today) or hand is None:
        raise StandsOtherwiseError
    Objection.objects.create(id=key, poll=row, text=text, author=hand)


@transaction.atomic
def take_back(viewer: Viewer, poll: int, objection: UUID, *, today: date) -> None:
    """Take back one's own objection, as long as the poll is open; twice is as good as once."""
    row = locked(poll)
    hand = hand_in(viewer, row)
    mine = row.objections.filter(pk=objection, author=hand or "-").first()
    if mine is None:
        raise PermissionDenied
    if not is_open(row, today):
        raise StandsOtherwiseError
    # Not kept: nobody stands behind it any more, and in backups it would say who changed his mind.
    mine.state, mine.text = Objection.State.TAKEN_BACK, ""
    mine.save(update_fields=["state", "text"])


def standing(poll: Poll) -> int:
    """How many objections were neither taken back nor taken up."""
    return poll.objections.filter(state=Objection.State.STANDS).count()


def _own(poll: Poll, hand: str) -> bool:
    return poll.objections.filter(author=hand, state=Objection.State.STANDS).exists()
