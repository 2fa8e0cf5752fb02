"""Why a round is stopped; everyone who signed in reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from binnenuit_web.organisation.forms import without_names

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST = 300


class StopForm(forms.Form):
    """It needs no key against sending twice: a round that is stopped stays stopped."""

    reason = forms.CharField(
        label=_("Why does the round stop?"),
        help_text=_("Everybody reads this. Name nobody."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="")

    def clean_reason(self) -> str:
        return without_names(self.cleaned_data["reason"])


class AgreeForm(forms.Form):
    """The version that the works council read, so that it agrees to no other one."""

    version = forms.RegexField(r"^[0-9a-f]{20}-[0-9a-f]{3,30}$", widget=forms.HiddenInput)
