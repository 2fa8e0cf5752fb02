"""Statements that wait: those that are accepted together, and one that is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from binnenuit_web.dialogue.forms.beginning import SeedsField
from binnenuit_web.look.once import OnceField
from binnenuit_web.organisation.forms import without_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit_web.dialogue.services import WaitingStatement

_REASON: Final = 300


class AcceptForm(forms.Form):
    """Those that are put to everybody now. What waits no more is passed over."""

    ids = forms.TypedMultipleChoiceField(
        label=_("Statements"),
        error_messages={"required": _("Choose at least one statement.")},
    )

    def __init__(self, data: Any, *, waiting: Sequence[WaitingStatement]) -> None:
        super().__init__(data)
        self.fields["ids"].choices = [(str(each.id), each.text) for each in waiting]  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    """One that is refused, with the reason that its author reads."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why not?"),
        help_text=_("Only its author reads this. Say how it could be said instead."),
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, waiting: WaitingStatement | None = None
    ) -> None:
        known = {"id": waiting.id} if waiting else {}
        # Several stand on one page, and each field needs an id of its own.
        name = f"id_{waiting.id.hex}_%s" if waiting else "id_%s"
        super().__init__(data, initial=known, label_suffix="", auto_id=name)

    def clean_reason(self) -> str:
        return without_names(self.cleaned_data["reason"])


class SeedsForm(forms.Form):
    """Statements that the facilitator puts there, for everybody to vote on."""

    once = OnceField()
    seeds = SeedsField(
        label=_("Statements"), help_text=_("One a line, at most 140 characters each.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="", auto_id="id_seeds_%s")
