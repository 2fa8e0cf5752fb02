"""Who paid for this line: the cascade line, invoice, transaction, unknown. Nothing is spread."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from sys import intern
from typing import Final, NamedTuple

from binnenuit.chain.model import Cents, Posting

MOST_INVOICES: Final = 200_000
MOST_WAITING: Final = 100_000
_SEVERAL: Final = ""  # an invoice number that two customers share says nothing


class Route(IntEnum):
    """By what the customer of a line was found."""

    LINE = 0
    INVOICE = 1
    TRANSACTION = 2
    UNKNOWN = 3


class Codes(NamedTuple):
    """What a line says about itself, without the customer."""

    account: str
    cost_centre: str
    project: str
    product: str


class Part(NamedTuple):
    """A line, or the part of a line that the books give to one combination of codes."""

    codes: Codes
    customer: str
    invoice: str
    cents: int
    revenue: bool
    first: bool = True


@dataclass
class Tally:
    """How revenue lines found their customer; lines and euros by route.

    Attributes
    ----------
    cents
        Sum of absolute amounts, so that credit notes do not hide what is unknown.
    """

    lines: list[int] = field(default_factory=lambda: [0] * len(Route))
    cents: list[int] = field(default_factory=lambda: [0] * len(Route))
    with_cost_centre: int = 0
    with_any_code: int = 0


class Customers:
    """Sums parts per customer and codes.

    Memory grows with the number of combinations and, up to fixed limits, of invoice numbers;
    never with the number of lines.
    """

    def __init__(
        self, *, most_invoices: int = MOST_INVOICES, most_waiting: int = MOST_WAITING
    ) -> None:
        self.tally = Tally()
        self.forgotten = 0
        self._most_invoices = most_invoices
        self._most_waiting = most_waiting
        self._invoices: dict[str, str] = {}
        # three plain columns: a list per combination would take twice the memory
        self._places: dict[tuple[str, ...], int] = {}
        self._cents: list[int] = []
        self._lines: list[int] = []
        self._waiting: dict[tuple[str, str, Codes, bool], list[int]] = {}

    def saw(self, invoice: str, customer: str) -> None:
        """Remember which customer an invoice number belongs to."""
        known = self._invoices.get(invoice)
        if known is None:
            if len(self._invoices) < self._most_invoices:
                self._invoices[invoice] = intern(customer)
            else:
                self.forgotten += 1
        elif known != customer:
            self._invoices[invoice] = _SEVERAL

    def add(self, part: Part, only: str) -> None:
        """Add a part; ``only`` is the single customer of its transaction, or empty."""
        customer, invoice = part.customer, part.invoice
        route = Route.LINE
        if not customer and invoice:
            customer = self._invoices.get(invoice, "")
            route = Route.INVOICE
            if not customer and invoice not in self._invoices and self._wait(part, only):
                return
        if not customer:
            customer = only
            route = Route.TRANSACTION if only else Route.UNKNOWN
        if part.revenue:
            self._count(part.codes, route, int(part.first), abs(part.cents))
        self._into(customer, part.codes, part.cents, 1)

    def postings(self) -> tuple[Posting, ...]:
        """Return the sums, sorted, and forget them; settles what waited for its invoice number."""
        for (invoice, only, codes, revenue), (cents, lines, absolute) in self._waiting.items():
            customer = self._invoices.get(invoice) or ""
            route = Route.INVOICE if customer else Route.TRANSACTION if only else Route.UNKNOWN
            self._into(customer or only, codes, cents, lines)
            if revenue:
                self._count(codes, route, lines, absolute)
        self._waiting.clear()
        # from the end and taken out, so that sums and postings are never both there in full
        keys = sorted(self._places, reverse=True)
        self._invoices.clear()
        return tuple(self._posting(keys.pop()) for _ in range(len(keys)))

    def _posting(self, key: tuple[str, ...]) -> Posting:
        customer, account, cost_centre, project, product = key
        place = self._places.pop(key)
        return Posting(
            account,
            customer,
            cost_centre,
            project,
            product,
            Cents(self._cents[place]),
            self._lines[place],
        )

    def _count(self, codes: Codes, route: Route, lines: int, cents: int) -> None:
        tally = self.tally
        tally.lines[route] += lines
        tally.cents[route] += cents
        if codes.cost_centre:
            tally.with_cost_centre += lines
            tally.with_any_code += lines
        elif codes.project or codes.product:
            tally.with_any_code += lines

    def _into(self, customer: str, codes: Codes, cents: int, lines: int) -> None:
        key = (customer,) + codes  # noqa: RUF005 (twice as fast, once per line)
        place = self._places.get(key)
        if place is None:
            # interned: a code stands in memory once, however many lines spell it
            self._places[tuple(map(intern, key))] = len(self._cents)
            self._cents.append(cents)
            self._lines.append(lines)
        else:
            self._cents[place] += cents
            self._lines[place] += lines

    def _wait(self, part: Part, only: str) -> bool:
        key = (part.invoice, only, part.codes, part.revenue)
        total = self._waiting.get(key)
        if total is None:
            if len(self._waiting) >= self._most_waiting:
                self.forgotten += 1
                return False
            self._waiting[key] = total = [0, 0, 0]
        total[0] += part.cents
        total[1] += 1
        total[2] += abs(part.cents)
        return True
