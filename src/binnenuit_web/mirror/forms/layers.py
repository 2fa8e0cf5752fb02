"""Opening a layer, and why it opens out of order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from binnenuit_web.mirror import services
from binnenuit_web.organisation import services as organisation
from binnenuit_web.promises.forms import DayField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_LONGEST = 300


class OpenForm(forms.Form):
    """Through which day people answer. A layer opens once, so it needs no key of its own."""

    closes_on = DayField(label=_("Until when can people answer?"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        initial = {"closes_on": today + services.USUAL}
        super().__init__(data, initial=initial, label_suffix="")
        self._ends = today + services.SHORTEST, today + services.LONGEST
        first, last = self._ends
        self.fields["closes_on"].widget.attrs.update(min=first.isoformat(), max=last.isoformat())

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        first, last = self._ends
        if not first <= day <= last:
            said = gettext("Choose a day from %(first)s to %(last)s.")
            ends = {"first": date_format(first), "last": date_format(last)}
            raise forms.ValidationError(said % ends)
        return day


class KeyForm(forms.Form):
    """It needs no key against sending twice: a layer has one key of each kind."""

    reason = forms.CharField(
        label=_("Why does this layer open out of order?"),
        help_text=_("Everyone reads this. Leave out names, and anything about somebody's health."),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        return without_names(self.cleaned_data["reason"])


def without_names(text: str) -> str:
    """Refuse a text with the full name of somebody, who cannot answer here."""
    named = organisation.third_persons(text)
    if named:
        said = ngettext(
            "Leave out the name %(names)s: who is named cannot answer here.",
            "Leave out the names %(names)s: who is named cannot answer here.",
            len(named),
        )
        raise forms.ValidationError(said % {"names": ", ".join(named)})
    return text
