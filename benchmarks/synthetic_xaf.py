"""An invented XAF 3.2 of any size, the same for the same seed; written in pieces, never held."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CUSTOMERS = 2_000
COST_CENTRES = 60
REVENUE_ACCOUNTS = ("8000", "8010", "8100", "8320")

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2">
  <header>
    <fiscalYear>2025</fiscalYear>
    <startDate>2025-01-01</startDate>
    <endDate>2025-12-31</endDate>
    <curCode>EUR</curCode>
    <dateCreated>2026-01-31</dateCreated>
    <softwareDesc>Invented</softwareDesc>
    <softwareVersion>1</softwareVersion>
  </header>
  <company>
    <companyName>Invented Bakery Group</companyName>
    <taxRegistrationCountry>NL</taxRegistrationCountry>
    <taxRegIdent>NL000000000B01</taxRegIdent>
"""


def write_xaf(path: Path, megabytes: float, *, seed: int = 0, scattered: bool = False) -> int:
    """Write a file of at least ``megabytes`` and return how many lines it holds.

    ``scattered``: every customer buys from every team, which gives the most combinations of codes.
    """
    random = np.random.default_rng(seed)
    limit = int(megabytes * 1_000_000)
    lines = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        file.write("".join(_master()))
        file.write("    <transactions>\n      <linesCount>0</linesCount>\n")
        file.write("      <totalDebit>0.00</totalDebit>\n      <totalCredit>0.00</totalCredit>\n")
        file.write("      <journal>\n        <jrnID>70</jrnID>\n        <desc>Verkoopboek</desc>\n")
        file.write("        <jrnTp>S</jrnTp>\n")
        number = 0
        while file.tell() < limit:
            batch = []
            for _ in range(1000):
                number += 1
                text, count = _invoice(random, number, scattered=scattered)
                batch.append(text)
                lines += count
            file.write("".join(batch))
        file.write("      </journal>\n    </transactions>\n  </company>\n</auditfile>\n")
    return lines


def _master() -> Iterator[str]:
    yield "    <customersSuppliers>\n"
    for customer in range(CUSTOMERS):
        yield (
            f"      <customerSupplier>\n        <custSupID>C{customer}</custSupID>\n"
            f"        <custSupName>Afnemer {customer} & Zonen</custSupName>\n".replace("&", "&amp;")
            + "        <custSupTp>C</custSupTp>\n      </customerSupplier>\n"
        )
    yield "    </customersSuppliers>\n    <generalLedger>\n"
    yield _account("1300", "Debiteuren", "B", "BVorDebHad")
    yield _account("1500", "Af te dragen omzetbelasting", "B", "BSchBepBtw")
    for code in REVENUE_ACCOUNTS:
        yield _account(code, f"Omzet {code}", "P", "WOmzNohOlh")
    yield "      <basics>\n"
    for centre in range(COST_CENTRES):
        yield (
            "        <basic>\n          <basicType>02</basicType>\n"
            f"          <basicID>K{centre}</basicID>\n"
            f"          <basicDesc>Team {centre}</basicDesc>\n"
            "        </basic>\n"
        )
    yield "      </basics>\n    </generalLedger>\n"


def _account(code: str, name: str, kind: str, rgs: str) -> str:
    return (
        f"      <ledgerAccount>\n        <accID>{code}</accID>\n        <accDesc>{name}</accDesc>\n"
        f"        <accTp>{kind}</accTp>\n        <leadReference>{rgs}</leadReference>\n"
        "      </ledgerAccount>\n"
    )


class _Line(NamedTuple):
    invoice: int
    place: int
    account: str
    cents: int
    side: str
    customer: str = ""
    centre: str = ""

    def text(self) -> str:
        relation = f"            <custSupID>{self.customer}</custSupID>\n" if self.customer else ""
        cost = f"            <costID>{self.centre}</costID>\n" if self.centre else ""
        return (
            f"          <trLine>\n            <nr>{self.place}</nr>\n"
            f"            <accID>{self.account}</accID>\n"
            f"            <docRef>{self.invoice}</docRef>\n"
            "            <effDate>2025-03-01</effDate>\n"
            f"            <desc>Brood en banket week {self.invoice % 52 + 1}</desc>\n"
            f"            <amnt>{self.cents // 100}.{self.cents % 100:02d}</amnt>\n"
            f"            <amntTp>{self.side}</amntTp>\n{relation}"
            f"            <invRef>{self.invoice}</invRef>\n{cost}          </trLine>\n"
        )


def _invoice(random: np.random.Generator, number: int, *, scattered: bool) -> tuple[str, int]:
    """Write one sales invoice: the receivable, one to five revenue lines, the tax."""
    buyer = int(random.integers(CUSTOMERS))
    customer = f"C{buyer}"
    named = bool(random.random() < 0.7)  # the others name the customer on the receivable only
    net = [int(cents) for cents in random.integers(500, 500_000, size=random.integers(1, 6))]
    tax = sum(net) * 9 // 100
    lines = [_Line(number, 0, "1300", sum(net) + tax, "D", customer)]
    for place, cents in enumerate(net, start=1):
        # a customer buys the products of a few teams; scattered: anything from anyone
        pick = int(random.integers(COST_CENTRES if scattered else 3))
        account = REVENUE_ACCOUNTS[int(random.integers(4)) if scattered else pick]
        centre = f"K{pick if scattered else (buyer + pick) % COST_CENTRES}"
        payer = customer if named else ""
        lines.append(_Line(number, place, account, cents, "C", payer, centre))
    lines.append(_Line(number, 9999, "1500", tax, "C"))
    head = (
        f"        <transaction>\n          <nr>{number}</nr>\n"
        f"          <desc>Factuur {number}</desc>\n"
        f"          <periodNumber>{number % 12 + 1}</periodNumber>\n"
        "          <trDt>2025-03-01</trDt>\n"
    )
    return head + "".join(line.text() for line in lines) + "        </transaction>\n", len(lines)
