"""Shares: 0.4, 40% or 40; whether a column counts to 1 or to 100 is found over all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.errors import TableError
from binnenuit.language import sentence
from binnenuit.tables.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from binnenuit.tables.table import DecimalMark

# 1.2 is rather a share that is too large than a little over one percent.
_LARGEST_SLIP: Final = 2


def parse_share(text: str, mark: DecimalMark, hundred: int) -> float:
    """Return the share, 0 to 1, that ``text`` says; ``hundred`` is 100 for a column of percents.

    Raises
    ------
    ValueError
        It is no number, or not between nothing and all.
    """
    if text.endswith("%"):
        return within_one(parse_number(text[:-1].rstrip(), mark), 100)
    return within_one(parse_number(text, mark), hundred)


def within_one(number: Decimal, hundred: int) -> float:
    """Divide by ``hundred``; ValueError when the result is below 0 or above 1."""
    share = number / hundred
    if not 0 <= share <= 1:
        raise ValueError(number)
    return float(share)


def hundred_of(column: str, seen: Mapping[str | Decimal, int], mark: DecimalMark, file: str) -> int:
    """Tell whether the numbers without a percent sign count to 1 or to 100.

    Parameters
    ----------
    seen
        Distinct values of the column, with the row of each.

    Raises
    ------
    TableError
        Some are between 0 and 1 and others above 1, or none is above 2, so that neither reading is
        safe.
    """
    numbers = dict(_numbers(seen, mark))
    above = [number for number in numbers if 1 < number <= 100]
    if not above:
        return 1
    largest = max(above)
    between = [number for number in numbers if 0 < number < 1]
    if between or largest <= _LARGEST_SLIP:
        raise TableError(
            "tables.share-or-percent",
            sentence(
                "The column {column} holds {values}, so it is not clear whether 1 or 100 is the "
                "whole. Write all as shares (0.4) or all with a percent sign (40%).",
                column=column,
                values=", ".join(str(number) for number in [*between[:1], largest]),
            ),
            file=file,
            row=max(numbers[number] for number in [*between[:1], largest]),
        )
    return 100


def _numbers(seen: Mapping[str | Decimal, int], mark: DecimalMark) -> Iterable[tuple[Decimal, int]]:
    for value, row in seen.items():
        if not isinstance(value, str):
            yield value, row
        elif not value.endswith("%"):
            try:
                yield parse_number(value, mark), row
            except ValueError:
                continue
