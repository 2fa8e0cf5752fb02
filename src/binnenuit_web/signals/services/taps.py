"""This happened: one tap, and taking it back.

A tap is not an act of a person but a part of a sum, so it stands in no logbook: what is stored is
one more in a class of at least ten people, and a hash that keeps the same hand from counting twice
in a week. No time, no order, no name. The hash is made with a random key of that week and the key
of the installation; both hash and week's key are destroyed when the week is closed. Until then,
whoever has the database and the key file could try out who tapped: safe answering says so. No
backup holds the week's key, so nobody taps in a week that was put back from one.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from binnenuit_web.signals.models import Count, Hand, Week
from binnenuit_web.signals.services.running import class_in, has_seat, running_week
from binnenuit_web.signals.services.symptoms import ShownSymptom, is_asked, symptoms

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.people.viewer import Viewer


class Counts(StrEnum):
    """Whether what a viewer taps is counted, or why it is not."""

    YES = "yes"
    TOO_FEW = "too_few"  # no sum of ten people could hold it: a group that small talks
    NEXT_WEEK = "next_week"  # came after the week began
    PUT_BACK = "put_back"  # the week came out of a backup, which never holds its key
    NOWHERE = "nowhere"  # belongs to no team


@dataclass(frozen=True)
class TapPage:
    """What somebody can tap."""

    symptoms: list[ShownSymptom]
    counts: Counts


def tap_page(viewer: Viewer, *, today: date) -> TapPage:
    """What can have happened, and whether a tap of this viewer counts."""
    _only_inside(viewer)
    return TapPage(symptoms(), _counts(viewer, today))


def it_happened(viewer: Viewer, code: str, *, hand: str, today: date) -> bool:
    """It happened to me at least once this week. False when it cannot be counted.

    ``hand`` is whose tap it is, so that it counts once however often it is sent: see ``holder``.
    When this returns, it is stored.
    """
    _only_inside(viewer)
    week = running_week(today)
    group = class_in(week, viewer.person, viewer.team) if week else None
    if week is None or group is None or not is_asked(code):
        return False
    # Everybody who taps waits for this: nothing is read in it that can be read before.
    with transaction.atomic():
        key = _open_key(week)
        hashed = _hash(key, hand, code)
        if not key or Hand.objects.filter(hash=hashed).exists():
            return bool(key)
        count = Count.objects.filter(week=week, group=group, symptom=code)
        if not count.update(people=F("people") + 1):
            return False
        Hand.objects.create(id=uuid.uuid4(), hash=hashed, week=week)
    return True


def take_back(viewer: Viewer, code: str, *, hand: str, today: date) -> None:
    """It did not happen after all; nothing when this hand did not tap it this week."""
    _only_inside(viewer)
    week = running_week(today)
    group = class_in(week, viewer.person, viewer.team) if week else None
    if week is None or group is None:
        return
    with transaction.atomic():
        key = _open_key(week)
        hashed = _hash(key, hand, code)
        if key and Hand.objects.filter(hash=hashed, week=week).delete()[0]:
            Count.objects.filter(week=week, group=group, symptom=code, people__gt=0).update(
                people=F("people") - 1
            )


def hands_of(week: Week, person: PersonId) -> dict[str, str]:
    """Hashes of everything a person may have tapped in a week that is still open, by symptom."""
    key = bytes(week.key or b"")
    codes = week.counts.values_list("symptom", flat=True).distinct() if key else []
    return {_hash(key, f"person {person}", code): code for code in codes}


def _counts(viewer: Viewer, today: date) -> Counts:
    if not viewer.person and not viewer.team:
        return Counts.NOWHERE
    week = running_week(today)
    if week is None:
        return Counts.TOO_FEW
    if class_in(week, viewer.person, viewer.team) is not None:
        return Counts.YES if week.key else Counts.PUT_BACK
    newcomer = viewer.person is not None and not has_seat(week, viewer.person)
    return Counts.NEXT_WEEK if newcomer else Counts.TOO_FEW


def _only_inside(viewer: Viewer) -> None:
    if not viewer.is_signed_in:
        raise PermissionDenied


def _open_key(week: Week) -> bytes:
    """Wait until nobody closes the week, and give its key; empty when it is closed."""
    row = Week.objects.select_for_update().only("key").get(pk=week.pk)
    return bytes(row.key or b"")


def _hash(key: bytes, hand: str, code: str) -> str:
    return salted_hmac(key.hex(), f"{hand}\n{code}", algorithm="sha256").hexdigest()
