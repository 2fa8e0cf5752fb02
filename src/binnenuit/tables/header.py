"""Which heading is which column? Capitals, accents, spaces and underscores make no difference."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from binnenuit.errors import TableError
from binnenuit.findings import Finding
from binnenuit.language import Sentence, listed, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from binnenuit.tables.table import Cell, Column

_SHOWN_HEADINGS: Final = 20
_COMPARED_HEADINGS: Final = 200
_LONGEST_HEADING: Final = 60


@dataclass(frozen=True)
class Header:
    """The row of headings, and where each column stands.

    Attributes
    ----------
    number
        Row in the file, from 1.
    positions
        Place in the row by column name; columns that are not there are left out.
    """

    number: int
    headings: tuple[str, ...]
    positions: dict[str, int]
    missing: tuple[Column, ...]
    doubles: tuple[str, ...]

    @property
    def extra(self) -> tuple[str, ...]:
        """Headings that were not asked for."""
        used = set(self.positions.values())
        return tuple(
            heading for place, heading in enumerate(self.headings) if place not in used and heading
        )

    @property
    def quality(self) -> tuple[bool, int, int]:
        """How well the row fits: nothing missing, columns found, width."""
        return not self.missing, len(self.positions), len(self.headings)


def best_header(
    records: Iterable[tuple[int, Sequence[Cell]]], columns: Sequence[Column]
) -> Header | None:
    """Choose the first row with all that is required; else the first row; None without rows.

    Rows above it, such as a title, are no part of the table.
    """
    first = None
    for number, cells in records:
        header = match(number, cells, columns)
        if not header.missing:
            return header
        first = first or header
    return first


def match(number: int, cells: Sequence[Cell], columns: Sequence[Column]) -> Header:
    """Find the columns among the headings of one row."""
    headings = tuple(" ".join(str(cell).split())[:_LONGEST_HEADING] for cell in cells)
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        places.setdefault(plain(heading), []).append(place)
    positions: dict[str, int] = {}
    doubles = []
    for column in columns:
        taken = set(positions.values())
        found = _exact(column, headings) if column.exact else _places_of(column, places, taken)
        if found:
            positions[column.name] = found[0]
        if len(found) > 1:
            doubles.append(headings[found[0]])
    missing = tuple(
        column for column in columns if column.required and column.name not in positions
    )
    return Header(number, headings, positions, missing, tuple(doubles))


def _exact(column: Column, headings: Sequence[str]) -> list[int]:
    return [place for place, heading in enumerate(headings) if heading == column.name]


def _places_of(column: Column, places: dict[str, list[int]], taken: set[int]) -> list[int]:
    for name in (column.name, *column.also):
        found = [place for place in places.get(plain(name), ()) if place not in taken]
        if found:
            return found
    return []


def plain(heading: str) -> str:
    """Reduce a heading to its letters and digits, without capitals and accents."""
    spread = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(letter for letter in spread if letter.isalnum())


def demand_columns(header: Header, file: str) -> None:
    """Refuse a table in which a required column is missing or stands twice."""
    if header.missing:
        raise TableError(
            "tables.missing-column",
            sentence(
                "The column {column} is missing. The headings found are: {headings}.{hint}",
                column=header.missing[0].name,
                headings=listed(filter(None, header.headings), _SHOWN_HEADINGS),
                hint=_near_miss(header),
            ),
            file=file,
            row=header.number or None,
        )
    if header.doubles:
        raise TableError(
            "tables.double-column",
            sentence(
                "The heading {heading} stands more than once. Remove or rename one of them.",
                heading=header.doubles[0],
            ),
            file=file,
            row=header.number or None,
        )


def no_headings(file: str) -> TableError:
    """Make the error of a file with nothing in it."""
    return TableError(
        "tables.no-headings",
        sentence("The file holds no headings and no rows. Check whether it is the right one."),
        file=file,
    )


def unused_columns(header: Header, file: str) -> list[Finding]:
    """Report headings that were not asked for."""
    if not header.extra:
        return []
    return [
        Finding(
            "tables.extra-columns",
            sentence(
                "These columns are not used: {columns}.", columns=", ".join(header.extra[:20])
            ),
            file=file,
        )
    ]


def _near_miss(header: Header) -> Sentence | str:
    column = header.missing[0]
    headings = {plain(heading): heading for heading in header.extra[:_COMPARED_HEADINGS]}
    for name in (column.name, *column.also):
        near = get_close_matches(plain(name), headings, n=1, cutoff=0.75)
        if near:
            return sentence(" Is {heading} meant?", heading=headings[near[0]])
    return ""
