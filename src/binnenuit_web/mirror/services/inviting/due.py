"""Reminders that the server sends of its own accord: after five days, and two before the end."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings

from binnenuit_web.mirror.models import Layer, Undelivered
from binnenuit_web.mirror.services.inviting.mailing import deliver
from binnenuit_web.mirror.services.inviting.reminders import How, remind_by_mail, reminders_of
from binnenuit_web.people import services as people

if TYPE_CHECKING:
    from datetime import date

__all__ = ["remind_due"]

AFTER: Final = timedelta(days=5)
BEFORE_THE_END: Final = timedelta(days=2)
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


def remind_due(today: date) -> None:
    """Mail what is due today, and forget what nobody needs to know any more; for a daily job.

    Without a mail server nobody is mailed, and nothing is counted.
    """
    people.forget_old_reminders(today)
    Undelivered.objects.filter(sending__layer__closed_on__isnull=False).delete()
    who = settings.CHOSEN.mail_reminders
    if not people.has_post() or who == "nobody":
        return
    how = How(who)
    for layer in _open_layers():
        if _is_due(layer, today):
            _remind(layer, how, today)


def _open_layers() -> list[Layer]:
    rows = Layer.objects.filter(customers=False, opened_on__isnull=False, closed_on=None)
    return list(rows.select_related("round"))


def _remind(layer: Layer, how: How, today: date) -> None:
    sending = remind_by_mail(None, layer.pk, how, once=uuid.uuid4(), today=today)
    if sending is not None:
        deliver(sending, today)


def _is_due(layer: Layer, today: date) -> bool:
    if layer.opened_on is None or layer.closes_on is None or today > layer.closes_on:
        return False
    had = reminders_of(layer, today)
    if had.why_not is not None:
        return False
    is_late = today >= _before_weekend(layer.closes_on - BEFORE_THE_END)
    return is_late or (had.times == 0 and today >= layer.opened_on + AFTER)


def _before_weekend(day: date) -> date:
    """Give the day itself, or the Friday before."""
    while day.weekday() >= _SATURDAY:
        day -= _DAY
    return day
