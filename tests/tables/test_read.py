"""Reading: what is written in many ways comes out as the same values, and doubt is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from binnenuit.errors import InputError, TableError, UnreadableFileError
from binnenuit.tables import Column, DateOrder, DecimalMark, Kind, open_table, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading
    from binnenuit.tables import Table

COLUMNS = (
    Column("customer", required=True, also=("klant", "Klant naam")),
    Column("day", Kind.DATE, also=("datum",)),
    Column("amount", Kind.DECIMAL, also=("bedrag",)),
    Column("share", Kind.SHARE, also=("aandeel",)),
    Column("known", Kind.YES_NO, also=("bekend",)),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def read(file: Path, text: str | bytes, **options: object) -> Reading[Table]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(file, COLUMNS, **options)  # type: ignore[arg-type]


def codes(reading: Reading[Table]) -> list[str]:
    return [finding.code for finding in reading.findings]


def amounts(reading: Reading[Table]) -> list[Decimal | None]:
    return [row.decimal("amount") for row in reading.value.rows]


def days(reading: Reading[Table]) -> list[date | None]:
    return [row.date("day") for row in reading.value.rows]


def test_the_plain_form_gives_no_finding(file: Path) -> None:
    reading = read(file, "customer,day,amount,share,known\n007,2026-01-31,12.50,0.4,yes\n")
    assert reading.findings == ()
    assert dict(reading.value.rows[0].values) == {
        "customer": "007",
        "day": date(2026, 1, 31),
        "amount": Decimal("12.50"),
        "share": 0.4,
        "known": True,
    }
    assert reading.value.rows[0].number == 2


def test_a_dutch_export_is_read_and_what_was_found_is_reported(file: Path) -> None:
    text = "Klant;Datum;Bedrag;Aandeel;Bekend\r\nCafé;31-12-2025;€ 1.234,56;40%;nee\r\n"
    reading = read(file, text.encode("cp1252"))
    row = reading.value.rows[0]
    assert (row.text("customer"), row.date("day")) == ("Café", date(2025, 12, 31))
    assert (row.decimal("amount"), row.share("share")) == (Decimal("1234.56"), 0.4)
    assert row.yes_no("known") is False
    assert codes(reading) == [
        "tables.encoding",
        "tables.delimiter",
        "tables.decimal-comma",
        "tables.day-first",
    ]


@pytest.mark.parametrize("heading", ["KLANT_NAAM", " klant  naam ", "Klant-naam", "klántnaam"])
def test_headings_match_without_capitals_accents_spaces_and_underscores(
    file: Path, heading: str
) -> None:
    assert read(file, f"{heading}\nx\n").value.rows[0].text("customer") == "x"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(file: Path, delimiter: str) -> None:
    reading = read(file, f"customer{delimiter}amount\nx{delimiter}5\n")
    assert amounts(reading) == [Decimal(5)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_each_encoding_is_found(file: Path, encoding: str) -> None:
    reading = read(file, "customer\nCoöperatie €\n".encode(encoding))
    assert reading.value.rows[0].text("customer") == "Coöperatie €"


def test_the_line_that_excel_puts_above_is_no_heading(file: Path) -> None:
    assert amounts(read(file, "sep=;\ncustomer;amount\nx;5\n")) == [Decimal(5)]


def test_a_title_above_the_headings_is_passed_over(file: Path) -> None:
    reading = read(file, "Customers 2025\n\ncustomer,amount\nx,5\n")
    assert [row.number for row in reading.value.rows] == [4]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("12,50-", "-12.50"),
        ("-12,50", "-12.50"),
        ("(12.50)", "-12.50"),
        ("12,-", "12"),
        ("EUR 12,5", "12.5"),
        ("0,125", "0.125"),
        ("1.5E+05", "150000"),
        (",5", "0.5"),
        ("1234", "1234"),
    ],
)
def test_a_number_is_read_as_it_is_meant(file: Path, written: str, meant: str) -> None:
    assert amounts(read(file, f"customer;amount\nx;{written}\n")) == [Decimal(meant)]


@pytest.mark.parametrize("written", ["1,234", "1.234", "-12.345", "€ 999,000"])
def test_a_number_that_may_be_a_thousand_times_larger_is_asked(file: Path, written: str) -> None:
    with pytest.raises(TableError) as error:
        read(file, f"customer;amount\nx;{written}\ny;{written}\nz;17\n")
    assert error.value.code == "tables.decimal-mark"
    assert error.value.row == 2


def test_the_answer_about_the_decimal_mark_is_used(file: Path) -> None:
    text = 'customer,amount\nx,"1,234"\n'
    assert amounts(read(file, text, decimal_mark=DecimalMark.COMMA)) == [Decimal("1.234")]
    assert amounts(read(file, text, decimal_mark=DecimalMark.POINT)) == [Decimal(1234)]


def test_one_clear_number_settles_the_column(file: Path) -> None:
    reading = read(file, "customer;amount\nx;1.234\ny;0,5\n")
    assert amounts(reading) == [Decimal(1234), Decimal("0.5")]


def test_another_column_settles_the_decimal_mark(file: Path) -> None:
    reading = read(file, "customer;amount;share\nx;1.234;0,5\n")
    assert amounts(reading) == [Decimal(1234)]


def test_both_decimal_marks_in_one_column_are_asked(file: Path) -> None:
    with pytest.raises(TableError, match="row 3"):
        read(file, "customer;amount\nx;1,5\ny;2.75\n")


def test_a_date_order_that_stays_unclear_is_asked_and_never_guessed(file: Path) -> None:
    text = "customer,day\nx,3-4-2026\ny,12-1-2026\nz,5-5-2026\n"
    with pytest.raises(TableError) as error:
        read(file, text)
    assert error.value.code == "tables.date-order"
    assert days(read(file, text, date_order=DateOrder.DAY_FIRST))[0] == date(2026, 4, 3)
    assert days(read(file, text, date_order=DateOrder.MONTH_FIRST))[0] == date(2026, 3, 4)


def test_the_last_row_of_a_long_column_may_settle_the_date_order(file: Path) -> None:
    text = "customer,day\n" + "x,1/2/2026\n" * 500 + "x,1/31/2026\n"
    reading = read(file, text)
    assert days(reading)[0] == date(2026, 1, 2)
    assert "tables.month-first" in codes(reading)


def test_two_orders_in_one_column_are_refused(file: Path) -> None:
    with pytest.raises(TableError) as error:
        read(file, "customer,day\nx,31-1-2026\ny,1-31-2026\n")
    assert error.value.code == "tables.date-order"
    assert error.value.row == 3


def test_dates_that_fit_both_orders_alike_need_no_question(file: Path) -> None:
    assert days(read(file, "customer,day\nx,5-5-2026\n")) == [date(2026, 5, 5)]


@pytest.mark.parametrize(
    "written", ["2026-01-31", "20260131", "2026/1/31", "31.1.26", "2026-01-31T23:59:59Z", "46053"]
)
def test_a_date_is_read_as_it_is_meant(file: Path, written: str) -> None:
    assert days(read(file, f"customer,day\nx,{written}\n")) == [date(2026, 1, 31)]


def test_a_column_of_percentages_is_found_over_all_rows(file: Path) -> None:
    reading = read(file, "customer,share\nx,1\ny,40\n")
    assert [row.share("share") for row in reading.value.rows] == [0.01, 0.4]
    assert "tables.percent" in codes(reading)


def test_shares_and_percentages_in_one_column_are_asked(file: Path) -> None:
    with pytest.raises(TableError) as error:
        read(file, "customer,share\nx,0.5\ny,40\n")
    assert error.value.code == "tables.share-or-percent"


def test_a_value_that_cannot_be_read_is_reported_with_its_row(file: Path) -> None:
    reading = read(file, "customer,amount,day\nx,twelve,2026-02-30\n")
    assert amounts(reading) == [None]
    assert [(f.code, f.row) for f in reading.findings] == [("tables.unreadable-value", 2)] * 2


def test_strict_refuses_the_table_and_counts_the_faults(file: Path) -> None:
    with pytest.raises(TableError, match="2 more") as error:
        read(file, "customer,amount\nx,a\ny,b\nz,c\n", strict=True)
    assert error.value.row == 2


def test_of_many_faults_twenty_are_shown_and_the_others_counted(file: Path) -> None:
    reading = read(file, "customer,amount\n" + "x,a\n" * 50)
    assert len(reading.findings) == 21
    assert "30 more" in str(reading.findings[-1].sentence)


def test_a_row_that_is_too_long_is_left_out_and_reported(file: Path) -> None:
    reading = read(file, "customer,amount\nx,1\nJansen, zn,2\n")
    assert len(reading.value.rows) == 1
    assert [(f.code, f.row) for f in reading.findings] == [("tables.long-row", 3)]


def test_a_row_that_is_too_short_is_read_and_reported(file: Path) -> None:
    reading = read(file, "customer,amount\nx\n")
    assert amounts(reading) == [None]
    assert codes(reading) == ["tables.short-row"]


def test_an_empty_value_that_is_required_is_reported(file: Path) -> None:
    reading = read(file, "customer,amount\n,5\n")
    assert [(f.code, f.row) for f in reading.findings] == [("tables.empty-value", 2)]


def test_columns_that_are_not_used_are_one_finding(file: Path) -> None:
    reading = read(file, "customer,colour,size\nx,red,3\n")
    assert codes(reading) == ["tables.extra-columns"]
    assert "colour, size" in str(reading.findings[0].sentence)


def test_a_missing_column_names_what_was_found_and_what_may_be_meant(file: Path) -> None:
    with pytest.raises(TableError) as error:
        read(file, "custmer,amount\nx,1\n")
    assert error.value.code == "tables.missing-column"
    assert "custmer, amount" in str(error.value)
    assert "Is custmer meant?" in str(error.value)


def test_a_heading_that_stands_twice_is_refused(file: Path) -> None:
    with pytest.raises(TableError) as error:
        read(file, "customer,Customer\nx,y\n")
    assert error.value.code == "tables.double-column"


def test_a_table_with_only_headings_is_reported(file: Path) -> None:
    reading = read(file, "customer,amount\n")
    assert reading.value.rows == ()
    assert codes(reading) == ["tables.no-rows"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "tables.empty-file"),
        (b"\n\n", "tables.no-headings"),
        (b"customer\nx\0y\n", "tables.binary"),
        (bytes(range(256)) * 20, "tables.binary"),
        (b"\xff\xfeabc", "tables.binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old excel", "tables.old-excel"),
        (b"PK\x03\x04 not really", "tables.broken-workbook"),
        (b'customer,amount\n"x,1\ny,2\n', "tables.quotes"),
        (b'customer\n"' + b"x" * 200_000, "tables.huge-value"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(file: Path, content: bytes, code: str) -> None:
    with pytest.raises(InputError) as error:
        read(file, content)
    assert error.value.code == code
    assert "{" not in str(error.value)


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(file: Path) -> None:
    with file.open("wb") as large:
        large.truncate(200_000_000)
    with pytest.raises(UnreadableFileError, match="200 MB") as error:
        read_table(file, COLUMNS)
    assert error.value.code == "tables.too-large"


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.csv", "tables.not-found"), (tmp_path, "tables.not-a-file")):
        with pytest.raises(UnreadableFileError) as error:
            read_table(path, COLUMNS)
        assert error.value.code == code


def test_rows_may_be_read_one_by_one(file: Path) -> None:
    file.write_text("customer,amount\nx,1\ny,2\n")
    table = open_table(file, COLUMNS)
    rows = table.rows()
    assert next(rows).decimal("amount") == 1
    assert next(rows).decimal("amount") == 2
    assert table.findings() == ()
