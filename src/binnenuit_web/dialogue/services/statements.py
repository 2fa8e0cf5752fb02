"""Writing a short statement, and what became of one's own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from binnenuit.dialogue.model.alike import most_alike
from binnenuit.dialogue.model.small_words import language_of
from binnenuit_web.dialogue.models import Statement
from binnenuit_web.dialogue.services.hands import hand_of, may_take_part, may_vote
from binnenuit_web.dialogue.services.restarting import open_for_voting
from binnenuit_web.dialogue.services.running import question_row
from binnenuit_web.dialogue.services.shown import ShownStatement, accepted
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "LONGEST",
    "MOST_WAITING",
    "MyStatement",
    "NamesSomebodyError",
    "TooManyError",
    "accepted",
    "alike",
    "my_statements",
    "write",
]

LONGEST: Final = 140
MOST_WAITING: Final = 10
"""So many statements of one person may wait at once: somebody reads them all."""


class NamesSomebodyError(Exception):
    """A statement is about what happens, never about who; ``names`` are those that were found."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


class TooManyError(Exception):
    """As many of this person's statements wait to be read as may."""


@dataclass(frozen=True)
class MyStatement:
    """One's own statement and what became of it.

    Attributes
    ----------
    state
        "waiting", "accepted" or "refused".
    reason
        Why it was refused.
    number
        Under which one votes on it; None unless it was accepted.
    """

    text: str
    state: str
    reason: str
    number: int | None


@transaction.atomic
def write(viewer: Viewer, question_id: int, text: str, *, once: UUID, today: date) -> None:
    """Write a statement, which waits until it was read; the same ``once`` again adds nothing.

    NamesSomebodyError when it names a person, TooManyError while too many wait, NotNowError when
    the question is not open, PermissionDenied without a way in of one's own.
    """
    if not may_vote(viewer, today) or viewer.person is None:
        raise PermissionDenied
    row = open_for_voting(question_id, today)
    hand, said = hand_of(row.key or b"", viewer.person), clean(text)
    # Made of the hand, too: what who came next sends from the same screen leads to a row of his.
    key = uuid.uuid5(once, f"{row.pk} {hand}")
    if Statement.objects.filter(pk=key).exists():
        return
    if row.statements.filter(author=hand, state=Statement.State.WAITING).count() >= MOST_WAITING:
        raise TooManyError
    Statement.objects.create(
        id=key,
        question=row,
        text=said,
        language=spoken(said),
        author=hand,
    )


def clean(text: str) -> str:
    """A statement on one line. NamesSomebodyError; ValueError when it is empty or too long."""
    said = " ".join(text.split())
    if not said or len(said) > LONGEST:
        raise ValueError(len(said))
    names = organisation.third_persons(said)
    if names:
        raise NamesSomebodyError(names)
    return said


def spoken(text: str) -> str:
    """In which language a statement is: by its words, as its writer's own would tell who he is."""
    return language_of(text, otherwise=settings.LANGUAGE_CODE[:2])


def alike(viewer: Viewer, question_id: int, text: str) -> tuple[ShownStatement, ...]:
    """Accepted statements that say nearly the same, the nearest first; at most three."""
    if not viewer.is_signed_in:
        raise PermissionDenied
    there = accepted(question_row(question_id))
    return tuple(there[at] for at in most_alike(text, [each.text for each in there]))


def my_statements(viewer: Viewer, question_id: int) -> tuple[MyStatement, ...]:
    """One's own statements and what became of them; empty when the key is gone."""
    if not may_take_part(viewer) or viewer.person is None:
        raise PermissionDenied
    row = question_row(question_id)
    if row.key is None:
        return ()
    mine = row.statements.filter(author=hand_of(row.key, viewer.person)).order_by("pk")
    return tuple(MyStatement(each.text, each.state, each.reason, each.number) for each in mine)
