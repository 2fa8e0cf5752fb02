"""Promises as a viewer may read them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from binnenuit.organisation.model import PersonId
from binnenuit.organisation.parties import Party, PartyKind
from binnenuit.promises import (
    RECEIVER_SAYS,
    Happened,
    Happening,
    Standing,
    State,
    allowed,
    stand,
)
from binnenuit_web.promises.models import Event, Promise
from binnenuit_web.promises.services.place import Place, house, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit.organisation.model import CustomerId
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class Shown:
    """One promise as one viewer may read it.

    Attributes
    ----------
    giver_name, receiver_name
        Empty for who is no longer here. Who gets a promise is told to the two sides only: for
        everybody else ``receiver`` has no id and ``receiver_name`` is empty.
    standing
        How it stands today. That the giver is asked is told to him only; why it was not kept, to
        the two sides only.
    is_mine, is_for_me
        Whether the viewer may speak as who gave it, or as who gets it.
    may
        What this viewer may say of it now.
    """

    id: int
    giver: Party
    giver_name: str
    receiver: Party
    receiver_name: str
    standing: Standing
    may: frozenset[Happening]
    is_mine: bool
    is_for_me: bool
    origin: str
    number: int

    @property
    def is_your_move(self) -> bool:
        """Whether the viewer is asked something: how it goes, or whether it was kept."""
        asked = self.standing.asks_giver if self.is_mine else self.standing.asks_receiver
        return asked and bool(self.may)

    @property
    def has_ended(self) -> bool:
        return self.standing.state in {State.KEPT, State.WITHDRAWN}


def shown(viewer: Viewer, promise: int, *, today: date) -> Shown | None:
    """One promise; None when it is not there, or not for this viewer to read."""
    found = _shown(viewer, Promise.objects.filter(pk=promise), today)
    return found[0] if found else None


def about(viewer: Viewer, origin: str, number: int, *, today: date) -> list[Shown]:
    """What was promised at the end of one talk or walk, as far as this viewer may read it."""
    return _shown(viewer, Promise.objects.filter(origin=origin, number=number), today)


def about_each(
    viewer: Viewer, origin: str, numbers: Iterable[int], *, today: date
) -> dict[int, list[Shown]]:
    """The same of several talks or walks at once; one without promises is not in it."""
    found: dict[int, list[Shown]] = {}
    rows = Promise.objects.filter(origin=origin, number__in=list(numbers))
    for each in _shown(viewer, rows, today):
        found.setdefault(each.number, []).append(each)
    return found


def mine(viewer: Viewer, *, today: date) -> list[Shown]:
    """What the viewer promised, and his teams; newest first."""
    return _shown(viewer, Promise.objects.filter(_side("giver", place(viewer, today))), today)


def to_me(viewer: Viewer, *, today: date) -> list[Shown]:
    """What was promised to the viewer, and to his teams; newest first."""
    return _shown(viewer, Promise.objects.filter(_side("receiver", place(viewer, today))), today)


def above(viewer: Viewer, *, today: date) -> list[Shown]:
    """What every leader above the viewer promised: nearest layer first, then newest first."""
    leaders = place(viewer, today).leaders
    given = Promise.objects.filter(giver_kind=PartyKind.PERSON, giver__in=leaders)
    found = _shown(viewer, given, today)
    return sorted(found, key=lambda each: leaders.index(PersonId(each.giver.id)))


def of_leader(viewer: Viewer, leader: PersonId, *, today: date) -> list[Shown]:
    """What one leader promised, as far as this viewer may read it; newest first."""
    given = Promise.objects.filter(giver_kind=PartyKind.PERSON, giver=leader or None)
    return _shown(viewer, given, today)


def for_customer(viewer: Viewer, customer: CustomerId, *, today: date) -> list[Shown]:
    """What was promised or told to a customer outside who opened his link; newest first.

    The room of the talk knows whose link ``viewer.exchange`` is, and passes his id.
    """
    if viewer.exchange is None or not customer:
        raise PermissionDenied
    found = Promise.objects.filter(
        Q(receiver_kind=PartyKind.CUSTOMER, receiver=customer) | Q(told=customer)
    )
    names = house(today).names
    return [_to_customer(row, customer, names, today) for row in _newest(found)]


def stands_below(viewer: Viewer, *, today: date) -> bool:
    """Whether anybody stands above this viewer."""
    return bool(place(viewer, today).leaders)


def promising(today: date) -> frozenset[PersonId]:
    """People with a promise out: made, and not withdrawn. Everyone may know that, for the locks."""
    made = Promise.objects.filter(
        giver_kind=PartyKind.PERSON,
        events__happening=Happening.MADE,
        events__on__lte=today,
    ).exclude(giver="")
    withdrawn = Event.objects.filter(happening=Happening.WITHDRAWN).values("promise")
    return frozenset(map(PersonId, made.exclude(pk__in=withdrawn).values_list("giver", flat=True)))


def sides(row: Promise) -> tuple[Party, Party]:
    """Who gave it and who gets it."""
    return (
        Party(PartyKind(row.giver_kind), row.giver),
        Party(PartyKind(row.receiver_kind), row.receiver),
    )


def history(row: Promise) -> list[Happened]:
    """Everything that happened to it, oldest first."""
    return [
        Happened(
            Happening(each.happening),
            each.on,
            each.what,
            each.due,
            each.reason,
            each.through_link,
        )
        for each in row.events.all()
    ]


def _side(side: str, here: Place) -> Q:
    found = Q(**{f"{side}_kind": PartyKind.TEAM, f"{side}__in": here.teams})
    if here.person:
        found |= Q(**{f"{side}_kind": PartyKind.PERSON, side: here.person})
    return found


def _newest(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    return rows.order_by("-pk").prefetch_related("events")


def _shown(viewer: Viewer, rows: QuerySet[Promise], today: date) -> list[Shown]:
    here, names = place(viewer, today), house(today).names
    return [
        _to_insider(row, here, names, today) for row in _newest(rows) if here.may_read(*sides(row))
    ]


def _to_insider(row: Promise, here: Place, names: Mapping[str, str], today: date) -> Shown:
    giver, receiver = sides(row)
    standing = stand(history(row), today=today)
    says = here.may_say(giver, receiver)
    may = says & allowed(standing)
    if not here.is_side(giver, receiver):
        standing, receiver = _without_reasons(standing), Party(receiver.kind, "")
    if not here.gives(giver):
        standing = replace(standing, asks_giver=False)
    return Shown(
        id=row.pk,
        giver=giver,
        giver_name=names.get(giver.id, ""),
        receiver=receiver,
        receiver_name=names.get(receiver.id, ""),
        standing=standing,
        may=may,
        is_mine=here.gives(giver),
        is_for_me=says == RECEIVER_SAYS,
        origin=row.origin,
        number=row.number,
    )


def _to_customer(
    row: Promise, customer: CustomerId, names: Mapping[str, str], today: date
) -> Shown:
    giver, receiver = sides(row)
    standing = stand(history(row), today=today)
    gets = receiver == Party.customer(customer)
    told = replace(standing if gets else _without_reasons(standing), asks_giver=False)
    return Shown(
        id=row.pk,
        giver=giver,
        giver_name=names.get(giver.id, ""),
        receiver=receiver if gets else Party(receiver.kind, ""),
        receiver_name=names.get(customer, "") if gets else "",
        standing=told,
        may=RECEIVER_SAYS & allowed(standing) if gets else frozenset(),
        is_mine=False,
        is_for_me=gets,
        origin=row.origin,
        number=row.number,
    )


def _without_reasons(standing: Standing) -> Standing:
    """Leave out why the receiving side says that it was not kept: it tells who that is."""
    told = tuple(
        replace(each, reason="") if each.happening in RECEIVER_SAYS else each
        for each in standing.history
    )
    return replace(standing, history=told)
