"""With what a talk ends, one promise; and how the same two begin again when that has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit_web.exchange.models import CustomerLink, Exchange
from binnenuit_web.exchange.services.sides import locked_row, parties
from binnenuit_web.exchange.services.talks import as_seen
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from binnenuit_web.people.viewer import Viewer

__all__ = ["again", "promise"]

acts.register("talk.again", _("began a new talk of the same two"))


@transaction.atomic
def promise(viewer: Viewer, talk: int, what: str, due: date, *, once: UUID, today: date) -> int:
    """Promise the other side one thing, and return the promise.

    One promise a talk: when there is one already, that one is returned and nothing is added.
    """
    row, side = locked_row(viewer, talk)
    seen = as_seen(viewer, row, side, today=today)
    if seen.promises and seen.is_giver:
        return seen.promises[0].id
    if not seen.may_promise:
        raise PermissionDenied
    giver, receiver = parties(row)
    new = promises.NewPromise(
        giver=giver,
        receiver=receiver,
        what=what,
        due=due,
        origin="exchange",
        number=row.pk,
        once=once,
    )
    return promises.make(viewer, new, today=today)


@transaction.atomic
def again(viewer: Viewer, talk: int, *, today: date) -> int:
    """Begin a new talk of the same two, once the promise of this one has ended; return it.

    A customer keeps his link: it opens the newest talk.
    """
    row, side = locked_row(viewer, talk)
    same = Exchange.objects.filter(kind=row.kind, giver=row.giver, receiver=row.receiver)
    newest = same.order_by("turn").last() or row
    if newest.turn > row.turn:
        return newest.pk
    if not as_seen(viewer, row, side, today=today).may_begin_again:
        raise PermissionDenied
    new = Exchange.objects.create(
        kind=row.kind, giver=row.giver, receiver=row.receiver, turn=row.turn + 1
    )
    CustomerLink.objects.filter(exchange=row).update(exchange=new)
    note_down(viewer, "talk.again", f"talk {new.pk}")
    return new.pk
