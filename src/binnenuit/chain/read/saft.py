"""SAF-T Financial of any country, from records to a ledger: names count, namespaces do not."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final

from binnenuit.chain.read.amounts import cents
from binnenuit.chain.read.closing import Moment
from binnenuit.chain.read.customers import Codes
from binnenuit.chain.read.dimensions import Analyses, Analysis
from binnenuit.chain.read.ledger import Ledger, Line, Relation, declared_cents
from binnenuit.chain.read.revenue import Entry
from binnenuit.chain.read.xaf import day
from binnenuit.chain.read.xml import Record, Records

if TYPE_CHECKING:
    from collections.abc import Callable

_CLOSING_TYPE: Final = re.compile(r"^A$|clos|apuramento", re.IGNORECASE)  # A: Portugal, results
_OPENING_TYPE: Final = re.compile(r"opening|åpning", re.IGNORECASE)


class SaftReader:
    """Turns the records of one SAF-T file into a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.analyses = Analyses(ledger)
        self.records = Records(self._handlers())
        self._frozen = False
        self._pending: list[Analysis] = []

    def _handlers(self) -> dict[str, Callable[[Record], None]]:
        lines = dict.fromkeys(("Line", "DebitLine", "CreditLine", "TransactionLine"), self._line)
        return {
            "Header": self._header,
            "Company": self._company,
            "SelectionCriteria": self._period,
            "Account": self._account,
            "Customer": self._customer,
            "AnalysisTypeTableEntry": self.analyses.define,
            "GeneralLedgerEntries": self._totals,
            "Journal": _nothing,
            "Transaction": self._transaction,
            "Analysis": self._analysis,
            "AnalysisAmount": self._amount("AnalysisAmount"),
            "DebitAmount": self._amount("DebitAmount"),
            "CreditAmount": self._amount("CreditAmount"),
            **lines,
        }

    def _amount(self, name: str) -> Callable[[Record], None]:
        """Lift an amount out of its element: written plainly, or inside in ``Amount``."""

        def lift(record: Record) -> None:
            self.records.open[-1][name] = record.get("Amount") or record.get("", "")

        return lift

    def finish(self) -> None:
        """End the file; a file without lines has its accounts all the same."""
        if not self._frozen:
            self.ledger.freeze()

    def _header(self, record: Record) -> None:
        header = self.ledger.header
        header.currency = record.get("DefaultCurrencyCode") or record.get("CurrencyCode", "")
        header.country = record.get("AuditFileCountry", "")[:2].upper()
        header.company = header.company or record.get("CompanyName", "")
        if header.start is None:
            header.start = day(record.get("StartDate", ""))
            header.end = day(record.get("EndDate", ""))

    def _company(self, record: Record) -> None:
        self.ledger.header.company = record.get("Name", "") or self.ledger.header.company

    def _period(self, record: Record) -> None:
        header = self.ledger.header
        get = record.get
        header.start = day(get("SelectionStartDate", "")) or _first_of(
            get("PeriodStartYear", ""), get("PeriodStart", "")
        )
        last = day(get("SelectionEndDate", "")) or _first_of(
            get("PeriodEndYear", ""), get("PeriodEnd", "")
        )
        if last is not None and not get("SelectionEndDate"):
            last = last.replace(day=monthrange(last.year, last.month)[1])
        header.end = last

    def _account(self, record: Record) -> None:
        get = record.get
        code = get("AccountID", "")
        if code:
            standard = get("StandardAccountID") or get("GroupingCode", "")
            self.ledger.entries[code] = Entry(
                code,
                get("AccountDescription", ""),
                get("AccountType", ""),
                standard=standard,
                group=get("GroupingCategory", ""),
            )

    def _customer(self, record: Record) -> None:
        name = record.get("Name") or record.get("CompanyName", "")
        self.ledger.relations[record.get("CustomerID", "")] = Relation(name)

    def _totals(self, record: Record) -> None:
        header = self.ledger.header
        header.debit = declared_cents(record.get("TotalDebit", ""))
        header.credit = declared_cents(record.get("TotalCredit", ""))

    def _analysis(self, record: Record) -> None:
        if len(self._pending) < 100:  # a line with more is hostile, not accounting
            self._pending.append(
                Analysis(
                    record.get("AnalysisType", ""),
                    record.get("AnalysisID", ""),
                    record.get("AnalysisAmount", ""),
                )
            )

    def _line(self, record: Record) -> None:
        pending, self._pending = self._pending, []
        if self.records.open_names[-1] != "Transaction":
            return  # invoices and payments have lines too; the ledger has them already
        if not self._frozen:
            self.ledger.freeze()
            self._frozen = True
        debit = cents(record.get("DebitAmount") or "0")
        credit = cents(record.get("CreditAmount") or "0")
        account = record.get("AccountID", "")
        if debit is None or credit is None or not account:
            self.ledger.unreadable()
            return
        self.ledger.counts.debit += debit
        self.ledger.counts.credit += credit
        amount = credit - debit
        customer = record.get("CustomerID", "")
        line = Line(account, amount, customer, "", record.get("RecordID", ""))
        pieces = self.analyses.pieces(account, pending, amount) if pending else None
        self.ledger.add(line, pieces or ((Codes(account, "", "", ""), amount),))

    def _transaction(self, record: Record) -> None:
        if "Journal" not in self.records.open_names:
            return  # Portuguese and Romanian source documents have transactions of other kinds
        kind = record.get("TransactionType", "")
        if customer := record.get("CustomerID", ""):
            self.ledger.name_customer(customer)
        self.ledger.close(
            Moment(
                opening=_OPENING_TYPE.search(kind) is not None,
                closing=_CLOSING_TYPE.search(kind) is not None,
                period=record.get("Period", ""),
                booked=record.get("TransactionDate", ""),
                words=(record.get("Description", ""),),
            )
        )


def _first_of(year: str, month: str) -> date | None:
    try:
        return date(int(year), min(int(month), 12), 1)
    except ValueError:
        return None


def _nothing(_record: Record) -> None:
    """Keep the record open for those inside it, no more."""
