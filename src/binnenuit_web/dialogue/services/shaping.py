"""Values and behaviours alike: who shapes them, and how they stand."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from binnenuit_web.dialogue.models import Behaviour, Poll, Value
from binnenuit_web.dialogue.services.hands import may_shape

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit_web.people.viewer import Viewer

Subject = Value | Behaviour


class Stand(StrEnum):
    """How a value or behaviour stands."""

    NEW = "new"  # written down; nobody was asked about this version
    ASKED = "asked"
    DECIDE = "decide"  # it was asked, and waits for a decision
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class OrphanError(Exception):
    """Something would rest on nothing; ``names`` is what hangs on it alone."""

    def __init__(self, *names: str) -> None:
        super().__init__(*names)
        self.names = names


class StandsOtherwiseError(Exception):
    """It cannot be done as it stands now: somebody else did something meanwhile."""


def demand_shaper(viewer: Viewer) -> None:
    """PermissionDenied for who does not shape values and behaviours."""
    if not may_shape(viewer):
        raise PermissionDenied


def demand_reader(viewer: Viewer) -> None:
    """PermissionDenied for who did not come in: values are for everybody who works here."""
    if not viewer.is_signed_in:
        raise PermissionDenied


def polls_of(row: Subject) -> QuerySet[Poll]:
    """Polls about adopting it, of all versions, the oldest first."""
    about = {"value": row} if isinstance(row, Value) else {"behaviour": row}
    return Poll.objects.filter(kind=Poll.Kind.ADOPTION, **about).order_by("pk")


def adoption_of(row: Subject) -> Poll | None:
    """The poll about this version; None when nobody was asked yet."""
    return polls_of(row).filter(version=row.version).last()


def is_open(poll: Poll, today: date) -> bool:
    """Whether one may still answer."""
    return poll.closed_on is None and poll.key is not None and today <= poll.closes_on


def stand_of(row: Subject) -> Stand:
    """How it stands; a poll is asked until it has been closed, and its figures are there."""
    if row.withdrawn_on is not None:
        return Stand.WITHDRAWN
    if row.adopted_on is not None:
        return Stand.ADOPTED
    poll = adoption_of(row)
    if poll is None:
        return Stand.NEW
    return Stand.ASKED if poll.closed_on is None else Stand.DECIDE


def was_asked(row: Subject) -> bool:
    """Whether something may rest on it: people were asked about it, and it was not withdrawn.

    One that is being revised still carries what follows from it.
    """
    return row.withdrawn_on is None and polls_of(row).exists()
