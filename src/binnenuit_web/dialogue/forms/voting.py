"""What somebody says of one statement; sending it twice says it once."""

from __future__ import annotations

from typing import Final

from django import forms

from binnenuit.dialogue.model import Vote

# The largest number that a column of the database holds.
_MOST: Final = 2_147_483_647


class VoteForm(forms.Form):
    """One vote, by one of four buttons; ``none`` takes an earlier one back."""

    statement = forms.IntegerField(min_value=0, max_value=_MOST)
    vote = forms.ChoiceField(choices=[(each.value, "") for each in Vote])

    def said(self) -> tuple[int, Vote]:
        """Say on which statement and what; the form is valid."""
        return self.cleaned_data["statement"], Vote(self.cleaned_data["vote"])
