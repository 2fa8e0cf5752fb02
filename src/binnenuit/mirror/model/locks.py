"""Top first, in a round: which layers may open, for whom do the others wait, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from binnenuit.organisation.model import PersonId


class State(StrEnum):
    """How a layer stands: locked, taking answers, no longer, or seen by those it is about."""

    LOCKED = "locked"
    OPEN = "open"
    CLOSED = "closed"
    SHOWN = "shown"


class Wait(StrEnum):
    """What a leader has still to do: answer about himself, look, talk, promise."""

    OWN_VIEW = "own_view"
    LOOK = "look"
    TALK = "talk"
    PROMISE = "promise"


class Seen(StrEnum):
    """How a leader sees what those he leads get from him.

    ``MIRROR``: enough could answer, he looks at the figure. ``EITHER``: fewer than k, he looks at
    what is shown of the layer together, or has the talks. ``TALK``: nothing is asked about him.
    """

    MIRROR = "mirror"
    EITHER = "either"
    TALK = "talk"


@dataclass(frozen=True)
class LeaderFacts:
    """How far one leader in one layer is.

    Attributes
    ----------
    answered
        Whether he answered about himself.
    looked
        Whether he says that he looked at what was shown of this layer.
    talked
        Whether all his talks of bring and give are complete on both sides.
    promised
        Whether he has a promise out.
    """

    person: PersonId
    seen: Seen = Seen.MIRROR
    answered: bool = False
    looked: bool = False
    talked: bool = False
    promised: bool = False

    def has_to(self, state: State) -> tuple[Wait, ...]:
        """Tell what this leader has still to do while his layer is in ``state``."""
        if state is State.OPEN:
            asked = self.seen is not Seen.TALK and not self.answered
            return (Wait.OWN_VIEW,) if asked else ()
        if state is not State.SHOWN:
            return ()
        promise = () if self.promised else (Wait.PROMISE,)
        return (*self._to_see(), *promise)

    def _to_see(self) -> tuple[Wait, ...]:
        if self.seen is Seen.TALK:
            return () if self.talked else (Wait.TALK,)
        if self.looked or (self.seen is Seen.EITHER and self.talked):
            return ()
        return (Wait.LOOK,)


@dataclass(frozen=True)
class LayerFacts:
    """One layer of a round as it stands.

    Attributes
    ----------
    leaders
        Who is seen in this layer, and is still here; empty for the customers' layer.
    has_keys
        Both keys were turned, to open it out of order.
    """

    number: int
    state: State
    leaders: tuple[LeaderFacts, ...] = ()
    has_keys: bool = False


@dataclass(frozen=True)
class Waiting:
    """For whom the layers below wait, and for what."""

    person: PersonId
    has_to: tuple[Wait, ...]


@dataclass(frozen=True)
class Lock:
    """One layer of the lock.

    Attributes
    ----------
    may_open
        It is locked and may be opened now, in order or with two keys.
    by_keys
        Both keys were turned.
    waits_for
        Leaders of this layer who are not done, in their order: while the layer is open, before they
        are answered about; once it is shown, before any layer below opens. Empty in other states.
    after
        Number of the nearest layer above for which this one waits; None unless it is locked and
        may not open.
    """

    number: int
    state: State
    may_open: bool
    by_keys: bool
    waits_for: tuple[Waiting, ...]
    after: int | None


def locks(layers: Iterable[LayerFacts]) -> tuple[Lock, ...]:
    """Which layers may open, for whom do the others wait, and for what?

    Parameters
    ----------
    layers
        Of one round, from the top; the customers' layer last.

    Returns
    -------
    locks
        In the same order. A layer may open when every layer above it was shown, and every leader
        there saw and promised; or when its two keys were turned. The first waits for nobody.

    Notes
    -----
    Linear in layers and leaders. More looks, talks, promises or keys never lock a layer again, and
    what is open already is not touched by them.
    """
    found: list[Lock] = []
    undone: int | None = None
    for layer in layers:
        waits_for = tuple(
            Waiting(leader.person, leader.has_to(layer.state))
            for leader in layer.leaders
            if leader.has_to(layer.state)
        )
        is_locked = layer.state is State.LOCKED
        may_open = is_locked and (undone is None or layer.has_keys)
        after = undone if is_locked and not may_open else None
        found.append(Lock(layer.number, layer.state, may_open, layer.has_keys, waits_for, after))
        if layer.state is not State.SHOWN or waits_for:
            undone = layer.number
    return tuple(found)
