"""Whether enough people answered: "enough" or "not yet", and never how many.

It is looked at by night, and said of a layer of ten people or more, and of at least twice k. So
nobody can watch who is the last, and "enough" is half of them: never all, never all but one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit_web.mirror.models import Layer

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["is_told", "look_by_night"]

_FEWEST: Final = 10


def is_told(invited: int, k: int) -> bool:
    """Whether anything may be said of how many of these people answered."""
    return invited >= max(_FEWEST, 2 * k)


def look_by_night() -> None:
    """Mark the open layers of which half of the people answered by now; a mark stays."""
    for row in _open():
        invited = row.invitations.count()
        if is_told(invited, row.round.k) and 2 * row.ballots.count() >= invited:
            # The row may be closed at this moment: nothing else of it is written.
            Layer.objects.filter(pk=row.pk).update(is_enough=True)


def _open() -> QuerySet[Layer]:
    rows = Layer.objects.filter(closed_on=None, customers=False, is_enough=False)
    return rows.exclude(opened_on=None).select_related("round")
