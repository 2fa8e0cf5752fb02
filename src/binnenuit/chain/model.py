"""The words of the chain: books as they were read, before anyone decides what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.organisation.model import Dimension

Cents = NewType("Cents", int)


@dataclass(frozen=True)
class Account:
    """A ledger account, with the proposal whether it holds revenue.

    Attributes
    ----------
    kind
        Account type as the file spells it; empty when it does not say.
    rgs
        Code of the Dutch reference ledger scheme (RGS) or another standard; empty when absent.
    revenue
        Proposed: amounts on this account are revenue. A person may decide otherwise.
    why
        On what the proposal rests: ``rgs``, ``standard``, ``kind``, ``number``, ``invoices`` or
        ``none``.
    """

    code: str
    name: str
    kind: str = ""
    rgs: str = ""
    revenue: bool = False
    why: str = "none"


@dataclass(frozen=True)
class Payer:
    """A relation in the books to whom something is sold."""

    id: str
    name: str


@dataclass(frozen=True)
class Code:
    """Name of a cost centre, project or product in the books."""

    dimension: Dimension
    code: str
    name: str


@dataclass(frozen=True)
class Posting:
    """Sum of all lines with the same codes; what the books do not say is an empty string.

    Attributes
    ----------
    amount
        Cents; credit is positive, so revenue is positive and a credit note negative.
    lines
        How many lines of the file were summed.
    """

    account: str
    customer: str
    cost_centre: str
    project: str
    product: str
    amount: Cents
    lines: int = 1


@dataclass(frozen=True)
class Charge:
    """Money that one cost centre paid another inside the organisation; never revenue."""

    payer: str
    payee: str
    amount: Cents
    lines: int = 1


@dataclass(frozen=True)
class Books:
    """What one accounting file says about revenue, summed per combination of codes.

    Attributes
    ----------
    postings
        Sums over the profit-and-loss accounts that are or might be revenue.
    """

    source: str
    company: str = ""
    currency: str = ""
    start: date | None = None
    end: date | None = None
    accounts: tuple[Account, ...] = ()
    payers: tuple[Payer, ...] = ()
    codes: tuple[Code, ...] = ()
    postings: tuple[Posting, ...] = ()
    charges: tuple[Charge, ...] = ()
