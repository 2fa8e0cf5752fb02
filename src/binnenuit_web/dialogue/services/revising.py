"""A new version: what was asked before is asked again, with every objection taken up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit_web.dialogue.models import Objection, Poll
from binnenuit_web.dialogue.services.erasing import erase
from binnenuit_web.dialogue.services.shaping import (
    Stand,
    StandsOtherwiseError,
    adoption_of,
    polls_of,
    stand_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from binnenuit_web.dialogue.services.shaping import Subject

__all__ = ["NotTakenUpError", "destroy_open_polls", "revise", "to_take_up"]


class NotTakenUpError(Exception):
    """An objection stands, and nobody said how the new version takes it up."""


def to_take_up(row: Subject) -> QuerySet[Objection]:
    """Objections against this version that still stand after it was asked."""
    return Objection.objects.filter(poll=adoption_of(row), state=Objection.State.STANDS).order_by(
        "pk"
    )


def revise(row: Subject, answers: Mapping[UUID, str]) -> None:
    """Make it a version that nobody was asked about; the caller stores it.

    One that was not asked yet is changed as it stands. ``answers``: by objection, how the new
    version takes it up. StandsOtherwiseError while it is asked, and when it was withdrawn.
    """
    stand = stand_of(row)
    if stand in {Stand.ASKED, Stand.WITHDRAWN}:
        raise StandsOtherwiseError
    if stand is Stand.NEW:
        return
    for each in to_take_up(row):
        if not answers.get(each.pk):
            raise NotTakenUpError
        Objection.objects.filter(pk=each.pk).update(
            state=Objection.State.TAKEN_UP, answer=answers[each.pk]
        )
    undecided = polls_of(row).filter(version=row.version, outcome=Poll.Outcome.OPEN)
    undecided.update(outcome=Poll.Outcome.REVISE)
    row.version += 1
    row.adopted_on = None


def destroy_open_polls(polls: QuerySet[Poll]) -> None:
    """Destroy polls whose subject was withdrawn, with all answers: nothing of them was shown."""
    polls.filter(closed_on=None).delete()
    transaction.on_commit(erase)
