"""Which layers of a round may open today, for whom do the others wait, and for what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from binnenuit.mirror.model.locks import LayerFacts, LeaderFacts, Lock, locks
from binnenuit_web.mirror.models import LayerKey, Look, OwnView
from binnenuit_web.mirror.services.frozen import leaders_of, state_of
from binnenuit_web.mirror.services.here import here
from binnenuit_web.organisation.services import KEY_HOLDERS
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.mirror.models import Layer, Round

__all__ = ["lock_of", "locks_of"]


@dataclass(frozen=True)
class _Known:
    """What is known of all leaders at once; looks are told apart by layer."""

    here: Collection[PersonId]
    answered: Collection[str]
    looked: Collection[tuple[int, str]]
    talked: Collection[PersonId]
    promised: Collection[PersonId]


def lock_of(layer: Layer, today: date) -> Lock:
    """How one layer stands; nothing may open in a round that was stopped or is over."""
    return next(each for each in locks_of(layer.round, today) if each.number == layer.number)


def locks_of(round: Round, today: date) -> tuple[Lock, ...]:  # noqa: A002  the word of the room
    """How every layer stands; a fact that everybody may know."""
    known = _known(round, today)
    turned = _turned(round)
    found = locks(
        LayerFacts(row.number, state_of(row), _leaders(row, known), row.pk in turned)
        for row in round.layers.order_by("number")
    )
    may = round.stopped_on is None and round.ended_on is None
    return found if may else tuple(_held(each) for each in found)


def _held(lock: Lock) -> Lock:
    return replace(lock, may_open=False)


def _known(round: Round, today: date) -> _Known:  # noqa: A002  as above
    return _Known(
        here=here(today).persons,
        answered=set(OwnView.objects.filter(round=round).values_list("person", flat=True)),
        looked=set(Look.objects.filter(layer__round=round).values_list("layer", "person")),
        talked=import_string(settings.TALKED)(),
        promised=promises.promising(today),
    )


def _leaders(layer: Layer, known: _Known) -> tuple[LeaderFacts, ...]:
    """Who is seen in a layer; who is no longer here keeps nobody waiting."""
    return tuple(
        LeaderFacts(
            person,
            seen,
            answered=person in known.answered,
            looked=(layer.pk, str(person)) in known.looked,
            talked=person in known.talked,
            promised=person in known.promised,
        )
        for person, seen in leaders_of(layer).items()
        if person in known.here
    )


def _turned(round: Round) -> frozenset[int]:  # noqa: A002  as above
    holders = {holder.value for holder in KEY_HOLDERS}
    keys: dict[int, set[str]] = {}
    for layer, holder in LayerKey.objects.filter(layer__round=round).values_list("layer", "holder"):
        keys.setdefault(layer, set()).add(holder)
    return frozenset(layer for layer, found in keys.items() if found == holders)
