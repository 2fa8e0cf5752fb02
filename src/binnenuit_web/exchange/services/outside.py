"""What a customer outside hears of promises, and says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from binnenuit.exchange.model import Side
from binnenuit.organisation.model import CustomerId
from binnenuit_web.exchange.services.sides import row_of
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from binnenuit.promises.model import Happened
    from binnenuit_web.people.viewer import Viewer
    from binnenuit_web.promises.services import Shown

__all__ = ["judge", "told_to_customer"]


def told_to_customer(viewer: Viewer, *, today: date) -> list[Shown]:
    """Everything that was promised to the customer whose link was opened, or told to him."""
    return promises.for_customer(viewer, _customer_of(viewer), today=today)


def judge(viewer: Viewer, promise: int, event: Happened, *, once: UUID) -> None:
    """Let the customer say whether a promise to him was kept."""
    promises.happen_for_customer(viewer, _customer_of(viewer), promise, event, once=once)


def _customer_of(viewer: Viewer) -> CustomerId:
    if viewer.exchange is None:
        raise PermissionDenied
    row, side = row_of(viewer, viewer.exchange)
    if side is not Side.RECEIVER:
        raise PermissionDenied
    return CustomerId(row.receiver)
