"""Questions of the organisation's own: each is asked in every full round from then on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.asked import OwnQuestion as Asked
from binnenuit.mirror.model.questionnaire import About, Words
from binnenuit_web.mirror.models import OwnQuestion
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from uuid import UUID

    from binnenuit_web.people.viewer import Viewer

__all__ = ["MAY_BE_ABOUT", "NewQuestion", "add_question", "asked_now", "questions", "retire"]

MAY_BE_ABOUT: Final = (About.OWN_TEAM, About.LEADER, About.SUPPLIER)
_MARK: Final = "Q"

acts.register("mirror.question-added", _("added a question of the organisation's own"))
acts.register("mirror.question-retired", _("stopped asking a question of the organisation's own"))


@dataclass(frozen=True)
class NewQuestion:
    """One question in both languages, and of whom it tells."""

    about: About
    words: Words
    nl: str
    en: str


@dataclass(frozen=True)
class ShownQuestion:
    """One question as it is listed."""

    id: int
    code: str
    about: About
    words: Words
    nl: str
    en: str
    is_active: bool


@transaction.atomic
def add_question(viewer: Viewer, new: NewQuestion, *, once: UUID) -> int:
    """Add a question; the same ``once`` again adds nothing."""
    _demand_guide(viewer)
    row, is_new = OwnQuestion.objects.get_or_create(
        once=once,
        defaults={
            "code": _next_code(),
            "about": new.about.value,
            "words": new.words.value,
            "nl": new.nl,
            "en": new.en,
        },
    )
    if is_new:
        note_down(viewer, "mirror.question-added", f"question {row.code}")
    return row.pk


@transaction.atomic
def retire(viewer: Viewer, question: int) -> None:
    """Ask it no more from the next round on; what was shown of it stays."""
    _demand_guide(viewer)
    row = OwnQuestion.objects.filter(pk=question).first()
    if row is None:
        raise Http404
    if row.is_active:
        row.is_active = False
        row.save(update_fields=["is_active"])
        note_down(viewer, "mirror.question-retired", f"question {row.code}")


def questions(viewer: Viewer) -> tuple[ShownQuestion, ...]:
    """All of them, those that are asked first."""
    _demand_guide(viewer)
    return tuple(
        ShownQuestion(
            row.pk, row.code, About(row.about), Words(row.words), row.nl, row.en, row.is_active
        )
        for row in OwnQuestion.objects.order_by("-is_active", "pk")
    )


def asked_now() -> tuple[Asked, ...]:
    """Those that the next full round asks, in the order in which they were added."""
    return tuple(
        Asked(row.code, About(row.about), Words(row.words), {"nl": row.nl, "en": row.en})
        for row in OwnQuestion.objects.filter(is_active=True).order_by("pk")
    )


def _next_code() -> str:
    # A code is never used again: its figures stand in the series of earlier rounds.
    return f"{_MARK}{OwnQuestion.objects.count() + 1}"


def _demand_guide(viewer: Viewer) -> None:
    if not viewer.may_prepare:
        raise PermissionDenied
