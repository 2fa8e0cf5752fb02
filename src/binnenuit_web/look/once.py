"""Sent once: a form carries a key of its own, so that sending it twice adds nothing."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms


class OnceField(forms.UUIDField):
    """A hidden key, new for each form that is shown.

    Whoever stores what was sent keeps the key in a unique column: a double click, a reload and a
    phone that tries again after losing its connection all come to the row that is there already.
    """

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", uuid.uuid4)
        kwargs.setdefault("label", "")
        super().__init__(**kwargs)
