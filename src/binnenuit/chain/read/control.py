"""Does the file agree with itself? Read leniently, and every disagreement said once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from binnenuit.chain.read.customers import MOST_INVOICES
from binnenuit.chain.read.ledger import MOST_HELD
from binnenuit.findings import Finding
from binnenuit.language import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.chain.read.encoding import Encoding
    from binnenuit.chain.read.ledger import Ledger


def control_findings(ledger: Ledger, encoding: Encoding) -> Iterator[Finding]:
    """Yield where the file contradicts itself, and what could not be read."""
    if encoding.contradicts:
        yield Finding(
            "chain.encoding",
            sentence(
                "The file says that it is written in {declared}, but it is in {actual} and was "
                "read as such. Look whether names with accents are right.",
                declared=encoding.declared,
                actual=encoding.name,
            ),
        )
    yield from _totals(ledger)
    yield from _lines(ledger)
    yield from _limits(ledger)


def _totals(ledger: Ledger) -> Iterator[Finding]:
    header, counts = ledger.header, ledger.counts
    if header.lines is not None and header.lines != counts.lines:
        yield Finding(
            "chain.lines-declared",
            sentence(
                "The file says how many lines it holds: {declared}. It holds {actual}, and all of "
                "them were read.",
                declared=header.lines,
                actual=counts.lines,
            ),
        )
    if header.debit is None or header.credit is None:
        return
    if (header.debit, header.credit) != (counts.debit, counts.credit):
        yield Finding(
            "chain.totals-declared",
            sentence(
                "The totals in the file (debit {debit}, credit {credit}) are not those of its "
                "lines (debit {lines_debit}, credit {lines_credit}).",
                debit=money(header.debit),
                credit=money(header.credit),
                lines_debit=money(counts.debit),
                lines_credit=money(counts.credit),
            ),
        )


def _lines(ledger: Ledger) -> Iterator[Finding]:
    counts = ledger.counts
    if counts.unbalanced:
        yield Finding(
            "chain.unbalanced",
            sentence(
                "Transactions in which debit and credit differ, read as they stand: {count}.",
                count=counts.unbalanced,
            ),
        )
    if counts.unreadable:
        yield Finding(
            "chain.lines-unreadable",
            sentence(
                "Lines left out because their account, side or amount cannot be understood: "
                "{count}.",
                count=counts.unreadable,
            ),
        )
    if counts.unlisted_accounts:
        yield Finding(
            "chain.accounts-unlisted",
            sentence(
                "Lines are booked on accounts that the file does not list: {accounts}.",
                accounts=listed(sorted(counts.unlisted_accounts)),
            ),
        )
    if counts.repeated_numbers:
        yield Finding(
            "chain.line-numbers-repeat",
            sentence(
                "Lines that repeat the number of another line in their transaction; all of them "
                "count: {count}.",
                count=counts.repeated_numbers,
            ),
        )


def _limits(ledger: Ledger) -> Iterator[Finding]:
    if ledger.customers.forgotten:
        yield Finding(
            "chain.invoices-forgotten",
            sentence(
                "The file holds more invoice numbers than the {limit} that are remembered; lines "
                "that could therefore not be matched to an invoice: {count} at most.",
                limit=MOST_INVOICES,
                count=ledger.customers.forgotten,
            ),
        )
    if ledger.counts.cut_transactions:
        yield Finding(
            "chain.transaction-large",
            sentence(
                "Transactions with more than {limit} lines, whose lines got no customer from the "
                "rest of the transaction: {count}.",
                limit=MOST_HELD,
                count=ledger.counts.cut_transactions,
            ),
        )


def money(cents: int) -> str:
    """Return an amount as the file would write it."""
    return str(Decimal(cents).scaleb(-2).quantize(Decimal("0.01")))
