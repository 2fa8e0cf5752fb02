"""Words that say little by themselves; by these one sees in which language a sentence is."""

from __future__ import annotations

import re
from typing import Final

WORD: Final = re.compile(r"[^\W_]+")

# "not" and "niet" are not among them: without them one says the opposite.
_LINES: Final = {
    "en": (
        "a an and are as at be by do for from have here in is it its of on or our so than that the",
        "their them there they this to us was we were what when which who will with you your",
    ),
    "nl": (
        "aan al als bij dan dat de deze die dit doen door een en er het hier hun ik in is je jij",
        "maar me met mij naar nog of om ons onze ook op te tot uit van voor wat we wel wie wij",
        "worden wordt zal ze zich zij zijn zo",
    ),
}
SMALL_WORDS: Final = {
    language: frozenset(word for line in lines for word in line.split())
    for language, lines in _LINES.items()
}


def language_of(text: str, *, otherwise: str) -> str:
    """In which language is a short text?

    Parameters
    ----------
    text
        A sentence or two.
    otherwise
        What is said when as many small words are Dutch as English, such as none.

    Returns
    -------
    language
        "nl", "en", or ``otherwise``.
    """
    words = WORD.findall(text.casefold())
    found = {
        language: sum(word in small for word in words) for language, small in SMALL_WORDS.items()
    }
    if found["nl"] == found["en"]:
        return otherwise
    return max(found, key=lambda language: found[language])
