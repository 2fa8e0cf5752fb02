"""Out of order: two keys, of the facilitator and of the works council, turned by two people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.locks import State
from binnenuit_web.mirror.models import LayerKey
from binnenuit_web.mirror.services.locks import HOLDERS, lock_of
from binnenuit_web.mirror.services.opening import layer_row
from binnenuit_web.people import acts
from binnenuit_web.people.roles import Role
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit_web.mirror.models import Layer
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Turned", "has_key", "keys_of", "turn_key"]

acts.register("mirror.key-turned", _("turned a key, to open a layer of a round out of order"))


@dataclass(frozen=True)
class Turned:
    """A key that was turned, and why; ``reason`` is empty when its writer was forgotten."""

    holder: Role
    reason: str
    on: date


def keys_of(layer: Layer) -> tuple[Turned, ...]:
    """Tell which keys of a layer were turned, and why: everyone who signed in may know."""
    rows = layer.keys.order_by("pk")
    return tuple(Turned(Role(row.holder), row.reason, row.turned_on) for row in rows)


def has_key(viewer: Viewer, layer: Layer) -> bool:
    """Whether a key of this layer is left for this viewer; one person turns only one."""
    return bool(_free(viewer, layer))


@transaction.atomic
def turn_key(viewer: Viewer, layer: int, reason: str, *, today: date) -> bool:
    """Turn the viewer's own key; False when there was nothing left to turn.

    Only for a layer that waits for the ones above it. The same person again adds nothing.
    """
    row = layer_row(layer)
    if not _holds(viewer):
        raise PermissionDenied
    if _own(viewer, row).exists():
        return True
    free, lock = _free(viewer, row), lock_of(row, today)
    is_over = row.round.ended_on is not None
    if not free or lock.state is not State.LOCKED or lock.may_open or is_over:
        return False
    try:
        key, is_new = _turned(viewer, row, free[0], reason, today)
    except IntegrityError:
        return True  # the same person turned the other one at this very moment
    if is_new:
        note_down(viewer, "mirror.key-turned", f"key {key.pk} of layer {row.number}")
    return is_new


@transaction.atomic
def _turned(
    viewer: Viewer, row: Layer, holder: Role, reason: str, today: date
) -> tuple[LayerKey, bool]:
    return LayerKey.objects.get_or_create(
        layer=row,
        holder=holder.value,
        defaults={
            "by": viewer.person or "",
            "account_id": viewer.account_id,
            "reason": reason,
            "turned_on": today,
        },
    )


def _free(viewer: Viewer, row: Layer) -> list[Role]:
    if _own(viewer, row).exists():
        return []
    taken = set(row.keys.values_list("holder", flat=True))
    return [role for role in _holds(viewer) if role.value not in taken]


def _holds(viewer: Viewer) -> list[Role]:
    known = viewer.account_id is not None or viewer.person is not None
    return [role for role in HOLDERS if known and role in viewer.roles]


def _own(viewer: Viewer, row: Layer) -> QuerySet[LayerKey]:
    mine = Q(pk__in=[])
    if viewer.account_id is not None:
        mine |= Q(account=viewer.account_id)
    if viewer.person is not None:
        mine |= Q(by=viewer.person)
    return row.keys.filter(mine)
