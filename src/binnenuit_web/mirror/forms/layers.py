"""Opening a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit_web.mirror import services
from binnenuit_web.promises.forms import DayField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


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
