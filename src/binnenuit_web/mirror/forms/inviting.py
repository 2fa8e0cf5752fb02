"""What a facilitator fills in to invite people, remind them, and to make paper and slips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from binnenuit_web.look.once import OnceField
from binnenuit_web.mirror.services import inviting
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit_web.mirror.services.inviting import FacingTeam, PaperGroup

_BY_MAIL_WAITING: Final = (
    inviting.How.WAITING.value,
    _(
        "Mail to whose ballot waits. Nobody sees here who that is, but your mail server then "
        "knows it."
    ),
)
_BY_MAIL_ALL: Final = (
    inviting.How.EVERYBODY.value,
    _("Mail to everybody who was invited. It tells nobody who answered."),
)
_ON_PAPER: Final = (
    inviting.How.LETTERS.value,
    _("Letters for everybody who was invited. Letters for some would tell you who did not answer."),
)


class OnceForm(forms.Form):
    """A button that does something once."""

    once = OnceField()


class RemindForm(OnceForm):
    """How people are reminded; what the operator did not allow is not offered."""

    how = forms.TypedChoiceField(label=_("How?"), coerce=inviting.How, widget=forms.RadioSelect)
    field_order = ("how", "once")

    def __init__(self, *args: Any, ways: Sequence[inviting.How], **kwargs: Any) -> None:
        kwargs["initial"] = {"how": ways[0].value}
        super().__init__(*args, **kwargs)
        allowed = {way.value for way in ways}
        every = (_BY_MAIL_WAITING, _BY_MAIL_ALL, _ON_PAPER)
        self.fields["how"].choices = [each for each in every if each[0] in allowed]  # type: ignore[attr-defined]


class LanguageForm(OnceForm):
    """In which language something without a name on it is printed."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": organisation.facts().language}
        super().__init__(*args, **kwargs)


class _PeopleField(forms.MultipleChoiceField):
    """Offers who has no sheet, and takes all: the same form sent again gives the same sheets."""

    everybody: frozenset[str] = frozenset()

    def valid_value(self, value: str) -> bool:
        return value in self.everybody


class SheetsForm(LanguageForm):
    """Who of a group gets paper."""

    people = _PeopleField(
        label=_("Who gets a sheet?"),
        help_text=_(
            "At least three at once, so that nobody can tell whose sheet it is. Their own link no "
            "longer works then."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("people", "language", "once")

    def __init__(self, *args: Any, group: PaperGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = cast("_PeopleField", self.fields["people"])
        people.choices = [(str(each.person), each.name) for each in group.people]
        people.everybody = frozenset(str(e.person) for e in (*group.people, *group.on_paper))

    def clean_people(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["people"]
        if len(chosen) < inviting.FEWEST:
            raise forms.ValidationError(
                _("Choose at least three people: of fewer sheets everybody knows whose they are.")
            )
        return chosen


class SlipsForm(LanguageForm):
    """How many slips for the customers of which team."""

    team = forms.ChoiceField(label=_("Team"))
    number = forms.IntegerField(
        label=_("How many slips?"),
        help_text=_("From 1 to 60. Each slip is good for one answer."),
        min_value=1,
        max_value=inviting.MOST_SLIPS,
        initial=12,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    field_order = ("team", "number", "language", "once")

    def __init__(self, *args: Any, teams: Sequence[FacingTeam], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [(str(each.team), each.name) for each in teams]  # type: ignore[attr-defined]
