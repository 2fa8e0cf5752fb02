"""Answers in a wide table: one line for each rater and whom he rates, a column for each item."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import TableError
from binnenuit.language import listed, sentence
from binnenuit.mirror.read.options import DONT_KNOW, Misfit, refuse_misfits, spoken
from binnenuit.mirror.read.people import (
    Given,
    check_size,
    joined,
    lines_of,
    put_in_place,
    ratings_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from binnenuit.findings import Finding
    from binnenuit.mirror.model import Questionnaire, Ratings, Scored
    from binnenuit.tables import CodedTable

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]


class WideTable:
    """A wide table whose answers were checked against the questionnaire.

    Raises
    ------
    TableError
        No column is an item, or an answer is none of the options of its item.
    """

    def __init__(self, table: CodedTable, questionnaire: Questionnaire) -> None:
        self.table = table
        scales = questionnaire.scale_of_item
        self.items = [code for code in scales if code in table.columns]
        if not self.items:
            raise _no_items(table, list(scales))
        asked = {code: scales[code] for code in self.items}
        refuse_unfit(table, asked)
        self.said = said_to(table, asked)

    def findings(self) -> tuple[Finding, ...]:
        """Report nothing: columns that are no items were reported when the table was read."""
        return ()

    def ratings(
        self, name: str, of_round: NDArray[np.bool_]
    ) -> tuple[Ratings, tuple[Finding, ...]]:
        """Return what was answered in one round; the items are all those of the table."""
        picked = np.flatnonzero(of_round)
        lines = lines_of(self.table, name, picked)
        people = joined(lines)
        said = self.said[picked]
        if len(people.first) == len(picked):
            return ratings_of(lines, people, self.items, said), ()
        cells = people.of[:, np.newaxis] * len(self.items) + np.arange(len(self.items))
        rows = np.repeat(lines.rows, len(self.items)).reshape(cells.shape)
        answered = ~np.isnan(said)
        given = Given(rows[answered], cells[answered], said[answered])
        kept, findings = put_in_place(given, len(people.first), self.items, lines.file)
        return ratings_of(lines, people, self.items, kept), findings


def said_to(table: CodedTable, scales: Mapping[str, Scored]) -> Numbers:
    """Return the answers in the columns of items. Shape (rows, items).

    Returns
    -------
    said
        Infinite for "don't know", NaN for no answer.
    """
    check_size(len(table.rows), len(scales), table.source)
    said = np.empty((len(table.rows), len(scales)))
    for place, code in enumerate(scales):
        column = table.columns[code]
        said[:, place] = spoken(column.words).numbers[column.codes]
    return said


def refuse_unfit(table: CodedTable, scales: Mapping[str, Scored]) -> None:
    """Refuse answers that are none of the options of the item in whose column they stand.

    Raises
    ------
    TableError
        With the first row, its column, and how many more there are.
    """
    misfits, count = [], 0
    for code, scale in scales.items():
        column = table.columns[code]
        words = spoken(column.words)
        outside = (words.numbers < scale.lowest) | (words.numbers > scale.highest)
        unfit = words.strange | (outside & (words.numbers != DONT_KNOW))
        if unfit.any():
            wrong = np.flatnonzero(unfit[column.codes])
            line, count = int(wrong[0]), count + len(wrong)
            word = column.words[column.codes[line]]
            row = int(table.rows[line])
            misfits.append(Misfit(row, code, word, code, scale.lowest, scale.highest))
    refuse_misfits(misfits, count, table.source)


def _no_items(table: CodedTable, items: list[str]) -> TableError:
    return TableError(
        "mirror.no-items",
        sentence(
            "The table has neither the columns item and value, nor a column with the code of an "
            "item ({items}). The headings found are: {headings}.",
            items=listed(items),
            headings=listed(filter(None, table.headings), 20),
        ),
        file=table.source,
    )
