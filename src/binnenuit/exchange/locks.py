"""Top first: which layers are open, and for whom the others wait."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from binnenuit.exchange.model import Kind
from binnenuit.organisation.model import PersonId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from binnenuit.exchange.relations import Relation


class State(StrEnum):
    """How a layer stands: closed, open, or open with everything in it done."""

    LOCKED = "locked"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class Filled:
    """What came of the talks so far, without a word of what was said.

    Attributes
    ----------
    complete
        Ids of giver and receiver of each talk between a leader and somebody led that holds what
        both sides signed, or of which one side said that it would rather not.
    promised
        People who have a promise out: made and not withdrawn.
    """

    complete: frozenset[tuple[str, str]] = frozenset()
    promised: frozenset[PersonId] = frozenset()


@dataclass(frozen=True)
class LeaderState:
    """How far one leader in one layer is.

    Attributes
    ----------
    filled, of
        How many of his talks are complete, and how many there are; ``of`` is at least 1.
    promised
        Whether he has a promise out.
    """

    person: PersonId
    filled: int
    of: int
    promised: bool

    @property
    def done(self) -> bool:
        """Whether nobody waits for this leader any more."""
        return self.promised and self.filled == self.of


@dataclass(frozen=True)
class Layer:
    """One layer of the lock.

    Attributes
    ----------
    number
        Counted from 1, the top.
    opened_by_keys
        Open only because both keys were turned: layers above are not done yet.
    leaders
        Those who lead in this layer, in the order of their relations; empty for a last layer that
        holds teams and customers alone. Such a layer makes nobody wait, and is never done.
    waits_for
        Leaders in open layers above who are not done yet, top first; empty unless locked.
    """

    number: int
    state: State
    opened_by_keys: bool
    leaders: tuple[LeaderState, ...]
    waits_for: tuple[PersonId, ...]

    @property
    def is_open(self) -> bool:
        """Whether talks in this layer may begin."""
        return self.state is not State.LOCKED


def locks(
    relations: Iterable[Relation],
    filled: Filled,
    *,
    keys: Collection[int] = (),
    opened: Collection[int] = (),
) -> tuple[Layer, ...]:
    """Which layers are open, and for whom do the others wait?

    Parameters
    ----------
    relations
        Of the whole organisation (``exchange.relations``), in any order.
    filled
        What came of their talks. Pairs and people that stand in no relation change nothing.
    keys
        Numbers of the layers whose two keys were both turned.
    opened
        Numbers of the layers that were open before, and so stay open when somebody joins above or
        withdraws a promise.

    Returns
    -------
    layers
        From layer 1, which is open, to the deepest one that any relation stands in. Each next one
        is open when every leader in all layers above is done, or when its number is in ``keys`` or
        ``opened``. Empty without relations.

    Notes
    -----
    Linear in relations and layers. More talks, promises or keys never close a layer.
    """
    leaders = _leaders(relations, filled)
    found: list[Layer] = []
    waits_for: tuple[PersonId, ...] = ()
    for number in range(1, max(leaders, default=0) + 1):
        here = leaders.get(number, ())
        by_keys = bool(waits_for) and number in keys
        if waits_for and not by_keys and number not in opened:
            found.append(Layer(number, State.LOCKED, by_keys, here, waits_for))
            continue
        undone = tuple(each.person for each in here if not each.done)
        state = State.DONE if here and not undone else State.OPEN
        found.append(Layer(number, state, by_keys, here, ()))
        waits_for = tuple(dict.fromkeys(waits_for + undone)) if undone else waits_for
    return tuple(found)


def _leaders(relations: Iterable[Relation], filled: Filled) -> dict[int, tuple[LeaderState, ...]]:
    """Everybody who leads, by layer; also layers in which nobody leads, with nobody in them."""
    counts: dict[int, dict[PersonId, list[bool]]] = {}
    for each in relations:
        leaders = counts.setdefault(each.layer, {})
        if each.kind is Kind.LEADING:
            pair = (each.giver.id, each.receiver.id)
            leaders.setdefault(PersonId(each.giver.id), []).append(pair in filled.complete)
    return {
        layer: tuple(
            LeaderState(person, sum(complete), len(complete), person in filled.promised)
            for person, complete in leaders.items()
        )
        for layer, leaders in counts.items()
    }
