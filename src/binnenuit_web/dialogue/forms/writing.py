"""One short statement, without the names of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from binnenuit_web.look.once import OnceField
from binnenuit_web.organisation.forms import without_names

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 140


class StatementField(forms.CharField):
    """One line, whatever way it was typed: a browser counts a new line as two characters."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class StatementForm(forms.Form):
    """``sure``: its author saw what was said before, and means something else."""

    once = OnceField()
    text = StatementField(
        label=_("Your statement"),
        help_text=_(
            "At most 140 characters: one thought, which others can agree or disagree with. "
            "No names of people."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": ""}),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")

    def clean_text(self) -> str:
        return without_names(self.cleaned_data["text"])
