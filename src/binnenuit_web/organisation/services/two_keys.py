"""Two keys: what goes out of order needs the facilitator and the works council, two people.

Each room keeps the keys of its layers in a table of its own, with the columns ``layer``,
``holder``, ``by``, ``account``, ``reason`` and ``turned_on``. It passes the keys of one layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from binnenuit_web.people.viewer import Viewer

__all__ = ["KEY_HOLDERS", "Turned", "free_keys", "has_turned", "held_keys", "turn", "turned_keys"]

KEY_HOLDERS: Final = (Role.FACILITATOR, Role.WORKS_COUNCIL)


@dataclass(frozen=True)
class Turned:
    """A key that was turned, and why; ``reason`` is empty when its writer was forgotten."""

    holder: Role
    reason: str
    on: date


def turned_keys(keys: QuerySet[Any]) -> tuple[Turned, ...]:
    """Tell which keys of a layer were turned, and why: everyone who signed in may know."""
    rows = keys.order_by("pk")
    return tuple(Turned(Role(row.holder), row.reason, row.turned_on) for row in rows)


def held_keys(viewer: Viewer) -> list[Role]:
    """Whose keys this viewer holds; none when it cannot be told later who turned one."""
    known = viewer.account_id is not None or viewer.person is not None
    return [role for role in KEY_HOLDERS if known and role in viewer.roles]


def has_turned(viewer: Viewer, keys: QuerySet[Any]) -> bool:
    """Tell whether this person turned one of them already, under whatever role."""
    mine = Q(pk__in=[])
    if viewer.account_id is not None:
        mine |= Q(account=viewer.account_id)
    if viewer.person is not None:
        mine |= Q(by=viewer.person)
    return keys.filter(mine).exists()


def free_keys(viewer: Viewer, keys: QuerySet[Any]) -> list[Role]:
    """Keys that this viewer could still turn; none when he turned one of this layer already."""
    if has_turned(viewer, keys):
        return []
    taken = set(keys.values_list("holder", flat=True))
    return [role for role in held_keys(viewer) if role.value not in taken]


def turn(
    viewer: Viewer, keys: QuerySet[Any], layer: object, reason: str, *, today: date
) -> int | None:
    """Turn the first key that is free for this viewer; its number, or None when nothing was added.

    Whoever holds both roles turns one of the keys, and the other waits for somebody else.
    """
    free = free_keys(viewer, keys)
    if not free:
        return None
    try:
        with transaction.atomic():
            key, is_new = keys.model.objects.get_or_create(
                layer=layer,
                holder=free[0].value,
                defaults={
                    "by": viewer.person or "",
                    "account_id": viewer.account_id,
                    "reason": reason,
                    "turned_on": today,
                },
            )
    except IntegrityError:
        return None  # the same person turned the other one at this very moment
    return int(key.pk) if is_new else None
