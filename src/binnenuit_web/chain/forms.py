"""What people fill in on the pages of the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit.organisation.model import CodeMapping, Dimension, TeamId

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from binnenuit_web.organisation.services import Choice, Said

ROWS: Final = 5
ROUGH: Final = (
    ("", _("I cannot say")),
    ("0.9", _("almost all (90 of 100)")),
    ("0.75", _("most of it (75 of 100)")),
    ("0.5", _("about half (50 of 100)")),
    ("0.25", _("a part (25 of 100)")),
    ("0.1", _("a little (10 of 100)")),
)


class WithdrawForm(forms.Form):
    """One code and the team or customer it is tied to."""

    dimension = forms.ChoiceField(choices=[(each.value, each.value) for each in Dimension])
    code = forms.CharField(max_length=200, strip=False)
    team = forms.CharField(max_length=200, strip=False)

    def mapping(self) -> CodeMapping:
        """Return what was filled in; the form is valid."""
        given = self.cleaned_data
        return CodeMapping(Dimension(given["dimension"]), given["code"], TeamId(given["team"]))


class AssignForm(WithdrawForm):
    """Assign one code."""


class BooksForm(forms.Form):
    file = forms.FileField(label=_("Accounting file"))


class NamingForm(forms.Form):
    """Up to five teams or customers with a rough share of the work.

    A team above is asked about: its money is a budget, handed down. ``own_use`` says that it
    really uses the work itself.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        team: str,
        said: Sequence[Said],
        find: Callable[[str], Choice | None],
        is_above: Callable[[str], bool],
    ) -> None:
        super().__init__(data, label_suffix="")
        self._team = team
        self._find = find
        self._is_above = is_above
        self.asked: set[int] = set()
        for row in range(ROWS):
            self._add_row(row, said[row] if row < len(said) else None)

    def _add_row(self, row: int, said: Said | None) -> None:
        share = "" if said is None or said.share is None else f"{said.share:g}"
        number = row + 1
        self.fields[f"target_{row}"] = forms.CharField(
            label=lazystr(gettext("For whom? (%(number)s)") % {"number": number}),
            max_length=300,
            required=False,
            initial=said.label if said else "",
            widget=forms.TextInput(attrs={"list": "names", "autocomplete": "off"}),
        )
        self.fields[f"share_{row}"] = forms.ChoiceField(
            label=lazystr(gettext("How much of your work? (%(number)s)") % {"number": number}),
            choices=_with(share),
            required=False,
            initial=share,
        )
        self.fields[f"own_use_{row}"] = forms.BooleanField(
            label=_("They use our work themselves"), required=False
        )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields row by row, with whether the team above was asked about."""
        return [
            {
                "target": self[f"target_{row}"],
                "share": self[f"share_{row}"],
                "own_use": self[f"own_use_{row}"] if row in self.asked else None,
            }
            for row in range(ROWS)
        ]

    def clean(self) -> dict[str, Any]:
        named: dict[str, float | None] = {}
        for row in range(ROWS):
            text = self.cleaned_data.get(f"target_{row}", "").strip()
            if text:
                self._clean_row(row, text, named)
        self.cleaned_data["named"] = named
        return self.cleaned_data

    def _clean_row(self, row: int, text: str, named: dict[str, float | None]) -> None:
        field, choice = f"target_{row}", self._find(text)
        if choice is None:
            said = gettext(
                "We know no team or customer called “%(name)s”. Choose one from the list."
            )
            self.add_error(field, said % {"name": text})
        elif choice.id == self._team:
            self.add_error(field, gettext("That is this team itself. For whom does it work?"))
        elif choice.id in named:
            self.add_error(field, gettext("This one was named above already."))
        elif self._is_above(choice.id) and not self._uses_itself(row):
            said = gettext(
                "What comes from %(name)s is a budget, handed down. Whom does that budget serve? "
                "Name them here instead, or say that they use your work themselves."
            )
            self.add_error(field, said % {"name": choice.label})
        else:
            share = self.cleaned_data.get(f"share_{row}", "")
            named[choice.id] = float(share) if share else None

    def _uses_itself(self, row: int) -> bool:
        self.asked.add(row)
        return cast("bool", self.cleaned_data.get(f"own_use_{row}", False))


def _with(share: str) -> list[tuple[str, Any]]:
    """Offer the rough shares, and the exact one that was said before."""
    choices: list[tuple[str, Any]] = list(ROUGH)
    if share and share not in dict(choices):
        said = gettext("%(share)s of 100") % {"share": round(float(share) * 100)}
        choices.append((share, said))
    return choices
