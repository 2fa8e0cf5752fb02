"""Columns that point to a person of the people file, so that none is overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class PersonField(_Text):
    """Id of a person; empty for nobody, or for who was forgotten.

    Where ids of teams and customers can stand in it as well, they share one namespace. A test finds
    every table with such a column and asks for its export and its way of forgetting: personal.py.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)
