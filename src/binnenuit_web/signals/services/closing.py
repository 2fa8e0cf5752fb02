"""When the next week has begun: a week goes through the gate; what tells more is destroyed.

In three steps, so that a server killed in between loses nothing and shows nothing twice. The week
is shut: its key and hands are destroyed, and nobody can tap in it any more. It is published: what
is out already comes back as it was. It is closed: what may be seen is stored, and its counts are
destroyed.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from binnenuit.days import week_of
from binnenuit.errors import ArgumentError, ExposureError
from binnenuit.signals.disclose import Seats, disclose_week
from binnenuit.signals.weeks import from_record, monday_of, round_name, scale_name
from binnenuit_web.privacy.services import publishing
from binnenuit_web.signals.models import Count, Hand, Seat, Week
from binnenuit_web.signals.services.erasing import erase
from binnenuit_web.signals.services.seen import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit.privacy.releases.released import Release
    from binnenuit.signals.weeks import Week as Fixed
    from binnenuit_web.privacy.services import Before, House

log = logging.getLogger("binnenuit.signals")


def close_weeks(today: date) -> None:
    """Close every week that is over, the oldest first; nothing when all are closed.

    LedgerError and ArgumentError when nothing may be published before somebody mends the folder;
    the weeks wait, shut.
    """
    over = Week.objects.filter(monday__lt=week_of(today), closed_at=None)
    for number in over.order_by("monday").values_list("pk", flat=True):
        _shut(number)
        with publishing() as house:
            _close(number, house)
        erase()


@transaction.atomic
def _shut(number: int) -> None:
    week = Week.objects.select_for_update().only("key").get(pk=number)
    week.key = None
    week.save(update_fields=["key"])
    Hand.objects.filter(week=week).delete()


def _close(number: int, house: House) -> None:
    week = Week.objects.get(pk=number)
    if week.closed_at is not None:
        return  # somebody else did, while this one waited for his turn
    shown = _shown(week, house)
    stands = house.standing(map(scale_name, shown))
    with transaction.atomic():
        Week.objects.filter(pk=number).update(shown=shown, closed_at=timezone.now())
        Count.objects.filter(week=number).delete()
        _keep_seats(week.monday, stands)


def _shown(week: Week, house: House) -> dict[str, Any]:
    """Send each symptom through the gate; empty for one of which nothing may be shown."""
    try:
        fixed = from_record(week.monday, week.groups)
    except ArgumentError as problem:
        log.warning("nothing is shown of week %s: %s", week.monday, problem.code)
        return {}
    counts = _counts(week)
    publisher = _Publisher(house, week.monday, fixed)
    return {symptom: publisher.publish(symptom, counts[symptom]) for symptom in sorted(counts)}


def _counts(week: Week) -> Mapping[str, dict[int, int]]:
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for row in week.counts.all():
        counts[row.symptom][row.group] = row.people
    return counts


@dataclass
class _Publisher:
    """One week on its way through the gate."""

    house: House
    monday: date
    fixed: Fixed
    seats: dict[str, Seats] = field(default_factory=dict)

    def publish(self, symptom: str, happened: Mapping[int, int]) -> dict[str, Any]:
        def make(before: Before) -> Release:
            rounds = before.kept.rounds if before.kept else ()
            return disclose_week(
                self.fixed,
                symptom,
                happened,
                now=self._seats(round_name(self.monday)),
                earlier={name: self._seats(name) for name in rounds},
                before=before,
            )

        try:
            record = self.house.publish(round_name(self.monday), scale_name(symptom), make)
        except ExposureError as problem:
            log.warning("nothing is shown of %s: %s", scale_name(symptom), problem.code)
            return {}
        return seen(record, symptom)

    def _seats(self, name: str) -> Seats:
        if name not in self.seats:
            self.seats[name] = _seated(monday_of(name))
        return self.seats[name]


def _seated(monday: date) -> Seats:
    """Who counted in which class of a week, by the name of the class."""
    week = Week.objects.filter(monday=monday).first()
    if week is None:
        return Seats(monday, {})
    names = from_record(monday, week.groups).opening.names
    found: dict[str, set[PersonId]] = defaultdict(set)
    rows = Seat.objects.filter(week=week, group__isnull=False).values_list("group", "person")
    for group, person in rows:
        found[names[group or 0]].add(person)  # type: ignore[arg-type]  # ids are text in a table
    return Seats(monday, found)


def _keep_seats(monday: date, stands: Iterable[str]) -> None:
    """Forget who sat where, but for the weeks with which the next ones will be compared."""
    needed = {monday, *map(monday_of, stands)}
    Seat.objects.filter(week__monday__lt=monday).exclude(week__monday__in=needed).delete()
