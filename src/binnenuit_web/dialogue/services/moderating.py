"""Statements that wait: accepted several at a time in random order, or refused with a reason."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from binnenuit.dialogue.model.alike import most_alike
from binnenuit_web.dialogue.models import Statement
from binnenuit_web.dialogue.services.running import (
    NotNowError,
    State,
    locked,
    question_row,
    state_of,
)
from binnenuit_web.dialogue.services.shown import ShownStatement, accepted
from binnenuit_web.dialogue.services.statements import NamesSomebodyError, clean, spoken
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from uuid import UUID

    from binnenuit_web.dialogue.models import Question
    from binnenuit_web.people.viewer import Viewer

__all__ = ["WaitingStatement", "accept", "add_seeds", "refuse", "seed", "waiting"]

acts.register("dialogue.accepted", _("accepted statements under a core question"))
acts.register("dialogue.refused", _("refused a statement under a core question"))
acts.register("dialogue.seeded", _("put statements under a core question"))


@dataclass(frozen=True)
class WaitingStatement:
    """A statement that waits to be read; nobody is told who wrote it, or when.

    Attributes
    ----------
    alike
        Accepted statements that say nearly the same.
    """

    id: UUID
    text: str
    language: str
    alike: tuple[ShownStatement, ...] = ()


def waiting(viewer: Viewer, question_id: int) -> tuple[WaitingStatement, ...]:
    """Statements that wait, in the order of their random ids; the facilitator only."""
    _demand_guide(viewer)
    row = question_row(question_id)
    there = accepted(row)
    texts = [each.text for each in there]
    rows = row.statements.filter(state=Statement.State.WAITING).order_by("pk")
    return tuple(
        WaitingStatement(
            each.pk,
            each.text,
            each.language,
            tuple(there[at] for at in most_alike(each.text, texts)),
        )
        for each in rows
    )


@transaction.atomic
def accept(viewer: Viewer, ids: Collection[UUID], today: date) -> int:
    """Accept statements, numbered in random order; say how many. What waits no more is left out."""
    _demand_guide(viewer)
    rows = Statement.objects.filter(pk__in=ids, state=Statement.State.WAITING)
    questions = sorted(set(rows.values_list("question", flat=True)))
    return sum(_accept(viewer, locked(each), ids, today) for each in questions)


@transaction.atomic
def refuse(viewer: Viewer, id: UUID, reason: str) -> None:  # noqa: A002  the word of the plan
    """Refuse a statement with a reason, which its author alone reads.

    404 without such a statement; nothing happens to one that waits no more. NamesSomebodyError
    when the reason names somebody.
    """
    _demand_guide(viewer)
    row = Statement.objects.select_for_update().filter(pk=id).first()
    if row is None:
        raise Http404
    names = organisation.third_persons(reason)
    if names:
        raise NamesSomebodyError(names)
    if row.state == Statement.State.WAITING:
        row.state, row.reason = Statement.State.REFUSED, " ".join(reason.split())[:300]
        row.save(update_fields=["state", "reason"])
        note_down(viewer, "dialogue.refused", f"core question {row.question_id}")


@transaction.atomic
def seed(viewer: Viewer, question_id: int, texts: Sequence[str], *, once: UUID, today: date) -> int:
    """Put statements under a question that nobody wrote; say how many are new.

    The same again adds nothing. NamesSomebodyError as ``write``; NotNowError when closed.
    """
    _demand_guide(viewer)
    row = locked(question_id)
    if state_of(row, today) is State.CLOSED:
        raise NotNowError
    number = add_seeds(row, texts, once=once)
    if number:
        note_down(viewer, "dialogue.seeded", f"core question {row.pk}")
    return number


def add_seeds(row: Question, texts: Sequence[str], *, once: UUID) -> int:
    """Store seeds, accepted at once and numbered in random order; the question is locked."""
    there = set(row.statements.values_list("text", flat=True))
    new = [
        Statement(
            id=uuid.uuid5(once, f"{row.pk} {text}"),
            question=row,
            text=text,
            language=spoken(text),
            state=Statement.State.ACCEPTED,
            is_seed=True,
        )
        for text in dict.fromkeys(map(clean, texts))
        if text not in there
    ]
    for number, each in _numbered(row, new):
        each.number = number
    Statement.objects.bulk_create(new)
    return len(new)


def _accept(viewer: Viewer, row: Question, ids: Collection[UUID], today: date) -> int:
    if state_of(row, today) is State.CLOSED:
        raise NotNowError
    rows = list(row.statements.filter(pk__in=ids, state=Statement.State.WAITING))
    for number, each in _numbered(row, rows):
        each.number, each.state = number, Statement.State.ACCEPTED
    Statement.objects.bulk_update(rows, ["number", "state"])
    if rows:
        note_down(viewer, "dialogue.accepted", f"core question {row.pk}")
    return len(rows)


def _numbered(row: Question, rows: Sequence[Statement]) -> list[tuple[int, Statement]]:
    """The next numbers, in random order: a number tells not who wrote first."""
    first = (row.statements.aggregate(last=Max("number"))["last"] or 0) + 1
    shuffled = list(rows)
    secrets.SystemRandom().shuffle(shuffled)
    return list(enumerate(shuffled, start=first))


def _demand_guide(viewer: Viewer) -> None:
    if not viewer.may_prepare:
        raise PermissionDenied
