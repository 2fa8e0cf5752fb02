"""Numbers of respondents as suppliers write them: 1.240 is whole, and <5 or n/a is withheld."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from binnenuit.errors import TableError
from binnenuit.findings import Finding
from binnenuit.language import listed, sentence
from binnenuit.tables.numbers import bare_number, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from binnenuit.tables import DecimalMark, Row

MOST_PEOPLE: Final = 10**10  # sums of larger numbers would not fit
_COLUMN: Final = "respondents"
_LONGEST: Final = 60
_WITHHELD: Final = re.compile(
    r"[<≤]\s*=?\s*[0-9]{1,3}|[-\u2013\u2014.x]|\*+|n\.?/?a\.?|n\.?v\.?t\.?", re.IGNORECASE
)
_THOUSANDS: Final = re.compile(r"-?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+)")
_WHOLE: Final = re.compile(r"(-?[0-9]+)(?:[.,]0+)?")


def respondents(row: Row, file: str, decimal_mark: DecimalMark | None) -> int | None:
    """Return the people of a row; None when its figure was withheld.

    Parameters
    ----------
    decimal_mark
        When the reader said which it is; else 1.240 and 1,240 are both whole, as people are.

    Raises
    ------
    TableError
        It is no whole number of people.
    """
    text = row.text(_COLUMN)
    if not text or _WITHHELD.fullmatch(text):
        return None
    number = _number(text, decimal_mark)
    if number is None or not 0 <= number <= MOST_PEOPLE or number != int(number):
        raise _not_whole(row, text, file)
    return int(number)


def _number(text: str, decimal_mark: DecimalMark | None) -> Decimal | None:
    if decimal_mark is not None:
        try:
            return parse_number(text, decimal_mark)
        except ValueError:
            return None
    bare = bare_number(text) or ""
    if _THOUSANDS.fullmatch(bare):
        return Decimal(re.sub("[.,]", "", bare))
    whole = _WHOLE.fullmatch(bare)
    return Decimal(whole[1]) if whole else None


def withheld_marks(rows: Sequence[Row], file: str) -> Iterator[Finding]:
    """Say which marks were read as withheld, and how many there are of each."""
    texts = (row.text(_COLUMN) for row in rows)
    marks = Counter(text for text in texts if _WITHHELD.fullmatch(text))
    if marks:
        yield Finding(
            "privacy.read-as-withheld",
            sentence(
                "Where a mark stands instead of a number of respondents, the figure was taken to "
                "be withheld: {marks}.",
                marks=listed(f"{mark} ({times} x)" for mark, times in marks.most_common()),
            ),
            file=file,
        )


def _not_whole(row: Row, text: str, file: str) -> TableError:
    return TableError(
        "privacy.not-whole",
        sentence(
            "The unit {unit} has {number} respondents. Give a whole number of people, or leave it "
            "empty when the figure of the unit was not published.",
            unit=row.text("unit"),
            number=text[:_LONGEST],
        ),
        file=file,
        row=row.number,
    )
