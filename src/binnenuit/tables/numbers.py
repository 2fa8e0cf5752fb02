"""Numbers as people write them: 1.234,56 and 1,234.56 and € 12,50-; the mark is never guessed."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from binnenuit.errors import TableError
from binnenuit.findings import Finding
from binnenuit.language import sentence
from binnenuit.tables.table import DecimalMark

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_CURRENCY: Final = re.compile(r"€|\$|£|\b(?:EUR|USD|GBP|CHF|NOK|SEK|DKK|PLN)\b", re.IGNORECASE)
# Spaces, hard and thin ones too, and the Swiss apostrophe group thousands.
_SPACES: Final = re.compile(r"[\s'\u2019]+")
_GROUPED_BY_SPACE: Final = re.compile(r"[0-9]{1,3}(?:[\s'\u2019][0-9]{3})+(?![0-9\s'\u2019])")
_BODY: Final = re.compile(r"[0-9.,]*[0-9][0-9.,]*(?:[eE][+-]?[0-9]{1,2})?")
_EXACT_CENTS: Final = re.compile(r",-{1,2}$")
_LONGEST: Final = 30


def bare_number(text: str) -> str | None:
    """Take currency signs, spaces and the sign's odd places away; None when it is no number.

    ``€ 1 234,50-`` becomes ``-1234,50``; ``(12)`` becomes ``-12``; ``12,-`` becomes ``12``.
    """
    body = _CURRENCY.sub("", text).strip().replace("\u2212", "-")
    negative = False
    if body.startswith("(") and body.endswith(")"):
        body, negative = body[1:-1].strip(), True
    body = _EXACT_CENTS.sub("", body)
    if body.endswith("-"):
        body, negative = body[:-1].rstrip(), True
    if body[:1] in {"+", "-"}:
        negative = negative or body[0] == "-"
        body = body[1:].lstrip()
    if _SPACES.search(body):
        if not _GROUPED_BY_SPACE.match(body):
            return None
        body = _SPACES.sub("", body)
    if len(body) > _LONGEST or not _BODY.fullmatch(body):
        return None
    return f"-{body}" if negative else body


def mark_of(bare: str) -> DecimalMark | str | None:
    """Tell which decimal mark a number shows: the mark, ``"unclear"``, or None when it has none.

    ``1,234`` is unclear: a thousand in one country and one and a bit in another.
    """
    digits = bare.lstrip("-")
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma == point == -1:
        return None
    last = DecimalMark.COMMA if comma > point else DecimalMark.POINT
    if comma != -1 and point != -1:
        return last
    if digits.count(last) > 1:
        return last.thousands
    before, after = digits.split(last)
    grouped = after.isdecimal() and len(after) == 3 and 1 <= len(before) <= 3
    return "unclear" if grouped and before[0] != "0" else last


@lru_cache(maxsize=1 << 16)
def parse_number(text: str, mark: DecimalMark) -> Decimal:
    """Return the number that ``text`` says under this decimal mark.

    Raises
    ------
    ValueError
        It is no number, or its thousands are not groups of three.
    """
    bare = bare_number(text)
    if bare is None:
        raise ValueError(text)
    whole, _, fraction = bare.partition(mark)
    thousands = re.escape(mark.thousands)
    if mark.thousands in fraction or not re.fullmatch(
        rf"-?(?:[0-9]*|[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+)(?:[eE][+-]?[0-9]+)?", whole
    ):
        raise ValueError(text)
    number = whole.replace(mark.thousands, "") + ("." + fraction if fraction else "")
    if mark in fraction or not re.search("[0-9]", number):
        raise ValueError(text)
    return Decimal(number)


@lru_cache(maxsize=1 << 16)
def _sign(text: str) -> DecimalMark | str | None:
    bare = bare_number(text)
    return None if bare is None else mark_of(bare)


class NumberSigns:
    """What a whole column shows about its decimal mark, with the row that showed it first."""

    def __init__(self, column: str) -> None:
        self.column = column
        self.shown: dict[DecimalMark | str, tuple[str, int]] = {}

    def see(self, text: str, row: int) -> None:
        """Take one value into account."""
        mark = _sign(text)
        if mark is not None and mark not in self.shown:
            self.shown[mark] = (text, row)

    @property
    def marks(self) -> set[DecimalMark]:
        """The marks that at least one value shows without doubt."""
        return {mark for mark in DecimalMark if mark in self.shown}


def settle_mark(column: NumberSigns, columns: Collection[NumberSigns], file: str) -> DecimalMark:
    """Decide the decimal mark of one column; where it shows none, the others of the table do.

    Raises
    ------
    TableError
        The values show both marks, or could mean both; the reader is asked.
    """
    if len(column.marks) > 1:
        raise _contradiction(column, file)
    marks = column.marks or set().union(*(other.marks for other in columns))
    if len(marks) == 1:
        return marks.pop()
    if "unclear" in column.shown:
        raise _unclear(column, file)
    return DecimalMark.POINT


def mark_findings(settled: Mapping[DecimalMark, set[str]], file: str) -> list[Finding]:
    """Report a decimal comma, and a comma that groups thousands; a plain point needs no word."""
    findings = []
    if settled.get(DecimalMark.COMMA):
        findings.append(
            Finding(
                "tables.decimal-comma",
                sentence("Numbers are written with a decimal comma (1.234,56)."),
                file=file,
            )
        )
    if any("," in text for text in settled.get(DecimalMark.POINT, ())):
        findings.append(
            Finding(
                "tables.thousands-comma",
                sentence("Numbers are written with commas between thousands (1,234.56)."),
                file=file,
            )
        )
    return findings


def _contradiction(column: NumberSigns, file: str) -> TableError:
    comma, comma_row = column.shown[DecimalMark.COMMA]
    point, point_row = column.shown[DecimalMark.POINT]
    return TableError(
        "tables.decimal-mark",
        sentence(
            "{comma} (row {comma_row}) is written with a decimal comma and {point} (row "
            "{point_row}) with a decimal point. Write all numbers the same way.",
            comma=comma,
            comma_row=comma_row,
            point=point,
            point_row=point_row,
        ),
        file=file,
        row=max(comma_row, point_row),
    )


def _unclear(column: NumberSigns, file: str) -> TableError:
    text, row = column.shown["unclear"]
    return TableError(
        "tables.decimal-mark",
        sentence(
            "In the column {column} the value {value} can be more than a thousand or a little more "
            "than its first digits, and no other value tells which. Say whether the decimal mark "
            "is a comma or a point.",
            column=column.column,
            value=text,
        ),
        file=file,
        row=row,
    )
