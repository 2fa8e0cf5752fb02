"""Writing values and behaviours down, and saying how a new version takes objections up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit_web.dialogue import services
from binnenuit_web.look.once import OnceField
from binnenuit_web.organisation.forms import without_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ANSWER: Final = "answer-"
_LINE: Final = forms.TextInput(attrs={"autocomplete": "off"})
_TEXT: Final = forms.Textarea(attrs={"rows": 3})


class _WritingForm(forms.Form):
    """What both have: a key of its own, no names, and a field for each objection to take up."""

    texts: tuple[str, ...] = ()
    once = OnceField()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        objections: Sequence[services.ToTakeUp] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={**(initial or {})}, label_suffix="")
        said = gettext("How do you take this up? “%(text)s”")
        for each in objections:
            self.fields[f"{_ANSWER}{each.id}"] = forms.CharField(
                label=said % {"text": each.text}, max_length=300, widget=_TEXT
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name, text in list(given.items()):
            if name in self.texts or name.startswith(_ANSWER):
                try:
                    without_names(text)
                except forms.ValidationError as problem:
                    self.add_error(name, problem)
        return given

    def answers(self) -> dict[UUID, str]:
        """How each objection is taken up; the form is valid."""
        given = self.cleaned_data
        return {
            UUID(name.removeprefix(_ANSWER)): text
            for name, text in given.items()
            if name.startswith(_ANSWER)
        }


class ValueForm(_WritingForm):
    """A name, what it means in own words, and the answers from which it follows."""

    texts = ("name", "words")
    name = forms.CharField(
        label=_("How do you call it?"),
        help_text=_("One or a few words of your own."),
        max_length=60,
        widget=_LINE,
    )
    words = forms.CharField(label=_("What does it mean here?"), max_length=300, widget=_TEXT)
    statements = forms.MultipleChoiceField(
        label=_("From which answers does it follow?"),
        help_text=_(
            "Only answers that carry stand here: all groups agree on them, or all reject them."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("statements", "name", "words")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sources: Iterable[services.Source],
        value: services.ShownValue | None = None,
        objections: Sequence[services.ToTakeUp] = (),
    ) -> None:
        known: dict[str, Any] = {}
        if value is not None:
            codes = [f"{each.question}-{each.number}" for each in value.sources]
            known = {"name": value.name, "words": value.words, "statements": codes}
        super().__init__(data, objections=objections, initial=known)
        field = cast("forms.MultipleChoiceField", self.fields["statements"])
        field.choices = [(each.code, _said(each)) for each in sources]
        if value is not None:  # what it follows from already stays, and may carry no longer
            field.required = False
            field.help_text = gettext(
                "What is ticked already stays. You can add answers that carry."
            )

    def new_value(self) -> services.NewValue:
        """Say what was filled in; the form is valid."""
        given = self.cleaned_data
        return services.NewValue(given["name"], given["words"], tuple(given["statements"]))


class BehaviourForm(_WritingForm):
    """Who does what, when, visible to whom, and one sentence of it for the pulse."""

    texts = ("who", "does", "when", "visible_to", "nl", "en")
    values = forms.TypedMultipleChoiceField(
        label=_("From which values does it follow?"),
        help_text=_("Values that were asked or adopted."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    who = forms.CharField(
        label=_("Who?"), help_text=_("A role, no name: whoever answers the phone."), max_length=80
    )
    does = forms.CharField(
        label=_("Does what?"),
        help_text=_("Something that one can see: takes the call before anything else."),
        max_length=140,
    )
    when = forms.CharField(
        label=_("When?"),
        help_text=_("Such as: when a customer calls during a meeting."),
        max_length=80,
    )
    visible_to = forms.CharField(
        label=_("Who sees it?"), help_text=_("Such as: the customer, and who meets."), max_length=80
    )
    nl = forms.CharField(
        label=_("As one sentence about “we”, in Dutch"),
        help_text=_("The pulse asks how often people see this."),
        max_length=200,
        required=False,
    )
    en = forms.CharField(
        label=_("As one sentence about “we”, in English"), max_length=200, required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        values: Iterable[tuple[int, str]],
        behaviour: services.ShownBehaviour | None = None,
        chosen: int | None = None,
        objections: Sequence[services.ToTakeUp] = (),
    ) -> None:
        known: dict[str, Any] = {"values": [chosen] if chosen else []}
        if behaviour is not None:
            known = {name: getattr(behaviour, name) for name in self.texts}
            known["values"] = [each.id for each in behaviour.values]
        super().__init__(data, objections=objections, initial=known)
        field = cast("forms.TypedMultipleChoiceField", self.fields["values"])
        field.choices = list(values)
        if behaviour is not None:
            field.required = False
            field.help_text = gettext("What is ticked already stays. You can add values.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("nl") and not given.get("en") and "nl" not in self.errors:
            self.add_error("nl", gettext("Write it in Dutch, in English, or in both."))
        return given

    def new_behaviour(self) -> services.NewBehaviour:
        """Say what was filled in; the form is valid."""
        given = self.cleaned_data
        written = {name: given[name] for name in self.texts}
        return services.NewBehaviour(**written, values=tuple(given["values"]))


class OnceForm(forms.Form):
    """Nothing but a key: for a button that asks everybody, once."""

    once = OnceField()


def _said(source: services.Source) -> str:
    said = gettext("“%(text)s” (all groups reject this)") if source.is_rejected else "“%(text)s”"
    return said % {"text": source.text}
