"""Nobody is nagged: at most two reminders in fourteen days, over all rooms together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from binnenuit.organisation.model import PersonId
from binnenuit_web.people.models import Reminder
from binnenuit_web.people.personal import Record, register
from binnenuit_web.people.services.accounts import person_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

MOST: Final = 2
WITHIN: Final = timedelta(days=14)
KEPT: Final = timedelta(days=30)
_BATCH: Final = 500


def may_remind(person: PersonId, today: date) -> bool:
    """Tell whether somebody may be reminded of something today, whichever room asks."""
    return bool(person) and person not in _had_enough(today)


def of_whom_may_be_reminded(people: Iterable[PersonId], today: date) -> list[PersonId]:
    """Leave out who had enough; one question to the database, however many people."""
    enough = _had_enough(today)
    return [person for person in people if person and person not in enough]


def reminded(person: PersonId, room: str, today: date) -> None:
    """Remember that a room reminded somebody today."""
    all_reminded([person], room, today)


def all_reminded(people: Collection[PersonId], room: str, today: date) -> None:
    """Remember the same of several people."""
    Reminder.objects.bulk_create(
        [Reminder(person=person, room=room, on=today) for person in people], batch_size=_BATCH
    )


def forget_old_reminders(today: date) -> None:
    """Delete what is older than anybody asks for."""
    Reminder.objects.filter(on__lt=today - KEPT).delete()


def _had_enough(today: date) -> set[PersonId]:
    counts: dict[PersonId, int] = {}
    recent = Reminder.objects.filter(on__gt=today - WITHIN)
    for person in recent.values_list("person", flat=True):
        counts[PersonId(person)] = counts.get(PersonId(person), 0) + 1
    return {person for person, times in counts.items() if times >= MOST}


def _export(account: int) -> list[Record]:
    person = person_of(account)
    found = Reminder.objects.filter(person=person).order_by("pk") if person else None
    return [{**row} for row in found.values("room", "on")] if found is not None else []


def _forget(account: int) -> None:
    person = person_of(account)
    if person:
        Reminder.objects.filter(person=person).delete()


register("people.Reminder", export=_export, forget=_forget)
