"""Encodings, packed files and tables of invoices: the content decides, not the name."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.chain.read.invented import codes_of, line, read, summed, transaction, write, xaf

from binnenuit.chain.read import read_books
from binnenuit.chain.read.amounts import cents
from binnenuit.errors import BinnenuitError, BooksError, TableError

if TYPE_CHECKING:
    from pathlib import Path

SALE = transaction(line("1300", "10.00", "D", custSupID="D1"), line("8000", "10.00", "C"))
TEXT = xaf(SALE).replace("Hotel Zeezicht", "Hôtel Zéé")


@pytest.mark.parametrize(
    ("declared", "actual", "told"),
    [
        ("UTF-8", "utf-8", False),
        ("UTF-8", "utf-8-sig", False),
        ("utf-16", "utf-16", False),
        ("UTF-16", "utf-16-be", False),
        ("windows-1252", "cp1252", False),
        ("ISO-8859-1", "cp1252", False),
        ("UTF-8", "cp1252", True),
        ("windows-1252", "utf-8", True),
        ("UTF-8", "utf-16", True),
        ("no-such-thing", "cp1252", True),
    ],
)
def test_the_bytes_are_believed_not_what_the_file_says(
    tmp_path: Path, declared: str, actual: str, *, told: bool
) -> None:
    content = TEXT.replace("UTF-8", declared).encode(actual)
    reading = read(tmp_path, content)
    assert [payer.name for payer in reading.value.payers] == ["Hôtel Zéé"]
    assert summed(reading) == {("8000", "D1", "", "", ""): 1000}
    assert ("chain.encoding" in codes_of(reading)) == told


def test_one_foreign_byte_at_the_very_end_changes_the_whole_reading(tmp_path: Path) -> None:
    late = xaf(*[SALE] * 2000, transaction(line("8000", "1.00", "C", desc="caf\u00e9")))
    reading = read(tmp_path, late.encode("cp1252"))
    assert "chain.encoding" in codes_of(reading)


def test_a_marked_file_of_exactly_one_piece_is_read(tmp_path: Path) -> None:
    content = codecs.BOM_UTF8 + xaf(SALE).encode()
    padded = content.replace(b"<header>", b"<header>" + b" " * (65536 - len(content)))
    assert len(padded) == 65536
    assert summed(read(tmp_path, padded)) == {("8000", "D1", "", "", ""): 1000}


def test_gzip_and_zip_hold_the_same_books(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2025/books.xaf", TEXT)
        archive.writestr("2024/books.XML", TEXT)
        archive.writestr("readme.txt", "hello")
        archive.writestr("__MACOSX/books.xaf", "x")
    plain = read(tmp_path, TEXT).value
    heard: list[float] = []
    [packed] = read_books(write(tmp_path, gzip.compress(TEXT.encode()), "any.gz")).value
    reading = read_books(write(tmp_path, stream.getvalue(), "any.zip"), progress=heard.append)
    assert packed.postings == plain.postings
    assert [books.source for books in reading.value] == [
        "any.zip/2025/books.xaf",
        "any.zip/2024/books.XML",
    ]
    assert all(books.postings == plain.postings for books in reading.value)
    assert "chain.zip-member-skipped" in {finding.code for finding in reading.findings}
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_one_bad_book_in_a_zip_is_told_and_the_good_one_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("bad.xaf", "<html>")
        archive.writestr("good.xaf", TEXT)
    reading = read_books(write(tmp_path, stream.getvalue(), "any.zip"))
    assert len(reading.value) == 1
    assert "chain.web-page" in {finding.code for finding in reading.findings}


def test_invoices_need_only_three_columns(tmp_path: Path) -> None:
    table = "datum;klant;bedrag\r\n31-01-2025;Hotel;1.234,56\r\n28-02-2025;Hotel;-34,56\r\n"
    [books] = read_books(write(tmp_path, table, "invoices.csv")).value
    assert [(p.customer, p.amount, p.lines) for p in books.postings] == [("Hotel", 120000, 2)]
    assert (books.start, books.end) == (date(2025, 1, 31), date(2025, 2, 28))
    assert [(account.revenue, account.why) for account in books.accounts] == [(True, "invoices")]


def test_invoices_without_a_customer_find_it_by_their_number_or_stay_unknown(
    tmp_path: Path,
) -> None:
    table = (
        "date,customer,amount,cost_centre,invoice\n2025-01-31,,10.00,K1,7\n"
        "2025-01-31,Hotel,5.00,K1,7\n2025-01-31,,3.00,K1,\n"
    )
    reading = read_books(write(tmp_path, table, "invoices.csv"))
    [books] = reading.value
    assert {(p.customer, p.cost_centre): p.amount for p in books.postings} == {
        ("Hotel", "K1"): 1500,
        ("", "K1"): 300,
    }
    assert "chain.invoices-who-paid" in {finding.code for finding in reading.findings}


def test_a_table_of_something_else_names_the_columns_that_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(TableError):
        read_books(write(tmp_path, "team,name\na,b\n", "teams.csv"))


def test_invoices_without_any_amount_are_no_books(tmp_path: Path) -> None:
    with pytest.raises(BooksError):
        read_books(write(tmp_path, "date,customer,amount\n2025-01-31,Hotel,\n", "invoices.csv"))


def test_random_bytes_never_end_in_a_traceback(tmp_path: Path) -> None:
    content = TEXT.encode()
    for place in range(0, len(content), 41):
        for byte in (b"\x00", b"\xff", b"<", b"&"):
            broken = content[:place] + byte + content[place + 1 :]
            try:
                read_books(write(tmp_path, broken))
            except BinnenuitError as error:
                assert error.say()  # noqa: PT017 (any other error is the failure)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.34", 1234),
        ("-12.34", -1234),
        ("0.00", 0),
        ("1000", 100000),
        ("1.5", 150),
        ("12,34", 1234),
        ("1E3", 100000),
        ("0.005", 0),
        ("0.015", 2),
        ("", None),
        ("NaN", None),
        ("Infinity", None),
        ("1E999999999", None),
        ("1_0.00", None),
        ("1,234,567", None),
        ("ten", None),
        ("9" * 5000 + ".00", None),
        ("-.50", -50),
    ],
)
def test_amounts_are_read_to_the_cent_or_not_at_all(text: str, expected: int | None) -> None:
    assert cents(text) == expected
