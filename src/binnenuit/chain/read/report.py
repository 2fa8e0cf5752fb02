"""What a reader must know about one accounting file, each thing said once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from binnenuit.chain.read.control import control_findings, money
from binnenuit.chain.read.customers import Route
from binnenuit.findings import Finding
from binnenuit.language import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.chain.model import Books
    from binnenuit.chain.read.dimensions import Analyses
    from binnenuit.chain.read.encoding import Encoding
    from binnenuit.chain.read.ledger import Ledger


def findings(
    ledger: Ledger, books: Books, encoding: Encoding, analyses: Analyses | None
) -> tuple[Finding, ...]:
    """Return everything to know about the file, the most useful first."""
    said = [
        *_period(books),
        *_revenue(ledger, books),
        *_customers(ledger),
        *_left_out(ledger, books),
        *_analyses(analyses),
        *control_findings(ledger, encoding),
    ]
    return tuple(replace(finding, file=books.source) for finding in said)


def _period(books: Books) -> Iterator[Finding]:
    if books.start is None or books.end is None:
        yield Finding(
            "chain.period-missing",
            sentence(
                "The file does not say which period it is about, so its amounts may not be those "
                "of a year."
            ),
        )
        return
    yield Finding(
        "chain.period",
        sentence(
            "These are the books of {company} from {start} up to and including {end}, in "
            "{currency}.",
            company=books.company or "?",
            start=books.start,
            end=books.end,
            currency=books.currency or "?",
        ),
    )


def _revenue(ledger: Ledger, books: Books) -> Iterator[Finding]:
    revenue = [account for account in books.accounts if account.revenue]
    by_number = [account.code for account in revenue if account.why == "number"]
    if not revenue:
        yield Finding(
            "chain.revenue-none",
            sentence(
                "No account could be recognised as revenue: the accounts carry no RGS code or type "
                "that says so. Point out the revenue accounts yourself."
            ),
        )
    elif not sum(ledger.customers.tally.lines):
        yield Finding(
            "chain.revenue-no-lines",
            sentence(
                "Nothing is booked on the revenue accounts: {accounts}. Is this the right year?",
                accounts=listed([account.code for account in revenue]),
            ),
        )
    if by_number:
        yield Finding(
            "chain.revenue-by-number",
            sentence(
                "These accounts are taken for revenue only because of their numbers: {accounts}. "
                "Confirm them.",
                accounts=listed(by_number),
            ),
        )


def _customers(ledger: Ledger) -> Iterator[Finding]:
    tally = ledger.customers.tally
    lines = sum(tally.lines)
    if not lines:
        return
    cents = sum(tally.cents)
    unknown = tally.cents[Route.UNKNOWN]
    yield Finding(
        "chain.who-paid",
        sentence(
            "Revenue lines: {lines}. The customer stands on the line: {line}; was found by invoice "
            "number: {invoice}; by the rest of the transaction: {transaction}; is unknown: "
            "{unknown}, which is {percent}% of the money.",
            lines=lines,
            line=tally.lines[Route.LINE],
            invoice=tally.lines[Route.INVOICE],
            transaction=tally.lines[Route.TRANSACTION],
            unknown=tally.lines[Route.UNKNOWN],
            percent=round(100 * unknown / cents) if cents else 0,
        ),
    )
    yield Finding(
        "chain.which-team",
        sentence(
            "Revenue lines: {lines}. With a cost centre: {centres}; with a cost centre, project or "
            "product: {codes}.",
            lines=lines,
            centres=tally.with_cost_centre,
            codes=tally.with_any_code,
        ),
    )
    if ledger.counts.supplier_lines:
        yield Finding(
            "chain.supplier-on-revenue",
            sentence(
                "Revenue lines that name a supplier, who is not taken for the customer: {count}.",
                count=ledger.counts.supplier_lines,
            ),
        )


def _left_out(ledger: Ledger, books: Books) -> Iterator[Finding]:
    if ledger.closing.transactions:
        yield Finding(
            "chain.closing-left-out",
            sentence(
                "Transactions that open or close the books, left out because no customer pays "
                "them: {count}, with {amount} of revenue.",
                count=ledger.closing.transactions,
                amount=money(ledger.closing.cents),
            ),
        )
    if books.charges:
        yield Finding(
            "chain.charges-found",
            sentence(
                "Cost centres charge one another {amount}. That is internal money, not revenue.",
                amount=money(sum(charge.amount for charge in books.charges)),
            ),
        )
    if ledger.charges.tangled:
        yield Finding(
            "chain.charges-tangled",
            sentence(
                "Internal charges with several payers and several payees, left out because the "
                "books do not say who paid whom: {count}, with {amount}.",
                count=ledger.charges.tangled,
                amount=money(ledger.charges.tangled_cents),
            ),
        )


def _analyses(analyses: Analyses | None) -> Iterator[Finding]:
    if analyses is None:
        return
    if analyses.other_types:
        yield Finding(
            "chain.analysis-unknown",
            sentence(
                "Kinds of analysis that are neither department, project nor product, and are not "
                "used: {types}.",
                types=listed(sorted(analyses.other_types)),
            ),
        )
    if analyses.closed_used:
        yield Finding(
            "chain.analysis-closed",
            sentence(
                "Lines use codes that are closed or had ended: {codes}. They are used as booked.",
                codes=listed(sorted(analyses.closed_used)),
            ),
        )
    if analyses.undivided_lines:
        yield Finding(
            "chain.analysis-undivided",
            sentence(
                "Lines with several codes of one kind that do not say how much each gets; those "
                "codes are not used: {count}.",
                count=analyses.undivided_lines,
            ),
        )
