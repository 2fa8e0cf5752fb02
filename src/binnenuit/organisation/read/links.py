"""Links: which team works for whom, and who pays which team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.errors import OrganisationError
from binnenuit.language import sentence
from binnenuit.organisation.model import LinkKind, ServiceLink, TeamId
from binnenuit.organisation.read.columns import period_columns, period_of
from binnenuit.organisation.read.things import read_things
from binnenuit.organisation.read.words import BASES, KINDS, word
from binnenuit.tables import Column, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading
    from binnenuit.language import Sentence
    from binnenuit.organisation.read.things import Things
    from binnenuit.tables import DateOrder, DecimalMark, Row

COLUMNS: Final = (
    Column("supplier", required=True, also=("leverancier", "dienstverlener", "team", "afdeling")),
    Column("customer", required=True, also=("klant", "afnemer", "voor", "werkt_voor")),
    Column("kind", required=True, also=("soort", "type")),
    Column("work_share", Kind.SHARE, also=("werkaandeel", "aandeel", "deel", "share")),
    Column("amount", Kind.DECIMAL, also=("bedrag", "bedrag_per_jaar")),
    Column("currency", also=("valuta", "munt")),
    Column("basis", also=("grondslag",)),
    *period_columns("valid_from", "valid_to"),
)


def read_links(
    path: Path, *, date_order: DateOrder | None = None, decimal_mark: DecimalMark | None = None
) -> Reading[tuple[ServiceLink, ...]]:
    """Read links.csv or .xlsx.

    Raises
    ------
    InputError
        The file cannot be read, a column is missing, a value cannot be understood, an amount is
        negative or missing, or a row says both how much work and how much money.
    """
    return links_file(path, date_order, decimal_mark).reading


def links_file(
    path: Path, date_order: DateOrder | None, decimal_mark: DecimalMark | None
) -> Things[ServiceLink]:
    """Read the file, with the row of each."""
    return read_things(path, COLUMNS, _link, date_order, decimal_mark)


def _link(row: Row, file: str) -> ServiceLink:
    kind = word(row, "kind", KINDS, file)
    _check_amounts(row, kind, file)
    return ServiceLink(
        supplier=TeamId(row.text("supplier")),
        customer=TeamId(row.text("customer")),
        kind=kind,
        work_share=row.share("work_share"),
        amount=row.decimal("amount"),
        currency=row.text("currency").upper(),
        basis=word(row, "basis", BASES, file),
        period=period_of(row, "valid_from", "valid_to", file),
    )


def _check_amounts(row: Row, kind: LinkKind, file: str) -> None:
    amount, share = row.decimal("amount"), row.share("work_share")
    if amount is not None and amount < 0:
        raise _refused(
            "organisation.negative-amount",
            sentence(
                "The amount is {amount}; money a year that a customer pays cannot be negative. "
                "Enter what remains after credit notes.",
                amount=amount,
            ),
            row,
            file,
        )
    if kind is LinkKind.PAYS and amount is None:
        raise _refused(
            "organisation.missing-amount",
            sentence(
                "This row says that the customer pays, but not how much. Fill in the amount a "
                "year, or make it a row of kind serves."
            ),
            row,
            file,
        )
    other = share if kind is LinkKind.PAYS else amount
    if other is not None:
        raise _refused(
            "organisation.mixed-link",
            sentence(
                "A row of kind serves has a work_share, a row of kind pays an amount; this row of "
                "kind {kind} has the other one as well. Leave it empty.",
                kind=kind.value,
            ),
            row,
            file,
        )


def _refused(code: str, said: Sentence, row: Row, file: str) -> OrganisationError:
    return OrganisationError(code, said, file=file, row=row.number)
