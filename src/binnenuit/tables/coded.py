"""A table as columns of numbered words: each different word once, however many rows there are."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from binnenuit.findings import Finding

    Codes: TypeAlias = NDArray[np.unsignedinteger]
    Integers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Coded:
    """One column.

    Attributes
    ----------
    words
        What stands in it, all different, ascending; empty cells are the empty word.
    codes
        Number in ``words`` of each row. Shape (rows,).
    """

    words: tuple[str, ...]
    codes: Codes


@dataclass(frozen=True, eq=False)
class CodedTable:
    """Columns of words, all of the same length.

    Attributes
    ----------
    source
        Name of the file, without its folder.
    layout
        Which of the layouts that were asked for the table has, from 0.
    headings
        All of them, also those of columns that were not asked for.
    rows
        Where each row stands in the file, from 1, the heading included. Shape (rows,).
    columns
        By the names that were asked for; columns that the file lacks are left out.
    typed
        The file itself knows which values are numbers; they are written with a decimal point.
    """

    source: str
    layout: int
    headings: tuple[str, ...]
    rows: Integers
    columns: Mapping[str, Coded]
    findings: tuple[Finding, ...] = ()
    typed: bool = False


def coded(words: Sequence[str], codes: Codes) -> Coded:
    """Put words in order, and words that have become the same together."""
    if all(one < next_one for one, next_one in pairwise(words)):
        return Coded(tuple(words), codes)
    ordered = sorted(set(words))
    place = {word: number for number, word in enumerate(ordered)}
    kind = np.min_scalar_type(max(len(ordered) - 1, 0))
    moved = np.array([place[word] for word in words], dtype=kind)
    return Coded(tuple(ordered), moved[codes])


def used(column: Coded) -> Coded:
    """Leave out the words that stand in no row."""
    seen = np.bincount(column.codes, minlength=len(column.words)) > 0
    if seen.all():
        return column
    words = tuple(word for word, is_seen in zip(column.words, seen, strict=True) if is_seen)
    place = (np.cumsum(seen) - 1).astype(np.min_scalar_type(len(words)))
    return Coded(words, place[column.codes])


class Coder:
    """Numbers the words of a column while its rows go by."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._codes = array("I")

    def add(self, word: str) -> None:
        """Take the word of the next row."""
        self._codes.append(self._numbers.setdefault(word, len(self._numbers)))

    def column(self) -> Coded:
        """Return the column as far as it went by."""
        return coded(tuple(self._numbers), np.array(self._codes, dtype=np.uint32))
