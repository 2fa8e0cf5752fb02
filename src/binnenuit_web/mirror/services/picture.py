"""The picture of a round: what is open, what waits for whom and for what, and which keys turned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied

from binnenuit.mirror.model.locks import State
from binnenuit_web.mirror.services.enough import is_told
from binnenuit_web.mirror.services.frozen import leaders_of, wanted
from binnenuit_web.mirror.services.gate import is_out
from binnenuit_web.mirror.services.here import here
from binnenuit_web.mirror.services.keys import has_key, keys_of
from binnenuit_web.mirror.services.locks import locks_of
from binnenuit_web.mirror.services.opening import is_keyless, may_open_again
from binnenuit_web.mirror.services.rounds import latest_round
from binnenuit_web.mirror.services.stopping import may_go_on, may_stop
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from binnenuit.mirror.model.locks import Lock, Wait, Waiting
    from binnenuit.organisation.model import PersonId
    from binnenuit_web.mirror.models import Layer, Round
    from binnenuit_web.mirror.services.here import Here
    from binnenuit_web.organisation.services import Turned
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Enough", "LayerShown", "RoundShown", "WaitingShown", "round_picture"]

_NAMED: Final = 40
_FEW: Final = 3


class Enough(StrEnum):
    """Whether half of the people answered by last night; ``UNTOLD`` where it is not said."""

    ENOUGH = "enough"
    NOT_YET = "not_yet"
    UNTOLD = "untold"


@dataclass(frozen=True)
class WaitingShown:
    """Somebody for whom others wait, by name, and for what."""

    name: str
    has_to: tuple[Wait, ...]


@dataclass(frozen=True)
class LayerShown:
    """One layer in the picture.

    Attributes
    ----------
    state
        As it stands; ``only_talk``: nobody was asked, as fewer than k could answer.
    people
        How many are invited; for a layer that is locked, how many would be today.
    leaders, names
        How many are seen here, and their names when they are few.
    waits_for, more
        Who is seen here and not done, at most forty; ``more`` counts the others.
    after
        Number of the layer above for which this one waits; None when it waits for none.
    is_keyless
        A backup was put back: its ballots can be read by nobody, and it is opened again; not where
        it ``was_shown`` before: then the server counts it as shown.
    is_mine
        Others wait for the viewer here.
    may_open, may_close, may_release
        What the viewer may do now, as the one who guides the round.
    """

    id: int
    number: int
    customers: bool
    state: State
    only_talk: bool
    opened_on: date | None
    closes_on: date | None
    closed_on: date | None
    shown_on: date | None
    people: int
    leaders: int
    names: tuple[str, ...]
    waits_for: tuple[WaitingShown, ...]
    more: int
    after: int | None
    enough: Enough
    by_keys: bool
    keys: tuple[Turned, ...]
    has_key: bool
    is_keyless: bool
    was_shown: bool
    is_mine: bool
    may_open: bool
    may_close: bool
    may_release: bool

    @property
    def waiting(self) -> int:
        """How many others wait for, by name or not."""
        return len(self.waits_for) + self.more


@dataclass(frozen=True)
class RoundShown:
    """A round with its layers from the top.

    Attributes
    ----------
    stopped_by
        The role that stopped it; None while it runs. Everybody reads ``stop_reason``.
    may_stop, may_go_on
        What the viewer may do now.
    """

    id: int
    name: str
    k: int
    version: str
    began_on: date
    ended_on: date | None
    stopped_on: date | None
    stopped_by: Role | None
    stop_reason: str
    may_stop: bool
    may_go_on: bool
    layers: tuple[LayerShown, ...]


def round_picture(viewer: Viewer, today: date) -> RoundShown | None:
    """Show the round that runs, or the last one, to everyone who signed in; None before the first.

    ``Viewer`` may have come through the link of a team.
    """
    if not viewer.is_signed_in:
        raise PermissionDenied
    row = latest_round(today)
    if row is None:
        return None
    rows = row.layers.order_by("number").prefetch_related("keys")
    layers = zip(rows, locks_of(row, today), strict=True)
    runs = row.ended_on is None
    return RoundShown(
        id=row.pk,
        name=row.name,
        k=row.k,
        version=str(row.questionnaire.get("version", "")),
        began_on=row.began_on,
        ended_on=row.ended_on,
        stopped_on=row.stopped_on,
        stopped_by=Role(row.stopped_by) if row.stopped_by else None,
        stop_reason=row.stop_reason,
        may_stop=runs and row.stopped_on is None and may_stop(viewer),
        may_go_on=may_go_on(viewer, row),
        layers=tuple(_shown(viewer, row, *each, here(today)) for each in layers),
    )


def _shown(viewer: Viewer, row: Round, layer: Layer, lock: Lock, there: Here) -> LayerShown:
    leaders, people = _leaders(layer, there), _people(layer, row, there)
    guides = viewer.may_prepare and row.stopped_on is None and row.ended_on is None
    waits = lock.state is State.LOCKED and not lock.may_open and row.ended_on is None
    few = leaders if len(leaders) <= _FEW else ()
    return LayerShown(
        id=layer.pk,
        number=layer.number,
        customers=layer.customers,
        state=lock.state,
        only_talk=lock.state is State.SHOWN and not layer.shown and not people,
        opened_on=layer.opened_on,
        closes_on=layer.closes_on,
        closed_on=layer.closed_on,
        shown_on=layer.shown_on,
        people=people,
        leaders=len(leaders),
        names=tuple(there.names.get(person, person) for person in few if person in there.persons),
        waits_for=tuple(_waiting(each, there) for each in lock.waits_for[:_NAMED]),
        more=max(len(lock.waits_for) - _NAMED, 0),
        after=lock.after,
        enough=_enough(layer, people, row.k),
        by_keys=lock.by_keys,
        keys=keys_of(layer),
        has_key=waits and has_key(viewer, layer),
        is_keyless=is_keyless(layer),
        was_shown=is_keyless(layer) and is_out(layer),
        is_mine=any(each.person == viewer.person for each in lock.waits_for),
        may_open=guides and (lock.may_open or may_open_again(layer)),
        may_close=guides and lock.state is State.OPEN and not is_keyless(layer),
        may_release=guides and lock.state is State.CLOSED and not is_keyless(layer),
    )


def _waiting(each: Waiting, there: Here) -> WaitingShown:
    return WaitingShown(there.names.get(each.person, each.person), each.has_to)


def _leaders(layer: Layer, there: Here) -> Sequence[PersonId]:
    if layer.opened_on is not None:
        return tuple(leaders_of(layer))
    plan = None if layer.customers else there.layer(layer.number)
    return tuple(dict.fromkeys(led.leader for led in plan.leaders)) if plan else ()


def _people(layer: Layer, row: Round, there: Here) -> int:
    if layer.opened_on is not None:
        return layer.invitations.count()
    plan = None if layer.customers else there.layer(layer.number)
    return len(wanted(plan, k=row.k)) if plan else 0


def _enough(layer: Layer, people: int, k: int) -> Enough:
    if layer.customers or layer.opened_on is None or not is_told(people, k):
        return Enough.UNTOLD
    return Enough.ENOUGH if layer.is_enough else Enough.NOT_YET
