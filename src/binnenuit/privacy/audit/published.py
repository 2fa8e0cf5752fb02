"""Read published.csv: any hierarchy that was published with its numbers of respondents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import TableError
from binnenuit.findings import Finding, Reading
from binnenuit.language import Sentence, listed, sentence
from binnenuit.privacy.audit.forest import NOWHERE
from binnenuit.privacy.audit.hierarchy import Hierarchy, holder
from binnenuit.privacy.audit.respondents import respondents, withheld_marks
from binnenuit.tables import Column, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from binnenuit.privacy.audit.forest import Flags, Integers
    from binnenuit.tables import DecimalMark, Row

COLUMNS: Final = (
    Column("unit", required=True, also=("eenheid", "team", "afdeling", "department", "group")),
    Column(
        "parent",
        required=True,
        may_be_empty=True,
        also=("parent_unit", "bovenliggend", "hoort_bij", "onderdeel_van"),
    ),
    Column("period", also=("periode", "year", "jaar", "wave", "round", "ronde")),
    Column(
        "respondents",
        required=True,
        may_be_empty=True,
        also=("respondenten", "responses", "number_of_respondents", "aantal_respondenten", "n"),
    ),
)


def read_published(
    path: Path, *, decimal_mark: DecimalMark | None = None
) -> Reading[tuple[Hierarchy, ...]]:
    """Read a table with the columns unit, parent, period and respondents; one tree per period.

    Parameters
    ----------
    decimal_mark
        When the reader said it; else ``1.240`` and ``1,240`` are whole, as people are.

    Returns
    -------
    reading
        The periods in the order of the table. An empty number of respondents, or a mark such
        as ``<5``, means that no figure of the unit was published. Findings tell which marks there
        are, and where units add up to more than the unit above.

    Raises
    ------
    InputError
        The table cannot be read; a unit stands twice in a period, its parent is not in the
        period, units stand above one another in a circle, or a number is not whole.
    """
    table = read_table(path, COLUMNS, decimal_mark=decimal_mark, strict=True)
    periods: dict[str, list[Row]] = {}
    for row in table.value.rows:
        periods.setdefault(row.text("period"), []).append(row)
    made = [_hierarchy(*period, path.name, decimal_mark) for period in periods.items()]
    marks = withheld_marks(table.value.rows, path.name)
    findings = (finding for _, found in made for finding in found)
    return Reading(tuple(one for one, _ in made), (*table.findings, *marks, *findings))


def _hierarchy(
    period: str, rows: Sequence[Row], file: str, decimal_mark: DecimalMark | None
) -> tuple[Hierarchy, list[Finding]]:
    tree = _tree(_places(rows, file), rows, file)
    numbers = [respondents(row, file, decimal_mark) for row in rows]
    shown = np.array([number is not None for number in numbers], dtype=bool)
    people = np.array([number or 0 for number in numbers], dtype=np.int64)
    counts = people - _parts(tree, shown, people)
    findings = [
        _too_many(rows[unit], int(people[unit]), int(people[unit] - counts[unit]), file)
        for unit in np.flatnonzero(counts < 0).tolist()
    ]
    units = tuple(row.text("unit") for row in rows)
    doubt = _doubt([units[unit] for unit in np.flatnonzero(counts < 0)])
    return Hierarchy(period, units, tree, shown, np.maximum(counts, 0), doubt), findings


def _places(rows: Iterable[Row], file: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for row in rows:
        unit = row.text("unit")
        if unit in places:
            raise TableError(
                "privacy.unit-twice",
                sentence(
                    "The unit {unit} stands twice in the period “{period}”. Leave one of the two "
                    "rows out, or give each its own period.",
                    unit=unit,
                    period=row.text("period"),
                ),
                file=file,
                row=row.number,
            )
        places[unit] = len(places)
    return places


def _tree(places: dict[str, int], rows: Sequence[Row], file: str) -> Integers:
    tree = np.array([_parent(row, places, file) for row in rows], dtype=np.int64)
    circle = _in_circle(tree)
    if circle is not None:
        raise TableError(
            "privacy.units-in-circle",
            sentence(
                "The unit {unit} stands above itself. Leave the parent of the top empty.",
                unit=rows[circle].text("unit"),
            ),
            file=file,
            row=rows[circle].number,
        )
    return tree


def _parent(row: Row, places: dict[str, int], file: str) -> int:
    parent = row.text("parent")
    if parent and parent not in places:
        raise TableError(
            "privacy.unknown-parent",
            sentence(
                "The unit {unit} stands under {parent}, which has no row in the period “{period}”. "
                "Add that row, without respondents when its figure was not published, or leave "
                "the parent empty for a top.",
                unit=row.text("unit"),
                parent=parent,
                period=row.text("period"),
            ),
            file=file,
            row=row.number,
        )
    return places[parent] if parent else NOWHERE


def _in_circle(tree: Integers) -> int | None:
    """Return a node that stands above itself; None when there is none."""
    above = np.append(tree, NOWHERE)  # above nowhere, at -1, is nowhere
    for _ in range(len(tree).bit_length()):
        above = above[above]  # 1, 2, 4 ... layers up, at last more than there are
    circling = above[above != NOWHERE]
    return int(circling[0]) if circling.size else None


def _parts(tree: Integers, shown: Flags, people: Integers) -> Integers:
    """Add up for each unit the largest published units below it. Shape (nodes,)."""
    above = holder(tree, shown)
    inside = np.flatnonzero(shown & (above != NOWHERE))
    parts = np.zeros(len(tree), dtype=np.int64)
    np.add.at(parts, above[inside], people[inside])
    return parts


def _too_many(row: Row, whole: int, parts: int, file: str) -> Finding:
    return Finding(
        "privacy.parts-above-whole",
        sentence(
            "{unit} has {whole} respondents, and the units below it have {parts} together. People "
            "were counted twice, or a number is wrong; what can be derived here cannot be told.",
            unit=row.text("unit"),
            whole=whole,
            parts=parts,
        ),
        file=file,
        row=row.number,
    )


def _doubt(units: Sequence[str]) -> Sentence | None:
    if not units:
        return None
    return sentence(
        "The units below {units} have more respondents than the unit itself. Correct the numbers, "
        "or leave units out that share people with others; then it can be decided.",
        units=listed(units),
    )
