"""Out of order: two keys, of the facilitator and of the works council, turned by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.locks import State
from binnenuit_web.mirror.models import LayerKey
from binnenuit_web.mirror.services.locks import lock_of
from binnenuit_web.mirror.services.opening import layer_row
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit_web.mirror.models import Layer
    from binnenuit_web.organisation.services import Turned
    from binnenuit_web.people.viewer import Viewer

__all__ = ["has_key", "keys_of", "turn_key"]

acts.register("mirror.key-turned", _("turned a key, to open a layer of a round out of order"))


def keys_of(layer: Layer) -> tuple[Turned, ...]:
    """Tell which keys of a layer were turned, and why: everyone who signed in may know."""
    return organisation.turned_keys(_keys(layer))


def has_key(viewer: Viewer, layer: Layer) -> bool:
    """Whether a key of this layer is left for this viewer; one person turns only one."""
    return bool(organisation.free_keys(viewer, _keys(layer)))


@transaction.atomic
def turn_key(viewer: Viewer, layer: int, reason: str, *, today: date) -> bool:
    """Turn the viewer's own key; False when there was nothing left to turn.

    Only for a layer that waits for the ones above it. The same person again adds nothing.
    """
    row = layer_row(layer)
    if not organisation.held_keys(viewer):
        raise PermissionDenied
    if organisation.has_turned(viewer, _keys(row)):
        return True
    lock = lock_of(row, today)
    if lock.state is not State.LOCKED or lock.may_open or row.round.ended_on is not None:
        return False
    key = organisation.turn(viewer, _keys(row), row, reason, today=today)
    if key is not None:
        note_down(viewer, "mirror.key-turned", f"key {key} of layer {row.number}")
    return organisation.has_turned(viewer, _keys(row))


def _keys(layer: Layer) -> QuerySet[LayerKey]:
    return LayerKey.objects.filter(layer=layer)
