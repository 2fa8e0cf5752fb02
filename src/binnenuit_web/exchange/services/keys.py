"""Out of order: two keys, of the facilitator and of the works council, turned by two people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binnenuit_web.exchange.models import Key
from binnenuit_web.exchange.services.locks import layers_now, open_among
from binnenuit_web.people import acts
from binnenuit_web.people.roles import Role
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit_web.people.viewer import Viewer

__all__ = ["HOLDERS", "Turned", "has_key", "keys_of", "turn_key"]

HOLDERS: Final = (Role.FACILITATOR, Role.WORKS_COUNCIL)

acts.register("key.turned", _("turned a key, to open a layer out of order"))


@dataclass(frozen=True)
class Turned:
    """A key that was turned, and why; ``reason`` is empty when its writer was forgotten."""

    holder: Role
    reason: str
    on: date


def keys_of(layer: int) -> tuple[Turned, ...]:
    """Tell which keys of a layer were turned, and why: everyone who signed in may know."""
    rows = Key.objects.filter(layer=layer).order_by("pk")
    return tuple(Turned(Role(row.holder), row.reason, row.turned_on) for row in rows)


def has_key(viewer: Viewer, layer: int) -> bool:
    """Whether a key of this layer waits for this viewer: his own, and only one for one person."""
    return bool(_free(viewer, layer))


@transaction.atomic
def turn_key(viewer: Viewer, layer: int, reason: str, *, today: date) -> bool:
    """Turn the viewer's own key; False when there was nothing left to turn.

    Whoever holds both roles turns one of the keys, and the other waits for somebody else. The same
    person again adds nothing.
    """
    layers = layers_now(today)
    if not _holds(viewer) or not 1 <= layer <= len(layers):
        raise PermissionDenied
    if _own(viewer, layer).exists():
        return True
    free = _free(viewer, layer)
    if not free or layer in open_among(layers):
        return False
    try:
        row, is_new = _turned(viewer, layer, free[0], reason, today)
    except IntegrityError:
        return True  # the same person turned the other one at this very moment
    if is_new:
        note_down(viewer, "key.turned", f"key {row.pk} of layer {layer}")
    return is_new


@transaction.atomic
def _turned(viewer: Viewer, layer: int, holder: Role, reason: str, today: date) -> tuple[Key, bool]:
    return Key.objects.get_or_create(
        layer=layer,
        holder=holder.value,
        defaults={
            "by": viewer.person or "",
            "account_id": viewer.account_id,
            "reason": reason,
            "turned_on": today,
        },
    )


def _free(viewer: Viewer, layer: int) -> list[Role]:
    """Keys that this viewer could still turn; none when he turned one of this layer already."""
    if _own(viewer, layer).exists():
        return []
    taken = set(Key.objects.filter(layer=layer).values_list("holder", flat=True))
    return [role for role in _holds(viewer) if role.value not in taken]


def _holds(viewer: Viewer) -> list[Role]:
    known = viewer.account_id is not None or viewer.person is not None
    return [role for role in HOLDERS if known and role in viewer.roles]


def _own(viewer: Viewer, layer: int) -> QuerySet[Key]:
    mine = Q(pk__in=[])
    if viewer.account_id is not None:
        mine |= Q(account=viewer.account_id)
    if viewer.person is not None:
        mine |= Q(by=viewer.person)
    return Key.objects.filter(mine, layer=layer)
