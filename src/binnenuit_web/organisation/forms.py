"""What is filled in on the wizard's pages, and what other rooms ask alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from binnenuit.organisation.model import TeamId
from binnenuit.tables import DateOrder, DecimalMark
from binnenuit_web.organisation.services import Answers, TypedCustomer, third_persons

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

ROWS: Final = 3
LONGEST: Final = 300
# 850.000 and 850,000 are the same here: only one or two digits at the end are cents.
_AMOUNT: Final = re.compile(r"(\d[\d.,]*?)(?:[.,](\d{1,2}|-{1,2}))?")
CURRENCIES: Final = ("EUR", "GBP", "USD", "CHF", "NOK", "SEK", "DKK", "PLN", "CZK")


class BeginForm(forms.Form):
    name = forms.CharField(label=_("What is your organisation called?"), max_length=200)
    language = forms.ChoiceField(label=_("Language of most people"), choices=settings.LANGUAGES)
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCIES], initial="EUR"
    )


class FilesForm(forms.Form):
    """One file or two."""

    teams = forms.FileField(label=_("File of teams"), required=False)
    people = forms.FileField(label=_("File of people"), required=False)

    def clean(self) -> dict[str, Any]:
        if not self.errors and not (
            self.cleaned_data.get("teams") or self.cleaned_data.get("people")
        ):
            raise forms.ValidationError(gettext("Choose a file of teams, of people, or both."))
        return self.cleaned_data

    def files_given(self) -> dict[str, Any]:
        return {kind: file for kind, file in self.cleaned_data.items() if file}


class AnswersForm(forms.Form):
    """What was answered about a file that can be read in two ways."""

    date_order = forms.ChoiceField(choices=[(each.value, "") for each in DateOrder], required=False)
    decimal_mark = forms.ChoiceField(
        choices=[(each.value, "") for each in DecimalMark], required=False
    )

    def answers(self) -> Answers:
        given = self.cleaned_data
        return Answers(given["date_order"], given["decimal_mark"])


class AcceptForm(AnswersForm):
    """The upload that was looked at, what was answered about it, and whether to go on."""

    token = forms.CharField(max_length=40)
    confirmed = forms.BooleanField(required=False)
    store = forms.BooleanField(required=False)


class TypeTeamsForm(forms.Form):
    lines = forms.CharField(
        label=_("One team a line; indent what stands below"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        strip=False,
    )
    confirmed = forms.BooleanField(required=False)


class AmountField(forms.DecimalField):
    """An amount the way people write it, in whatever language: 850.000, € 850 000 or 420.000,50."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        return super().to_python(_plain(value) if isinstance(value, str) else value)


def _plain(text: str) -> str:
    found = _AMOUNT.fullmatch(re.sub(r"[\s€$£']|EUR", "", text))
    if found is None:
        return text
    whole, cents = found.groups()
    return f"{re.sub('[.,]', '', whole)}.{(cents or '').strip('-') or '0'}"


class CustomersForm(forms.Form):
    """Three customers by hand, each with the team that sells to it and a rough amount."""

    def __init__(self, data: Any = None, *, teams: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        offered = [("", _("Choose")), *teams]
        for row in range(ROWS):
            self.fields[f"name_{row}"] = forms.CharField(
                label=_("Customer"), max_length=300, required=False
            )
            self.fields[f"team_{row}"] = forms.ChoiceField(
                label=_("The team that works for them"), choices=offered, required=False
            )
            self.fields[f"amount_{row}"] = AmountField(
                label=_("What they pay a year, roughly"),
                min_value=0,
                max_digits=14,
                decimal_places=2,
                required=False,
            )
            self.fields[f"unknown_{row}"] = forms.BooleanField(
                label=_("These are buyers whose names nobody knows (a counter, a web shop)"),
                required=False,
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        words = ("name", "team", "amount", "unknown")
        return [{word: self[f"{word}_{row}"] for word in words} for row in range(ROWS)]

    def clean(self) -> dict[str, Any]:
        for row in range(ROWS):
            if self.cleaned_data.get(f"name_{row}") and not self.cleaned_data.get(f"team_{row}"):
                self.add_error(f"team_{row}", gettext("Choose the team that deals with them."))
        if not self.errors and not self.typed():
            raise forms.ValidationError(gettext("Type at least one customer."))
        return self.cleaned_data

    def typed(self) -> list[TypedCustomer]:
        given = self.cleaned_data
        return [
            TypedCustomer(
                given[f"name_{row}"].strip(),
                TeamId(given[f"team_{row}"]),
                given.get(f"amount_{row}"),
                known=not given.get(f"unknown_{row}"),
            )
            for row in range(ROWS)
            if given.get(f"name_{row}")
        ]


class KeyForm(forms.Form):
    """Why a layer opens out of order; everyone reads it.

    It needs no key against sending twice: a layer has one key of each kind.
    """

    reason = forms.CharField(
        label=_("Why does this layer open out of order?"),
        help_text=_("Everyone reads this. Leave out names, and anything about somebody's health."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        return without_names(self.cleaned_data["reason"])


def without_names(text: str, *, but: Collection[str] = ()) -> str:
    """Refuse a text with the full name of somebody who cannot answer here."""
    named = third_persons(text, but=but)
    if named:
        said = ngettext(
            "Leave out the name %(names)s: who is named cannot answer here.",
            "Leave out the names %(names)s: who is named cannot answer here.",
            len(named),
        )
        raise forms.ValidationError(said % {"names": ", ".join(named)})
    return text
