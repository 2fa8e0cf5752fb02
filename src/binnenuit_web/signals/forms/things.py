"""Asking for whom a meeting, report or rule is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit.organisation.model import TeamId
from binnenuit.signals.model import ThingKind, ToWhom, Worth
from binnenuit_web.look.once import OnceField
from binnenuit_web.signals import services
from binnenuit_web.signals.forms.walks import without_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit_web.signals.services import Costs

LONGEST: Final = 80
KINDS: Final = (
    (ThingKind.MEETING.value, _("A meeting")),
    (ThingKind.REPORT.value, _("A report")),
    (ThingKind.RULE.value, _("A rule")),
)


class AskForm(forms.Form):
    """Which thing, who called it, and whose time it costs."""

    once = OnceField()
    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("How is it called?"),
        help_text=_("Such as: the Monday meeting. No names of people."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    caller = forms.ChoiceField(
        label=_("Who called it?"), help_text=_("This leader gets the result, as a question.")
    )
    team = forms.ChoiceField(label=_("Whose time does it cost?"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        callers: Sequence[tuple[TeamId, str, str]],
        costs: Sequence[Costs],
    ) -> None:
        super().__init__(data, label_suffix="")
        leaders = [(str(team), _leader(name, leader)) for team, name, leader in callers]
        teams = [(str(each.team), _people(each)) for each in costs]
        cast("forms.ChoiceField", self.fields["caller"]).choices = [("", _("choose")), *leaders]
        cast("forms.ChoiceField", self.fields["team"]).choices = teams

    def clean_name(self) -> str:
        return without_names(self.cleaned_data["name"])

    def new_thing(self) -> services.NewThing:
        """Say what was filled in; the form is valid."""
        given = self.cleaned_data
        return services.NewThing(
            kind=ThingKind(given["kind"]),
            name=given["name"],
            caller=TeamId(given["caller"]),
            team=TeamId(given["team"]),
            once=given["once"],
        )


class TapsForm(forms.Form):
    """Two taps: the first alone asks for the second, both together count."""

    whom = forms.TypedChoiceField(
        coerce=ToWhom, choices=[(whom.value, whom.value) for whom in ToWhom]
    )
    worth = forms.TypedChoiceField(
        coerce=Worth, choices=[(worth.value, worth.value) for worth in Worth], required=False
    )


def _leader(team: str, leader: str) -> str:
    return gettext("%(leader)s (%(team)s)") % {"leader": leader, "team": team}


def _people(costs: Costs) -> str:
    said = gettext("%(team)s with all below it (%(people)s people)")
    return said % {"team": costs.name, "people": costs.people}
