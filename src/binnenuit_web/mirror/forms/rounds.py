"""Beginning a round, and questions of the organisation's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.questionnaire import About, Words
from binnenuit_web.look.once import OnceField
from binnenuit_web.mirror import services
from binnenuit_web.organisation.forms import without_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_MOST: Final = 30
_NAME: Final = r"^\w[\w .\-]*$"
_LONG: Final = "long"
_SHORT: Final = "short"


class BeginForm(forms.Form):
    """What is asked, and of how many people a figure tells at least."""

    once = OnceField()
    name = forms.RegexField(
        _NAME,
        label=_("Name of the round"),
        help_text=_("Figures stand under this name for years."),
        max_length=30,
        error_messages={"invalid": _("Use letters, digits, spaces, dots and hyphens.")},
    )
    kind = forms.ChoiceField(
        label=_("Which questions?"),
        choices=(
            (_LONG, _("All questions: about eight minutes")),
            (
                _SHORT,
                _(
                    "Six questions, and how often your adopted behaviours are seen: one or two "
                    "minutes, shown from ten people on"
                ),
            ),
        ),
        initial=_LONG,
        widget=forms.RadioSelect,
    )
    groceries = forms.BooleanField(
        label=_("Ask how people see “Who pays for your groceries?” before and after"),
        help_text=_("One question, with all questions only."),
        required=False,
        initial=True,
    )
    unready = forms.BooleanField(
        label=_("Begin without a vote on readiness: we talked about it and we are ready"),
        help_text=_("This stands in the logbook."),
        required=False,
    )
    k = forms.IntegerField(
        label=_("How few people may a figure tell of?"),
        help_text=_("Five or more. A single question is never shown of fewer than ten."),
        min_value=services.FEWEST,
        max_value=_MOST,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        agreed = services.agreed_in()
        k = agreed.k if agreed else services.FEWEST
        known = {"name": services.default_name(today), "k": k}
        super().__init__(data, initial=known, label_suffix="")
        if not services.asks_readiness():
            del self.fields["unready"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        name, once = given.get("name"), given.get("once")
        if name and once and services.is_taken(name, once):
            self.add_error("name", gettext("There is a round with this name already."))
        return given

    def refuse(self, refused: services.NotNowError) -> None:
        """Say to what earlier rounds hold this one, or that the vote on readiness comes first."""
        if isinstance(refused, services.NotReadyError):
            said = gettext(
                "Before the first mirror, people vote on whether they are ready. Ask them first, "
                "or begin without that vote."
            )
            self.add_error("unready", said)
            return
        if isinstance(refused, services.LowerError):
            said = gettext(
                "Round %(name)s told of no fewer than %(k)s people, and the works council agreed "
                "to that. Give %(k)s or more."
            )
            self.add_error("k", said % {"name": refused.name, "k": refused.k})
            return
        if not isinstance(refused, services.TooSoonError):
            raise refused
        said = gettext(
            "Figures were shown less than four weeks ago. Figures in quick succession tell more "
            "than each alone, so a round may begin from %(day)s on."
        )
        self.add_error(None, said % {"day": date_format(refused.from_on, "j F Y")})

    def new_round(self) -> services.NewRound:
        """Say what was filled in; the form is valid."""
        given = self.cleaned_data
        return services.NewRound(
            name=given["name"],
            is_pulse=given["kind"] == _SHORT,
            groceries=given["groceries"],
            k=given["k"],
            unready=given.get("unready", False),
        )


class QuestionForm(forms.Form):
    """One question in both languages; it is about what one gets, never about a person."""

    once = OnceField()
    about = forms.TypedChoiceField(
        label=_("About whom?"),
        coerce=About,
        choices=(
            (About.OWN_TEAM.value, _("The own team")),
            (About.LEADER.value, _("The own leader")),
            (About.SUPPLIER.value, _("Teams one dealt with")),
        ),
        widget=forms.RadioSelect,
    )
    words = forms.TypedChoiceField(
        label=_("In which words does one answer?"),
        coerce=Words,
        choices=(
            (Words.FREQUENCY.value, _("How often: from never to always")),
            (Words.AGREEMENT.value, _("Whether one agrees: from fully disagree to fully agree")),
        ),
        widget=forms.RadioSelect,
    )
    nl = forms.CharField(label=_("In Dutch"), max_length=200)
    en = forms.CharField(label=_("In English"), max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")

    def clean_nl(self) -> str:
        return without_names(self.cleaned_data["nl"])

    def clean_en(self) -> str:
        return without_names(self.cleaned_data["en"])

    def new_question(self) -> services.NewQuestion:
        """Say what was filled in; the form is valid."""
        given = self.cleaned_data
        return services.NewQuestion(given["about"], given["words"], given["nl"], given["en"])
