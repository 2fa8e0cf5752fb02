"""Top first: which talks there are today, and which of them may begin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from binnenuit.exchange import Filled, Kind, locks, relations
from binnenuit.organisation.leading import Leading
from binnenuit_web.exchange.models import Exchange, FirstLine, Key
from binnenuit_web.organisation import services as organisation
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.exchange import Layer, Relation

__all__ = ["has_begun", "is_open", "layers_now", "leading_now", "relations_now", "turned"]


@dataclass(frozen=True)
class _Standing:
    """What follows from the organisation alone, as it stands on one day."""

    leading: Leading
    relations: tuple[Relation, ...]


def leading_now() -> Leading:
    """Who leads whom today; kept in memory until the organisation changes."""
    return _now().leading


def relations_now() -> tuple[Relation, ...]:
    """Every two sides that have a talk today, those of the top first."""
    return _now().relations


def layers_now(today: date) -> tuple[Layer, ...]:
    """How every layer stands; a fact that everyone may know."""
    filled = Filled(_complete(), promises.promising(today))
    return locks(relations_now(), filled, keys=turned())


def is_open(layer: int) -> bool:
    """Whether talks in this layer may begin; in layer 1 once the top wrote its first lines."""
    layers = layers_now(timezone.localdate())
    if not 1 <= layer <= len(layers) or not layers[layer - 1].is_open:
        return False
    return layer > 1 or has_begun() or layer in turned()


def has_begun() -> bool:
    """Whether who stands at the top wrote a first line for each of the people led there."""
    first = {
        (each.giver.id, each.receiver.id)
        for each in relations_now()
        if each.kind is Kind.LEADING and each.layer == 1
    }
    return first <= set(FirstLine.objects.values_list("by", "about"))


def turned() -> frozenset[int]:
    """Layers whose two keys were both turned."""
    both = Key.objects.values("layer").annotate(keys=Count("holder")).filter(keys=2)
    return frozenset(both.values_list("layer", flat=True))


def _now() -> _Standing:
    return _standing(organisation.facts().revision, timezone.localdate())


@lru_cache(maxsize=2)
def _standing(revision: str, day: date) -> _Standing:
    del revision
    stored = organisation.load().on(day)
    return _Standing(Leading(stored), relations(stored))


def _complete() -> frozenset[tuple[str, str]]:
    """Leader and person led of each talk to which nothing has to be added before the next layer."""
    talks = Exchange.objects.filter(kind=Kind.LEADING).annotate(
        signed=Count("parts"), declined=Count("parts", filter=Q(parts__declined=True))
    )
    complete = talks.filter(Q(signed=2) | Q(declined__gt=0))
    return frozenset(complete.values_list("giver", "receiver"))
