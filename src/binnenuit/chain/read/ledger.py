"""What every accounting format has in common: accounts, relations, transactions of lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from binnenuit.chain.model import Books, Code, Payer
from binnenuit.chain.read.amounts import cents as to_cents
from binnenuit.chain.read.charges import Charges
from binnenuit.chain.read.closing import Closing, Moment
from binnenuit.chain.read.customers import Codes, Customers, Part
from binnenuit.chain.read.revenue import Entry, Meaning, meaning

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from binnenuit.organisation.model import Dimension

MOST_HELD: Final = 20_000  # lines of one transaction that wait for its end


class Line(NamedTuple):
    """One line as a format gives it; credit is positive."""

    account: str
    cents: int
    customer: str = ""
    invoice: str = ""
    number: str = ""


@dataclass
class Header:
    """What the file says about itself; declared counts and totals are None when absent."""

    company: str = ""
    currency: str = ""
    country: str = ""
    start: date | None = None
    end: date | None = None
    lines: int | None = None
    debit: int | None = None
    credit: int | None = None


@dataclass
class Counts:
    """What was odd, counted; findings are made from it at the end.

    Attributes
    ----------
    debit, credit
        Totals by the side that is written: a negative debit is not a credit here.
    """

    lines: int = 0
    debit: int = 0
    credit: int = 0
    unreadable: int = 0
    unlisted_accounts: set[str] = field(default_factory=set)
    supplier_lines: int = 0
    repeated_numbers: int = 0
    cut_transactions: int = 0
    unbalanced: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the books; ``sells`` when it is a supplier only."""

    name: str
    sells: bool = False


class Ledger:
    """Receives master data first and lines after, and becomes ``Books``."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.header = Header()
        self.entries: dict[str, Entry] = {}
        self.relations: dict[str, Relation] = {}
        self.codes: dict[tuple[Dimension, str], str] = {}
        self.counts = Counts()
        self.customers = Customers()
        self.charges = Charges()
        self.closing = Closing()
        self._meanings: dict[str, Meaning] = {}
        self._relation_accounts: dict[str, str] = {}
        self._begin()

    def _begin(self) -> None:
        self._held: list[Part] = []
        self._seen: set[str] = set()
        self._numbers: set[str] = set()
        self._balance = 0
        self._own_result = 0
        self._net = 0
        self._cut = False

    def freeze(self) -> None:
        """Decide what accounts mean; called when the first line comes, after all master data."""
        country = self.header.country
        self._meanings = {code: meaning(entry, country) for code, entry in self.entries.items()}
        # some programs keep an account per customer: same code and same name as the relation
        self._relation_accounts = {
            code: code
            for code, entry in self.entries.items()
            if (relation := self.relations.get(code)) and _same(relation.name, entry.name)
        }

    def payer(self, relation: str) -> str:
        """Return the relation when it can bring money, empty when it is a supplier."""
        known = self.relations.get(relation)
        return "" if known is not None and known.sells else relation

    def name_customer(self, relation: str) -> None:
        """Take the customer that a transaction as a whole names."""
        if payer := self.payer(relation):
            self._seen.add(payer)

    def add(self, line: Line, pieces: Iterable[tuple[Codes, int]]) -> None:
        """Add a line; ``pieces`` are its codes with the cents that belong to each."""
        self.counts.lines += 1
        self._net += line.cents
        number = line.number
        if number in self._numbers:
            self.counts.repeated_numbers += 1
        elif number and len(self._numbers) < MOST_HELD:
            self._numbers.add(number)
        meant = self._meanings.get(line.account) or self._unlisted(line.account)
        customer = line.customer or self._relation_accounts.get(line.account, "")
        if customer:
            customer = self._customer(customer, line.invoice, meant)
        if not meant.result or meant.closing:
            self._own_result += meant.closing
            self._balance += not meant.closing
            return
        self._hold(line, customer, meant, pieces)

    def _customer(self, relation: str, invoice: str, meant: Meaning) -> str:
        payer = self.payer(relation)
        if payer:
            self._seen.add(payer)
            if invoice:
                self.customers.saw(invoice, payer)
        else:
            self.counts.supplier_lines += meant.account.revenue
        return payer

    def _hold(
        self, line: Line, customer: str, meant: Meaning, pieces: Iterable[tuple[Codes, int]]
    ) -> None:
        first = True
        revenue = meant.account.revenue
        for codes, amount in pieces:
            self._held.append(Part(codes, customer, line.invoice, amount, revenue, first))
            first = False
        if len(self._held) > MOST_HELD:
            self._cut = True
            self._post("")

    def _unlisted(self, account: str) -> Meaning:
        self.counts.unlisted_accounts.add(account)
        self.entries[account] = Entry(account)
        found = self._meanings[account] = meaning(self.entries[account], self.header.country)
        return found

    def close(self, moment: Moment) -> None:
        """End a transaction: decide what it is, and give its lines their customer."""
        self.counts.unbalanced += self._net != 0
        self.counts.cut_transactions += self._cut
        if not self._is_left_out(moment):
            self._post(next(iter(self._seen)) if len(self._seen) == 1 else "")
        self._begin()

    def _is_left_out(self, moment: Moment) -> bool:
        if not self._held or self._cut:
            return False
        if self.closing.take(
            moment,
            self._held,
            named=bool(self._seen),
            own_result=bool(self._own_result),
            balance=bool(self._balance),
            end=self.header.end,
        ):
            return True
        return not self._balance and not self._own_result and self.charges.take(self._held)

    def _post(self, only: str) -> None:
        add = self.customers.add
        for part in self._held:
            if self._meanings[part.codes.account].candidate:
                add(part, only)
        self._held.clear()

    def unreadable(self) -> None:
        """Count a line without an amount, an account or a side that can be understood."""
        self.counts.lines += 1
        self.counts.unreadable += 1

    def books(self) -> Books:
        """Return what was read."""
        postings = self.customers.postings()
        charges = self.charges.charges()
        payers = sorted({posting.customer for posting in postings} - {""})
        return Books(
            source=self.source,
            company=self.header.company,
            currency=self.header.currency,
            start=self.header.start,
            end=self.header.end,
            accounts=tuple(
                self._meanings[code].account
                for code in sorted(self._meanings)
                if self._meanings[code].candidate
            ),
            payers=tuple(Payer(payer, self._name(payer)) for payer in payers),
            codes=tuple(
                Code(dimension, code, name)
                for (dimension, code), name in sorted(self.codes.items())
            ),
            postings=postings,
            charges=charges,
        )

    def _name(self, payer: str) -> str:
        known = self.relations.get(payer)
        return " ".join((known.name if known else "").split()) or payer


def _same(one: str, other: str) -> bool:
    return bool(one) and " ".join(one.lower().split()) == " ".join(other.lower().split())


def declared_cents(text: str) -> int | None:
    """Return a total from the header of the file, None when it is absent or cannot be read."""
    return to_cents(text) if text else None
