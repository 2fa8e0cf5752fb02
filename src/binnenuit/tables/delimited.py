"""Text with delimiters: comma, semicolon, tab or bar, found by which of them gives the headings."""

from __future__ import annotations

import csv
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from binnenuit.errors import UnreadableFileError
from binnenuit.findings import Finding
from binnenuit.language import Sentence, sentence
from binnenuit.tables.encoding import find_encoding
from binnenuit.tables.header import best_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from binnenuit.tables.encoding import Encoding
    from binnenuit.tables.table import Column

PREVIEW_ROWS: Final = 10
_DELIMITERS: Final = (",", ";", "\t", "|")


@dataclass(frozen=True)
class DelimitedText:
    """A text file with its encoding and delimiter; may be gone through as often as needed."""

    path: Path
    encoding: str
    delimiter: str
    findings: tuple[Finding, ...] = ()

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Go through the rows that hold something, with their numbers.

        Raises
        ------
        UnreadableFileError
            A quotation mark is never closed, or one value is beyond all measure.
        """
        number = 0
        with self.path.open(encoding=self.encoding, newline="") as lines:
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True, skipinitialspace=True)
            try:
                for number, cells in enumerate(reader, 1):
                    if any(map(str.strip, cells)) and not _is_separator_line(number, cells):
                        yield number, cells
            except csv.Error as error:
                raise self._unreadable(error, number + 1) from error

    def _unreadable(self, error: csv.Error, row: int) -> UnreadableFileError:
        if "field larger" in str(error):
            return UnreadableFileError(
                "tables.huge-value",
                sentence(
                    "One value is longer than {limit} characters. Perhaps a quotation mark is "
                    'never closed: look for a single " in this row.',
                    limit=csv.field_size_limit(),
                ),
                file=self.path.name,
                row=row,
            )
        return UnreadableFileError(
            "tables.quotes",
            sentence(
                "The quotation marks in this row do not pair, so it is not clear where a value "
                'ends. Close the ", or write it twice within a value.'
            ),
            file=self.path.name,
            row=row,
        )


def open_delimited(
    path: Path, columns: Sequence[Column], encoding: Encoding | None = None
) -> DelimitedText:
    """Find the encoding, unless it is known, and the delimiter of a text file.

    The delimiter is the one under which most of the columns asked for are found.
    """
    encoding = encoding or find_encoding(path)
    candidates = [DelimitedText(path, encoding.name, delimiter) for delimiter in _DELIMITERS]
    best = max(candidates, key=lambda text: _fit(text, columns))
    findings = encoding.findings + _delimiter_finding(path, best.delimiter)
    return DelimitedText(path, best.encoding, best.delimiter, findings)


def _fit(text: DelimitedText, columns: Sequence[Column]) -> tuple[bool, int, int]:
    header = best_header(_preview(text), columns)
    return header.quality if header else (False, 0, 0)


def _preview(text: DelimitedText) -> Iterator[tuple[int, list[str]]]:
    # Under the wrong delimiter quotation marks need not pair; the right one is told later.
    with suppress(UnreadableFileError):
        yield from islice(text.records(), PREVIEW_ROWS)


def _is_separator_line(number: int, cells: Sequence[str]) -> bool:
    # Excel writes "sep=;" above some exports, and hides it from its own readers.
    return number == 1 and cells[0].strip().lower().startswith("sep=") and len(cells) <= 2


_NAMES: Final = {
    ";": sentence("semicolons"),
    "\t": sentence("tabs"),
    "|": sentence("vertical bars"),
}


def _delimiter_finding(path: Path, delimiter: str) -> tuple[Finding, ...]:
    name: Sentence | None = _NAMES.get(delimiter)
    if name is None:
        return ()
    return (
        Finding(
            "tables.delimiter",
            sentence("The columns are separated by {delimiter}.", delimiter=name),
            file=path.name,
        ),
    )
