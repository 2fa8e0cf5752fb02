"""Teams and customers typed on a page instead of read from a file."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.text import slugify

from binnenuit.organisation import check, difference, guard
from binnenuit.organisation.model import (
    Basis,
    Customer,
    CustomerId,
    LinkKind,
    ServiceLink,
    Team,
    TeamId,
)
from binnenuit_web.organisation.services.noting import note_change
from binnenuit_web.organisation.services.orphans import without_orphans
from binnenuit_web.organisation.services.profile import facts
from binnenuit_web.organisation.services.store import load, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "TypedCustomer",
    "add_customers",
    "remove_customer",
    "teams_as_text",
    "teams_from_text",
    "type_customers",
    "type_teams",
]

_INDENT: Final = "    "
_MARKS: Final = "-*•\N{EN DASH}"


@dataclass(frozen=True)
class TypedCustomer:
    """One customer as typed: ``team`` sells to it; ``amount`` a year, None when not said."""

    name: str
    team: TeamId
    amount: Decimal | None = None
    known: bool = True


def teams_from_text(text: str, known: Iterable[Team] = ()) -> tuple[Team, ...]:
    """Read one team a line; an indented line stands below the nearest line with less indent.

    The first line is the top; a later line without indent stands directly below it. A team whose
    name is already known keeps its id and everything else that is known of it.
    """
    by_name = {team.name.casefold(): team for team in known}
    taken = {team.id for team in by_name.values()}
    teams: dict[TeamId, Team] = {}
    above: list[tuple[int, TeamId]] = []
    for depth, name in _lines(text):
        while above and above[-1][0] >= depth and len(above) > 1:
            above.pop()
        parent = above[-1][1] if above else None
        team = by_name.get(name.casefold())
        if team is None or team.id in teams:
            team = Team(TeamId(free_id(name, {*taken, *teams})), name)
        teams[team.id] = dataclasses.replace(team, parent=parent)
        above.append((depth if parent else -1, team.id))
    return tuple(teams.values())


def _lines(text: str) -> Iterable[tuple[int, str]]:
    for line in text.expandtabs(len(_INDENT)).splitlines():
        name = line.strip().lstrip(_MARKS).strip()
        if name:
            yield len(line) - len(line.lstrip(" " + _MARKS)), name


def free_id(name: str, taken: set[str] | set[TeamId]) -> str:
    """Make an id out of a name that nobody has yet."""
    base = slugify(name, allow_unicode=True) or "x"
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def teams_as_text(teams: Sequence[Team], depth: dict[TeamId, int]) -> str:
    """Write the teams as ``teams_from_text`` reads them, each below its parent."""
    below: dict[TeamId | None, list[Team]] = {}
    for team in teams:
        below.setdefault(team.parent, []).append(team)
    lines: list[str] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        team = waiting.pop()
        lines.append(_INDENT * depth.get(team.id, 0) + team.name)
        waiting.extend(reversed(below.get(team.id, [])))
    return "\n".join(lines)


@transaction.atomic
def type_teams(text: str, *, confirmed: bool = False, by: Viewer | None = None) -> int:
    """Store the typed teams and say how many; RefusedError when too much would go."""
    old = load()
    teams = teams_from_text(text, old.teams)
    kept = {team.id for team in teams}
    people = tuple(member for member in old.people if member.team in kept)
    vacancies = tuple(team for team in old.vacancies if team in kept)
    new = without_orphans(dataclasses.replace(old, teams=teams, people=people, vacancies=vacancies))
    check(new)
    guard(difference(old, new), confirmed=confirmed)
    replace(new)
    note_change(by)
    return len(teams)


@transaction.atomic
def type_customers(typed: Sequence[TypedCustomer], *, by: Viewer | None = None) -> None:
    """Add customers typed by hand, each with what it pays the team that sells to it."""
    old = load()
    taken: set[str] = {*old.team_by_id, *old.customer_by_id}
    customers, links = list(old.customers), list(old.links)
    for item in typed:
        key = CustomerId(free_id(item.name, taken))
        taken.add(key)
        customers.append(Customer(key, item.name, known=item.known))
        links.append(_first_link(item, key))
    new = dataclasses.replace(old, customers=tuple(customers), links=tuple(links))
    check(new)
    replace(new)
    note_change(by)


def _first_link(item: TypedCustomer, customer: CustomerId) -> ServiceLink:
    if item.amount is None:
        return ServiceLink(item.team, customer, LinkKind.SERVES, basis=Basis.NAMED)
    return ServiceLink(
        item.team,
        customer,
        LinkKind.PAYS,
        amount=item.amount,
        currency=facts().currency,
        basis=Basis.NAMED,
    )


@transaction.atomic
def remove_customer(customer: CustomerId, *, by: Viewer | None = None) -> None:
    """Take a customer out, with everything that was said about it."""
    old = load()
    replace(
        dataclasses.replace(
            old,
            customers=tuple(item for item in old.customers if item.id != customer),
            links=tuple(link for link in old.links if link.customer != customer),
            mapping=tuple(item for item in old.mapping if item.team != customer),
        )
    )
    note_change(by)


@transaction.atomic
def add_customers(found: Sequence[Customer]) -> int:
    """Add customers that books or another source know; ids already taken are left alone."""
    old = load()
    taken: set[str] = {*old.team_by_id, *old.customer_by_id}
    fresh = tuple(item for item in found if item.id not in taken)
    if fresh:
        replace(dataclasses.replace(old, customers=(*old.customers, *fresh)))
    return len(fresh)
