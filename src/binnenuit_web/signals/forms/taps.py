"""Adding something that can happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit_web.look.once import OnceField
from binnenuit_web.signals.forms.walks import without_names
from binnenuit_web.signals.services import NewSymptom

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 120


class SymptomForm(forms.Form):
    """One line in each language, of which one may be empty."""

    once = OnceField()
    nl = forms.CharField(
        label=_("What happens, in Dutch"),
        help_text=_("One line, as somebody to whom it happened would say it. No names of people."),
        max_length=LONGEST,
        required=False,
    )
    en = forms.CharField(
        label=_("What happens, in English"),
        help_text=_("Leave one of the two empty when everybody reads the other."),
        max_length=LONGEST,
        required=False,
    )
    good = forms.BooleanField(label=_("It is a good thing when this happens."), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")

    def clean_nl(self) -> str:
        return without_names(self.cleaned_data["nl"])

    def clean_en(self) -> str:
        return without_names(self.cleaned_data["en"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given["nl"] and not given["en"]:
            self.add_error("nl", gettext("Write in at least one language what happens."))
        return given

    def new_symptom(self) -> NewSymptom:
        """Return what was filled in; the form is valid."""
        given = self.cleaned_data
        return NewSymptom(given["nl"], given["en"], given["good"], given["once"])
