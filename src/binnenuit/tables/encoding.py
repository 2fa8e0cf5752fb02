"""In which encoding is a text file written? Found over the whole file, never over its start."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.errors import UnreadableFileError
from binnenuit.findings import Finding
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK_BYTES: Final = 1 << 20
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Bytes that no text file holds; 0x1a ends files from DOS programs, 0x1b and 0x0c occur in prints.
_NOT_TEXT: Final = bytes(range(0x09)) + bytes(range(0x0E, 0x1A)) + bytes(range(0x1C, 0x20))


@dataclass(frozen=True)
class Encoding:
    """Name for ``open``, and a finding when it is not plain UTF-8."""

    name: str
    findings: tuple[Finding, ...] = ()


def find_encoding(path: Path) -> Encoding:
    """Find the encoding of a text file: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises
    ------
    UnreadableFileError
        The file is no text, or its end is missing.

    Notes
    -----
    Reads the file once, twice when it is not UTF-8; memory does not grow with the file.
    """
    with path.open("rb") as file:
        start = file.read(3)
    if start.startswith(_UTF16_MARKS):
        _demand(path, "utf-16")
        return _reported(path, "utf-16", "UTF-16")
    if any(len(block) != len(block.translate(None, _NOT_TEXT)) for block in _blocks(path)):
        raise _binary(path)
    if _decodes(path, "utf-8"):
        name = "utf-8-sig" if start == codecs.BOM_UTF8 else "utf-8"
        return Encoding(name)
    _demand(path, "cp1252")
    return _reported(path, "cp1252", "Windows-1252")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            yield block


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for block in _blocks(path):
            if "\0" in decoder.decode(block):
                return False
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _demand(path: Path, name: str) -> None:
    if not _decodes(path, name):
        raise _binary(path)


def _reported(path: Path, name: str, label: str) -> Encoding:
    finding = Finding(
        "tables.encoding",
        sentence(
            "The text is not UTF-8; it was read as {encoding}. Check whether letters with accents "
            "are right.",
            encoding=label,
        ),
        file=path.name,
    )
    return Encoding(name, (finding,))


def _binary(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "tables.binary",
        sentence(
            "This file is not text and not an Excel workbook, so it cannot be read as a table. "
            "Save it as CSV or XLSX."
        ),
        file=path.name,
    )
