"""The words of the logbook: each room says which acts it writes down, and how they read.

The logbook says who did what to what, never what was written. A code that nobody registered is a
programming error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_ACTS: dict[str, _StrPromise] = {}


def register(code: str, text: _StrPromise) -> None:
    """Name an act: ``code`` is what is stored ("promise.made"), ``text`` how a reader reads it."""
    _ACTS[code] = text


def text_of(code: str) -> str:
    """How an act reads in the reader's language; KeyError for one that nobody registered."""
    return str(_ACTS[code])


def registered() -> tuple[str, ...]:
    return tuple(_ACTS)
