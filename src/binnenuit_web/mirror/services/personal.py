"""What this room holds about a person, to take along or to have forgotten.

Of ballots there is nothing to take along or to take out: nobody can tell whose they are. Who is
forgotten becomes a number that nobody can look up, in every table of the room the same: so many
people stay invited, a leader who looked has looked, and what was shown can still be read.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from binnenuit_web.mirror.models import Invitation, Layer, LayerKey, Look, OwnView
from binnenuit_web.people import personal
from binnenuit_web.people.services import person_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from binnenuit_web.people.personal import Record

__all__ = ["is_forgotten"]

_FORGOTTEN: Final = "forgotten-"
_PLACE: Final = {"round": "layer__round__name", "number": "layer__number"}


def is_forgotten(person: str) -> bool:
    """Whether a person of an invitation, or a leader of a layer, was forgotten since."""
    return person.startswith(_FORGOTTEN)


def _export_invitations(account: int) -> list[Record]:
    """Tell of what somebody was asked. Whether he answered is kept nowhere by his name."""
    columns = (*_PLACE.values(), "team", "part", "on_paper", "reminded", "reminded_on")
    return _rows(Invitation.objects.all(), account, columns)


def _export_looks(account: int) -> list[Record]:
    return _rows(Look.objects.all(), account, (*_PLACE.values(), "on"))


def _export_own_views(account: int) -> list[Record]:
    return _rows(OwnView.objects.all(), account, ("round__name", "answers", "given_on"))


def _export_led(account: int) -> list[Record]:
    """Which teams he led when a layer opened."""
    person = person_of(account)
    return [
        {"layer__round__name": layer.round.name, "layer__number": layer.number, "team": team["id"]}
        for layer in Layer.objects.select_related("round")
        for team in layer.teams
        if person and team.get("leader") == person
    ]


def _export_keys(account: int) -> list[Record]:
    columns = (*_PLACE.values(), "holder", "reason", "turned_on")
    return [{**row} for row in _own_keys(account).values(*columns)]


def _rows(asked: QuerySet[Any], account: int, columns: tuple[str, ...]) -> list[Record]:
    person = person_of(account)
    found = asked.filter(person=person).order_by("pk") if person else asked.none()
    return [{**row} for row in found.values(*columns)]


def _forget(account: int) -> None:
    """Put one number, that nobody can look up, in the place of a person in all tables at once."""
    person = person_of(account)
    if not person:
        return
    nobody = f"{_FORGOTTEN}{uuid.uuid4().hex}"
    Invitation.objects.filter(person=person).update(person=nobody)
    Look.objects.filter(person=person).update(person=nobody)
    for layer in Layer.objects.select_for_update():
        _forget_leader(layer, person, nobody)


def _forget_leader(layer: Layer, person: str, nobody: str) -> None:
    led = [team for team in layer.teams if team.get("leader") == person]
    for team in led:
        team["leader"] = nobody
    if led:
        layer.save(update_fields=["teams"])


def _forget_own_views(account: int) -> None:
    person = person_of(account)
    if person:
        OwnView.objects.filter(person=person).delete()


def _own_keys(account: int) -> QuerySet[LayerKey]:
    person = person_of(account)
    return LayerKey.objects.filter(Q(account=account) | Q(by=person or None)).order_by("pk")


def _forget_keys(account: int) -> None:
    """Leave the key turned: others live in the layer that it opened."""
    _own_keys(account).update(by="", account=None, reason="")


def _together(account: int) -> None:
    """Forgotten together with the invitation."""


personal.register("mirror.Invitation", export=_export_invitations, forget=_forget)
personal.register("mirror.Look", export=_export_looks, forget=_together)
personal.register("mirror.Layer", export=_export_led, forget=_together)
personal.register("mirror.OwnView", export=_export_own_views, forget=_forget_own_views)
personal.register("mirror.LayerKey", export=_export_keys, forget=_forget_keys)
