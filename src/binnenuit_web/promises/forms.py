"""What is filled in about a promise; rooms in which something is promised use the first form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binnenuit.errors import PromiseError
from binnenuit.promises import Happened, Happening
from binnenuit_web.look.once import OnceField
from binnenuit_web.promises import services

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from binnenuit_web.people.viewer import Viewer
    from binnenuit_web.promises.services import Shown

_ISO: Final = "%Y-%m-%d"
_FIELDS: Final = {
    "promises.empty": "what",
    "promises.no-day": "due",
    "promises.day-past": "due",
    "promises.day-far": "due",
}


class WordsField(forms.CharField):
    """A few words that somebody signs."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", services.LONGEST)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)


class DayField(forms.DateField):
    """A day from the calendar of the browser, or typed with the day in front."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format=_ISO))
        kwargs.setdefault("input_formats", [_ISO, "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"])
        super().__init__(**kwargs)


class HappenForm(forms.Form):
    """One thing said of a promise, without words of its own: done, kept."""

    once = OnceField()
    happening: ClassVar[Happening]

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        viewer: Viewer,
        today: date,
        promise: Shown | None = None,
    ) -> None:
        super().__init__(data, auto_id=f"id_{self.happening.value}_%s", label_suffix="")
        self._viewer, self._today = viewer, today
        if promise is not None and "what" in self.fields:
            self.initial = {"what": promise.standing.what}
        if "due" in self.fields:
            self.fields["due"].widget.attrs["min"] = today.isoformat()

    def happened(self) -> Happened:
        """Say what was filled in; the form is valid."""
        given = self.cleaned_data
        return Happened(
            self.happening,
            self._today,
            given.get("what", ""),
            given.get("due"),
            given.get("reason", ""),
        )

    def refuse(self, error: PromiseError) -> None:
        """Show why it cannot be, at the field that it is about."""
        field = _FIELDS.get(error.code)
        if error.code == "promises.names-somebody":
            field = "what" if "what" in self.fields else "reason"
        self.add_error(field, error.say(get_language() or "en"))


class PromiseForm(HappenForm):
    """What and when: one promise."""

    what = WordsField(
        label=_("What do you promise?"),
        help_text=_("Everybody below you reads this. Write “you” instead of a name."),
    )
    due = DayField(label=_("Until when?"))
    happening = Happening.MADE

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            made = Happened(
                Happening.MADE, self._today, self.cleaned_data["what"], self.cleaned_data["due"]
            )
            try:
                services.check(self._viewer, [], made)
            except PromiseError as error:
                self.refuse(error)
        return self.cleaned_data


class ChangeForm(PromiseForm):
    reason = WordsField(label=_("Why does it change?"), required=False)
    happening = Happening.CHANGED


class WithdrawForm(HappenForm):
    reason = WordsField(
        label=_("Why do you withdraw it?"),
        required=False,
        help_text=_("Everybody who can read the promise reads this too."),
    )
    happening = Happening.WITHDRAWN


class NotKeptForm(HappenForm):
    reason = WordsField(
        label=_("What is missing?"),
        required=False,
        help_text=_("Only you and who promised it read this."),
    )
    happening = Happening.NOT_KEPT


class DoneForm(HappenForm):
    happening = Happening.DONE


class KeptForm(HappenForm):
    happening = Happening.KEPT


FORMS: Final[Mapping[Happening, type[HappenForm]]] = {
    form.happening: form for form in (DoneForm, ChangeForm, WithdrawForm, KeptForm, NotKeptForm)
}
