"""Why a layer opens out of order; everyone reads it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from binnenuit_web.exchange.forms.begin import LONGEST, without_names


class KeyForm(forms.Form):
    """It needs no key against sending twice: a layer has one key of each kind."""

    reason = forms.CharField(
        label=_("Why does this layer open out of order?"),
        help_text=_("Everyone reads this. Leave out names, and anything about somebody's health."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        return without_names(self.cleaned_data["reason"], but=())
