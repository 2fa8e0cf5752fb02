"""An analyst's own table: one row for each person, items in columns; no gate stands behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import filterfalse
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import TableError
from binnenuit.findings import Finding, Reading
from binnenuit.language import listed, sentence
from binnenuit.mirror.read.natural import natural
from binnenuit.mirror.read.numeric import numbers_of
from binnenuit.mirror.read.options import DONT_KNOW, NOTHING, spoken
from binnenuit.mirror.read.own_long import long_headings, refuse_misfits_of, widened
from binnenuit.mirror.read.own_unused import not_used
from binnenuit.mirror.read.sav import is_sav, read_sav
from binnenuit.mirror.read.scales_by_name import scales_by_name
from binnenuit.mirror.read.wide import refuse_unfit
from binnenuit.tables import read_coded
from binnenuit.tables.header import plain
from binnenuit.tables.read_coded import BULK_FROM_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from binnenuit.mirror.model import Questionnaire, Scored
    from binnenuit.tables import CodedTable, DecimalMark

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]

_GROUPS: Final = (
    *("team", "group", "grp", "groep", "afdeling", "department", "unit", "eenheid"),
    *("rater_team", "own_team", "eigen_team", "rated"),
)


@dataclass(frozen=True, eq=False)
class OwnTable:
    """Numbers of people in groups, as the table gives them: reversed items are not turned round.

    Attributes
    ----------
    scales
        Whose items are columns here.
    columns
        Headings of all columns that hold numbers, those of the items among them.
    values
        NaN where there is none. Shape (rows, columns).
    dont_know
        "Don't know" was said; ``values`` is NaN there. Shape (rows, columns).
    groups
        Number in ``group_names``; -1 for who is in none. Shape (rows,).
    group_names
        In natural order, 2 before 10; empty when the table has no groups.
    """

    scales: tuple[Scored, ...]
    columns: tuple[str, ...]
    values: Numbers
    dont_know: Flags
    groups: Integers
    group_names: tuple[str, ...]

    def items(self, scale: Scored) -> Numbers:
        """Return the answers to the items of a scale. Shape (rows, items)."""
        return self.values[:, [self.columns.index(item.code) for item in scale.items]]


def read_own_table(
    path: Path,
    questionnaire: Questionnaire | None = None,
    *,
    group: str = "",
    decimal_mark: DecimalMark | None = None,
    bulk_from_bytes: int = BULK_FROM_BYTES,
) -> Reading[OwnTable]:
    """Read a table of any kind that belongs to an analyst.

    Parameters
    ----------
    path
        CSV, XLSX, Parquet, or SPSS .sav (with the extra ``spss``). One row for each person; or a
        line for each answer, with columns item, value and rater.
    questionnaire
        Without one, two or more columns such as A1 and A2 make the scale A, when they hold whole
        numbers within 11 options. The options are taken from the table then.
    group
        Heading of the groups; when it is not given, the first of team, group, grp, groep,
        afdeling, department, unit, eenheid, rater_team, own_team, eigen_team and rated that is
        there.
    decimal_mark
        The reader's answer where the table itself does not tell.

    Returns
    -------
    reading
        All columns of numbers, and findings: how the file is written, how scales were made,
        columns that are not used, items of the questionnaire that are not there.

    Raises
    ------
    UnreadableFileError
        The file cannot be read, or is SPSS and the extra is not installed.
    TableError
        A heading stands twice, there is no such group or no column of numbers, the decimal mark
        must be told, an answer is none of the options of its item in the questionnaire, or a
        table with a line for each answer does not say who answered.

    Notes
    -----
    Memory: 9 bytes for each row and column of numbers, and each different word once.
    """
    table = (
        read_sav(path, ((),))
        if is_sav(path)
        else read_coded(path, ((),), bulk_from_bytes=bulk_from_bytes)
    )
    grouped = _group(table, group)
    long = long_headings(table)
    if long is not None:
        if questionnaire is not None:
            refuse_misfits_of(table, long, questionnaire)
        table, laid_out = widened(table, long, grouped)
        table = replace(table, findings=(*table.findings, *laid_out))
    items = _items(table, questionnaire, grouped)
    rest = [heading for heading in table.columns if heading != grouped and heading not in items]
    numbers, findings = numbers_of(table, rest, decimal_mark)
    said = _said(table, items, numbers)
    if not said:
        raise _no_numbers(table)
    scales, found = _scales(table, questionnaire, items, numbers)
    findings += [*found, *not_used(table, grouped, said)]
    values = np.column_stack(list(said.values()))
    dont_know = values == DONT_KNOW
    names, groups = _groups(table, grouped)
    own = OwnTable(
        scales=scales,
        columns=tuple(items.get(heading, heading) for heading in said),
        values=np.where(dont_know, np.nan, values),
        dont_know=dont_know,
        groups=groups,
        group_names=names,
    )
    return Reading(own, (*table.findings, *findings))


def _group(table: CodedTable, group: str) -> str | None:
    if group in table.columns:
        return group
    headings = {plain(heading): heading for heading in reversed(list(table.columns))}
    if group and plain(group) not in headings:
        raise TableError(
            "mirror.no-such-group",
            sentence(
                "There is no column {group}. The headings found are: {headings}.",
                group=group,
                headings=listed(table.columns, 20),
            ),
            file=table.source,
        )
    wanted = (group,) if group else _GROUPS
    return next((headings[plain(name)] for name in wanted if plain(name) in headings), None)


def _items(
    table: CodedTable, questionnaire: Questionnaire | None, grouped: str | None
) -> dict[str, str]:
    """Return the code of the item by the heading of its column."""
    if questionnaire is None:
        return {}
    items: dict[str, str] = {}
    for code in questionnaire.scale_of_item:
        named = [each for each in table.columns if plain(each) == plain(code) and each != grouped]
        exact = [heading for heading in named if heading == code]
        if len(exact or named) > 1:
            raise _several(code, named, table.source)
        items |= dict.fromkeys(exact or named, code)
    return items


def _several(code: str, headings: list[str], file: str) -> TableError:
    return TableError(
        "mirror.several-columns",
        sentence(
            "More than one column may be the item {code}: {headings}. Give one of them that code "
            "as its heading.",
            code=code,
            headings=listed(headings, 20),
        ),
        file=file,
    )


def _said(
    table: CodedTable, items: dict[str, str], numbers: dict[str, Numbers]
) -> dict[str, Numbers]:
    said = dict(numbers)
    for heading in items:
        said[heading] = spoken(table.columns[heading].words).numbers
    return {
        heading: said[heading][column.codes]
        for heading, column in table.columns.items()
        if heading in said
    }


def _scales(
    table: CodedTable,
    questionnaire: Questionnaire | None,
    items: dict[str, str],
    numbers: dict[str, Numbers],
) -> tuple[tuple[Scored, ...], list[Finding]]:
    if questionnaire is None:
        return scales_by_name(numbers, table.source)
    by_code = {code: table.columns[heading] for heading, code in items.items()}
    scale_of = questionnaire.scale_of_item
    refuse_unfit(replace(table, columns=by_code), {code: scale_of[code] for code in by_code})
    scales = []
    for scale in questionnaire.scales:
        there = tuple(item for item in scale.items if item.code in by_code)
        if there:
            scales.append(replace(scale, items=there))
    missing = [code for code in scale_of if code not in by_code]
    return tuple(scales), _missing(missing, table.source)


def _groups(table: CodedTable, grouped: str | None) -> tuple[tuple[str, ...], Integers]:
    if grouped is None:
        return (), np.full(len(table.rows), -1)
    column = table.columns[grouped]
    names = tuple(sorted(filterfalse(_is_nothing, column.words), key=natural))
    place = {name: number for number, name in enumerate(names)}
    numbers = np.array([place.get(word, -1) for word in column.words], dtype=np.int64)
    return names, numbers[column.codes]


def _is_nothing(word: str) -> bool:
    return word.casefold() in NOTHING


def _missing(items: list[str], file: str) -> list[Finding]:
    if not items:
        return []
    said = sentence(
        "These items of the questionnaire are not in the table: {items}.", items=listed(items, 20)
    )
    return [Finding("mirror.missing-items", said, file=file)]


def _no_numbers(table: CodedTable) -> TableError:
    return TableError(
        "mirror.no-number-columns",
        sentence(
            "No column holds numbers. The headings found are: {headings}.",
            headings=listed(table.headings, 20),
        ),
        file=table.source,
    )
