"""Still unknown: assign a code to a team or a customer, see the effect, undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.errors import BinnenuitError
from binnenuit_web.chain.services.books import has_books
from binnenuit_web.chain.services.picture import names, picture
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from binnenuit.organisation.model import CodeMapping
    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "Assigned",
    "Effect",
    "assign",
    "assigned",
    "customer_choices",
    "earned_by_nobody",
    "team_choices",
    "withdraw",
]


@dataclass(frozen=True)
class Effect:
    """Shares of all revenue without a team or customer, before and after; 0 to 1."""

    team_before: float
    team_after: float
    customer_before: float
    customer_after: float


@dataclass(frozen=True)
class Assigned:
    """What somebody assigned, with the name of the team or customer."""

    mapping: CodeMapping
    name: str


def assign(viewer: Viewer, mapping: CodeMapping) -> Effect | None:
    """Assign a code; None when nobody is called so."""
    if str(mapping.team) not in names(picture(viewer)):
        return None
    return _effect(viewer, lambda: organisation.assign_codes([mapping]))


def withdraw(viewer: Viewer, mapping: CodeMapping) -> Effect:
    """Undo an assignment."""
    return _effect(viewer, lambda: organisation.withdraw_code(mapping))


def _effect(viewer: Viewer, change: Callable[[], None]) -> Effect:
    before = picture(viewer)
    change()
    after = picture(viewer)
    return Effect(
        before.unknown_team_share,
        after.unknown_team_share,
        before.unknown_customer_share,
        after.unknown_customer_share,
    )


def earned_by_nobody(viewer: Viewer) -> float:
    """Share of the money in the books of which no team is known yet; 0 without (usable) books."""
    if not has_books():
        return 0.0
    try:
        return picture(viewer).unknown_team_share
    except BinnenuitError:
        return 0.0


def assigned(viewer: Viewer) -> tuple[Assigned, ...]:
    """What was assigned by hand, latest first."""
    known = names(picture(viewer))
    return tuple(
        Assigned(mapping, known.get(str(mapping.team), str(mapping.team)))
        for mapping in organisation.assigned_by_hand()
    )


def team_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Id and name of every team, by name."""
    return _by_name((str(team.id), team.name) for team in picture(viewer).organisation.teams)


def customer_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Id and name of everyone who pays, by name."""
    customers = picture(viewer).organisation.customers
    return _by_name((str(each.id), each.name) for each in customers if each.pays)


def _by_name(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(found, key=lambda pair: (pair[1].casefold(), pair[0]))
