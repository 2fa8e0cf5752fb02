"""Files that real programs wrote; none of them is in this project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from binnenuit.chain.read import read_books
from binnenuit.errors import BinnenuitError

if TYPE_CHECKING:
    from binnenuit.chain.model import Books
    from binnenuit.findings import Reading

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
BOOKS = DATA / "accounting"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared files are not here")


def who_paid(reading: Reading[tuple[Books, ...]]) -> dict[str, object]:
    [finding] = [finding for finding in reading.findings if finding.code == "chain.who-paid"]
    return dict(finding.sentence.fields)


@pytest.mark.parametrize(
    ("file", "lines", "line", "invoice", "transaction", "unknown"),
    [
        # of the 30 in transactions with one customer, 29 name him on the line itself and the last
        # is found one step earlier, by its invoice number
        ("xaf/xaf32_exactonline_2016_demo.xml", 35, 29, 1, 0, 5),
        # customers are accounts here; 13 of the 37 lines on 8xxx are no costs or interest by name
        ("xaf/xaf32_banana_2018.xaf", 13, 0, 0, 7, 6),
        ("saft/saft_no_1.10_888888888.xml", 12, 0, 0, 12, 0),
    ],
)
def test_revenue_lines_find_their_customers(
    file: str, lines: int, line: int, invoice: int, transaction: int, unknown: int
) -> None:
    said = who_paid(read_books(BOOKS / file))
    found = [said[name] for name in ("lines", "line", "invoice", "transaction", "unknown")]
    assert found == [lines, line, invoice, transaction, unknown]


def test_exact_online_is_read_in_full() -> None:
    reading = read_books(BOOKS / "xaf/xaf32_exactonline_2016_demo.xml")
    [books] = reading.value
    assert (books.company, books.currency) == ("Toro Rosso BV", "EUR")
    assert {account.why for account in books.accounts} == {"rgs"}
    revenue = {account.code for account in books.accounts if account.revenue}
    # 35 lines on 8xxx, credit less debit
    assert sum(posting.amount for posting in books.postings) == 213_180_24
    assert {posting.account for posting in books.postings} <= revenue
    assert {code.name for code in books.codes} == {"15", "20", "25", "30"}


def test_the_norwegian_file_divides_lines_over_projects_as_it_says_itself() -> None:
    [books] = read_books(BOOKS / "saft/saft_no_1.10_888888888.xml").value
    assert sum(posting.amount for posting in books.postings) == 2_316_338_00
    assert {posting.customer for posting in books.postings} == {
        str(number) for number in range(1000, 1006)
    }
    by_project = dict.fromkeys(("200", "202", "203", "90"), 0)
    for posting in books.postings:
        by_project[posting.project] += posting.amount
    assert by_project["200"] == (22_000 + 20_000 + 8_000) * 100


def test_a_wrong_count_of_lines_and_repeated_numbers_are_told() -> None:
    reading = read_books(BOOKS / "xaf/xaf32_banana_2018.xaf")
    codes = {finding.code for finding in reading.findings}
    assert {"chain.lines-declared", "chain.line-numbers-repeat"} <= codes
    [declared] = [finding for finding in reading.findings if finding.code == "chain.lines-declared"]
    assert declared.sentence.fields == {"declared": 44, "actual": 121}


def test_customers_that_are_accounts_are_recognised_by_code_and_name() -> None:
    [books] = read_books(BOOKS / "xaf/xaf32_banana_2018.xaf").value
    assert {payer.name for payer in books.payers} == {
        "Vermeulen BV",
        "Pierre Dupont",
        "Annelies Schenk",
    }


def test_no_shared_file_ends_in_a_traceback() -> None:
    files = [path for path in DATA.rglob("*") if path.is_file()]
    assert len(files) > 100
    assert sum(map(is_read, files)) >= 4


def is_read(file: Path) -> bool:
    try:
        read_books(file)
    except BinnenuitError as error:
        return not error.say("nl")
    return True
