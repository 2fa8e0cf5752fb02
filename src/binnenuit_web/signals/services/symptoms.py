"""What can be tapped: what is always there, and what the organisation added. Never edited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.signals.symptoms import STANDARD
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down
from binnenuit_web.signals import models
from binnenuit_web.signals.services.words import names

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from binnenuit_web.people.viewer import Viewer

acts.register("symptom.added", _("added something that can happen"))
acts.register("symptom.retired", _("took away something that can happen"))


_WORD: Final = re.compile(r"[^\W_]+")


class NamesSomebodyError(Exception):
    """A symptom is about what happens, never about who; ``names`` are those that were found."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


@dataclass(frozen=True)
class ShownSymptom:
    """One symptom in the reader's language; ``number`` for an own one, which may be retired."""

    code: str
    text: str
    good: bool
    number: int | None = None


@dataclass(frozen=True)
class NewSymptom:
    """Words for it in both languages, of which one may be empty."""

    nl: str
    en: str
    good: bool
    once: UUID


def symptoms() -> list[ShownSymptom]:
    """Everything that can happen now, the good ones first."""
    return _sorted(models.Symptom.objects.filter(is_active=True))


def is_asked(code: str) -> bool:
    """Whether this is one of the things that can happen now."""
    own = models.Symptom.objects.filter(code=code, is_active=True)
    return any(each.code == code for each in STANDARD) or own.exists()


def ever() -> list[ShownSymptom]:
    """Everything that could happen once, also what is asked no longer; the good ones first."""
    return _sorted(models.Symptom.objects.all())


@transaction.atomic
def add(viewer: Viewer, new: NewSymptom) -> None:
    """Add what can happen here; the facilitator only. NamesSomebodyError when it names a person.

    What is asked already is not asked twice, and what was retired is asked again as what it was:
    as something new, small groups would get a figure each week, and the noise could be averaged.
    """
    if not viewer.may_prepare:
        raise PermissionDenied
    names = organisation.third_persons(f"{new.nl}\n{new.en}")
    if names:
        raise NamesSomebodyError(names)
    if _words(new.nl, new.en) & _STANDARD:
        return
    code = f"own-{new.once.hex}"
    row, is_new = _same(new) or models.Symptom.objects.get_or_create(
        code=code,
        defaults={"nl": new.nl or new.en, "en": new.en or new.nl, "good": new.good},
    )
    if is_new or (not row.is_active and row.code != code):
        row.is_active = True
        row.save(update_fields=["is_active"])
        _count_this_week(row.code)
        note_down(viewer, "symptom.added", f"symptom {row.pk}")


@transaction.atomic
def retire(viewer: Viewer, number: int) -> None:
    """Ask no longer whether it happened; what was shown of it stays. The facilitator only."""
    if not viewer.may_prepare:
        raise PermissionDenied
    if models.Symptom.objects.filter(pk=number, is_active=True).update(is_active=False):
        note_down(viewer, "symptom.retired", f"symptom {number}")


def _sorted(own: QuerySet[models.Symptom]) -> list[ShownSymptom]:
    words = names()
    found = [ShownSymptom(each.code, words[each.code], each.good) for each in STANDARD]
    rows = own.order_by("pk")
    found += [ShownSymptom(row.code, words[row.code], row.good, row.pk) for row in rows]
    return sorted(found, key=lambda each: not each.good)


def _same(new: NewSymptom) -> tuple[models.Symptom, bool] | None:
    """Find what says the same, and that it is not new."""
    words = _words(new.nl, new.en)
    return next(
        ((row, False) for row in models.Symptom.objects.all() if words & _words(row.nl, row.en)),
        None,
    )


def _words(*texts: str) -> set[str]:
    """Texts as they are compared: capitals, spaces and signs make no difference."""
    return {" ".join(_WORD.findall(text.casefold())) for text in texts if text}


_STANDARD: Final = frozenset(
    words for each in STANDARD for words in _words(each.text.say("nl"), each.text.say("en"))
)


def _count_this_week(code: str) -> None:
    """Let it be tapped in the week that is running, in every class in which anything is."""
    for week in models.Week.objects.filter(key__isnull=False).only("pk"):
        groups = week.counts.values_list("group", flat=True).distinct()
        models.Count.objects.bulk_create(
            [models.Count(week=week, group=group, symptom=code) for group in groups],
            ignore_conflicts=True,  # it was retired in the same week
        )
