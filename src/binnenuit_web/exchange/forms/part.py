"""What one side writes: two answers, about the two sides and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext

from binnenuit.exchange.model import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from binnenuit_web.exchange.services import Talk, Written

LONGEST: Final = 300


def asked(talk: Talk) -> dict[Question, str]:
    """The two questions, as they are put to the viewer's side."""
    name = {"name": talk.other_name}
    if talk.is_giver and talk.we:
        brings = gettext("What does %(name)s bring us?")
        gets = gettext("What does %(name)s get from us?")
    elif talk.is_giver:
        brings = gettext("What does %(name)s bring me?")
        gets = gettext("What does %(name)s get from me?")
    elif talk.we:
        brings = gettext("What do we bring %(name)s?")
        gets = gettext("What do we get from %(name)s?")
    else:
        brings = gettext("What do I bring %(name)s?")
        gets = gettext("What do I get from %(name)s?")
    return {Question.BRINGS: brings % name, Question.GETS: gets % name}


class Words(forms.CharField):
    """A short text. A browser counts a new line as one character and sends two."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class PartForm(forms.Form):
    """Both answers of one side; ``third_persons`` names who is spoken of but cannot answer."""

    brings = Words(max_length=LONGEST)
    gets = Words(max_length=LONGEST)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        asked: Mapping[Question, str],
        third_persons: Callable[[str], list[str]],
        written: Written | None = None,
    ) -> None:
        initial = {"brings": written.brings, "gets": written.gets} if written else None
        super().__init__(data, initial=initial, label_suffix="")
        self._third_persons = third_persons
        for question in Question:
            self.fields[question.value].label = asked[question]

    def clean_brings(self) -> str:
        return self._about_us("brings")

    def clean_gets(self) -> str:
        return self._about_us("gets")

    def _about_us(self, field: str) -> str:
        text = str(self.cleaned_data[field])
        names = self._third_persons(text)
        if names:
            said = gettext("%(names)s cannot answer here. Please write it without that name.")
            raise forms.ValidationError(said % {"names": ", ".join(names)})
        return text


class MarkForm(forms.Form):
    """Whether one question was answered alike."""

    question = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in Question], coerce=Question
    )
    alike = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )
