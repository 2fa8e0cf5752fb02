"""One stream of bytes to one set of books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.chain.read.encoding import as_utf8, detect
from binnenuit.chain.read.ledger import Ledger
from binnenuit.chain.read.prolog import read_prolog
from binnenuit.chain.read.report import findings
from binnenuit.chain.read.saft import SaftReader
from binnenuit.chain.read.xaf import XafReader
from binnenuit.chain.read.xml import feed
from binnenuit.errors import BooksError, UnreadableFileError
from binnenuit.findings import Reading
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.chain.model import Books
    from binnenuit.chain.read.open import Source

_READERS: Final[dict[str, type[XafReader | SaftReader]]] = {
    # the two formats differ in one capital
    "auditfile": XafReader,
    "AuditFile": SaftReader,
}


def read_source(source: Source, progress: Callable[[float], None] | None = None) -> Reading[Books]:
    """Read the books in one file or member of a zip.

    Two passes over the bytes, one over the XML: first the encoding, for which the whole file
    counts, then the lines. Memory grows with accounts, relations and combinations of codes, not
    with lines.

    Raises
    ------
    UnreadableFileError
        The file is empty, damaged, hostile or no accounting file.
    BooksError
        It is an accounting file without any line.
    """
    encoding = detect(source.chunks(), source.name)
    root, chunks = read_prolog(as_utf8(source.chunks(progress), encoding), source.name)
    kind = _READERS.get(root)
    if kind is None:
        raise _wrong_root(root, source.name)
    ledger = Ledger(source.name)
    reader = kind(ledger)
    feed(chunks, reader.records, source.name)
    reader.finish()
    if not ledger.counts.lines:
        raise _no_lines(source.name)
    books = ledger.books()
    analyses = reader.analyses if isinstance(reader, SaftReader) else None
    return Reading(books, findings(ledger, books, encoding, analyses))


def _wrong_root(root: str, name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "chain.xml-other",
        sentence(
            "This XML begins with {root}; an XAF begins with auditfile and a SAF-T file "
            "with AuditFile. "
            "Offer one of those, or invoices as a table.",
            root=root,
        ),
        file=name,
    )


def _no_lines(name: str) -> BooksError:
    return BooksError(
        "chain.no-lines",
        sentence(
            "This accounting file holds no transactions. Export it with all transactions "
            "of the year."
        ),
        file=name,
    )
