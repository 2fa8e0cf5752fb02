"""An analyst's long table, a line for each answer, laid out with one row for each person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import TableError
from binnenuit.findings import Finding
from binnenuit.language import listed, sentence
from binnenuit.mirror.read.headings import ITEM, RATED, RATER, ROUND, VALUE
from binnenuit.mirror.read.long import LongTable
from binnenuit.mirror.read.natural import natural
from binnenuit.mirror.read.people import Given, check_size, put_in_place
from binnenuit.tables.coded import Coded, used
from binnenuit.tables.header import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from binnenuit.mirror.model import Questionnaire
    from binnenuit.tables import CodedTable, Column

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

_PERSON: Final = ("id", "person", "persoon", "subject", "participant", "deelnemer", "person_id")
_EMPTY: Final = ""


@dataclass(frozen=True)
class LongHeadings:
    """Headings of a long table.

    Attributes
    ----------
    item, value
        What was asked, and what was answered.
    person
        Who answered; empty where no column says so.
    about
        Round and whom the answers are about, where there are such columns: a person has a row for
        each of them.
    """

    item: str
    value: str
    person: str
    about: tuple[str, ...]


def long_headings(table: CodedTable) -> LongHeadings | None:
    """Find the headings of a long table; None for a table with a row for each person."""
    item, value = _heading(table, ITEM, "variable"), _heading(table, VALUE)
    if not item or not value:
        return None
    about = (_heading(table, ROUND), _heading(table, RATED))
    person = _heading(table, RATER, *_PERSON)
    return LongHeadings(item, value, person, tuple(filter(None, about)))


def widened(
    table: CodedTable, long: LongHeadings, grouped: str | None
) -> tuple[CodedTable, tuple[Finding, ...]]:
    """Give each person a row, and each item a column.

    Parameters
    ----------
    grouped
        Heading of the groups, if there is one; it stays, as does who answered.

    Returns
    -------
    table and findings
        Rows are numbered as the first line of the person. Findings: answers that stand there
        twice, and columns that are not used.

    Raises
    ------
    TableError
        ``mirror.long-without-raters``: no column says who answered;
        ``mirror.answers-differ``: two answers of one person to an item about the same team;
        ``mirror.reserved-code``: an item has the name of a column; ``mirror.too-many-cells``.
    """
    if not long.person:
        raise _no_person(table, long)
    kept = dict.fromkeys((*long.about, long.person, *filter(None, [grouped])))
    first, of = _people(table, tuple(kept))
    items = used(table.columns[long.item])
    check_size(len(first), len(items.words), table.source)
    _refuse_headings(table, items, kept)
    codes, findings = _answers(table, long, items, of, len(first))
    words = (_EMPTY, *table.columns[long.value].words)
    stays = [heading for heading in kept if heading not in long.about or heading == grouped]
    columns = {heading: _rows_of(table.columns[heading], first) for heading in stays}
    for place, item in sorted(enumerate(items.words), key=lambda one: natural(one[1])):
        columns[item or long.item] = _answered(words, codes[:, place])
    wide = replace(table, rows=table.rows[first], headings=tuple(columns), columns=columns)
    rest = [heading for heading in table.columns if heading not in {*kept, long.item, long.value}]
    laid_out = _laid_out(table, len(first), len(items.words))
    return wide, (laid_out, *_unused(rest, table.source), *findings)


def refuse_misfits_of(table: CodedTable, long: LongHeadings, questionnaire: Questionnaire) -> None:
    """Refuse answers that are none of the options of their item, while rows are still lines.

    Raises
    ------
    TableError
        ``mirror.outside-options``.
    """
    columns = {"item": table.columns[long.item], "value": table.columns[long.value]}
    LongTable(replace(table, columns=columns), questionnaire)


def _heading(table: CodedTable, column: Column, *also: str) -> str:
    headings = {plain(heading): heading for heading in table.columns}
    names = (column.name, *column.also, *also)
    return next((headings[plain(name)] for name in names if plain(name) in headings), "")


def _people(table: CodedTable, headings: tuple[str, ...]) -> tuple[Integers, Integers]:
    """Return the first line of each person, and the number of the person of each line."""
    key = np.zeros(len(table.rows), dtype=np.int64)
    for heading in headings:
        column = table.columns[heading]
        joined = key * len(column.words) + column.codes
        _, key = np.unique(joined, return_inverse=True)
    _, first, of = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return first[order], place[of]


def _answers(
    table: CodedTable, long: LongHeadings, items: Coded, of: Integers, people: int
) -> tuple[Integers, tuple[Finding, ...]]:
    """Return the number of the word of each answer, 0 for none. Shape (people, items)."""
    value = table.columns[long.value]
    given = np.array([word != _EMPTY for word in value.words], dtype=np.bool_)[value.codes]
    cells = of * len(items.words) + items.codes
    said = value.codes.astype(np.float64) + 1
    answers = Given(table.rows[given], cells[given], said[given])
    kept, findings = put_in_place(answers, people, items.words, table.source)
    return np.nan_to_num(kept).astype(np.int64), findings


def _answered(words: tuple[str, ...], codes: Integers) -> Coded:
    if words[1:2] == (_EMPTY,):  # the file itself has empty cells: they never count as said
        return used(Coded(words[1:], np.maximum(codes, 1).astype(np.uint32) - 1))
    return used(Coded(words, codes.astype(np.uint32)))


def _rows_of(column: Coded, lines: Integers) -> Coded:
    return used(Coded(column.words, column.codes[lines]))


def _laid_out(table: CodedTable, people: int, items: int) -> Finding:
    said = sentence(
        "This is a long table, a line for each answer. It was laid out with a row for each person "
        "and whom he answered about ({people}), and a column for each item ({items}).",
        people=people,
        items=items,
    )
    return Finding("mirror.long-table", said, file=table.source)


def _unused(headings: Sequence[str], file: str) -> list[Finding]:
    if not headings:
        return []
    said = sentence(
        "These columns of the long table are not used: {columns}.", columns=listed(headings, 20)
    )
    return [Finding("mirror.unused-in-long", said, file=file)]


def _refuse_headings(table: CodedTable, items: Coded, kept: Collection[str]) -> None:
    clash = next((item for item in items.words if item in kept), None)
    if clash is not None:
        raise TableError(
            "mirror.reserved-code",
            sentence(
                "{code} is the heading of another column of the answers. Give the item "
                "another code.",
                code=clash,
            ),
            file=table.source,
        )


def _no_person(table: CodedTable, long: LongHeadings) -> TableError:
    return TableError(
        "mirror.long-without-raters",
        sentence(
            "This is a long table, with a line for each {item}, and no column says who answered, "
            "so answers of one person cannot be put together. Add a column rater with a number "
            "for each person. The headings found are: {headings}.",
            item=long.item,
            headings=listed(table.columns, 20),
        ),
        file=table.source,
    )
