"""Answering a poll, objecting, deciding, and the vote on readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from binnenuit_web.look.once import OnceField
from binnenuit_web.organisation.forms import without_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit_web.dialogue.services import AskedStatement, PollPage

AGREEMENT: Final = (
    ("1", _("Fully disagree")),
    ("2", _("Disagree")),
    ("3", _("Neither")),
    ("4", _("Agree")),
    ("5", _("Fully agree")),
    ("0", _("I cannot say")),
)
_MOST: Final = 10
_TEXT: Final = forms.Textarea(attrs={"rows": 3})


class ValueForm(forms.Form):
    """One number: does it follow, or how much resistance is there."""

    value = forms.IntegerField(min_value=0, max_value=_MOST)

    def answer(self) -> tuple[int]:
        """Say what was answered; the form is valid."""
        return (self.cleaned_data["value"],)


class ObjectionForm(forms.Form):
    """A reason, without a name of anybody."""

    once = OnceField()
    text = forms.CharField(
        label=_("What would go wrong?"),
        help_text=_(
            "A reason, for everybody who may vote to read. Your name does not stand with it; write "
            "so that your words do not tell who you are."
        ),
        max_length=300,
        widget=_TEXT,
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")

    def clean_text(self) -> str:
        return without_names(self.cleaned_data["text"])


class TakeBackForm(forms.Form):
    """Which objection is taken back."""

    objection = forms.UUIDField(widget=forms.HiddenInput)


class DecideForm(forms.Form):
    """Adopting, with a reason where one is needed."""

    because = forms.CharField(max_length=300, widget=_TEXT)

    def __init__(self, data: Mapping[str, Any] | None = None, *, page: PollPage) -> None:
        super().__init__(data, label_suffix="")
        field = self.fields["because"]
        field.required = page.needs_reason
        field.label = _("What did you agree?") if page.is_talk else _("Why do you adopt it?")
        if not page.needs_reason:
            field.help_text = _("This may stay empty.")

    def clean_because(self) -> str:
        return without_names(self.cleaned_data["because"])


def _value(text: str) -> int | None:
    return int(text) or None  # "I cannot say" is no answer


class ReadinessForm(forms.Form):
    """Eight statements; any of them may be left open, but not all."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        statements: Sequence[AskedStatement],
        given: Sequence[int | None] | None = None,
    ) -> None:
        before = given or [None] * len(statements)
        known = {each.code: str(value or 0) for each, value in zip(statements, before, strict=True)}
        super().__init__(data, initial=known if given else {}, label_suffix="")
        for each in statements:
            self.fields[each.code] = forms.TypedChoiceField(
                label=each.text,
                choices=AGREEMENT,
                coerce=_value,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and all(value is None for value in given.values()):
            raise forms.ValidationError(_("Answer at least one of them."))
        return given

    def answer(self) -> tuple[int | None, ...]:
        """Say what was answered, in the order of the statements; the form is valid."""
        return tuple(self.cleaned_data[name] for name in self.fields)
