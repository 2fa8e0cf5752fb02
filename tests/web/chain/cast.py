"""A bakery small enough to reckon by hand, and everybody who looks at it."""

from __future__ import annotations

from decimal import Decimal

from binnenuit.organisation.model import (
    Basis,
    Customer,
    CustomerId,
    LinkKind,
    Membership,
    Organisation,
    PersonId,
    ServiceLink,
    Team,
    TeamId,
)
from binnenuit_web.people.roles import Role

WITH_BOOKS = (Role.CHIEF_EXECUTIVE, Role.DIRECTOR, Role.FACILITATOR, Role.ANALYST)
WITHOUT_BOOKS = (Role.MIDDLE_MANAGER, Role.TEAM_LEADER, Role.EMPLOYEE, Role.WORKS_COUNCIL)

_TREE = (
    ("top", "Directors", None),
    ("ops", "Operations", "top"),
    ("oven", "Oven", "ops"),
    ("truck", "Drivers", "ops"),
    ("sales", "Sales", "top"),
    ("quality", "Quality", "top"),
    ("design", "Design", "top"),
    ("lonely", "Archive", "top"),
)
# Oven works for the drivers, the drivers for sales; quality and design only for one another.
_SERVES = (
    ("oven", "truck", 1.0, Basis.CONFIRMED),
    ("truck", "sales", 1.0, Basis.NAMED),
    ("quality", "design", 1.0, Basis.NAMED),
    ("design", "quality", 1.0, Basis.NAMED),
)
_PAYS = (("sales", "super", 750_000), ("sales", "counter", 250_000))


def bakery() -> Organisation:
    teams = tuple(
        Team(TeamId(key), name, parent=TeamId(parent) if parent else None)
        for key, name, parent in _TREE
    )
    people = tuple(
        Membership(PersonId(f"{team.id}-{number}"), team.id, name=f"Person {team.id} {number}")
        for team in teams
        for number in range(6)
    )
    customers = (
        Customer(CustomerId("super"), "Supermarkets"),
        Customer(CustomerId("counter"), "Counter", known=False),
    )
    serves = tuple(
        ServiceLink(TeamId(supplier), TeamId(customer), LinkKind.SERVES, share, basis=basis)
        for supplier, customer, share, basis in _SERVES
    )
    pays = tuple(
        ServiceLink(
            TeamId(supplier),
            CustomerId(customer),
            LinkKind.PAYS,
            amount=Decimal(amount),
            currency="EUR",
        )
        for supplier, customer, amount in _PAYS
    )
    return Organisation(teams, people, customers, (*serves, *pays))
