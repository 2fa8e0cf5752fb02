"""Which columns of a table hold numbers, and which ones? The decimal mark is found, not guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.read.options import spoken
from binnenuit.tables.numbers import (
    NumberSigns,
    bare_number,
    mark_findings,
    parse_number,
    settle_mark,
)
from binnenuit.tables.table import DecimalMark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from binnenuit.findings import Finding
    from binnenuit.tables import Coded, CodedTable

    Numbers: TypeAlias = NDArray[np.float64]


def numbers_of(
    table: CodedTable, headings: Iterable[str], decimal_mark: DecimalMark | None
) -> tuple[dict[str, Numbers], list[Finding]]:
    """Return the number that each word of each column says; columns with other words are left out.

    Returns
    -------
    numbers and findings
        Infinite for "don't know", NaN for nothing; in the order of the words.

    Raises
    ------
    TableError
        The decimal mark must be told.
    """
    signs = {}
    for heading in headings:
        column = table.columns[heading]
        if _holds_numbers(column):
            signs[heading] = _signs(heading, column, table)
    # A file that knows numbers writes them with a point here.
    given = DecimalMark.POINT if table.typed else decimal_mark
    marks = {
        heading: given or settle_mark(shown, signs.values(), table.source)
        for heading, shown in signs.items()
    }
    numbers = {}
    for heading, mark in marks.items():
        said = _numbers(table.columns[heading].words, mark)
        if said is not None:
            numbers[heading] = said
    settled: dict[DecimalMark, set[str]] = {}
    for heading in numbers:
        shown_texts = {text for text, _ in signs[heading].shown.values()}
        settled.setdefault(marks[heading], set()).update(shown_texts)
    return numbers, [] if table.typed else mark_findings(settled, table.source)


def _holds_numbers(column: Coded) -> bool:
    said = spoken(column.words)
    if not (said.strange | np.isfinite(said.numbers)).any():
        return False
    return all(
        bare_number(word) is not None
        for word, is_strange in zip(column.words, said.strange, strict=True)
        if is_strange
    )


def _signs(heading: str, column: Coded, table: CodedTable) -> NumberSigns:
    signs = NumberSigns(heading)
    first = np.zeros(len(column.words), dtype=np.int64)
    # The last one written stays: the first row of each word, gone through backwards.
    first[column.codes[::-1]] = table.rows[::-1]
    for place in np.argsort(first):
        signs.see(column.words[place], int(first[place]))
    return signs


def _numbers(words: Iterable[str], mark: DecimalMark) -> Numbers | None:
    words = tuple(words)
    said = spoken(words)
    numbers = said.numbers.copy()
    for place in np.flatnonzero(said.strange):
        try:
            numbers[place] = float(parse_number(words[place], mark))
        except ValueError:
            return None
    return numbers
