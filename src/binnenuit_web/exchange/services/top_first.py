"""The picture of the locks: what is open, what waits for whom, and which keys were turned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied

from binnenuit_web.exchange.services.keys import has_key, keys_of
from binnenuit_web.exchange.services.locks import (
    counts_now,
    layers_now,
    names_now,
    open_among,
    to_begin,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from binnenuit.exchange import Layer, LeaderState, State
    from binnenuit.organisation.model import PersonId
    from binnenuit_web.organisation.services import Turned
    from binnenuit_web.people.viewer import Viewer

__all__ = ["NAMED", "LayerShown", "LeaderShown", "TopFirst", "top_first"]

NAMED: Final = 40
_FEW: Final = 3


@dataclass(frozen=True)
class LeaderShown:
    """For whom a layer waits: how many talks of how many are complete, and is a promise out?"""

    name: str
    filled: int
    of: int
    promised: bool


@dataclass(frozen=True)
class LayerShown:
    """One layer in the picture.

    Attributes
    ----------
    state
        As it stands; ``is_open`` is False as well for a first layer that nobody has begun.
    leaders, looked, promised
        How many lead here; of how many all talks are complete; how many have a promise out.
    people
        How many are led here; ``talks`` is how many relations of teams and customers stand here.
    names
        Of those who lead here, when they are few; ``waits_for``: those who are not done yet in
        an open layer, and so keep the layers below waiting (``NAMED`` at most; ``more`` counts the
        others).
    is_mine
        The viewer leads here, and is not done yet.
    has_key
        A key of this layer waits for the viewer.
    """

    number: int
    state: State
    is_open: bool
    opened_by_keys: bool
    leaders: int
    looked: int
    promised: int
    people: int
    talks: int
    names: tuple[str, ...]
    waits_for: tuple[LeaderShown, ...]
    more: int
    keys: tuple[Turned, ...]
    is_mine: bool
    has_key: bool


@dataclass(frozen=True)
class TopFirst:
    """All layers from the top; who has still to begin, by name, and whether the viewer has to."""

    layers: tuple[LayerShown, ...]
    to_begin: tuple[str, ...]
    i_begin: bool


def top_first(viewer: Viewer, today: date) -> TopFirst:
    """Show how far every layer is, to everyone who signed in or came through a team's link."""
    if not viewer.is_signed_in:
        raise PermissionDenied
    found = layers_now(today)
    may_begin = open_among(found)
    top, names = to_begin(), names_now()
    layers = [_shown(viewer, each, names, is_open=each.number in may_begin) for each in found]
    return TopFirst(
        layers=tuple(layers),
        to_begin=tuple(_name(person, names) for person in top),
        i_begin=viewer.person in top,
    )


def _shown(
    viewer: Viewer, layer: Layer, names: Mapping[PersonId, str], *, is_open: bool
) -> LayerShown:
    counts = counts_now()
    undone = [each for each in layer.leaders if is_open and not each.done]
    few = layer.leaders if len(layer.leaders) <= _FEW else ()
    return LayerShown(
        number=layer.number,
        state=layer.state,
        is_open=is_open,
        opened_by_keys=layer.opened_by_keys,
        leaders=len(layer.leaders),
        looked=sum(each.filled == each.of for each in layer.leaders),
        promised=sum(each.promised for each in layer.leaders),
        people=counts[layer.number, True],
        talks=counts[layer.number, False],
        names=tuple(_name(each.person, names) for each in few),
        waits_for=tuple(_leader(each, names) for each in undone[:NAMED]),
        more=max(len(undone) - NAMED, 0),
        keys=keys_of(layer.number),
        is_mine=any(each.person == viewer.person for each in undone),
        has_key=not is_open and has_key(viewer, layer.number),
    )


def _leader(leader: LeaderState, names: Mapping[PersonId, str]) -> LeaderShown:
    return LeaderShown(_name(leader.person, names), leader.filled, leader.of, leader.promised)


def _name(person: PersonId, names: Mapping[PersonId, str]) -> str:
    return names.get(person, person)  # somebody may lead who is not in the people file
