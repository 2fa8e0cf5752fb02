"""The books of the invented bakery group, as an auditfile (XAF 3.2) of one year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from lxml import etree

from binnenuit_web.demo.customers import BUYERS, COUNTER_SALES, UNTIED

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

_NAMESPACE: Final = "http://www.auditfiles.nl/XAF/3.2"
_YEAR: Final = 2025
_RECEIVABLE, _CASH = "1300", "1000"
_BREAD, _COUNTER, _VAT = "8000", "8100", "1500"
_ACCOUNTS: Final = (
    ("1000", "Kas", "B", "BLimKas"),
    ("1300", "Debiteuren", "B", "BVorDebHad"),
    ("1500", "Af te dragen omzetbelasting", "B", "BSchBepBtw"),
    ("4000", "Lonen", "P", "WPerLes"),
    ("8000", "Omzet brood en banket", "P", "WOmzNopOpg"),
    ("8100", "Omzet toonbank", "P", "WOmzNopOph"),
)
_COST_CENTRES: Final = (
    ("410", "Supermarkten"),
    ("420", "Horeca en catering"),
    ("480", "Seizoensactie / seasonal"),
    ("510", "Key accounts England"),
    ("520", "Caterers England"),
    ("610", "Winkel Zwolle"),
    ("620", "Winkel Deventer"),
    ("630", "Webwinkel"),
)


@dataclass(frozen=True)
class _Sale:
    day: date
    customer: str
    cost_centre: str
    account: str
    cents: int


def auditfile(generator: np.random.Generator) -> bytes:
    """Write a year of sales: invoices per customer, a till per shop, and a few loose ends."""
    root = etree.fromstring(f'<auditfile xmlns="{_NAMESPACE}"/>')
    _add(
        _add(root, "header"),
        fiscalYear=_YEAR,
        startDate=f"{_YEAR}-01-01",
        endDate=f"{_YEAR}-12-31",
        curCode="EUR",
        dateCreated=f"{_YEAR + 1}-01-09",
        softwareDesc="Binnenuit demo",
        softwareVersion="1",
    )
    company = _add(root, "company")
    _add(
        company,
        companyIdent="88888888",
        companyName="Bakkersgroep Dageraad",
        taxRegistrationCountry="NL",
        taxRegIdent="NL000000000B00",
    )
    _relations(company)
    _ledger(company)
    _transactions(company, sorted(_sales(generator), key=lambda sale: sale.day))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(parent: etree._Element, name: str = "", **fields: object) -> etree._Element:
    target = etree.SubElement(parent, name) if name else parent
    for field, value in fields.items():
        etree.SubElement(target, field).text = str(value)
    return target


def _relations(company: etree._Element) -> None:
    relations = _add(company, "customersSuppliers")
    for buyer in BUYERS:
        if buyer.invoices:
            _add(
                relations,
                "customerSupplier",
                custSupID=buyer.id,
                custSupName=buyer.name,
                custSupTp="C",
            )


def _ledger(company: etree._Element) -> None:
    ledger = _add(company, "generalLedger")
    for code, name, kind, reference in _ACCOUNTS:
        _add(ledger, "ledgerAccount", accID=code, accDesc=name, accTp=kind, leadCode=reference)
    basics = _add(ledger, "basics")
    for code, name in _COST_CENTRES:
        _add(basics, "basic", basicType="02", basicID=code, basicDesc=name)


def _sales(generator: np.random.Generator) -> Iterator[_Sale]:
    patterns = [
        *((b.id, b.cost_centre, _BREAD, b.invoices, b.typical) for b in BUYERS if b.invoices),
        *(("", centre, _COUNTER, times, typical) for centre, times, typical in COUNTER_SALES),
        *(
            (customer, centre, _BREAD, times, typical)
            for customer, centre, times, typical in UNTIED
        ),
    ]
    for customer, centre, account, times, typical in patterns:
        for turn in range(times):
            day = date(_YEAR, 1, 1) + timedelta(days=int(365 * (turn + 0.5) / times))
            cents = round(typical * 100 * float(generator.lognormal(0.0, 0.18)))
            yield _Sale(day, customer, centre, account, cents)


def _transactions(company: etree._Element, sales: list[_Sale]) -> None:
    book = _add(company, "transactions")
    total = sum(sale.cents + _vat(sale) for sale in sales)
    _add(book, linesCount=3 * len(sales), totalDebit=_euro(total), totalCredit=_euro(total))
    journal = _add(book, "journal", jrnID="VRK", desc="Verkoop", jrnTp="S")
    for number, sale in enumerate(sales, start=1):
        _transaction(journal, number, sale)


def _transaction(journal: etree._Element, number: int, sale: _Sale) -> None:
    transaction = _add(
        journal,
        "transaction",
        nr=number,
        desc="Verkoop",
        periodNumber=sale.day.month,
        trDt=sale.day,
    )
    received = _RECEIVABLE if sale.customer else _CASH
    lines = (
        (received, sale.cents + _vat(sale), "D"),
        (sale.account, sale.cents, "C"),
        (_VAT, _vat(sale), "C"),
    )
    for line, (account, cents, side) in enumerate(lines, start=1):
        row = _add(
            transaction,
            "trLine",
            nr=line,
            accID=account,
            docRef=number,
            effDate=sale.day,
            desc="Verkoop",
            amnt=_euro(cents),
            amntTp=side,
        )
        if account == sale.account:
            _add(row, costID=sale.cost_centre)
        elif account == _RECEIVABLE:
            _add(row, custSupID=sale.customer, invRef=f"V{number:05d}")


def _vat(sale: _Sale) -> int:
    return round(sale.cents * 0.09)


def _euro(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
