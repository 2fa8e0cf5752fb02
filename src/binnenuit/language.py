"""What the library says to people: a sentence keeps its template and its fields, and is said late.

English is the source. The Dutch lives in ``locale/nl``; whoever shows a sentence chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LANGUAGES: Final = ("en", "nl")
_LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Sentence:
    """One sentence for a reader: an English template with named fields.

    Attributes
    ----------
    template
        English text; ``{name}`` stands for the field of that name.
    fields
        Values for the template. A field that is itself a sentence is said in the same language,
        and a number and a date are written as in that language.
    """

    template: str
    fields: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def say(self, language: str = "en") -> str:
        """Say the sentence in ``language``; an unknown language gets English."""
        template = catalogue(language).gettext(self.template)
        fields = {name: _spoken(value, language) for name, value in self.fields.items()}
        return template.format(**fields)

    def __str__(self) -> str:
        return self.say()


@dataclass(frozen=True)
class _WithComma:
    """A number that is written with a decimal comma."""

    number: float | Decimal

    def __format__(self, how: str) -> str:
        return format(self.number, how).replace(".", ",")


def _spoken(value: object, language: str) -> object:
    if isinstance(value, Sentence):
        return value.say(language)
    if language == "nl" and isinstance(value, float | Decimal):
        return _WithComma(value)
    if language == "nl" and isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    return value


def sentence(template: str, /, **fields: object) -> Sentence:
    """Make a sentence; the template is found by the translation tools because it stands here."""
    return Sentence(template, MappingProxyType(fields))


def listed(names: Iterable[str], most: int = 5) -> str:
    """Name the first ``most`` different names, and how many more there are: “a, b (+ 3)”."""
    distinct = list(dict.fromkeys(names))
    more = len(distinct) - most
    return ", ".join(distinct[:most]) + (f" (+ {more})" if more > 0 else "")


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations for ``language``; English, the source, translates to itself."""
    if language == "en":
        return NullTranslations()
    found: GNUTranslations | NullTranslations = translation(
        "binnenuit", _LOCALE, languages=[language], fallback=True
    )
    return found
