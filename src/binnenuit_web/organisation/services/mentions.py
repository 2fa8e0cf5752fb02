"""Whom does a text name? What people sign is about themselves, never about somebody else."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from binnenuit_web.organisation.services.profile import facts
from binnenuit_web.organisation.services.store import load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["third_persons"]

_WORD: Final = re.compile(r"[^\W_]+")
_FULL: Final = 2  # words that make a full name; one word alone may be any word


def third_persons(text: str, but: Collection[str] = ()) -> list[str]:
    """Full names in ``text`` of people in the people file, as written there.

    ``but`` holds ids of people who may be named. Capitals, accents and what stands between the
    words make no difference; a name inside a longer word does not count.
    """
    words, index = _words(text), _names(facts().revision)
    allowed = {words for names in index.values() for words, who, _ in names if who in but}
    found = [
        name
        for at, word in enumerate(words)
        for full, _, name in index.get(word, ())
        if full not in allowed and words[at : at + len(full)] == full
    ]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=2)
def _names(revision: str) -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Full names over all time by their first word: the words, the person, the name as written."""
    del revision
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for person, name in _people():
        words = _words(name)
        if len(words) >= _FULL:
            index.setdefault(words[0], []).append((words, person, name))
    return index


def _people() -> Iterator[tuple[str, str]]:
    yield from dict.fromkeys((member.person, member.name) for member in load().people)


def _words(text: str) -> tuple[str, ...]:
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)
    )
    return tuple(_WORD.findall(plain.casefold()))
