"""What stands before the first element: enough to tell books from web pages and from attacks."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from binnenuit.errors import UnreadableFileError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = 1 << 17
_LONGEST_NAME: Final = 200
_BLANK: Final = re.compile(rb"[ \t\r\n]*")
_NAME: Final = re.compile(rb"<([^\s<>/!?&;\"']+)")
_SKIPPED: Final = ((b"<!--", b"-->"), (b"<?", b"?>"))


def read_prolog(chunks: Iterator[bytes], file: str) -> tuple[str, Iterator[bytes]]:
    """Return the local name of the root element, and the chunks from there on.

    Parameters
    ----------
    chunks
        The file in UTF-8 without byte order mark.

    Raises
    ------
    UnreadableFileError
        There is a document type (the place where entities, and so bombs, are made), the file is a
        web page, or no element begins.
    """
    text = b""
    for chunk in chunks:
        text += chunk
        if len(text) >= _LONGEST:
            break
    at = _skip(text, file)
    head = text[at : at + 20].lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise _web_page(file)
    if head.startswith(b"<!"):
        raise document_type(file)
    found = _NAME.match(text, at)
    if found is None:
        raise not_xml(file)
    name = found.group(1)[:_LONGEST_NAME].decode("utf-8", "replace").rpartition(":")[2]
    # blank lines instead of the prolog keep the line numbers of later errors right
    return name, chain((b"\n" * text.count(b"\n", 0, at) + text[at:],), chunks)


def _skip(text: bytes, file: str) -> int:
    """Walk over blanks, the declaration, comments and instructions."""
    at = _BLANK.match(text, 0).end()  # type: ignore[union-attr]  # a star always matches
    while True:
        for opening, closing in _SKIPPED:
            if text.startswith(opening, at):
                end = text.find(closing, at + len(opening))
                if end < 0:
                    raise not_xml(file)
                at = _BLANK.match(text, end + len(closing)).end()  # type: ignore[union-attr]
                break
        else:
            return at


def document_type(file: str) -> UnreadableFileError:
    """Return the error for a file that declares a document type or entities."""
    return UnreadableFileError(
        "chain.xml-document-type",
        sentence(
            "This XML declares a document type or entities. Accounting files never do and attacks "
            "often do, so it was not read. Export the file once more from your accounting program."
        ),
        file=file,
    )


def not_xml(file: str) -> UnreadableFileError:
    """Return the error for a file in which no element begins."""
    return UnreadableFileError(
        "chain.not-xml",
        sentence(
            "This is not an accounting file: no XML begins in it. Offer an XAF (XML Auditfile "
            "Financieel), a SAF-T file, or invoices as a table."
        ),
        file=file,
    )


def _web_page(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        "chain.web-page",
        sentence(
            "This is a web page, not an accounting file; perhaps you had been signed out when you "
            "downloaded it. Sign in and export it once more."
        ),
        file=file,
    )
