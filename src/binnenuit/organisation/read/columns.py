"""Columns that several files share, with the Dutch and English headings that exports give them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from binnenuit.errors import OrganisationError
from binnenuit.language import sentence
from binnenuit.organisation.model import Period
from binnenuit.tables import Column, Kind

if TYPE_CHECKING:
    from binnenuit.tables import Row

STARTS: Final = (
    "valid_from",
    "geldig_van",
    "geldig_vanaf",
    "since",
    "sinds",
    "from",
    "van",
    "vanaf",
    "start",
    "start_date",
    "startdatum",
    "begindatum",
    "ingangsdatum",
    "in_dienst",
    "datum_in_dienst",
)
ENDS: Final = (
    "valid_to",
    "geldig_tot",
    "until",
    "tot",
    "to",
    "end",
    "end_date",
    "einddatum",
    "uit_dienst",
    "datum_uit_dienst",
)
# Codes before words: where a file has both, the word is the name.
TEAM_CODES: Final = ("team_id", "teamcode", "afdelingscode", "department_id")
TEAM_WORDS: Final = ("afdeling", "department", "unit", "organisatie_eenheid")
TEAM_HEADINGS: Final = (*TEAM_CODES, *TEAM_WORDS)


def period_columns(start: str, end: str) -> tuple[Column, Column]:
    """Return the two columns of a period under these names, and all others that mean the same."""
    return (
        Column(start, Kind.DATE, also=tuple(name for name in STARTS if name != start)),
        Column(end, Kind.DATE, also=tuple(name for name in ENDS if name != end)),
    )


def period_of(row: Row, start: str, end: str, file: str) -> Period:
    """Read the period of a row; the end must come after the start.

    Raises
    ------
    OrganisationError
        The period ends before it starts, or on the same day: it holds no day at all.
    """
    period = Period(row.date(start), row.date(end))
    if (period.start or date.min) >= (period.end or date.max):
        raise OrganisationError(
            "organisation.empty-period",
            sentence(
                "The period runs from {start} to {end} and holds no day. The end is the first day "
                "on which it no longer holds; make it later than the start.",
                start=period.start,
                end=period.end,
            ),
            file=file,
            row=row.number,
        )
    return period
