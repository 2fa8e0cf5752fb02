"""Closing a thing: two counts go through the gate, then key, hands and answers are destroyed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from binnenuit.signals.for_whom import ThingQuestion, disclose_thing, round_name, scale_name
from binnenuit_web.privacy.services import publishing
from binnenuit_web.signals.models import Thing
from binnenuit_web.signals.services.erasing import erase

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.privacy import Release
    from binnenuit_web.privacy.services import Before, House


def close_things(today: date) -> None:
    """Close everything that was asked long enough; never within a transaction."""
    due = Thing.objects.filter(closed_at=None, closes_on__lt=today)
    for number in due.order_by("pk").values_list("pk", flat=True):
        with publishing() as house:
            _close(number, house)
        erase()


def _close(number: int, house: House) -> None:
    """Publish, then store what is shown; killed in between, the next call does the same again."""
    row = _shut(number)
    if row.closed_at is not None:
        return  # somebody else closed it while we waited
    shown = {question.value: _published(row, question, house) for question in ThingQuestion}
    with transaction.atomic():
        row.answers.all().delete()
        row.shown, row.closed_at = shown, timezone.now()
        row.save()


@transaction.atomic
def _shut(number: int) -> Thing:
    """Let nobody answer any more, so that no answer comes in behind what is published."""
    row = Thing.objects.select_for_update().get(pk=number)
    row.hand_set.all().delete()  # also of one that was put back from a backup, without its key
    if row.key is not None:
        row.key = None
        row.save()
    return row


def _published(row: Thing, question: ThingQuestion, house: House) -> dict[str, Any]:
    thing = row.once.hex  # not the number: an older backup that is put back gives it out again
    answers: Counter[str] = Counter()
    for each in row.answers.all():
        answers[getattr(each, question.value)] += each.people

    def make(before: Before) -> Release:
        return disclose_thing(thing, question, answers, asked=row.invited, before=before)

    return house.publish(round_name(thing), scale_name(question, thing), make)
