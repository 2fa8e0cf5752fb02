"""However a table is written, the same values come back; or it is asked, never silently wrong."""

from __future__ import annotations

import csv
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from binnenuit.errors import InputError, TableError
from binnenuit.tables import Column, DateOrder, DecimalMark, Kind, read_table, write_records

if TYPE_CHECKING:
    from decimal import Decimal

COLUMNS = (
    Column("name", required=True, may_be_empty=True),
    Column("day", Kind.DATE),
    Column("amount", Kind.DECIMAL),
)
# What Windows-1252 can write, without the control characters that no text file holds.
LETTERS = st.characters(codec="cp1252", categories=("L", "N", "P", "S", "Zs"))
NAMES = st.text(LETTERS, max_size=20).map(str.strip)
ROWS = st.lists(
    st.tuples(
        NAMES,
        st.dates(date(1970, 1, 1), date(2068, 12, 31)),
        st.decimals(-(10**9), 10**9, places=2),
    ),
    min_size=1,
    max_size=20,
)
DAY_FORMATS = {
    "%Y-%m-%d": DateOrder.DAY_FIRST,
    "%d-%m-%Y": DateOrder.DAY_FIRST,
    "%m/%d/%Y": DateOrder.MONTH_FIRST,
    "%Y%m%d": DateOrder.DAY_FIRST,
}


def written(number: Decimal, mark: DecimalMark, *, thousands: bool) -> str:
    text = f"{number:,.2f}" if thousands else f"{number:.2f}"
    return text.translate({ord(","): mark.thousands.value, ord("."): mark.value})


@settings(max_examples=150, deadline=None)
@given(
    rows=ROWS,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    mark=st.sampled_from(DecimalMark),
    thousands=st.booleans(),
    day_format=st.sampled_from(sorted(DAY_FORMATS)),
    told=st.booleans(),
)
def test_every_way_of_writing_comes_back_the_same(
    rows: list[tuple[str, date, Decimal]],
    delimiter: str,
    encoding: str,
    mark: DecimalMark,
    thousands: bool,
    day_format: str,
    told: bool,
) -> None:
    assume(encoding != "cp1252" or not _reads_as_utf_8("".join(name for name, _, _ in rows)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(["name", "day", "amount"])
            for name, day, amount in rows:
                number = written(amount, mark, thousands=thousands)
                writer.writerow([name, day.strftime(day_format), number])
        try:
            reading = read_table(
                path,
                COLUMNS,
                date_order=DAY_FORMATS[day_format] if told else None,
                decimal_mark=mark if told else None,
            )
        except TableError as error:
            assert error.code == "tables.date-order"  # noqa: PT017 - the only question there may be
            assert not told
            return
    back = [(r.text("name"), r.date("day"), r.decimal("amount")) for r in reading.value.rows]
    assert back == [(_plain(name), day, amount) for name, day, amount in rows]


def _reads_as_utf_8(text: str) -> bool:
    """Tell whether the cp1252 bytes of ``text`` are other text in UTF-8: nobody can know then."""
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeDecodeError:
        return False


def _plain(name: str) -> str:
    dangerous = ("=", "+", "-", "@")
    return name[1:] if name[:1] == "'" and name.lstrip("'").lstrip().startswith(dangerous) else name


@settings(max_examples=60, deadline=None)
@given(
    rows=ROWS,
    ending=st.sampled_from(["csv", "xlsx"]),
)
def test_what_we_write_we_read(rows: list[tuple[str, date, Decimal]], ending: str) -> None:
    records = [{"name": name, "day": day, "amount": amount} for name, day, amount in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{ending}"
        write_records(path, records)
        reading = read_table(path, COLUMNS)
    back = [(r.text("name"), r.date("day"), r.decimal("amount")) for r in reading.value.rows]
    assert back == rows


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_lead_to_anything_but_a_table_or_a_sentence(content: bytes) -> None:
    _read_or_refuse(content)


@settings(max_examples=300, deadline=None)
@given(st.text("nameday,;\t|\"'\n\r 0123456789.-/€%=", max_size=200))
def test_no_text_leads_to_anything_but_a_table_or_a_sentence(text: str) -> None:
    _read_or_refuse(("name,day,amount\n" + text).encode())


def _read_or_refuse(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(content)
        try:
            read_table(path, COLUMNS)
        except InputError as error:
            assert error.say("nl")  # noqa: PT017 - that it can be said is the point
