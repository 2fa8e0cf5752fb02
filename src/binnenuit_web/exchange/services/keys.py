"""Out of order: two keys, of the facilitator and of the works council, turned by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit_web.exchange.models import Key
from binnenuit_web.exchange.services.locks import layers_now, open_among
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit_web.organisation.services import Turned
    from binnenuit_web.people.viewer import Viewer

__all__ = ["has_key", "keys_of", "turn_key"]

acts.register("key.turned", _("turned a key, to open a layer out of order"))


def keys_of(layer: int) -> tuple[Turned, ...]:
    """Tell which keys of a layer were turned, and why: everyone who signed in may know."""
    return organisation.turned_keys(_keys(layer))


def has_key(viewer: Viewer, layer: int) -> bool:
    """Whether a key of this layer waits for this viewer: his own, and only one for one person."""
    return bool(organisation.free_keys(viewer, _keys(layer)))


@transaction.atomic
def turn_key(viewer: Viewer, layer: int, reason: str, *, today: date) -> bool:
    """Turn the viewer's own key; False when there was nothing left to turn.

    The same person again adds nothing.
    """
    layers = layers_now(today)
    if not organisation.held_keys(viewer) or not 1 <= layer <= len(layers):
        raise PermissionDenied
    if organisation.has_turned(viewer, _keys(layer)):
        return True
    if layer in open_among(layers):
        return False
    key = organisation.turn(viewer, _keys(layer), layer, reason, today=today)
    if key is not None:
        note_down(viewer, "key.turned", f"key {key} of layer {layer}")
    return organisation.has_turned(viewer, _keys(layer))


def _keys(layer: int) -> QuerySet[Key]:
    return Key.objects.filter(layer=layer)
