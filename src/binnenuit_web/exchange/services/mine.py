"""For whom am I here, and who is here for me: every relation of a viewer, with its talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.exchange.model import Kind, Side
from binnenuit_web.exchange.models import Exchange
from binnenuit_web.exchange.services.locks import open_layers, relations_now
from binnenuit_web.exchange.services.sides import name_of, voice_of
from binnenuit_web.exchange.services.talks import newest_seen
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from binnenuit.exchange.relations import Relation
    from binnenuit.organisation.parties import Party
    from binnenuit_web.exchange.services.talks import Talk
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Tie", "my_relations", "open_talk"]

acts.register("talk.opened", _("opened a talk"))

_Pair = tuple[str, str, str]


@dataclass(frozen=True)
class Tie:
    """One relation as one of its sides sees it.

    Attributes
    ----------
    side
        The side of the viewer: the giver's customer is ``other``.
    is_open
        The layers above came this far, so the talk may begin.
    talk
        The newest talk of the two; None when nobody opened one.
    """

    kind: Kind
    giver: Party
    receiver: Party
    side: Side
    own_name: str
    other_name: str
    is_open: bool
    talk: Talk | None

    @property
    def is_giver(self) -> bool:
        return self.side is Side.GIVER


def my_relations(viewer: Viewer, *, today: date) -> tuple[Tie, ...]:
    """All relations of the viewer and of the teams he speaks for, leading first.

    A relation that has ended, but was talked about, is told as long as both sides are there to
    read it by its address; it is not listed here.
    """
    voice = voice_of(viewer)
    own = [
        (relation, side)
        for relation in relations_now()
        if (side := voice.side(relation.kind, relation.giver.id, relation.receiver.id))
    ]
    opened = open_layers(today, {relation.layer for relation, _side in own})
    talks = _talks(viewer, own, today)
    return tuple(
        _tie(relation, side, relation.layer in opened, talks.get(_pair(relation)))
        for relation, side in own
    )


@transaction.atomic
def open_talk(viewer: Viewer, kind: Kind, giver: str, receiver: str, *, today: date) -> int | None:
    """Open the newest talk of two sides and return it, made on first use.

    None when the layers above have not come this far. For everybody but the two sides it is as if
    there were no such relation.
    """
    relation = _relation(kind, giver, receiver)
    if relation is None or voice_of(viewer).side(kind, giver, receiver) is None:
        raise PermissionDenied
    same = Exchange.objects.filter(kind=kind, giver=giver, receiver=receiver)
    newest = same.order_by("turn").last()
    if newest is not None:
        return newest.pk
    if relation.layer not in open_layers(today, {relation.layer}):
        return None
    row, made = Exchange.objects.get_or_create(kind=kind, giver=giver, receiver=receiver, turn=1)
    if made:
        note_down(viewer, "talk.opened", f"talk {row.pk}")
    return row.pk


def _relation(kind: Kind, giver: str, receiver: str) -> Relation | None:
    wanted = (kind, giver, receiver)
    return next((each for each in relations_now() if _pair(each) == wanted), None)


def _pair(relation: Relation) -> _Pair:
    return relation.kind, relation.giver.id, relation.receiver.id


def _newest_talks(relations: Iterable[Relation]) -> dict[_Pair, Exchange]:
    """Read the talks of these relations in one go; of several turns the last."""
    givers = {relation.giver.id for relation in relations}
    rows = Exchange.objects.filter(giver__in=givers).order_by("turn")
    rows = rows.prefetch_related("parts", "marks")
    return {(row.kind, row.giver, row.receiver): row for row in rows}


def _talks(viewer: Viewer, own: Sequence[tuple[Relation, Side]], today: date) -> dict[_Pair, Talk]:
    rows = _newest_talks(relation for relation, _side in own)
    sides = {_pair(relation): side for relation, side in own}
    begun = [(rows[pair], side) for pair, side in sides.items() if pair in rows]
    seen = newest_seen(viewer, begun, today=today)
    return {pair: seen[rows[pair].pk] for pair in sides if pair in rows}


def _tie(relation: Relation, side: Side, may_begin: bool, talk: Talk | None) -> Tie:  # noqa: FBT001
    own, other = relation.giver, relation.receiver
    if side is Side.RECEIVER:
        own, other = other, own
    return Tie(
        kind=relation.kind,
        giver=relation.giver,
        receiver=relation.receiver,
        side=side,
        own_name=talk.own_name if talk else name_of(own),
        other_name=talk.other_name if talk else name_of(other),
        is_open=talk is not None or may_begin,
        talk=talk,
    )
