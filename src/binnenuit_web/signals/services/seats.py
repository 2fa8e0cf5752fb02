"""What is stored of one person in the weeks: where he counts, and while a week runs, his hand."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from binnenuit_web.people import personal
from binnenuit_web.people.services import person_of
from binnenuit_web.signals.models import Hand, Seat, Week
from binnenuit_web.signals.services.taps import hands_of

if TYPE_CHECKING:
    from binnenuit.organisation.model import PersonId


def _export(account: int) -> list[personal.Record]:
    person = person_of(account)
    if not person:
        return []
    seats = Seat.objects.filter(person=person).order_by("week__monday")
    rows: list[personal.Record] = [
        {"week": monday, "group": group}
        for monday, group in seats.values_list("week__monday", "group")
    ]
    return rows + _tapped(person)


def _tapped(person: PersonId) -> list[personal.Record]:
    """Tell this person, and nobody else, what he tapped in a week that is still open."""
    found: list[personal.Record] = []
    for week in Week.objects.filter(key__isnull=False):
        codes = hands_of(week, person)
        there = Hand.objects.filter(hash__in=codes).values_list("hash", flat=True)
        tapped = sorted(codes[each] for each in there)
        found += [{"week": week.monday, "happened": code} for code in tapped]
    return found


def _forget(account: int) -> None:
    person = person_of(account)
    if not person:
        return
    for week in Week.objects.filter(key__isnull=False):
        Hand.objects.filter(hash__in=hands_of(week, person)).delete()
    # A seat that nobody can be found by, so that the gate still sees that somebody left.
    for seat in Seat.objects.filter(person=person):
        seat.person = f"forgotten {uuid.uuid4()}"
        seat.save(update_fields=["person"])


personal.register("signals.Seat", export=_export, forget=_forget)
