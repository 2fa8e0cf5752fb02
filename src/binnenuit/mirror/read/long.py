"""Answers in a long table: one line for each answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.findings import Finding
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
from binnenuit.tables.header import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.mirror.model import Questionnaire, Ratings
    from binnenuit.tables import CodedTable

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]
    Places: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Asked:
    """The items of a questionnaire in one row, with their options. Shapes (items,)."""

    codes: tuple[str, ...]
    lowest: Numbers
    highest: Numbers


def asked(questionnaire: Questionnaire) -> Asked:
    """Put all items in a row, scale after scale."""
    scales = questionnaire.scale_of_item
    return Asked(
        tuple(scales),
        np.array([scale.lowest for scale in scales.values()], dtype=np.float64),
        np.array([scale.highest for scale in scales.values()], dtype=np.float64),
    )


class LongTable:
    """A long table whose answers were checked against the questionnaire.

    Raises
    ------
    TableError
        An answer is none of the options of its item.
    """

    def __init__(self, table: CodedTable, questionnaire: Questionnaire) -> None:
        self.table = table
        self.asked = asked(questionnaire)
        self.item = _items(table, self.asked)
        words = spoken(table.columns["value"].words)
        self.said = words.numbers[table.columns["value"].codes]
        self._refuse_misfits(words.strange[table.columns["value"].codes])

    def findings(self) -> tuple[Finding, ...]:
        """Report items that the questionnaire does not know."""
        unknown = self.item < 0
        if not unknown.any():
            return ()
        items = self.table.columns["item"]
        codes = dict.fromkeys(items.codes[unknown].tolist())
        return (
            Finding(
                "mirror.unknown-item",
                sentence(
                    "The questionnaire does not know these items; {count} answers to them were "
                    "not used: {items}.",
                    count=int(unknown.sum()),
                    items=listed(items.words[code] for code in codes),
                ),
                file=self.table.source,
                row=int(self.table.rows[np.argmax(unknown)]),
            ),
        )

    def ratings(
        self, name: str, of_round: NDArray[np.bool_]
    ) -> tuple[Ratings, tuple[Finding, ...]]:
        """Return what was answered in one round; the items are those that occur in it."""
        picked = np.flatnonzero(of_round & (self.item >= 0))
        lines = lines_of(self.table, name, picked)
        people = joined(lines)
        item = self.item[picked]
        occurs = np.bincount(item, minlength=len(self.asked.codes)) > 0
        items = [code for code, is_used in zip(self.asked.codes, occurs, strict=True) if is_used]
        check_size(len(people.first), len(items), lines.file)
        said = self.said[picked]
        answered = ~np.isnan(said)
        cells = (people.of * len(items) + (np.cumsum(occurs) - 1)[item])[answered]
        given = Given(lines.rows[answered], cells, said[answered])
        kept, findings = put_in_place(given, len(people.first), items, lines.file)
        return ratings_of(lines, people, items, kept), findings

    def _refuse_misfits(self, strange: NDArray[np.bool_]) -> None:
        item, said = self.item, self.said
        outside = (said < self.asked.lowest[item]) | (said > self.asked.highest[item])
        wrong = np.flatnonzero((item >= 0) & (strange | (outside & (said != DONT_KNOW))))
        refuse_misfits(map(self._misfit, wrong[:1].tolist()), len(wrong), self.table.source)

    def _misfit(self, line: int) -> Misfit:
        value, item = self.table.columns["value"], int(self.item[line])
        return Misfit(
            row=int(self.table.rows[line]),
            column="value",
            word=value.words[value.codes[line]],
            item=self.asked.codes[item],
            lowest=int(self.asked.lowest[item]),
            highest=int(self.asked.highest[item]),
        )


def _items(table: CodedTable, all_items: Asked) -> Places:
    place = {plain(code): number for number, code in enumerate(all_items.codes)}
    column = table.columns["item"]
    numbers = np.array([place.get(plain(word), -1) for word in column.words], dtype=np.int32)
    found: Places = numbers[column.codes]
    return found
