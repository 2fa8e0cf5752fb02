"""The only makers of figures that may be seen; a wall keeps everything but the gate from here."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from binnenuit.privacy.figures.disclosed import Disclosed
from binnenuit.privacy.figures.rendering import Bound
from binnenuit.privacy.model import State

T = TypeVar("T")

SHOWN: Final = (State.SHOWN, State.MERGED)


def disclose(
    value: T,
    n_band: str,
    *,
    entries: tuple[str, ...],
    state: State = State.SHOWN,
    interval: tuple[float, float] | None = None,
    bound: Bound = Bound.EXACT,
) -> Disclosed[T]:
    """Make a figure that is shown, for a group of its own or for a merged group."""
    if state not in SHOWN:
        raise AssertionError(state)
    return _sealed(value, state, n_band, interval, bound, entries)


def withhold(state: State, *, entries: tuple[str, ...] = ()) -> Disclosed[Any]:
    """Make what stands in place of a figure that is withheld: the reason, and nothing else."""
    if state in SHOWN:
        raise AssertionError(state)
    return _sealed(None, state, "", None, Bound.EXACT, entries)


def _sealed(*contents: object) -> Disclosed[Any]:
    figure: Disclosed[Any] = object.__new__(Disclosed)
    for name, content in zip(Disclosed.__slots__, contents, strict=True):
        object.__setattr__(figure, name, content)
    return figure
