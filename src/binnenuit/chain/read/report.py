"""What a reader must know about one accounting file, each thing said once with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.chain.read.customers import MOST_INVOICES, Route
from binnenuit.chain.read.ledger import MOST_HELD
from binnenuit.findings import Finding
from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.chain.model import Books
    from binnenuit.chain.read.dimensions import Analyses
    from binnenuit.chain.read.encoding import Encoding
    from binnenuit.chain.read.ledger import Ledger

_NAMED = 8  # accounts or codes that one sentence names


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
        *_encoding(encoding),
        *_control(ledger),
        *_lines(ledger),
        *_limits(ledger),
    ]
    return tuple(Finding(code, text, books.source) for code, text in said)


def _period(books: Books) -> Iterator[tuple[str, Sentence]]:
    if books.start is None or books.end is None:
        yield (
            "chain.period-missing",
            sentence(
                "The file does not say which period it is about; its amounts are not a year's."
            ),
        )
        return
    yield (
        "chain.period",
        sentence(
            "These are the books of {company} from {start} up to and including {end}, in "
            "{currency}.",
            company=books.company or "?",
            start=books.start.isoformat(),
            end=books.end.isoformat(),
            currency=books.currency or "?",
        ),
    )


def _revenue(ledger: Ledger, books: Books) -> Iterator[tuple[str, Sentence]]:
    revenue = [account for account in books.accounts if account.revenue]
    by_number = [account.code for account in revenue if account.why == "number"]
    if not revenue:
        yield (
            "chain.revenue-none",
            sentence(
                "No account could be recognised as revenue: the accounts carry no RGS code or type "
                "that says so. Point out the revenue accounts yourself."
            ),
        )
    elif not sum(ledger.customers.tally.lines):
        yield (
            "chain.revenue-no-lines",
            sentence(
                "There are {accounts} revenue accounts but no line is booked on them. Is this the "
                "right year?",
                accounts=len(revenue),
            ),
        )
    if by_number:
        yield (
            "chain.revenue-by-number",
            sentence(
                "These accounts are taken for revenue only because of their numbers: {accounts}. "
                "Confirm them.",
                accounts=_some(by_number),
            ),
        )


def _customers(ledger: Ledger) -> Iterator[tuple[str, Sentence]]:
    tally = ledger.customers.tally
    lines = sum(tally.lines)
    if not lines:
        return
    cents = sum(tally.cents)
    unknown = tally.cents[Route.UNKNOWN]
    yield (
        "chain.who-paid",
        sentence(
            "Of {lines} revenue lines, {line} name their customer, {invoice} were found by invoice "
            "number and {transaction} by the rest of the transaction; {unknown} name nobody, "
            "{percent}% of the money.",
            lines=lines,
            line=tally.lines[Route.LINE],
            invoice=tally.lines[Route.INVOICE],
            transaction=tally.lines[Route.TRANSACTION],
            unknown=tally.lines[Route.UNKNOWN],
            percent=round(100 * unknown / cents) if cents else 0,
        ),
    )
    yield (
        "chain.which-team",
        sentence(
            "Of {lines} revenue lines, {centres} carry a cost centre and {codes} a cost centre, "
            "project or product.",
            lines=lines,
            centres=tally.with_cost_centre,
            codes=tally.with_any_code,
        ),
    )
    if ledger.counts.supplier_lines:
        yield (
            "chain.supplier-on-revenue",
            sentence(
                "{count} revenue lines name a relation that is a supplier only; it is not "
                "taken for "
                "the customer.",
                count=ledger.counts.supplier_lines,
            ),
        )


def _left_out(ledger: Ledger, books: Books) -> Iterator[tuple[str, Sentence]]:
    if ledger.closing.transactions:
        yield (
            "chain.closing-left-out",
            sentence(
                "{count} transactions open or close the books ({amount} of revenue); no "
                "customer pays "
                "those, so they are left out.",
                count=ledger.closing.transactions,
                amount=_money(ledger.closing.cents),
            ),
        )
    if books.charges:
        yield (
            "chain.charges-found",
            sentence(
                "Cost centres charge one another: {count} pairs, {amount} together. That "
                "is internal "
                "money, not revenue.",
                count=len(books.charges),
                amount=_money(sum(charge.amount for charge in books.charges)),
            ),
        )
    if ledger.charges.tangled:
        yield (
            "chain.charges-tangled",
            sentence(
                "{count} internal charges ({amount}) have several payers and several "
                "payees; who paid "
                "whom is not in the books, so they are left out.",
                count=ledger.charges.tangled,
                amount=_money(ledger.charges.tangled_cents),
            ),
        )


def _analyses(analyses: Analyses | None) -> Iterator[tuple[str, Sentence]]:
    if analyses is None:
        return
    if analyses.other_types:
        yield (
            "chain.analysis-unknown",
            sentence(
                "Analyses of type {types} are neither department, project nor product and are not "
                "used.",
                types=_some(sorted(analyses.other_types)),
            ),
        )
    if analyses.closed_used:
        yield (
            "chain.analysis-closed",
            sentence(
                "Lines use codes that are closed or had ended: {codes}. They are used as booked.",
                codes=_some(sorted(analyses.closed_used)),
            ),
        )
    if analyses.undivided_lines:
        yield (
            "chain.analysis-undivided",
            sentence(
                "{count} lines carry several codes of one kind without saying how much each gets; "
                "those codes are not used.",
                count=analyses.undivided_lines,
            ),
        )


def _encoding(encoding: Encoding) -> Iterator[tuple[str, Sentence]]:
    if encoding.contradicts:
        yield (
            "chain.encoding",
            sentence(
                "The file says that it is written in {declared}, but it is in {actual} and "
                "was read as "
                "such. Look whether names with accents are right.",
                declared=encoding.declared,
                actual=encoding.name,
            ),
        )


def _control(ledger: Ledger) -> Iterator[tuple[str, Sentence]]:
    header, counts = ledger.header, ledger.counts
    if header.lines is not None and header.lines != counts.lines:
        yield (
            "chain.lines-declared",
            sentence(
                "The file says that it holds {declared} lines; it holds {actual}. All of them were "
                "read.",
                declared=header.lines,
                actual=counts.lines,
            ),
        )
    declared = (header.debit, header.credit)
    if None not in declared and declared != (counts.debit, counts.credit):
        yield (
            "chain.totals-declared",
            sentence(
                "The totals in the file (debit {debit}, credit {credit}) are not those of "
                "its lines "
                "(debit {lines_debit}, credit {lines_credit}).",
                debit=_money(header.debit or 0),
                credit=_money(header.credit or 0),
                lines_debit=_money(counts.debit),
                lines_credit=_money(counts.credit),
            ),
        )
    if counts.unbalanced:
        yield (
            "chain.unbalanced",
            sentence(
                "In {count} transactions debit and credit differ. They were read as they stand.",
                count=counts.unbalanced,
            ),
        )


def _lines(ledger: Ledger) -> Iterator[tuple[str, Sentence]]:
    counts = ledger.counts
    if counts.unreadable:
        yield (
            "chain.lines-unreadable",
            sentence(
                "{count} lines have no account, side or amount that can be understood; "
                "they are left "
                "out.",
                count=counts.unreadable,
            ),
        )
    if counts.unlisted_lines:
        yield (
            "chain.accounts-unlisted",
            sentence(
                "{count} lines are booked on accounts that the file does not list: {accounts}.",
                count=counts.unlisted_lines,
                accounts=_some(sorted(counts.unlisted_accounts)),
            ),
        )
    if counts.repeated_numbers:
        yield (
            "chain.line-numbers-repeat",
            sentence(
                "{count} lines repeat the number of another line in their transaction; all of them "
                "count.",
                count=counts.repeated_numbers,
            ),
        )


def _limits(ledger: Ledger) -> Iterator[tuple[str, Sentence]]:
    if ledger.customers.forgotten:
        yield (
            "chain.invoices-forgotten",
            sentence(
                "More than {limit} invoice numbers: {count} times a line could not be "
                "matched to its "
                "invoice elsewhere in the file.",
                limit=MOST_INVOICES,
                count=ledger.customers.forgotten,
            ),
        )
    if ledger.counts.cut_transactions:
        yield (
            "chain.transaction-large",
            sentence(
                "{count} transactions have more than {limit} lines; their lines got no "
                "customer from "
                "the rest of the transaction.",
                count=ledger.counts.cut_transactions,
                limit=MOST_HELD,
            ),
        )


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} … (+{len(names) - _NAMED})"


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}"
