"""Who paid: the line, else the invoice, else the transaction, else nobody; nothing is spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chain.read.invented import codes_of, line, read, summed, transaction, xaf

from binnenuit.chain.model import Posting
from binnenuit.chain.read.customers import Codes, Customers, Part, Route

if TYPE_CHECKING:
    from pathlib import Path

BREAD = Codes("8000", "", "", "")


def by_customer(folder: Path, *transactions: str) -> dict[str, int]:
    totals: dict[str, int] = {}
    for posting in read(folder, xaf(*transactions)).value.postings:
        totals[posting.customer] = totals.get(posting.customer, 0) + posting.amount
    return totals


def test_the_customer_on_the_line_comes_first(tmp_path: Path) -> None:
    assert by_customer(
        tmp_path,
        transaction(
            line("1300", "10.00", "D", custSupID="D1", invRef="7"),
            line("8000", "10.00", "C", custSupID="D2", invRef="7"),
        ),
    ) == {"D2": 1000}


@pytest.mark.parametrize("later", [False, True])
def test_the_invoice_number_finds_the_customer_anywhere_in_the_file(
    tmp_path: Path, *, later: bool
) -> None:
    sale = transaction(line("1300", "10.00", "D"), line("8000", "10.00", "C", invRef="7"))
    paid = transaction(line("1300", "10.00", "C", custSupID="D1", invRef="7"))
    order = (sale, paid) if later else (paid, sale)
    assert by_customer(tmp_path, *order) == {"D1": 1000}


def test_an_invoice_number_of_two_customers_says_nothing(tmp_path: Path) -> None:
    assert by_customer(
        tmp_path,
        transaction(line("1300", "1.00", "D", custSupID="D1", invRef="7")),
        transaction(line("1300", "1.00", "D", custSupID="D2", invRef="7")),
        transaction(line("1000", "10.00", "D"), line("8000", "10.00", "C", invRef="7")),
    ) == {"": 1000}


def test_the_only_customer_of_the_transaction_paid_for_all_of_it(tmp_path: Path) -> None:
    assert by_customer(
        tmp_path,
        transaction(
            line("1300", "30.00", "D", custSupID="D1"),
            line("8000", "10.00", "C"),
            line("8100", "20.00", "C"),
        ),
    ) == {"D1": 3000}


def test_a_transaction_of_two_customers_leaves_its_lines_unknown(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        xaf(
            transaction(
                line("1300", "10.00", "D", custSupID="D1"),
                line("1300", "20.00", "D", custSupID="D2"),
                line("8000", "30.00", "C"),
            )
        ),
    )
    assert summed(reading) == {("8000", "", "", "", ""): 3000}
    [who] = [finding for finding in reading.findings if finding.code == "chain.who-paid"]
    assert who.sentence.fields["percent"] == 100


def test_a_supplier_never_pays(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        xaf(transaction(line("1000", "9.00", "D"), line("8000", "9.00", "C", custSupID="S1"))),
    )
    assert summed(reading) == {("8000", "", "", "", ""): 900}
    assert reading.value.payers == ()
    assert "chain.supplier-on-revenue" in codes_of(reading)


def test_a_relation_that_the_file_does_not_list_pays_under_its_code(tmp_path: Path) -> None:
    books = read(
        tmp_path,
        xaf(transaction(line("1000", "9.00", "D"), line("8000", "9.00", "C", custSupID="X9"))),
    ).value
    assert [(payer.id, payer.name) for payer in books.payers] == [("X9", "X9")]


def test_a_credit_note_is_negative(tmp_path: Path) -> None:
    assert by_customer(
        tmp_path,
        transaction(line("8000", "10.00", "C", custSupID="D1")),
        transaction(line("8000", "4.00", "D", custSupID="D1")),
        transaction(line("8000", "-1.00", "C", custSupID="D1")),
    ) == {"D1": 500}


def test_lines_with_the_same_codes_are_summed_and_counted(tmp_path: Path) -> None:
    sale = transaction(
        line("8000", "10.00", "C", custSupID="D1", costID="K1", prodID="P", projID="J")
    )
    [posting] = read(tmp_path, xaf(sale, sale, sale)).value.postings
    assert posting == Posting("8000", "D1", "K1", "J", "P", posting.amount, 3)
    assert posting.amount == 3000


def test_what_is_forgotten_falls_back_on_the_transaction_and_is_counted() -> None:
    customers = Customers(most_invoices=1, most_waiting=1)
    customers.saw("1", "D1")
    customers.saw("2", "D2")
    for invoice in ("1", "2", "3"):
        customers.add(Part(BREAD, "", invoice, 100, revenue=True), "D9")
    assert {posting.customer: posting.amount for posting in customers.postings()} == {
        "D1": 100,
        "D9": 200,
    }
    assert customers.forgotten == 2  # one number not kept, one line that could not wait
    assert customers.tally.lines == [0, 1, 2, 0]


PARTS = st.lists(
    st.builds(
        Part,
        st.builds(Codes, st.sampled_from(["8000", "8100"]), *[st.sampled_from(["", "A"])] * 3),
        st.sampled_from(["", "D1", "D2"]),
        st.sampled_from(["", "1", "2", "3"]),
        st.integers(-(10**12), 10**12),
        st.booleans(),
        first=st.just(True),
    )
)


@given(PARTS, st.sampled_from(["", "D1"]), st.integers(0, 2), st.integers(0, 2))
def test_every_cent_and_every_line_comes_out_once(
    parts: list[Part], only: str, invoices: int, waiting: int
) -> None:
    customers = Customers(most_invoices=invoices, most_waiting=waiting)
    for part in parts:
        if part.customer and part.invoice:
            customers.saw(part.invoice, part.customer)
        customers.add(part, only)
    postings = customers.postings()
    assert sum(posting.amount for posting in postings) == sum(part.cents for part in parts)
    assert sum(posting.lines for posting in postings) == len(parts)
    assert len(
        {(p.account, p.customer, p.cost_centre, p.project, p.product) for p in postings}
    ) == (len(postings))
    tally = customers.tally
    assert sum(tally.lines) == sum(part.revenue for part in parts)
    assert sum(tally.cents) == sum(abs(part.cents) for part in parts if part.revenue)
    if only:
        assert tally.lines[Route.UNKNOWN] == 0
