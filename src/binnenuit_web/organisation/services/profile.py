"""Who is this organisation, and how far has the wizard come?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from binnenuit_web.organisation.models import Profile, Stage

__all__ = ["Facts", "Stage", "begin", "facts", "is_set_up", "reached", "touch"]

_NOBODY: Final = ""


@dataclass(frozen=True)
class Facts:
    """The organisation in one row; an empty ``revision`` means that nobody has begun.

    ``paid_as_of`` changes whenever somebody told anew who pays which team.
    """

    name: str
    language: str
    currency: str
    stage: Stage
    revision: str
    paid_as_of: str = ""


def facts() -> Facts:
    """Read the profile; one query."""
    row = Profile.objects.first()
    if row is None:
        return Facts("", "nl", "EUR", Stage.NAME, _NOBODY)
    stage = Stage(row.stage)
    return Facts(row.name, row.language, row.currency, stage, row.revision, row.paid_as_of)


def is_set_up() -> bool:
    """Tell whether the wizard came to its end once."""
    return facts().stage is Stage.DONE


@transaction.atomic
def begin(name: str, *, language: str = "nl", currency: str = "EUR") -> None:
    """Give the organisation its name and language; can be done again."""
    touch()
    Profile.objects.update(name=name, language=language, currency=currency)
    reached(Stage.TEAMS)


def reached(stage: Stage) -> None:
    """Remember that the wizard came this far; it never goes back."""
    Profile.objects.filter(stage__lt=stage).update(stage=stage)


def touch() -> None:
    """Say that something about the organisation or its books changed.

    Call it in the transaction of the change itself.
    """
    revision = uuid.uuid4().hex
    if not Profile.objects.update(revision=revision):
        Profile.objects.create(revision=revision)
