"""What is stored of one person about promises: exported and forgotten on request.

Nobody's full name stands in a text but that of its writer, so what a person wrote is all that can
name him. A promise whose words are gone is withdrawn: nobody can keep it any more. Rooms are
forgotten before the people file, see people/services/own.py.
"""

from __future__ import annotations

from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from binnenuit.promises import Happened, Happening, allowed, stand
from binnenuit_web.people import personal
from binnenuit_web.people.services import note_down, person_of
from binnenuit_web.promises.models import Event, Promise
from binnenuit_web.promises.services.reading import history
from binnenuit_web.promises.services.writing import ACTS


def _export_promises(account: int) -> list[personal.Record]:
    person = person_of(account)
    found = Promise.objects.filter(Q(giver=person) | Q(receiver=person)) if person else ()
    return [
        {
            "promise": row.pk,
            "side": "giver" if row.giver == person else "receiver",
            "from": row.origin,
            "happened": [_as_record(event) for event in history(row)],
        }
        for row in found
    ]


def _as_record(event: Happened) -> personal.Record:
    return {
        "happening": event.happening.value,
        "on": event.on,
        "what": event.what,
        "due": event.due,
        "reason": event.reason,
    }


def _export_events(account: int) -> list[personal.Record]:
    person = person_of(account)
    columns = ("promise", "happening", "on", "what", "due", "reason")
    return [{**row} for row in Event.objects.filter(by=person).values(*columns)] if person else []


def _forget_promises(account: int) -> None:
    person = person_of(account)
    if person:
        Event.objects.filter(promise__giver=person).update(what="", reason="")
        _withdraw_wordless(Q(giver=person))
        Promise.objects.filter(giver=person).update(giver="")
        Promise.objects.filter(receiver=person).update(receiver="")


def _forget_events(account: int) -> None:
    person = person_of(account)
    if person:
        written = list(Event.objects.filter(by=person).values_list("promise", flat=True))
        Event.objects.filter(by=person).update(what="", reason="", by="")
        _withdraw_wordless(Q(pk__in=written))


def _withdraw_wordless(which: Q) -> None:
    today = timezone.localdate()
    for row in Promise.objects.filter(which).prefetch_related("events"):
        standing = stand(history(row), today=today)
        if not standing.what and Happening.WITHDRAWN in allowed(standing):
            Event.objects.create(
                once=uuid4(), promise=row, happening=Happening.WITHDRAWN.value, on=today
            )
            note_down(None, ACTS[Happening.WITHDRAWN], f"promise {row.pk}")


personal.register("promises.Promise", export=_export_promises, forget=_forget_promises)
personal.register("promises.Event", export=_export_events, forget=_forget_events)
