"""Beginning a core question: its words, its days, and statements to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit_web.dialogue import services
from binnenuit_web.look.once import OnceField
from binnenuit_web.organisation.forms import without_names
from binnenuit_web.promises.forms import DayField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_WORDS: Final = 200
_MOST: Final = 30


class SeedsField(forms.CharField):
    """Statements that nobody in particular wrote, one a line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: Any) -> Any:
        lines = str(super().to_python(value) or "").splitlines()
        return tuple(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > _MOST:
            said = gettext("Give at most %(most)s at once.")
            raise forms.ValidationError(said % {"most": _MOST})
        for line in value:
            if len(line) > services.LONGEST:
                said = gettext("Longer than %(longest)s characters: “%(line)s”")
                raise forms.ValidationError(said % {"longest": services.LONGEST, "line": line})

    def clean(self, value: Any) -> Any:
        lines = super().clean(value)
        without_names("\n".join(lines))
        return lines


class BeginForm(forms.Form):
    """A question of the bank has its words already; an own one is said in one language or both."""

    once = OnceField()
    nl = forms.CharField(label=_("In Dutch"), max_length=_WORDS, required=False)
    en = forms.CharField(label=_("In English"), max_length=_WORDS, required=False)
    votes_from = DayField(
        label=_("From when on do people vote?"),
        help_text=_("Until then teams talk about it, for twenty minutes."),
    )
    closes_on = DayField(label=_("What is the last day?"))
    seeds = SeedsField(
        label=_("Statements to begin with"),
        help_text=_("One a line, at most 140 characters each. Three to ten that differ help."),
        required=False,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, bank: str = "", today: date
    ) -> None:
        begins = today + services.USUAL_TALK
        days = {"votes_from": begins, "closes_on": begins + services.USUAL_VOTE}
        super().__init__(data, initial=days, label_suffix="")
        self._bank, self._today = bank, today
        if bank:
            del self.fields["nl"], self.fields["en"]
        last = today + services.LONGEST_OPEN
        for name in days:
            self.fields[name].widget.attrs.update(min=today.isoformat(), max=last.isoformat())

    def clean_nl(self) -> str:
        return without_names(self.cleaned_data["nl"])

    def clean_en(self) -> str:
        return without_names(self.cleaned_data["en"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self._bank and not self.errors and not (given["nl"] or given["en"]):
            self.add_error("nl", gettext("Say the question in one of both languages."))
        votes_from, closes_on = given.get("votes_from"), given.get("closes_on")
        if votes_from and closes_on and services.is_wrong(votes_from, closes_on, self._today):
            last = date_format(self._today + services.LONGEST_OPEN, "j F Y")
            said = gettext(
                "Voting begins today or later, and the last day comes after that: through "
                "%(last)s at the latest."
            )
            self.add_error("closes_on", said % {"last": last})
        return given

    def new_question(self) -> services.NewQuestion:
        """Say what was filled in; the form is valid."""
        given = self.cleaned_data
        return services.NewQuestion(
            votes_from=given["votes_from"],
            closes_on=given["closes_on"],
            bank=self._bank,
            nl=given.get("nl", ""),
            en=given.get("en", ""),
            seeds=given["seeds"],
        )
