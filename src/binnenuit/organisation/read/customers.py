"""Customers: who brings money, who uses the product, and whose name is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.organisation.model import Customer, CustomerId
from binnenuit.organisation.read.things import read_things
from binnenuit.tables import Column, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading
    from binnenuit.organisation.read.things import Things
    from binnenuit.tables import DateOrder, DecimalMark, Row

COLUMNS: Final = (
    Column(
        "customer",
        required=True,
        also=(
            "customer_id",
            "klantnummer",
            "klantcode",
            "debiteurnummer",
            "id",
            "code",
            "klant",
            "debiteur",
        ),
    ),
    Column(
        "name",
        also=(
            "naam",
            "customer_name",
            "klantnaam",
            "omschrijving",
            "description",
            "klant",
            "debiteur",
        ),
    ),
    Column("pays", Kind.YES_NO, also=("betaalt", "paying")),
    Column("consumes", Kind.YES_NO, also=("gebruikt", "verbruikt", "consumeert", "uses")),
    Column("known", Kind.YES_NO, also=("bekend",)),
)


def read_customers(
    path: Path, *, date_order: DateOrder | None = None, decimal_mark: DecimalMark | None = None
) -> Reading[tuple[Customer, ...]]:
    """Read customers.csv or .xlsx; empty means: pays, is known, and unknown whether it consumes.

    Raises
    ------
    InputError
        The file cannot be read, a column is missing or a value cannot be understood.
    """
    return customers_file(path, date_order, decimal_mark).reading


def customers_file(
    path: Path, date_order: DateOrder | None, decimal_mark: DecimalMark | None
) -> Things[Customer]:
    """Read the file, with the row of each."""
    return read_things(path, COLUMNS, _customer, date_order, decimal_mark)


def _customer(row: Row, _file: str) -> Customer:
    return Customer(
        id=CustomerId(row.text("customer")),
        name=row.text("name") or row.text("customer"),
        pays=row.yes_no("pays") is not False,
        consumes=row.yes_no("consumes"),
        known=row.yes_no("known") is not False,
    )
