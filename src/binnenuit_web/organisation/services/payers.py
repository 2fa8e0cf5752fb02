"""Who pays which team as the books show it: told by the room that reads books, asked by others."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit.organisation.model import CustomerId, TeamId
from binnenuit.organisation.paying import PaidBy
from binnenuit_web.organisation import models
from binnenuit_web.organisation.services.profile import facts

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["payers", "tell_payers"]

_BATCH = 500


def payers() -> tuple[PaidBy, ...]:
    """Which customers pay which team directly, as told last; empty while nobody told.

    It may name teams and customers that are gone since. Kept in memory until told anew.
    """
    return _payers(facts().paid_as_of)


@lru_cache(maxsize=2)
def _payers(paid_as_of: str) -> tuple[PaidBy, ...]:
    del paid_as_of
    rows = models.PaidBy.objects.order_by("pk")
    return tuple(PaidBy(TeamId(row.team), CustomerId(row.customer), row.rank) for row in rows)


@transaction.atomic
def tell_payers(found: Iterable[PaidBy], *, as_of: str) -> None:
    """Put ``found`` in place of what was told before; ``as_of`` names the state it follows from.

    Nothing happens before anybody has begun. It follows from what people said elsewhere, so
    nothing is noted in the logbook.
    """
    # Under the lock of the one profile: two processes may tell at the same moment.
    if models.Profile.objects.select_for_update().first() is None:
        return
    models.PaidBy.objects.all().delete()
    models.PaidBy.objects.bulk_create(
        [models.PaidBy(team=each.team, customer=each.customer, rank=each.rank) for each in found],
        batch_size=_BATCH,
    )
    models.Profile.objects.update(paid_as_of=as_of)
