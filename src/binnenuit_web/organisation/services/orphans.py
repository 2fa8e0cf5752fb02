"""When teams go, what was said about them goes with them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from binnenuit.organisation.model import Organisation

__all__ = ["without_orphans"]


def without_orphans(organisation: Organisation) -> Organisation:
    """Leave out links and codes of teams and customers that are not there (any more)."""
    teams: set[str] = set(organisation.team_by_id)
    known = teams | set(organisation.customer_by_id)
    return dataclasses.replace(
        organisation,
        links=tuple(
            link for link in organisation.links if link.supplier in teams and link.customer in known
        ),
        mapping=tuple(item for item in organisation.mapping if item.team in known),
    )
