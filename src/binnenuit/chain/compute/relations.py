"""Whom the books speak of: payers become customers, and cost centres teams if no file has teams."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from binnenuit.errors import BooksError
from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.organisation.model import Customer, CustomerId, Dimension, Team, TeamId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.chain.model import Books
    from binnenuit.organisation.model import Organisation

COMPANY = TeamId("company")


def with_books(
    organisation: Organisation, books: Sequence[Books]
) -> tuple[Organisation, tuple[Finding, ...]]:
    """Add the teams and customers that only the books know.

    Raises
    ------
    BooksError
        The amounts are in more than one currency, so they cannot be added.
    """
    check_currency(organisation, books)
    findings: tuple[Finding, ...] = ()
    if not organisation.teams and books:
        organisation, findings = _teams_from_codes(organisation, books)
    return _customers_from_payers(organisation, books), findings


def check_currency(organisation: Organisation, books: Sequence[Books]) -> str:
    """Return the one currency of all amounts, empty when none is named."""
    named = {book.currency for book in books} | {link.currency for link in organisation.links}
    currencies = sorted(currency for currency in named if currency)
    if len(currencies) > 1:
        raise BooksError(
            "chain.currencies",
            sentence(
                "Amounts are in {currencies} and cannot be added. Convert them to one currency.",
                currencies=", ".join(currencies),
            ),
        )
    return currencies[0] if currencies else ""


def _teams_from_codes(
    organisation: Organisation, books: Sequence[Books]
) -> tuple[Organisation, tuple[Finding, ...]]:
    """Make one team of the company, with a team below it for each cost centre that earns money."""
    used = {
        posting.cost_centre: posting.cost_centre
        for book in books
        for posting in book.postings
        if posting.cost_centre
    }
    for book in books:
        for code in book.codes:
            if code.dimension is Dimension.COST_CENTRE and code.code in used:
                used[code.code] = code.name or code.code
    name = next((book.company for book in books if book.company), "") or books[0].source
    company = Team(COMPANY, name)
    teams = (
        Team(TeamId(f"cost_centre:{code}"), label, parent=COMPANY, cost_centre=code)
        for code, label in sorted(used.items())
    )
    finding = Finding(
        "chain.no-teams",
        sentence(
            "There is no teams file, so {name} and the cost centres of its books stand for teams. "
            "Add teams.csv to see who works for whom.",
            name=name,
        ),
    )
    return replace(organisation, teams=(company, *teams)), (finding,)


def _customers_from_payers(organisation: Organisation, books: Sequence[Books]) -> Organisation:
    names = {payer.id: payer.name for book in books for payer in book.payers}
    paying = {posting.customer for book in books for posting in book.postings if posting.customer}
    inside = {entry.code for entry in organisation.mapping if entry.dimension is Dimension.CUSTOMER}
    known: set[str] = {*organisation.customer_by_id, *organisation.team_by_id, *inside}
    new = tuple(
        Customer(CustomerId(payer), names.get(payer) or payer) for payer in sorted(paying - known)
    )
    return replace(organisation, customers=organisation.customers + new)
