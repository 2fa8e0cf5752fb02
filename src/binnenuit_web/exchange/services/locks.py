"""Top first: which talks there are today, and which of them may begin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from binnenuit.exchange import Filled, Kind, locks, relations
from binnenuit.organisation.leading import Leading
from binnenuit.organisation.model import PersonId
from binnenuit_web.exchange.models import Exchange, FirstLine, Key, OpenedLayer
from binnenuit_web.organisation import services as organisation
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from binnenuit.exchange import Layer, Relation

__all__ = [
    "counts_now",
    "has_begun",
    "is_open",
    "layers_now",
    "leading_now",
    "names_now",
    "open_among",
    "open_layers",
    "relations_now",
    "talked_with",
    "to_begin",
    "turned",
]


@dataclass(frozen=True)
class _Standing:
    """What follows from the organisation alone, as it stands on one day."""

    leading: Leading
    relations: tuple[Relation, ...]
    names: Mapping[PersonId, str]

    @cached_property
    def first(self) -> tuple[tuple[PersonId, PersonId], ...]:
        """Who leads at the top, with each of the people led there."""
        led = (each for each in self.relations if each.kind is Kind.LEADING and each.layer == 1)
        return tuple((PersonId(each.giver.id), PersonId(each.receiver.id)) for each in led)

    @cached_property
    def counts(self) -> Mapping[tuple[int, bool], int]:
        """How many relations stand in a layer: those of leading, and the others."""
        return Counter((each.layer, each.kind is Kind.LEADING) for each in self.relations)


def leading_now() -> Leading:
    """Who leads whom today; kept in memory until the organisation changes."""
    return _now().leading


def relations_now() -> tuple[Relation, ...]:
    """Every two sides that have a talk today, those of the top first."""
    return _now().relations


def counts_now() -> Mapping[tuple[int, bool], int]:
    """How many relations stand in each layer: True for those of leading, False for the others."""
    return _now().counts


def names_now() -> Mapping[PersonId, str]:
    """Under which name everybody of the people file is known; the id when there is none."""
    return _now().names


def layers_now(today: date) -> tuple[Layer, ...]:
    """How every layer stands; a fact that everyone may know."""
    filled = Filled(_complete(), promises.promising(today))
    opened = frozenset(OpenedLayer.objects.values_list("layer", flat=True))
    found = locks(relations_now(), filled, keys=turned(), opened=opened)
    _remember(found, opened, today)
    return found


def talked_with() -> frozenset[PersonId]:
    """Leaders who had the talk with everybody they lead: nothing has to be added to any of them.

    For other rooms, which ask ``settings.TALKED``.
    """
    complete = _complete()
    waits = {
        each.giver.id
        for each in relations_now()
        if each.kind is Kind.LEADING and (each.giver.id, each.receiver.id) not in complete
    }
    return frozenset(person for person in leading_now().led_by if person not in waits)


def is_open(layer: int) -> bool:
    """Whether talks in this layer may begin."""
    return layer in open_layers(timezone.localdate(), {layer})


def open_layers(today: date, wanted: Collection[int]) -> frozenset[int]:
    """In which of the wanted layers may talks begin?"""
    # What opened once stays open, so that most pages need not look at every talk there is.
    opened = {1, *turned(), *OpenedLayer.objects.values_list("layer", flat=True)}
    if not opened.issuperset(wanted):
        return open_among(layers_now(today)) & frozenset(wanted)
    found = frozenset(wanted)
    return found if 1 not in found or _first_is_open() else found - {1}


def open_among(layers: Sequence[Layer]) -> frozenset[int]:
    """Which of these layers may begin their talks: the first once the top wrote its first lines."""
    found = frozenset(each.number for each in layers if each.is_open)
    return found if _first_is_open() else found - {1}


def has_begun() -> bool:
    """Whether who stands at the top wrote a first line for each of the people led there."""
    return not to_begin()


def to_begin() -> tuple[PersonId, ...]:
    """Who stands at the top and has still to write a first line about somebody led there."""
    written = set(FirstLine.objects.values_list("by", "about"))
    return tuple(dict.fromkeys(pair[0] for pair in _now().first if pair not in written))


def _first_is_open() -> bool:
    return has_begun() or 1 in turned()


def turned() -> frozenset[int]:
    """Layers whose two keys were both turned."""
    both = Key.objects.values("layer").annotate(keys=Count("holder")).filter(keys=2)
    return frozenset(both.values_list("layer", flat=True))


def _remember(layers: Sequence[Layer], opened: frozenset[int], today: date) -> None:
    """Write down which layers opened in their order, so that they stay open.

    It is noticed when somebody looks; a layer at which nobody looked while it was open is missed
    by nobody.
    """
    in_order = {each.number for each in layers if each.is_open and not each.opened_by_keys}
    fresh = [OpenedLayer(layer=each, opened_on=today) for each in sorted(in_order - opened - {1})]
    if fresh:
        OpenedLayer.objects.bulk_create(fresh, ignore_conflicts=True)


def _now() -> _Standing:
    facts = organisation.facts()
    return _standing(facts.revision, facts.paid_as_of, timezone.localdate())


@lru_cache(maxsize=2)
def _standing(revision: str, paid_as_of: str, day: date) -> _Standing:
    del revision, paid_as_of
    stored = organisation.load().on(day)
    names = {member.person: member.name or member.person for member in stored.people}
    return _Standing(Leading(stored), relations(stored, organisation.payers()), names)


def _complete() -> frozenset[tuple[str, str]]:
    """Leader and person led of each talk to which nothing has to be added before the next layer."""
    talks = Exchange.objects.filter(kind=Kind.LEADING).annotate(
        signed=Count("parts"), declined=Count("parts", filter=Q(parts__declined=True))
    )
    complete = talks.filter(Q(signed=2) | Q(declined__gt=0))
    return frozenset(complete.values_list("giver", "receiver"))
