"""Invoices as a table: for who has no accounting file, or a till or shop beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.chain.model import Account, Books, Payer
from binnenuit.chain.read.amounts import LARGEST_CENTS
from binnenuit.chain.read.customers import Codes, Customers, Part, Route
from binnenuit.errors import BooksError
from binnenuit.findings import Finding, Reading
from binnenuit.language import sentence
from binnenuit.tables import Column, Kind, open_table

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from binnenuit.tables import DateOrder, DecimalMark, Row

LARGEST_TABLE: Final = 1_000_000_000
ACCOUNT: Final = "invoices"
COLUMNS: Final = (
    Column("date", Kind.DATE, required=True, also=("datum", "factuurdatum", "invoice date")),
    Column(
        "customer",
        required=True,
        may_be_empty=True,
        also=("klant", "debiteur", "afnemer", "klantnummer", "debiteurnummer", "customer id"),
    ),
    Column(
        "amount",
        Kind.DECIMAL,
        required=True,
        also=("bedrag", "omzet", "bedrag excl btw", "netto bedrag", "net amount", "revenue"),
    ),
    Column("cost_centre", also=("kostenplaats", "cost center", "afdeling", "department")),
    Column("project"),
    Column("product", also=("artikel", "artikelgroep", "article")),
    Column("invoice", also=("factuur", "factuurnummer", "invoice number")),
)


class _Invoices:
    """Sums the rows and remembers from when to when they run."""

    def __init__(self) -> None:
        self.customers = Customers()
        self.without_amount = 0
        self.start: date | None = None
        self.end: date | None = None

    def add(self, row: Row) -> None:
        amount = row.decimal("amount")
        whole = None if amount is None else _cents(amount)
        if whole is None:
            self.without_amount += 1
            return
        codes = Codes(ACCOUNT, row.text("cost_centre"), row.text("project"), row.text("product"))
        customer, invoice = row.text("customer"), row.text("invoice")
        if customer and invoice:
            self.customers.saw(invoice, customer)
        self.customers.add(Part(codes, customer, invoice, whole, revenue=True), "")
        self._extend(row.date("date"))

    def _extend(self, day: date | None) -> None:
        if day is not None:
            self.start = day if self.start is None else min(self.start, day)
            self.end = day if self.end is None else max(self.end, day)


def read_invoices(
    path: Path,
    *,
    date_order: DateOrder | None = None,
    decimal_mark: DecimalMark | None = None,
) -> Reading[Books]:
    """Read a table of invoices; one account, whose revenue is certain.

    Parameters
    ----------
    path
        CSV or XLSX with the columns date, customer and amount, without tax; and optionally
        cost_centre, project, product and invoice. An empty customer is unknown, or found by a row
        with the same invoice number.
    date_order, decimal_mark
        The answers when dates fit both orders, or 1,234 is all there is.

    Raises
    ------
    TableError
        A column is missing, or the date order or decimal mark must be told.
    BooksError
        No row has an amount.
    """
    table = open_table(
        path,
        COLUMNS,
        date_order=date_order,
        decimal_mark=decimal_mark,
        limit_bytes=LARGEST_TABLE,
    )
    invoices = _Invoices()
    for row in table.rows():
        invoices.add(row)
    postings = invoices.customers.postings()
    if not postings:
        raise BooksError(
            "chain.invoices-empty",
            sentence(
                "No row of this table has an amount. Give one row per invoice, amount without tax."
            ),
            file=path.name,
        )
    payers = sorted({posting.customer for posting in postings} - {""})
    books = Books(
        source=path.name,
        start=invoices.start,
        end=invoices.end,
        accounts=(Account(ACCOUNT, "Invoices", revenue=True, why="invoices"),),
        payers=tuple(Payer(payer, payer) for payer in payers),
        postings=postings,
    )
    return Reading(books, (*table.findings(), *_findings(invoices, path.name)))


def _cents(amount: Decimal) -> int | None:
    if not amount.is_finite() or amount.adjusted() > 13:
        return None
    whole = round(amount * 100)
    return whole if abs(whole) < LARGEST_CENTS else None


def _findings(invoices: _Invoices, file: str) -> list[Finding]:
    tally = invoices.customers.tally
    found = [
        Finding(
            "chain.invoices-who-paid",
            sentence(
                "Invoice rows: {lines}. Without a customer: {unknown}.",
                lines=sum(tally.lines),
                unknown=tally.lines[Route.UNKNOWN],
            ),
            file,
        )
    ]
    if invoices.without_amount:
        found.append(
            Finding(
                "chain.invoices-without-amount",
                sentence(
                    "Rows left out because their amount cannot be understood: {count}.",
                    count=invoices.without_amount,
                ),
                file,
            )
        )
    return found
