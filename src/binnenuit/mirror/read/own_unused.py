"""What of an analyst's own table is not used, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.findings import Finding
from binnenuit.language import listed, sentence
from binnenuit.mirror.read.options import NOTHING, spoken
from binnenuit.tables.numbers import bare_number

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from binnenuit.tables import CodedTable
    from binnenuit.tables.coded import Coded

    Flags: TypeAlias = NDArray[np.bool_]

_MOST: Final = 20
"""Columns that are named, of one kind."""
_LONGEST: Final = 30


def not_used(table: CodedTable, grouped: str | None, said: Collection[str]) -> list[Finding]:
    """Report columns that are empty, that hold words, or numbers with words among them.

    Parameters
    ----------
    grouped, said
        Heading of the groups, and of the columns that are used as numbers.
    """
    empty, words = [], []
    findings: list[Finding] = []
    for heading, column in table.columns.items():
        if heading == grouped or heading in said:
            continue
        is_word = _are_words(column)
        if {word.casefold() for word in column.words} <= NOTHING:
            empty.append(heading)
        elif _are_mostly_numbers(column, is_word) and len(findings) < _MOST:
            findings.append(_mixed(table, heading, is_word))
        else:
            words.append(heading)
    return [*_empty(empty, table), *_words(words, table), *findings, *_groups(table, grouped)]


def _are_words(column: Coded) -> Flags:
    strange = spoken(column.words).strange
    for place in np.flatnonzero(strange):
        strange[place] = bare_number(column.words[place]) is None
    return strange


def _are_mostly_numbers(column: Coded, is_word: Flags) -> bool:
    is_said = np.array([word.casefold() not in NOTHING for word in column.words], dtype=np.bool_)
    counts = np.bincount(column.codes, minlength=len(column.words))
    return bool(2 * counts[is_word].sum() < counts[is_said].sum())


def _mixed(table: CodedTable, heading: str, is_word: Flags) -> Finding:
    column = table.columns[heading]
    lines = np.flatnonzero(is_word[column.codes])
    if not len(lines):  # numbers all, and yet no one way of writing them
        return _words([heading], table)[0]
    said = sentence(
        "The column {column} is not used: {count} of its values are no numbers, of which “{word}” "
        "is the first. Mend them, or leave them empty for no answer.",
        column=heading,
        count=len(lines),
        word=column.words[column.codes[lines[0]]][:_LONGEST],
    )
    row = int(table.rows[lines[0]])
    return Finding("mirror.words-among-numbers", said, file=table.source, row=row)


def _empty(headings: list[str], table: CodedTable) -> list[Finding]:
    if not headings:
        return []
    said = sentence("These columns are empty: {columns}.", columns=listed(headings, _MOST))
    return [Finding("mirror.empty-columns", said, file=table.source)]


def _words(headings: list[str], table: CodedTable) -> list[Finding]:
    if not headings:
        return []
    said = sentence(
        "These columns hold other things than numbers and are not used: {columns}. Where they hold "
        "answers in words, write numbers instead.",
        columns=listed(headings, _MOST),
    )
    return [Finding("mirror.no-numbers", said, file=table.source)]


def _groups(table: CodedTable, grouped: str | None) -> list[Finding]:
    if grouped is not None:
        return []
    said = sentence(
        "No column says to which group people belong. If there is one, give its heading: --group "
        "on the command line, or group."
    )
    return [Finding("mirror.no-groups", said, file=table.source)]
