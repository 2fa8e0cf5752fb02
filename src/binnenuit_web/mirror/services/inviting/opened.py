"""The layer that a facilitator invites for: the only place where that permission is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from binnenuit.mirror.model.locks import State
from binnenuit_web.mirror.models import Layer
from binnenuit_web.mirror.services.frozen import state_of
from binnenuit_web.mirror.services.rounds import NotNowError

if TYPE_CHECKING:
    from binnenuit_web.people.viewer import Viewer

__all__ = ["is_open", "layer_of", "open_layer_of"]


def layer_of(viewer: Viewer, layer: int, *, customers: bool = False) -> Layer:
    """Give a layer of people, or the one of customers, to who hands out invitations."""
    if not viewer.may_prepare:
        raise PermissionDenied
    found = Layer.objects.select_related("round").filter(pk=layer, customers=customers).first()
    if found is None:
        raise Http404
    return found


def open_layer_of(viewer: Viewer, layer: int, *, customers: bool = False) -> Layer:
    """Give a layer that takes ballots; NotNowError for one that does not."""
    found = layer_of(viewer, layer, customers=customers)
    if not is_open(found):
        raise NotNowError
    return found


def is_open(layer: Layer) -> bool:
    """Whether ballots of this layer are taken; not while no backup could give its keys back."""
    is_taking = state_of(layer) is State.OPEN and layer.round.stopped_on is None
    return is_taking and layer.secret is not None
