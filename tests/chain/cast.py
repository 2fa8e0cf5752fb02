"""Small organisations and books for the tests of the chain."""

from __future__ import annotations

from decimal import Decimal

from binnenuit.chain.model import Account, Books, Cents, Payer, Posting
from binnenuit.organisation.model import (
    Basis,
    CodeMapping,
    Customer,
    CustomerId,
    Dimension,
    LinkKind,
    Membership,
    Organisation,
    PersonId,
    ServiceLink,
    Team,
    TeamId,
)


def team(key: str, parent: str | None = None, cost_centre: str = "") -> Team:
    above = TeamId(parent) if parent else None
    return Team(TeamId(key), key.title(), parent=above, cost_centre=cost_centre)


def customer(key: str, *, pays: bool = True, known: bool = True) -> Customer:
    return Customer(CustomerId(key), key.title(), pays=pays, known=known)


def members(**sizes: int) -> tuple[Membership, ...]:
    return tuple(
        Membership(PersonId(f"{key}-{number}"), TeamId(key))
        for key, size in sizes.items()
        for number in range(size)
    )


def serves(
    supplier: str, other: str, share: float | None = None, basis: Basis = Basis.CONFIRMED
) -> ServiceLink:
    return ServiceLink(TeamId(supplier), TeamId(other), LinkKind.SERVES, share, basis=basis)


def paid(supplier: str, payer: str, amount: int, currency: str = "EUR") -> ServiceLink:
    return ServiceLink(
        TeamId(supplier),
        TeamId(payer),
        LinkKind.PAYS,
        amount=Decimal(amount),
        currency=currency,
    )


def maps(dimension: Dimension, code: str, target: str) -> CodeMapping:
    return CodeMapping(dimension, code, TeamId(target))


def posting(
    euros: float, *, customer: str = "", cost_centre: str = "", account: str = "8000"
) -> Posting:
    return Posting(account, customer, cost_centre, "", "", Cents(round(euros * 100)))


def books(*postings: Posting, payers: tuple[str, ...] = ()) -> Books:
    accounts = tuple(
        Account(code, f"account {code}", kind="P", revenue=code.startswith("8"))
        for code in sorted({posting.account for posting in postings})
    )
    return Books(
        source="books.xaf",
        company="Bakery",
        currency="EUR",
        accounts=accounts,
        payers=tuple(Payer(key, key.title()) for key in payers),
        postings=postings,
    )


def organisation(*parts: object) -> Organisation:
    """Sort what is given into an organisation by its kind."""
    kinds = (
        ("teams", Team),
        ("people", Membership),
        ("customers", Customer),
        ("links", ServiceLink),
        ("mapping", CodeMapping),
    )
    flat = [part for group in parts for part in (group if isinstance(group, tuple) else (group,))]
    return Organisation(
        **{name: tuple(part for part in flat if isinstance(part, kind)) for name, kind in kinds}
    )
