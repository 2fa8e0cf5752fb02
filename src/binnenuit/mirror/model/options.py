"""In which words one answers, in Dutch and English: they belong to the questionnaire's texts."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from binnenuit.mirror.model.questionnaire import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.mirror.model.questionnaire import Scored


@dataclass(frozen=True)
class Wording:
    """Words of the options in one language.

    Attributes
    ----------
    lead
        What stands before the questions.
    options
        From the lowest to the highest.
    """

    lead: str
    options: tuple[str, ...]


WORDING: Final[Mapping[Words, Mapping[str, Wording]]] = MappingProxyType(
    {
        Words.FREQUENCY: {
            "nl": Wording(
                "Hoe vaak was dat zo in de afgelopen vier weken?",
                ("(bijna) nooit", "zelden", "soms", "vaak", "(bijna) altijd"),
            ),
            "en": Wording(
                "How often was that so in the last four weeks?",
                ("(almost) never", "rarely", "sometimes", "often", "(almost) always"),
            ),
        },
        Words.AGREEMENT: {
            "nl": Wording(
                "Ben je het hiermee eens?",
                ("helemaal oneens", "oneens", "niet oneens, niet eens", "eens", "helemaal eens"),
            ),
            "en": Wording(
                "Do you agree with this?",
                ("fully disagree", "disagree", "neither", "agree", "fully agree"),
            ),
        },
    }
)
DONT_KNOW_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"nl": "weet ik niet / n.v.t.", "en": "don't know / n.a."}
)


def options_of(scale: Scored, language: str) -> tuple[tuple[int, str], ...]:
    """Which answers does a scale have, in words?

    Parameters
    ----------
    language
        ``nl`` or ``en``.

    Returns
    -------
    options
        Value and words of each, lowest first. With another number of options than five only the
        first and the last have words besides their number.

    Raises
    ------
    KeyError
        Another language.
    """
    words = WORDING[scale.words][language].options
    values = range(scale.lowest, scale.highest + 1)
    if len(values) == len(words):
        return tuple(zip(values, words, strict=True))
    ends = {scale.lowest: words[0], scale.highest: words[-1]}
    return tuple((value, _said(value, ends.get(value, ""))) for value in values)


def _said(value: int, words: str) -> str:
    return f"{value} ({words})" if words else str(value)
