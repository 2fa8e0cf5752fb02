"""In which letters is this file written? The bytes are believed, not what the file says."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.errors import UnreadableFileError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ONE_BYTE: Final = {
    # what calls itself Latin-1 on Windows is cp1252, which holds all printable letters of Latin-1
    "iso8859-1": "cp1252",
    "cp1252": "cp1252",
    "iso8859-15": "iso8859-15",
    "cp850": "cp850",
    "cp437": "cp437",
}


@dataclass(frozen=True)
class Encoding:
    """How the bytes become letters.

    Attributes
    ----------
    name
        Name for Python's decoder.
    declared
        What the file says; empty when it says nothing.
    mark
        Length of the byte order mark.
    """

    name: str
    declared: str = ""
    mark: int = 0

    @property
    def contradicts(self) -> bool:
        """Whether the file says something else of itself than its bytes do."""
        if not self.declared:
            return False
        said = _known(self.declared)
        return said not in {self.name, _family(self.name), "ascii"} and not (
            said == "iso8859-1" and self.name == "cp1252"
        )


def _family(name: str) -> str:
    return name.removesuffix("-le").removesuffix("-be")


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def detect(chunks: Iterable[bytes], file: str) -> Encoding:
    """Find the encoding over the whole file: UTF-8 unless a byte says no.

    One pass over the bytes until the first that is not UTF-8; about a hundredth of the time that
    reading the XML takes.

    Raises
    ------
    UnreadableFileError
        The file is empty.
    """
    stream = iter(chunks)
    head = next(stream, b"")
    if not head:
        raise empty_file(file)
    found = _DECLARED.search(head[:1024].replace(b"\0", b""))
    declared = found.group(1).decode("ascii") if found else ""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, declared, 0 if b"<" in mark else len(mark))
    decoder = codecs.getincrementaldecoder("utf-8")()
    foreign = False
    try:
        foreign |= not decoder.decode(head).isascii()
        for chunk in stream:
            foreign |= not decoder.decode(chunk).isascii()
    except UnicodeDecodeError:
        return Encoding(_ONE_BYTE.get(_known(declared), "cp1252"), declared)
    return Encoding("utf-8", declared if foreign else "")


def empty_file(file: str) -> UnreadableFileError:
    """Return the error for a file without anything in it."""
    return UnreadableFileError(
        "chain.file-empty",
        sentence("The file is empty. Export it once more from your accounting program."),
        file=file,
    )


def as_utf8(chunks: Iterable[bytes], encoding: Encoding) -> Iterator[bytes]:
    """Yield the file in UTF-8 without byte order mark, whatever it was; bad bytes become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding.name)(errors="replace")
    skip = encoding.mark
    for chunk in chunks:
        rest = chunk[skip:]
        skip = max(skip - len(chunk), 0)
        # the detection has read every byte: UTF-8 needs no second decoding
        yield rest if encoding.name == "utf-8" else decoder.decode(rest).encode("utf-8", "replace")
    if tail := decoder.decode(b"", final=True):
        yield tail.encode("utf-8", "replace")
