"""A statement as people read it: its number and its words, never who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit_web.dialogue.models import Statement

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from binnenuit_web.dialogue.models import Question


@dataclass(frozen=True)
class ShownStatement:
    """One accepted statement; ``language`` is that of the text."""

    number: int
    text: str
    language: str


def shown(row: Statement) -> ShownStatement:
    """Show an accepted statement."""
    return ShownStatement(row.number or 0, row.text, row.language)


def accepted_rows(question: Question) -> QuerySet[Statement]:
    """Statements on which one votes, by number."""
    found = Statement.objects.filter(question=question, state=Statement.State.ACCEPTED)
    return found.order_by("number")


def accepted(question: Question) -> tuple[ShownStatement, ...]:
    """Statements on which one votes, by number; the numbers tell no order of writing."""
    return tuple(map(shown, accepted_rows(question)))
