"""Which code in the books belongs to which team, or says who paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit_web.organisation import models
from binnenuit_web.organisation.services import rows
from binnenuit_web.organisation.services.profile import touch
from binnenuit_web.organisation.services.store import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from binnenuit.organisation.model import CodeMapping

__all__ = ["assign_codes", "assigned_by_hand", "withdraw_code"]


@transaction.atomic
def assign_codes(mappings: Iterable[CodeMapping]) -> None:
    """Assign each code; an earlier assignment by hand of the same code gives way.

    Who earned (a team) and who paid (a customer) are two assignments; one leaves the other alone.
    """
    teams = {str(team) for team in load().team_by_id}
    for mapping in mappings:
        earlier = models.CodeMapping.objects.filter(
            dimension=mapping.dimension.value, code=mapping.code, by_hand=True
        )
        same = [row.pk for row in earlier if (row.team in teams) == (str(mapping.team) in teams)]
        earlier.filter(pk__in=same).delete()
        row = rows.mapping_row(mapping)
        models.CodeMapping.objects.get_or_create(
            dimension=row.dimension, code=row.code, team=row.team, defaults={"by_hand": True}
        )
    touch()


@transaction.atomic
def withdraw_code(mapping: CodeMapping) -> None:
    """Undo an assignment made by hand; others stay."""
    models.CodeMapping.objects.filter(
        dimension=mapping.dimension.value, code=mapping.code, team=mapping.team, by_hand=True
    ).delete()
    touch()


def assigned_by_hand() -> tuple[CodeMapping, ...]:
    """What people assigned, latest first."""
    found = models.CodeMapping.objects.filter(by_hand=True).order_by("-pk")
    return tuple(rows.mapping(row) for row in found)
