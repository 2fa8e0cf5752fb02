"""A number about people that may be seen: no screen, export or command takes any other kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NoReturn, Self, TypeVar

from binnenuit.errors import ArgumentError
from binnenuit.language import Sentence, sentence
from binnenuit.privacy.figures.rendering import Bound
from binnenuit.privacy.model import State

if TYPE_CHECKING:
    from collections.abc import Mapping

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, init=False)
class Disclosed(Generic[T_co]):
    """A figure about a group of people, or the reason why there is none; made by the gate alone.

    Making one by hand, changing a copy of one and unpickling one raise. This stops accidents, not
    malice: whoever changes the program can do anything, and the promise to people says so.

    Attributes
    ----------
    value
        The figure as it may be seen, noised and rounded; None when it is withheld.
    state
        Shown, shown for a merged group, or why it is withheld.
    n_band
        How many people it rests on, such as ``5-9``; empty when it is withheld.
    interval
        The exact figure of the group, before noise and rounding, lies between these for certain.
        None when it is withheld or is not one number. This is no confidence interval.
    bound
        Whether ``value`` is the figure, or the figure is at most or at least that.
    entries
        Hashes of the ledger's entries in which the people behind it are written down.
    """

    value: T_co | None
    state: State
    n_band: str
    interval: tuple[float, float] | None
    bound: Bound
    entries: tuple[str, ...]

    def __init__(self, *_values: object, **_fields: object) -> None:
        raise _handmade()

    @property
    def is_shown(self) -> bool:
        """There is a value to see, of the group itself or of the merged group it is in."""
        return self.value is not None

    @property
    def words(self) -> Sentence:
        """The figure as a reader may see it, or what stands in its place."""
        if self.value is None:
            return WITHHELD[self.state]
        return _bounded(self.bound, self.value)

    def __bool__(self) -> bool:
        # Without this, a withheld figure would count as true, and a reader expects 0.0 to be there.
        return self.is_shown

    def __str__(self) -> str:
        return self.words.say()

    def __format__(self, how: str) -> str:
        if self.value is None:
            return str(self)
        return _bounded(self.bound, _written(self.value, how)).say()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: Mapping[int, object]) -> Self:
        return self

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise _unpickled()

    def __setstate__(self, _state: object) -> None:
        raise _unpickled()


WITHHELD: Mapping[State, Sentence] = {
    State.SMALL: sentence("withheld because small"),
    State.PROTECTS: sentence("withheld to protect others"),
}


def _bounded(bound: Bound, value: object) -> Sentence:
    value = value if isinstance(value, float) else _written(value, "")
    if bound is Bound.AT_MOST:
        return sentence("at most {value}", value=value)
    if bound is Bound.AT_LEAST:
        return sentence("at least {value}", value=value)
    return sentence("{value}", value=value)


def _written(value: object, how: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(format(part, how) for part in value)
    return format(value, how)


def _handmade() -> ArgumentError:
    return ArgumentError(
        "privacy.handmade-figure",
        sentence(
            "A figure about people was made by hand or changed; only the gate makes one. Take it "
            "from a release, or compute it from released figures with binnenuit.privacy.derive."
        ),
    )


def _unpickled() -> ArgumentError:
    return ArgumentError(
        "privacy.pickled-figure",
        sentence(
            "A figure about people cannot be pickled, because reading it back would make one "
            "outside the gate. Keep what the release keeps, and ask the gate for the figure again."
        ),
    )
