"""The customers of the invented bakery group, and in how many invoices each pays how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Buyer:
    """One customer with its yearly pattern.

    Attributes
    ----------
    pays, consumes, known
        As in customers.csv; empty is not known.
    cost_centre
        Where its invoices are booked.
    invoices
        How many a year.
    typical
        Typical amount of an invoice, euro.
    """

    id: str
    name: str
    pays: str = "yes"
    consumes: str = "no"
    known: str = "yes"
    cost_centre: str = ""
    invoices: int = 0
    typical: int = 0


BUYERS: Final = (
    Buyer("D1001", "Supermarkt De Hoek", cost_centre="410", invoices=48, typical=78_000),
    Buyer("D1002", "Buurtsupers Overijssel", cost_centre="410", invoices=36, typical=61_000),
    Buyer("D1003", "Coöperatie De Korenaar", cost_centre="410", invoices=24, typical=52_000),
    Buyer("D1101", "Hotel Het Anker", cost_centre="420", invoices=24, typical=11_500),
    Buyer("D1102", "Cateraar Vers & Co", cost_centre="420", invoices=48, typical=19_000),
    Buyer("D1103", "Ziekenhuis Salland", cost_centre="420", invoices=24, typical=26_000),
    Buyer("D1104", "Gemeente Zwolle", cost_centre="420", invoices=12, typical=21_000),
    Buyer("E2001", "Harbour Foods", cost_centre="510", invoices=36, typical=49_000),
    Buyer("E2002", "Kent Village Stores", cost_centre="510", invoices=36, typical=24_000),
    Buyer("E2101", "White Cliff Catering", cost_centre="520", invoices=36, typical=17_500),
    Buyer("E2102", "Channel Ferries", cost_centre="520", invoices=24, typical=23_000),
    Buyer("W3001", "Mevrouw De Wit", consumes="yes", cost_centre="610", invoices=12, typical=62),
    Buyer("W3002", "Familie Yılmaz", consumes="yes", cost_centre="610", invoices=12, typical=85),
    Buyer("W3003", "Meneer Post", consumes="yes", cost_centre="620", invoices=12, typical=44),
    Buyer("counter", "Toonbank / counter", consumes="yes", known="no"),
    Buyer("pupils", "Schoolkinderen / pupils", pays="no", consumes="yes"),
)

# The counter has no customer in the books; the account tells.
COUNTER_SALES: Final = (("610", 12, 41_000), ("620", 12, 33_000), ("630", 12, 18_000))
# Cost centres and an account that nobody has tied to a team or customer yet.
UNTIED: Final = (
    ("D1102", "480", 8, 14_500),
    ("E2102", "480", 6, 12_000),
    ("", "420", 6, 9_500),
)
