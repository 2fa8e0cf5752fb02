"""Which relation a talk is opened for."""

from __future__ import annotations

from django import forms

from binnenuit.exchange.model import Kind


class OpenForm(forms.Form):
    kind = forms.TypedChoiceField(choices=[(each.value, each.value) for each in Kind], coerce=Kind)
    giver = forms.CharField(max_length=200, strip=False)
    receiver = forms.CharField(max_length=200, strip=False)
