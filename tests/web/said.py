"""The word that every text of the story holds, so that tests can look for it."""

from __future__ import annotations

from typing import Final

WORD: Final = "Zilvervos"


def text(what: str) -> str:
    return f"{WORD} {what}"
