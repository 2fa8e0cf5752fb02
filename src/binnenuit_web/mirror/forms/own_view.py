"""What a leader answers about himself: the same questions, in the I-form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language

from binnenuit.mirror.model.ballot import DONT_KNOW
from binnenuit.mirror.model.options import DONT_KNOW_WORDS, WORDING, options_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.mirror.model.questionnaire import Item, Scored
    from binnenuit_web.mirror.services import OwnViewPage

_SOURCE = "en"


class OwnViewForm(forms.Form):
    """One question for each item. There is one own view in a round: it needs no key of its own."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, page: OwnViewPage) -> None:
        initial = {code: str(value) for code, value in page.given.items()}
        super().__init__(data, initial=initial, label_suffix="")
        language = get_language() or _SOURCE
        self._language = language if language in DONT_KNOW_WORDS else _SOURCE
        self._words = [scale.words for scale, _item in page.asked]
        for scale, item in page.asked:
            self.fields[item.code] = _field(scale, item, self._language)

    @property
    def lead(self) -> str:
        """What stands before the questions; empty when they have different words."""
        words = set(self._words)
        return WORDING[words.pop()][self._language].lead if len(words) == 1 else ""

    def answers(self) -> dict[str, int | str]:
        """Say what was chosen; the form is valid."""
        return {
            code: value if value == DONT_KNOW else int(value)
            for code, value in self.cleaned_data.items()
        }


def _field(scale: Scored, item: Item, language: str) -> forms.ChoiceField:
    options = [(str(value), words) for value, words in options_of(scale, language)]
    own = item.own_text
    return forms.ChoiceField(
        label=own.get(language) or next(iter(own.values())),
        choices=[*options, (DONT_KNOW, DONT_KNOW_WORDS[language])],
        widget=forms.RadioSelect,
    )
