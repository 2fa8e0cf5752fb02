"""Small accounting files, made where they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.chain.read import read_books

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.chain.model import Books
    from binnenuit.findings import Reading

ACCOUNTS = (
    ("1300", "Debiteuren", "B", "BVorDebHad"),
    ("0500", "Eigen vermogen", "B", "BEivOvr"),
    ("1500", "Omzetbelasting", "B", "BSchBepBtw"),
    ("4000", "Lonen", "P", "WPerLesLon"),
    ("8000", "Omzet brood", "P", "WOmzNohOlh"),
    ("8100", "Omzet banket", "P", "WOmzNohOlh"),
)
RELATIONS = (("D1", "Hotel Zeezicht", "C"), ("D2", "Cafe De Kroon", "B"), ("S1", "Molen", "S"))


def line(account: str, amount: str, side: str, **fields: str) -> str:
    """Write one trLine; keywords are further elements."""
    more = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return (
        f"<trLine><accID>{account}</accID><amnt>{amount}</amnt><amntTp>{side}</amntTp>{more}"
        "</trLine>"
    )


def transaction(*lines: str, period: str = "3", day: str = "2025-03-31", desc: str = "x") -> str:
    return (
        f"<transaction><nr>1</nr><desc>{desc}</desc><periodNumber>{period}</periodNumber>"
        f"<trDt>{day}</trDt>{''.join(lines)}</transaction>"
    )


def xaf(
    *transactions: str,
    accounts: tuple[tuple[str, str, str, str], ...] = ACCOUNTS,
    journal: str = "S",
    totals: str = "",
    basics: str = "",
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>',
) -> str:
    relations = "".join(
        f"<customerSupplier><custSupID>{code}</custSupID><custSupName>{name}</custSupName>"
        f"<custSupTp>{kind}</custSupTp></customerSupplier>"
        for code, name, kind in RELATIONS
    )
    ledger = "".join(
        f"<ledgerAccount><accID>{code}</accID><accDesc>{name}</accDesc><accTp>{kind}</accTp>"
        f"<leadReference>{rgs}</leadReference></ledgerAccount>"
        for code, name, kind, rgs in accounts
    )
    return (
        f'{prolog}<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2"><header>'
        "<startDate>2025-01-01</startDate><endDate>2025-12-31</endDate><curCode>EUR</curCode>"
        "</header><company><companyName>Bakkerij</companyName>"
        f"<customersSuppliers>{relations}</customersSuppliers>"
        f"<generalLedger>{ledger}{basics}</generalLedger><transactions>{totals}"
        f"<journal><jrnID>1</jrnID><desc>Verkoop</desc><jrnTp>{journal}</jrnTp>"
        f"{''.join(transactions)}</journal></transactions></company></auditfile>"
    )


def saft(*lines: str, table: str = "", transaction_fields: str = "") -> str:
    """Write a Norwegian SAF-T with one transaction; any prefix will do."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<q:AuditFile xmlns:q="urn:StandardAuditFile-Taxation-Financial:NO"><q:Header>'
        "<q:AuditFileCountry>NO</q:AuditFileCountry><q:Company><q:Name>Bakeri</q:Name></q:Company>"
        "<q:DefaultCurrencyCode>NOK</q:DefaultCurrencyCode></q:Header><q:MasterFiles>"
        "<q:GeneralLedgerAccounts>"
        "<q:Account><q:AccountID>1500</q:AccountID><q:AccountDescription>Kunder"
        "</q:AccountDescription><q:StandardAccountID>15</q:StandardAccountID></q:Account>"
        "<q:Account><q:AccountID>3000</q:AccountID><q:AccountDescription>Salg"
        "</q:AccountDescription><q:StandardAccountID>30</q:StandardAccountID></q:Account>"
        "</q:GeneralLedgerAccounts>"
        "<q:Customers><q:Customer><q:Name>Hotell</q:Name><q:CustomerID>D1</q:CustomerID>"
        f"</q:Customer></q:Customers><q:AnalysisTypeTable>{table}</q:AnalysisTypeTable>"
        "</q:MasterFiles><q:GeneralLedgerEntries><q:Journal><q:Transaction>"
        f"<q:TransactionDate>2025-03-01</q:TransactionDate>{transaction_fields}{''.join(lines)}"
        "</q:Transaction></q:Journal></q:GeneralLedgerEntries></q:AuditFile>"
    )


def saft_line(account: str, debit: str = "", credit: str = "", more: str = "") -> str:
    side = "DebitAmount" if debit else "CreditAmount"
    return (
        f"<q:Line><q:AccountID>{account}</q:AccountID>{more}"
        f"<q:{side}><q:Amount>{debit or credit}</q:Amount></q:{side}></q:Line>"
    )


def analysis(kind: str, code: str, amount: str = "") -> str:
    inside = f"<q:AnalysisAmount><q:Amount>{amount}</q:Amount></q:AnalysisAmount>" if amount else ""
    return (
        f"<q:Analysis><q:AnalysisType>{kind}</q:AnalysisType><q:AnalysisID>{code}</q:AnalysisID>"
        f"{inside}</q:Analysis>"
    )


def write(folder: Path, text: str | bytes, name: str = "books.xaf") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(folder: Path, text: str | bytes) -> Reading[Books]:
    """Write a file with one set of books and read it."""
    reading = read_books(write(folder, text))
    [books] = reading.value
    return type(reading)(books, reading.findings)  # type: ignore[arg-type, return-value]


def codes_of(reading: Reading[Books]) -> set[str]:
    return {finding.code for finding in reading.findings}


def summed(reading: Reading[Books]) -> dict[tuple[str, ...], int]:
    """Return the cents by account, customer, cost centre, project and product."""
    return {
        (
            posting.account,
            posting.customer,
            posting.cost_centre,
            posting.project,
            posting.product,
        ): posting.amount
        for posting in reading.value.postings
    }
