"""The auditfile in all its versions: what counts as revenue, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chain.read.invented import (
    ACCOUNTS,
    codes_of,
    line,
    read,
    summed,
    transaction,
    write,
    xaf,
)

from binnenuit.chain.model import Charge
from binnenuit.chain.read import book_files, read_books
from binnenuit.organisation.model import Dimension

if TYPE_CHECKING:
    from pathlib import Path

SALE = transaction(line("1300", "10.00", "D", custSupID="D1"), line("8000", "10.00", "C"))


def test_codes_get_the_names_that_the_file_gives(tmp_path: Path) -> None:
    basics = "".join(
        f"<basic><basicType>{kind}</basicType><basicID>1</basicID><basicDesc>{name}</basicDesc>"
        "</basic>"
        for kind, name in (("02", "Oven"), ("03", "Brood"), ("04", "Feest"), ("30", "Jan"))
    )
    books = read(tmp_path, xaf(SALE, basics=f"<basics>{basics}</basics>")).value
    assert {(code.dimension, code.name) for code in books.codes} == {
        (Dimension.COST_CENTRE, "Oven"),
        (Dimension.PRODUCT, "Brood"),
        (Dimension.PROJECT, "Feest"),
    }


def test_costs_and_the_balance_are_no_postings(tmp_path: Path) -> None:
    wages = transaction(line("4000", "50.00", "D"), line("1500", "50.00", "C"))
    assert {key[0] for key in summed(read(tmp_path, xaf(SALE, wages)))} == {"8000"}


def test_version_four_names_things_otherwise(tmp_path: Path) -> None:
    text = xaf(
        transaction(
            line("8000", "10.00", "C", custSupID="D1", cost="K1", product="P1", project="J1")
        )
    ).replace("leadReference>", "RGScode>")
    assert summed(read(tmp_path, text)) == {("8000", "D1", "K1", "J1", "P1"): 1000}


def test_version_three_point_one_keeps_its_rgs_codes_apart(tmp_path: Path) -> None:
    accounts = (("1300", "Debiteuren", "B", ""), ("4711", "Brood", "P", ""))
    element = "<taxoElement><txCd>WOmzNohOlh</txCd><glAccID>4711</glAccID></taxoElement>"
    text = xaf(
        transaction(line("1300", "1.00", "D"), line("4711", "1.00", "C")),
        accounts=accounts,
        basics=f"<taxonomies><taxonomy>{element}</taxonomy></taxonomies>",
    )
    [account] = read(tmp_path, text).value.accounts
    assert (account.revenue, account.why, account.rgs) == (True, "rgs", "WOmzNohOlh")


def test_its_forerunner_is_read_too(tmp_path: Path) -> None:
    text = """<auditfile><header><companyName>Bakker</companyName><startDate>2009-01-01</startDate>
    <endDate>2009-12-31</endDate><currencyCode>EUR</currencyCode></header>
    <generalLedger><ledgerAccount><accountID>8000</accountID><accountDesc>Omzet</accountDesc>
    <accountType>P</accountType></ledgerAccount></generalLedger>
    <customersSuppliers><customerSupplier><custSupID>7</custSupID><companyName>Hotel</companyName>
    </customerSupplier></customersSuppliers>
    <transactions><numberEntries>1</numberEntries><journal><transaction><period>1</period>
    <line><recordID>1</recordID><accountID>8000</accountID><custSupID>7</custSupID>
    <debitAmount>0.00</debitAmount><creditAmount>12.34</creditAmount><costDesc>Oven</costDesc>
    </line></transaction></journal></transactions></auditfile>"""
    reading = read(tmp_path, text)
    assert summed(reading) == {("8000", "7", "Oven", "", ""): 1234}
    assert reading.value.company == "Bakker"
    assert reading.value.payers[0].name == "Hotel"


@pytest.mark.parametrize(
    ("name", "kind", "rgs", "revenue", "why"),
    [
        ("Brood", "P", "WOmzNohOlh", True, "rgs"),
        ("Omzet", "P", "WPerLesLon", False, "rgs"),
        ("Omzet brood", "P", "", True, "number"),
        ("Kostprijs verkopen", "P", "", False, "none"),
        ("Omzet brood", "B", "", None, ""),
        ("Omzet", "Omzet", "", True, "kind"),
        ("BTW hoog", "P", "BTW1", True, "number"),
    ],
)
def test_revenue_is_proposed_with_its_reason(
    tmp_path: Path, name: str, kind: str, rgs: str, revenue: bool | None, why: str
) -> None:
    accounts = (("1300", "Debiteuren", "B", ""), ("8500", name, kind, rgs))
    reading = read(
        tmp_path,
        xaf(transaction(line("1300", "1.00", "D"), line("8500", "1.00", "C")), accounts=accounts),
    )
    found = [(account.revenue, account.why) for account in reading.value.accounts]
    expected = [(revenue, why)] if revenue is not None and rgs != "WPerLesLon" else []
    assert found == expected
    assert ("chain.revenue-by-number" in codes_of(reading)) == (why == "number")
    assert ("chain.revenue-none" in codes_of(reading)) == (not revenue)


OPENING = transaction(line("1300", "5.00", "D"), line("8000", "5.00", "C"), period="0")
CLOSING = transaction(
    line("8000", "10.00", "D"), line("0500", "10.00", "C"), period="12", day="2025-12-31"
)
THIRTEENTH = transaction(
    line("8000", "10.00", "D"), line("1500", "10.00", "C"), period="13", day="2025-12-31"
)
IN_WORDS = transaction(
    line("8000", "10.00", "D"), line("1500", "10.00", "C"), desc="Jaarafsluiting 2025"
)


@pytest.mark.parametrize("entry", [OPENING, CLOSING, THIRTEENTH, IN_WORDS])
def test_entries_that_open_or_close_the_books_are_left_out(tmp_path: Path, entry: str) -> None:
    reading = read(tmp_path, xaf(SALE, entry))
    assert summed(reading) == {("8000", "D1", "", "", ""): 1000}
    assert "chain.closing-left-out" in codes_of(reading)


def test_a_credit_note_in_the_thirteenth_period_still_counts(tmp_path: Path) -> None:
    note = transaction(
        line("8000", "4.00", "D"),
        line("1300", "4.00", "C", custSupID="D1"),
        period="13",
        day="2025-12-31",
    )
    reading = read(tmp_path, xaf(SALE, note))
    assert summed(reading) == {("8000", "D1", "", "", ""): 600}
    assert "chain.closing-left-out" not in codes_of(reading)


def test_an_opening_journal_is_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path, xaf(SALE, journal="O"))
    assert reading.value.postings == ()
    assert "chain.revenue-no-lines" in codes_of(reading)


CHARGE = transaction(
    line("4000", "30.00", "D", costID="B"),
    line("4000", "20.00", "D", costID="C"),
    line("8000", "50.00", "C", costID="A"),
)


def test_cost_centres_that_charge_one_another_bring_no_revenue(tmp_path: Path) -> None:
    reading = read(tmp_path, xaf(SALE, CHARGE, CHARGE))
    assert reading.value.charges == (
        Charge("B", "A", 6000, 2),  # type: ignore[arg-type]
        Charge("C", "A", 4000, 2),  # type: ignore[arg-type]
    )
    assert summed(reading) == {("8000", "D1", "", "", ""): 1000}
    assert "chain.charges-found" in codes_of(reading)


def test_a_charge_with_several_on_both_sides_is_not_guessed(tmp_path: Path) -> None:
    tangled = transaction(
        line("4000", "30.00", "D", costID="B"),
        line("4000", "20.00", "D", costID="C"),
        line("8000", "10.00", "C", costID="A"),
        line("8000", "40.00", "C", costID="D"),
    )
    reading = read(tmp_path, xaf(SALE, tangled))
    assert reading.value.charges == ()
    assert summed(reading) == {("8000", "D1", "", "", ""): 1000}
    assert "chain.charges-tangled" in codes_of(reading)


@pytest.mark.parametrize(
    "lines",
    [
        # one line without a cost centre
        (line("4000", "5.00", "D", costID="B"), line("8000", "5.00", "C")),
        # a customer takes part
        (
            line("4000", "5.00", "D", costID="B"),
            line("8000", "5.00", "C", costID="A", custSupID="D1"),
        ),
        # within one cost centre: from one account to another
        (line("8100", "5.00", "D", costID="A"), line("8000", "5.00", "C", costID="A")),
        # out of balance
        (line("4000", "5.00", "D", costID="B"), line("8000", "7.00", "C", costID="A")),
        # with the balance
        (line("1300", "5.00", "D", costID="B"), line("8000", "5.00", "C", costID="A")),
    ],
)
def test_what_only_resembles_a_charge_stays_a_posting(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    books = read(tmp_path, xaf(transaction(*lines))).value
    assert books.charges == ()
    assert any(posting.account == "8000" for posting in books.postings)


def test_wrong_totals_counts_and_amounts_are_told_once(tmp_path: Path) -> None:
    totals = (
        "<linesCount>99</linesCount><totalDebit>1.00</totalDebit><totalCredit>1.00</totalCredit>"
    )
    bad = transaction(
        line("8000", "ten", "C", nr="1"),
        line("8000", "1.00", "X", nr="2"),
        line("8000", "1.00", "C", nr="2"),
        line("8777", "1.00", "C"),
    )
    reading = read(tmp_path, xaf(*[bad] * 100, totals=totals))
    codes = [finding.code for finding in reading.findings]
    assert len(codes) == len(set(codes))
    assert {
        "chain.lines-declared",
        "chain.totals-declared",
        "chain.unbalanced",
        "chain.lines-unreadable",
        "chain.accounts-unlisted",
    } <= set(codes)
    [unreadable] = [f for f in reading.findings if f.code == "chain.lines-unreadable"]
    assert unreadable.sentence.fields["count"] == 200


def test_one_transaction_of_many_lines_is_read_in_parts(tmp_path: Path) -> None:
    many = [line("8000", "0.01", "C")] * 45_000
    reading = read(tmp_path, xaf(transaction(line("1300", "450.00", "D", custSupID="D1"), *many)))
    assert sum(summed(reading).values()) == 45_000
    assert "chain.transaction-large" in codes_of(reading)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1300", "4000", "8000", "8100"]),
            st.integers(-(10**9), 10**9),
            st.sampled_from(["", "D1", "D2", "S1"]),
            st.sampled_from(["", "1", "2"]),
        ),
        min_size=1,
    )
)
def test_postings_hold_every_cent_that_was_booked_on_revenue(
    tmp_path_factory: pytest.TempPathFactory, booked: list[tuple[str, int, str, str]]
) -> None:
    lines = [
        line(
            account,
            f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}",
            "C",
            custSupID=customer,
            invRef=invoice,
        )
        for account, cents, customer, invoice in booked
    ]
    # no cost centres, no equity: nothing is a charge or a closing entry
    books = read(tmp_path_factory.mktemp("books"), xaf(transaction(*lines))).value
    expected = sum(cents for account, cents, *_ in booked if account.startswith("8"))
    assert sum(posting.amount for posting in books.postings) == expected


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    heard: list[float] = []
    read_books(write(tmp_path, xaf(*[SALE] * 5000)), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) > 10


def test_a_folder_offers_its_books_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.XAF", "a.xml", "c.gz", "d.zip", "Invoices.csv", "teams.csv", ".hidden.xaf"):
        write(tmp_path, "x", name)
    (tmp_path / "sub.xaf").mkdir()
    assert [path.name for path in book_files(tmp_path)] == [
        "Invoices.csv",
        "a.xml",
        "b.XAF",
        "c.gz",
        "d.zip",
    ]
    assert book_files(tmp_path / "nowhere") == []


def test_accounts_are_a_tuple_of_what_may_be_revenue(tmp_path: Path) -> None:
    books = read(tmp_path, xaf(SALE)).value
    assert [account.code for account in books.accounts] == [
        code for code, _name, _kind, rgs in ACCOUNTS if rgs.startswith("WOmz")
    ]
