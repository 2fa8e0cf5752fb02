"""Beginning a walk to the source of a symptom, and answering in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from binnenuit.organisation.model import CustomerId, TeamId
from binnenuit_web.look.once import OnceField
from binnenuit_web.organisation import services as organisation
from binnenuit_web.promises.forms import PromiseForm, WordsField
from binnenuit_web.signals import services

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from binnenuit_web.people.viewer import Viewer
    from binnenuit_web.signals.services import Beginning

UP: Final = "up"
HERE: Final = "here"


class BeginForm(forms.Form):
    """Which team asks about what; one team needs no choice."""

    once = OnceField()
    team = forms.ChoiceField(label=_("Which team asks?"), widget=forms.RadioSelect)
    symptom = forms.ChoiceField(label=_("What hurts most?"), widget=forms.RadioSelect)
    customer = forms.ChoiceField(
        label=_("Did a customer feel it?"),
        help_text=_(
            "Then this customer reads what is promised in the end, once your team gave out the "
            "link to a talk. May stay empty."
        ),
        required=False,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, beginnings: Sequence[Beginning]
    ) -> None:
        super().__init__(data, label_suffix="")
        self._beginnings = {str(each.team): each for each in beginnings}
        customers = dict(pair for each in beginnings for pair in each.customers)
        self._choose("team", [(str(each.team), each.name) for each in beginnings])
        self._choose("symptom", services.hurting())
        self._choose("customer", [("", _("no customer")), *customers.items()])
        if len(beginnings) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.initial["team"] = beginnings[0].team
        if not customers:
            del self.fields["customer"]

    def clean_customer(self) -> str:
        customer: str = self.cleaned_data["customer"]
        team = self._beginnings.get(self.cleaned_data.get("team", ""))
        if customer and team and customer not in dict(team.customers):
            raise forms.ValidationError(_("This customer does not pay the team that asks."))
        return customer

    def new_walk(self) -> services.NewWalk:
        """Say what was filled in; the form is valid."""
        given = self.cleaned_data
        customer = given.get("customer")
        return services.NewWalk(
            team=TeamId(given["team"]),
            symptom=given["symptom"],
            customer=CustomerId(customer) if customer else None,
            once=given["once"],
        )

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)


class AnswerForm(PromiseForm):
    """Two questions, and where it begins; at the top it always begins there, with a promise."""

    contributed = WordsField(label=_("What did I contribute?"))
    changes = WordsField(label=_("What do I change?"))
    where = forms.ChoiceField(
        label=_("Where does it begin?"),
        choices=[(HERE, _("It begins with me")), (UP, _("It goes further up"))],
        widget=forms.RadioSelect,
    )
    field_order = ("once", "contributed", "changes", "where", "what", "due")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        viewer: Viewer,
        today: date,
        at_top: bool,
    ) -> None:
        super().__init__(data, viewer=viewer, today=today)
        self.fields["contributed"].help_text = _("Everybody below you reads this.")
        if at_top:
            del self.fields["where"]
            return
        self.fields["what"].required = self.fields["due"].required = False
        self.fields["what"].label = _("When it begins with you: what do you promise?")

    @property
    def begins_here(self) -> bool:
        return "where" not in self.fields or self.cleaned_data.get("where") == HERE

    def clean_contributed(self) -> str:
        return self._without_names("contributed")

    def clean_changes(self) -> str:
        return self._without_names("changes")

    def clean(self) -> dict[str, Any]:
        if not self.begins_here:
            return self.cleaned_data
        if not self.cleaned_data.get("what") and "what" not in self.errors:
            self.add_error("what", gettext("It begins with you: say what you promise."))
        if not self.cleaned_data.get("due") and "due" not in self.errors:
            self.add_error("due", gettext("Say until when."))
        return super().clean()

    def said(self) -> services.Said:
        """Say what was filled in; the form is valid."""
        given = self.cleaned_data
        return services.Said(
            contributed=given["contributed"],
            changes=given["changes"],
            begins_here=self.begins_here,
            what=given["what"] if self.begins_here else "",
            due=given["due"] if self.begins_here else None,
            once=given["once"],
        )

    def _without_names(self, field: str) -> str:
        return without_names(self.cleaned_data[field], but=[self._viewer.person or ""])


def without_names(text: str, *, but: Collection[str] = ()) -> str:
    """Refuse a text with the full name of somebody: it is about what happens, not about who."""
    named = organisation.third_persons(text, but=but)
    if named:
        said = ngettext(
            "Leave out the name %(names)s: this is about what happens, not about who.",
            "Leave out the names %(names)s: this is about what happens, not about who.",
            len(named),
        )
        raise forms.ValidationError(said % {"names": ", ".join(named)})
    return text
