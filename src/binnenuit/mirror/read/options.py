"""What a word says as an answer: a number, "don't know", or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import TableError
from binnenuit.language import sentence
from binnenuit.tables.header import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]

DONT_KNOW: Final = np.inf
"""Stands for "don't know" while answers are put in place; NaN for no answer."""

_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,9}(?:[.,]0{1,2})?", re.ASCII)
NOTHING: Final = frozenset({"", "na"})  # R writes NA where nothing was answered
_NOT_KNOWN: Final = frozenset(
    {
        *("dk", "weet niet", "weet ik niet", "weet het niet", "ik weet het niet", "wn", "w.n."),
        *("n.v.t.", "nvt", "n.v.t", "niet van toepassing", "weet niet / n.v.t."),
        *("don't know", "dont know", "do not know", "n/a", "n.a.", "not applicable"),
    }
)
_NOT_KNOWN_STARTS: Final = ("weetniet", "weetikniet", "dontknow", "donotknow", "nietvantoepassing")
_NOT_KNOWN_LABELS: Final = frozenset(map(plain, _NOT_KNOWN))


@dataclass(frozen=True, eq=False)
class Spoken:
    """What each word of a column says.

    Attributes
    ----------
    numbers
        Infinite for "don't know", NaN for no answer. Shape (words,).
    strange
        It is none of these. Shape (words,).
    """

    numbers: Numbers
    strange: Flags


def spoken(words: Sequence[str]) -> Spoken:
    """Tell what words say; capitals and the kind of apostrophe make no difference."""
    numbers = np.full(len(words), np.nan)
    strange = np.zeros(len(words), dtype=np.bool_)
    for place, word in enumerate(words):
        bare = " ".join(word.replace("\u2019", "'").casefold().split())
        if _WHOLE.fullmatch(bare):
            numbers[place] = int(re.split(r"[.,]", bare)[0])
        elif bare in _NOT_KNOWN:
            numbers[place] = DONT_KNOW
        else:
            strange[place] = bare not in NOTHING
    return Spoken(numbers, strange)


def says_dont_know(label: str) -> bool:
    """Tell whether the label of an answer means "don't know", as in “Weet niet / geen mening”."""
    word = plain(label)
    return word in _NOT_KNOWN_LABELS or word.startswith(_NOT_KNOWN_STARTS)


@dataclass(frozen=True)
class Misfit:
    """A value that is none of the options of its item."""

    row: int
    column: str
    word: str
    item: str
    lowest: int
    highest: int


def refuse_misfits(misfits: Iterable[Misfit], count: int, file: str) -> None:
    """Refuse answers outside the options; told of the first one.

    Raises
    ------
    TableError
        With the row, the column, and how many more there are.
    """
    first = min(misfits, key=lambda misfit: misfit.row, default=None)
    if first is None:
        return
    said = sentence(
        "The column {column} holds {value}, and {item} is answered with a whole number from "
        "{lowest} to {highest}. Mend it, or leave it empty for no answer, or write dk for “don't "
        "know”.",
        column=first.column,
        value=f"“{first.word[:60]}”",
        item=first.item,
        lowest=first.lowest,
        highest=first.highest,
    )
    if count > 1:
        said = sentence("{fault} There are {more} more such faults.", fault=said, more=count - 1)
    raise TableError("mirror.outside-options", said, file=file, row=first.row)
