"""What this room holds about a person, to take along or to have forgotten.

A talk that a person led or was led in is about him on both sides, so it goes as a whole. What he
wrote for a team goes too, with the marks on it; the talk of the two teams stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from binnenuit.exchange.model import Kind, Side
from binnenuit_web.exchange.models import Exchange, FirstLine, Key, Mark, Part
from binnenuit_web.exchange.services.parts import signed_parts
from binnenuit_web.people import personal
from binnenuit_web.people.services import person_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.people.personal import Record

__all__: list[str] = []


def _own_talks(person: PersonId) -> list[Exchange]:
    rows = Exchange.objects.filter(Q(giver=person) | Q(receiver=person), kind=Kind.LEADING)
    return list(rows.order_by("pk").prefetch_related("parts", "marks"))


def _export_talks(account: int) -> list[Record]:
    """Each talk, with what the other side wrote where both have signed: that was shown to him."""
    person = person_of(account)
    return [_talk(row, person) for row in _own_talks(person)] if person else []


def _talk(row: Exchange, person: PersonId) -> Record:
    signed = signed_parts(row)
    other = Side.RECEIVER if row.giver == person else Side.GIVER
    theirs = signed.get(other) if len(signed) == len(Side) else None
    return {
        "talk": row.pk,
        "giver": row.giver,
        "receiver": row.receiver,
        "turn": row.turn,
        "other_brings": theirs.brings if theirs else "",
        "other_gets": theirs.gets if theirs else "",
    }


def _forget_talks(account: int) -> None:
    person = person_of(account)
    if person:
        Exchange.objects.filter(pk__in=[row.pk for row in _own_talks(person)]).delete()


def _export_parts(account: int) -> list[Record]:
    person = person_of(account)
    columns = ("exchange", "side", "brings", "gets", "declined", "signed_on")
    written = Part.objects.filter(signed_by=person).order_by("pk") if person else ()
    return [{name: getattr(row, _column(name)) for name in columns} for row in written]


def _column(name: str) -> str:
    return "exchange_id" if name == "exchange" else name


def _forget_parts(account: int) -> None:
    person = person_of(account)
    if person:
        written = Part.objects.filter(signed_by=person)
        Mark.objects.filter(exchange__in=written.values("exchange")).delete()
        written.delete()


def _export_marks(account: int) -> list[Record]:
    person = person_of(account)
    return [
        {"talk": row.pk, "question": mark.question, "alike": mark.alike}
        for row in (_own_talks(person) if person else ())
        for mark in row.marks.all()
        if mark.side == (Side.GIVER if row.giver == person else Side.RECEIVER)
    ]


def _export_first_lines(account: int) -> list[Record]:
    person = person_of(account)
    written = FirstLine.objects.filter(by=person).order_by("pk") if person else None
    columns = ("about", "customer", "line", "written_on")
    return [{**row} for row in written.values(*columns)] if written is not None else []


def _forget_first_lines(account: int) -> None:
    person = person_of(account)
    if person:
        FirstLine.objects.filter(Q(by=person) | Q(about=person)).delete()


def _own_keys(account: int) -> QuerySet[Key]:
    person = person_of(account)
    return Key.objects.filter(Q(account=account) | Q(by=person or None)).order_by("pk")


def _export_keys(account: int) -> list[Record]:
    return [{**row} for row in _own_keys(account).values("layer", "holder", "reason", "turned_on")]


def _forget_keys(account: int) -> None:
    """Leave the key turned: others live in the layer that it opened."""
    _own_keys(account).update(by="", account=None, reason="")


def _nothing(account: int) -> None:
    """Marks go with the talk or the part they are about."""


personal.register("exchange.Exchange", export=_export_talks, forget=_forget_talks)
personal.register("exchange.Part", export=_export_parts, forget=_forget_parts)
personal.register("exchange.Mark", export=_export_marks, forget=_nothing)
personal.register("exchange.FirstLine", export=_export_first_lines, forget=_forget_first_lines)
personal.register("exchange.Key", export=_export_keys, forget=_forget_keys)
