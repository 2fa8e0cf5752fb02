"""XML Auditfile Financieel 3.0 to 4.0, and its forerunner CLAIR2, from records to a ledger."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from binnenuit.chain.read.amounts import cents
from binnenuit.chain.read.closing import Moment
from binnenuit.chain.read.customers import Codes
from binnenuit.chain.read.ledger import Ledger, Line, Relation, declared_cents
from binnenuit.chain.read.revenue import Entry
from binnenuit.chain.read.xml import Record, Records
from binnenuit.organisation.model import Dimension

if TYPE_CHECKING:
    from collections.abc import Callable

# basicType in generalLedger/basics; 05 (article group) is the coarser name of a product
_BASICS: Final = {
    "02": Dimension.COST_CENTRE,
    "03": Dimension.PRODUCT,
    "04": Dimension.PROJECT,
    "05": Dimension.PRODUCT,
}
_REFERENCES: Final = ("RGScode", "leadReference", "leadCode", "leadCrossRef")
_OPENING_JOURNAL: Final = "O"
_OPENING_PERIODS: Final = ("0", "00", "000")
_SUPPLIER_WORDS: Final = ("s", "cred", "leveranc", "supplier")


class XafReader:
    """Turns the records of one auditfile into a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.records = Records(self._handlers())
        self._frozen = False

    def _handlers(self) -> dict[str, Callable[[Record], None]]:
        return {
            "header": self._header,
            "company": self._company,
            "customerSupplier": self._relation,
            "ledgerAccount": self._account,
            "taxoElement": self._taxonomy,
            "basic": self._basic,
            "transactions": self._transactions,
            "journal": _nothing,
            "transaction": self._transaction,
            "trLine": self._line,
            "line": self._old_line,
        }

    def finish(self) -> None:
        """End the file; a file without lines has its accounts all the same."""
        if not self._frozen:
            self.ledger.freeze()

    def _header(self, record: Record) -> None:
        header = self.ledger.header
        header.country = "NL"
        header.currency = record.get("curCode") or record.get("currencyCode", "")
        header.start = day(record.get("startDate", ""))
        header.end = day(record.get("endDate", ""))
        header.company = record.get("companyName", "") or header.company

    def _company(self, record: Record) -> None:
        self.ledger.header.company = record.get("companyName", "") or self.ledger.header.company

    def _relation(self, record: Record) -> None:
        kind = (record.get("custSupTp") or record.get("type", "")).lower()
        name = record.get("custSupName") or record.get("companyName") or record.get("contact", "")
        self.ledger.relations[record.get("custSupID", "")] = Relation(
            name, sells=kind.startswith(_SUPPLIER_WORDS)
        )

    def _account(self, record: Record) -> None:
        code = record.get("accID") or record.get("accountID", "")
        self.ledger.entries[code] = Entry(
            code,
            record.get("accDesc") or record.get("accountDesc", ""),
            record.get("accTp") or record.get("accountType", ""),
            " ".join(filter(None, (record.get(name) for name in _REFERENCES))),
            group=record.get("leadDescription", ""),
        )

    def _taxonomy(self, record: Record) -> None:
        entry = self.ledger.entries.get(record.get("glAccID", ""))
        if entry is not None:  # XAF 3.1 keeps the RGS codes apart from the accounts
            entry.references += " " + record.get("txCd", "")

    def _basic(self, record: Record) -> None:
        dimension = _BASICS.get(record.get("basicType", ""))
        if dimension is not None:
            code = record.get("basicID", "")
            self.ledger.codes[dimension, code] = record.get("basicDesc", "") or code

    def _transactions(self, record: Record) -> None:
        header = self.ledger.header
        count = record.get("linesCount") or record.get("numberEntries", "")
        header.lines = int(count) if count.isdecimal() and len(count) < 16 else None
        header.debit = declared_cents(record.get("totalDebit", ""))
        header.credit = declared_cents(record.get("totalCredit", ""))

    def _line(self, record: Record) -> None:
        if not self._frozen:
            self.ledger.freeze()
            self._frozen = True
        get = record.get
        amount = cents(get("amnt", ""))
        side = get("amntTp", "")
        account = get("accID", "")
        if amount is None or not account or side not in ("C", "D", "c", "d"):
            self.ledger.unreadable()
            return
        if side in ("D", "d"):
            self.ledger.counts.debit += amount
            amount = -amount
        else:
            self.ledger.counts.credit += amount
        codes = Codes(
            account,
            get("costID") or get("cost", ""),
            get("projID") or get("project", ""),
            get("prodID") or get("product") or get("artGrpID", ""),
        )
        line = Line(account, amount, get("custSupID", ""), get("invRef", ""), get("nr", ""))
        self.ledger.add(line, ((codes, amount),))

    def _old_line(self, record: Record) -> None:
        """Read a line of CLAIR2: two columns of amounts, and names instead of codes."""
        debit = cents(record.get("debitAmount") or "0")
        credit = cents(record.get("creditAmount") or "0")
        self._line(
            {
                "nr": record.get("recordID", ""),
                "accID": record.get("accountID", ""),
                "amnt": "" if debit is None or credit is None else f"{credit - debit}e-2",
                "amntTp": "C",
                "custSupID": record.get("custSupID", ""),
                "costID": record.get("costDesc", ""),
                "prodID": record.get("productDesc", ""),
                "projID": record.get("projectDesc", ""),
            }
        )

    def _transaction(self, record: Record) -> None:
        journal = self.records.open[-1]
        period = record.get("periodNumber") or record.get("period", "")
        kind = journal.get("jrnTp") or journal.get("type")
        self.ledger.close(
            Moment(
                opening=period in _OPENING_PERIODS or kind == _OPENING_JOURNAL,
                period=period,
                booked=record.get("trDt") or record.get("transactionDate", ""),
                words=(
                    record.get("desc") or record.get("description", ""),
                    journal.get("desc") or journal.get("description", ""),
                ),
            )
        )


def day(text: str) -> date | None:
    """Return the day of an ISO date or moment, None when it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _nothing(_record: Record) -> None:
    """Keep the record open for those inside it, no more."""
