"""A layer closes: nothing is taken in any more, and nothing is shown yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit_web.mirror.models import Layer
from binnenuit_web.mirror.services.opening import layer_row
from binnenuit_web.mirror.services.rounds import NotNowError
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

__all__ = ["close_due", "close_layer"]

acts.register("mirror.closed", _("closed a layer"))


@transaction.atomic
def close_layer(viewer: Viewer | None, layer: int, today: date) -> None:
    """Close a layer; ``None`` is the server, on the day after the last one. Once is enough.

    NotNowError for a layer that is locked, and in a round that was stopped.
    """
    if viewer is not None and not viewer.may_prepare:
        raise PermissionDenied
    row = layer_row(layer)
    if row.closed_on is not None:
        return
    if row.opened_on is None or row.round.stopped_on is not None:
        raise NotNowError
    row.closed_on = today
    row.save(update_fields=["closed_on"])
    note_down(viewer, "mirror.closed", f"layer {row.number} of round {row.round_id}")


def close_due(today: date) -> None:
    """Close every layer whose last day is over, also after days in which the server stood still."""
    over = Layer.objects.filter(closes_on__lt=today, closed_on=None, round__stopped_on=None)
    for number in over.values_list("pk", flat=True):
        close_layer(None, number, today)
