"""For whom is this? Asking about a meeting, report or rule, and answering with two taps.

Who asked is stored nowhere, and neither the question nor an answer stands in the logbook: somebody
who asks about a meeting of his own director must not be found there.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils.crypto import salted_hmac

from binnenuit.organisation.model import TeamId
from binnenuit.signals.for_whom import FEWEST_ASKED, Opinion
from binnenuit.signals.model import ThingKind, ToWhom, Worth
from binnenuit_web.promises.services.place import Place, house, place
from binnenuit_web.signals.models import Answer, Hand, Thing
from binnenuit_web.signals.services.found import Found, found_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.people.viewer import Viewer

OPEN_FOR: Final = timedelta(weeks=2)
_KEY_BYTES: Final = 32


@dataclass(frozen=True)
class NewThing:
    """``caller`` is the team whose leader called it, ``team`` whose time it costs."""

    kind: ThingKind
    name: str
    caller: TeamId
    team: TeamId
    once: UUID


@dataclass(frozen=True)
class ShownThing:
    """One thing as one viewer may see it.

    Attributes
    ----------
    leader
        Who called it; empty when nobody leads that team any more.
    is_mine
        The viewer called it: the result is a question to him.
    may_answer
        It costs the viewer's time, and it is still asked.
    has_answered
        This hand gave its two taps.
    found
        What came through the gate; None as long as it is asked.
    """

    id: int
    kind: ThingKind
    name: str
    leader: str
    team: str
    closes_on: date
    is_mine: bool
    may_answer: bool
    has_answered: bool
    found: Found | None

    @property
    def asks_me(self) -> bool:
        return self.may_answer and not self.has_answered


@dataclass(frozen=True)
class Costs:
    """Whose time a thing may cost: a team of the viewer, or one above with all below it."""

    team: TeamId
    name: str
    people: int


def holder(viewer: Viewer, session: str | None) -> str:
    """Who taps, so that one counts once; who has no account is known by the session alone."""
    if viewer.person:
        return f"person {viewer.person}"
    if viewer.account_id is not None:
        return f"account {viewer.account_id}"
    if not session:
        raise PermissionDenied
    return f"session {session}"


def things_for(viewer: Viewer, hand: str, *, today: date) -> list[ShownThing]:
    """What is asked of the viewer, about his own things, and what came of both; newest first."""
    here = place(viewer, today)
    return [_shown(row, here, hand, today) for row in _for_reader(here, today)]


def thing(viewer: Viewer, number: int, hand: str, *, today: date) -> ShownThing | None:
    """One thing; None when it is not there, or not for this viewer to see."""
    here = place(viewer, today)
    row = _for_reader(here, today).filter(pk=number).first()
    return _shown(row, here, hand, today) if row else None


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
    """Ask those whose time it costs for whom a thing is; None when too few would be asked."""
    may_ask = new.team in place(viewer, today).lines and viewer.is_signed_in
    leader = _leader(new.caller, today)
    if not may_ask or leader is None:
        raise PermissionDenied
    asked = _people(new.team, today) - {leader}
    if len(asked) < FEWEST_ASKED:
        return None
    row, _ = Thing.objects.get_or_create(
        once=new.once,
        defaults={
            "kind": new.kind.value,
            "name": new.name,
            "caller": new.caller,
            "team": new.team,
            "asked_on": today,
            "closes_on": today + OPEN_FOR,
            "key": secrets.token_bytes(_KEY_BYTES),
            "invited": len(asked),
        },
    )
    return row.pk


@transaction.atomic
def tap(viewer: Viewer, number: int, hand: str, *, whom: ToWhom, worth: Worth, today: date) -> None:
    """Count two taps, once for each hand; nothing tells whose they are."""
    row = Thing.objects.select_for_update().filter(pk=number).first()
    if row is None or not _may_answer(row, place(viewer, today), today):
        raise PermissionDenied
    hashed = _hashed(row, hand)
    if Hand.objects.filter(hash=hashed).exists() or _answered(row) >= row.invited:
        return
    Hand.objects.create(id=uuid.uuid4(), hash=hashed, thing=row)
    Answer.objects.get_or_create(thing=row, whom=whom.value, worth=worth.value)
    Answer.objects.filter(thing=row, whom=whom.value, worth=worth.value).update(
        people=F("people") + 1
    )


def asks_me(viewer: Viewer, hand: str, *, today: date) -> list[ShownThing]:
    """Things that wait for two taps of the viewer."""
    return [each for each in things_for(viewer, hand, today=today) if each.asks_me]


def asks_caller(viewer: Viewer, hand: str, *, today: date) -> list[ShownThing]:
    """What was found about things that the viewer called, as long as it is new."""
    return [
        each
        for each in things_for(viewer, hand, today=today)
        if each.is_mine
        and each.found is not None
        and each.found.opinion is not Opinion.WITHHELD
        and today <= each.closes_on + OPEN_FOR
    ]


def hands_of(person: PersonId) -> dict[str, Thing]:
    """Hashes under which a person can have answered about things that are still asked."""
    every = Thing.objects.exclude(key=None)
    return {_hashed(row, f"person {person}"): row for row in every}


def _for_reader(here: Place, today: date) -> QuerySet[Thing]:
    may = Q(team__in=here.lines)
    if here.person:
        may |= Q(caller__in=house(today).leads.get(here.person, frozenset()))
    return Thing.objects.filter(may).order_by("-pk")


def _shown(row: Thing, here: Place, hand: str, today: date) -> ShownThing:
    names, leader = house(today).names, _leader(TeamId(row.caller), today)
    return ShownThing(
        id=row.pk,
        kind=ThingKind(row.kind),
        name=row.name,
        leader=names.get(leader or "", ""),
        team=names.get(row.team, ""),
        closes_on=row.closes_on,
        is_mine=_called_it(row, here, today),
        may_answer=_may_answer(row, here, today),
        has_answered=row.key is not None and Hand.objects.filter(hash=_hashed(row, hand)).exists(),
        found=found_in(row.shown),
    )


def _may_answer(row: Thing, here: Place, today: date) -> bool:
    is_open = row.key is not None and today <= row.closes_on
    return is_open and row.team in here.lines and not _called_it(row, here, today)


def _called_it(row: Thing, here: Place, today: date) -> bool:
    return here.person is not None and here.person == _leader(TeamId(row.caller), today)


def _leader(team: TeamId, today: date) -> PersonId | None:
    found = house(today).leading.organisation.team_by_id.get(team)
    return found.leader if found else None


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


def _hashed(row: Thing, hand: str) -> str:
    # Made with the key of the installation too: the database alone tells nobody's hand.
    key = bytes(row.key or b"").hex()
    return salted_hmac(key, f"thing {row.pk} {hand}", algorithm="sha256").hexdigest()
