"""Asking for whom a meeting, report or rule is, and answering with two taps.

Who asked is stored nowhere, and neither the question nor an answer stands in the logbook: somebody
who asks about a meeting of his own director must not be found there.
"""

from __future__ import annotations

import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Sum

from binnenuit.organisation.model import TeamId
from binnenuit.signals.for_whom import FEWEST_ASKED
from binnenuit.signals.model import ToWhom, Worth
from binnenuit_web.promises.services.place import house, place
from binnenuit_web.signals.models import Answer, Hand, Thing
from binnenuit_web.signals.services.things import OPEN_FOR, hashed, is_below, leader_of, may_answer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from binnenuit.organisation.model import PersonId
    from binnenuit.signals.model import ThingKind
    from binnenuit_web.people.viewer import Viewer

_KEY_BYTES: Final = 32
_NOT_AGAIN: Final = timedelta(weeks=13)
_WORD: Final = re.compile(r"[^\W_]+")


class AskedLatelyError(Exception):
    """Asked lately of nearly the same people: the difference of two results would tell of a few."""


@dataclass(frozen=True)
class NewThing:
    """``caller`` is the team whose leader called it, ``team`` whose time it costs."""

    kind: ThingKind
    name: str
    caller: TeamId
    team: TeamId
    once: UUID


@dataclass(frozen=True)
class Costs:
    """Whose time a thing may cost: a team of the viewer, or one above with all below it."""

    team: TeamId
    name: str
    people: int


def costs(viewer: Viewer, *, today: date) -> list[Costs]:
    """Whose time the viewer may ask about: his own teams and those above, when enough are there."""
    lines = sorted(place(viewer, today).lines) if viewer.is_signed_in else []
    names = house(today).names
    found = [Costs(team, names.get(team, ""), len(_people(team, today))) for team in lines]
    return sorted((each for each in found if each.people >= FEWEST_ASKED), key=lambda c: c.people)


def callers(today: date) -> list[tuple[TeamId, str, str]]:
    """Everybody who leads: the team, its name, and who leads it; top first."""
    names = house(today).names
    return [
        (each.team, names.get(each.team, ""), names.get(each.leader, ""))
        for each in house(today).leading.led
    ]


@transaction.atomic
def ask(viewer: Viewer, new: NewThing, *, today: date) -> int | None:
    """Ask those whose time it costs for whom a thing is; None when too few would be asked.

    Asked again within a quarter it leads to what is there: of two results so close together, the
    difference would tell about who joined in between. AskedLatelyError when it was asked of a part
    of these people, or of more than these: the difference would tell about the others.
    """
    may_ask = new.team in place(viewer, today).lines and viewer.is_signed_in
    leader = leader_of(new.caller, today)
    if not may_ask or leader is None:
        raise PermissionDenied
    asked = _people(new.team, today) - {leader}
    if len(asked) < FEWEST_ASKED:
        return None
    lately = _lately(new, today)
    before = next((each.pk for each in lately if _is_same(each, new)), None)
    if before is not None:
        return before
    if any(_would_tell(each, new, today) for each in lately):
        raise AskedLatelyError
    row, is_new = Thing.objects.get_or_create(
        once=new.once,
        defaults={
            "kind": new.kind.value,
            "name": new.name.strip(),
            "caller": new.caller,
            "team": new.team,
            "asked_on": today,
            "closes_on": today + OPEN_FOR,
            "key": secrets.token_bytes(_KEY_BYTES),
            "invited": len(asked),
        },
    )
    if is_new:
        _lay_out(row)
    return row.pk


@transaction.atomic
def tap(viewer: Viewer, number: int, hand: str, *, whom: ToWhom, worth: Worth, today: date) -> None:
    """Count two taps, once for each hand; nothing tells whose they are."""
    row = Thing.objects.select_for_update().filter(pk=number).first()
    if row is None or not may_answer(row, viewer, today):
        raise PermissionDenied
    mark = hashed(row, hand)
    if Hand.objects.filter(hash=mark).exists() or _answered(row) >= row.invited:
        return
    Hand.objects.create(id=uuid.uuid4(), hash=mark, thing=row)
    Answer.objects.filter(thing=row, whom=whom.value, worth=worth.value).update(
        people=F("people") + 1
    )


def _lay_out(row: Thing) -> None:
    """Lay out every answer at nought: no row tells what was answered first."""
    Answer.objects.bulk_create(
        Answer(thing=row, whom=whom.value, worth=worth.value) for whom in ToWhom for worth in Worth
    )


def _lately(new: NewThing, today: date) -> list[Thing]:
    """Everything asked in the last quarter of some of the same people, the latest first."""
    rows = Thing.objects.filter(asked_on__gt=today - _NOT_AGAIN).order_by("-pk")
    return [each for each in rows if _is_near(TeamId(each.team), new.team, today)]


def _is_near(team: TeamId, other: TeamId, today: date) -> bool:
    return is_below(team, other, today) or is_below(other, team, today)


def _is_same(row: Thing, new: NewThing) -> bool:
    asked = (row.caller, row.team, _plain(row.name))
    return asked == (new.caller, new.team, _plain(new.name))


def _would_tell(row: Thing, new: NewThing, today: date) -> bool:
    """Whether it may be the same thing, asked of nearly the same people.

    A leader may call several things; those that a few people more or less are asked about may be
    one thing under two names.
    """
    if _plain(row.name) == _plain(new.name):
        return True
    others = (_people(TeamId(row.team), today) ^ _people(new.team, today)) - {
        leader_of(new.caller, today)
    }
    return row.caller == new.caller and 0 < len(others) < FEWEST_ASKED


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold()))


def _people(team: TeamId, today: date) -> set[PersonId]:
    """Everybody in a team and the teams below it."""
    leading = house(today).leading
    members: Iterable[tuple[PersonId, ...]] = (
        leading.members.get(below, ()) for below in leading.below(team)
    )
    return {person for people in members for person in people}


def _answered(row: Thing) -> int:
    total = row.answers.aggregate(total=Sum("people"))["total"]
    return int(total or 0)
