"""The line with which the top begins, about one of the people led."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binnenuit.exchange import WhoIsCustomer
from binnenuit_web.organisation.forms import LONGEST, without_names

if TYPE_CHECKING:
    from django.http import QueryDict

    from binnenuit_web.exchange.services import Line


class FirstLineForm(forms.Form):
    """Who is the customer, and why; only the two it is about may be named.

    It needs no key against sending twice: there is one line about each person.
    """

    customer = forms.TypedChoiceField(coerce=WhoIsCustomer, widget=forms.RadioSelect)
    line = forms.CharField(
        label=_("In one line: why?"),
        help_text=_("Only you read this."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, line: Line, by: str, number: int) -> None:
        initial = {"customer": line.customer, "line": line.line}
        super().__init__(data, initial=initial, label_suffix="", auto_id=f"id_{number}_%s")
        self.about = line.about
        self._sides = (line.about, by)
        customer = cast("forms.ChoiceField", self.fields["customer"])
        customer.label = gettext("Who is the customer: you or %(name)s?") % {"name": line.name}
        customer.choices = [
            (WhoIsCustomer.YOU.value, gettext("I am")),
            (WhoIsCustomer.PEOPLE.value, gettext("%(name)s is") % {"name": line.name}),
        ]

    def clean_line(self) -> str:
        return without_names(self.cleaned_data["line"], but=self._sides)
