"""The week that is running: opened when somebody first asks for it, the same for everybody."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from django.db import transaction

from binnenuit.days import week_of
from binnenuit.signals.weeks import begin_week, from_record
from binnenuit_web.organisation import services as organisation
from binnenuit_web.signals.models import Count, Seat, Week
from binnenuit_web.signals.services.symptoms import symptoms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from binnenuit.organisation.model import PersonId, TeamId

_KEY_BYTES: Final = 32
_BATCH: Final = 2000


def running_week(today: date) -> Week | None:
    """The week of today, with who is in which class fixed; None while nobody could be counted."""
    week = Week.objects.defer("groups", "shown").filter(monday=week_of(today)).first()
    return week or _open(today)


def class_in(week: Week, person: PersonId | None, team: TeamId | None) -> int | None:
    """The class in which somebody counts this week; None for in none.

    A person counts where he was when the week began; who is known by a team only, counts with it.
    """
    if person is not None:
        seat = week.seats.filter(person=person).first()
        return seat.group if seat else None
    if team is None:
        return None
    fixed = from_record(week.monday, week.groups)
    return fixed.class_of(team)


def has_seat(week: Week, person: PersonId) -> bool:
    """Whether a person belonged to a team when the week began."""
    return week.seats.filter(person=person).exists()


def _open(today: date) -> Week | None:
    monday = week_of(today)
    fixed, classes = begin_week(organisation.load().on(today), monday)
    groups = [number for number, people in enumerate(fixed.opening.plan.sizes) if people]
    if not groups:
        return None
    with transaction.atomic():
        week, is_new = Week.objects.get_or_create(
            monday=monday,
            defaults={"key": secrets.token_bytes(_KEY_BYTES), "groups": fixed.record()},
        )
        if is_new:
            _fill(week, groups, classes)
    return week


def _fill(week: Week, groups: list[int], classes: Mapping[PersonId, int | None]) -> None:
    """Seat everybody, and lay out every count at nought: no row tells what was tapped first."""
    Seat.objects.bulk_create(
        [Seat(week=week, person=person, group=group) for person, group in classes.items()],
        batch_size=_BATCH,
    )
    Count.objects.bulk_create(
        [
            Count(week=week, group=group, symptom=each.code)
            for group in groups
            for each in symptoms()
        ],
        batch_size=_BATCH,
    )
