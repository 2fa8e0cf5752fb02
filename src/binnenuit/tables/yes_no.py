"""Yes and no, in the words that spreadsheets hold."""

from __future__ import annotations

from typing import Final

_YES: Final = frozenset({"yes", "y", "ja", "j", "true", "waar", "1"})
_NO: Final = frozenset({"no", "n", "nee", "false", "onwaar", "0"})


def parse_yes_no(text: str) -> bool:
    """Return True for yes and False for no, in English or Dutch; else ValueError."""
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(text)
