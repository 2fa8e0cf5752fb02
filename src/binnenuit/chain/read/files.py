"""Which files hold books, and which reader each needs: its content decides, not its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from binnenuit.chain.read.books import read_source
from binnenuit.chain.read.encoding import empty_file
from binnenuit.chain.read.invoices import read_invoices
from binnenuit.chain.read.open import Source, unreadable, zip_members
from binnenuit.errors import BinnenuitError, UnreadableFileError
from binnenuit.findings import Finding, Reading
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from binnenuit.chain.model import Books
    from binnenuit.tables import DateOrder, DecimalMark

BOOK_SUFFIXES: Final = (".xaf", ".xml", ".gz", ".zip")
INVOICE_NAMES: Final = ("invoices.csv", "invoices.xlsx")
_HEAD: Final = 4096
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def book_files(folder: Path) -> list[Path]:
    """Return the files in ``folder`` that ``binnenuit chain`` picks up as books, by name.

    XAF, SAF-T and packed files by their suffix, and invoices.csv or invoices.xlsx; the folders
    inside it are not looked into. A folder that does not exist has none.
    """
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith((".", "~"))
        and (path.suffix.lower() in BOOK_SUFFIXES or path.name.lower() in INVOICE_NAMES)
    )


def read_books(
    path: Path,
    *,
    progress: Callable[[float], None] | None = None,
    date_order: DateOrder | None = None,
    decimal_mark: DecimalMark | None = None,
) -> Reading[tuple[Books, ...]]:
    """Read who paid what from an accounting file, a packed one, or a table of invoices.

    Parameters
    ----------
    path
        XAF 3.0 to 4.0, CLAIR2, SAF-T Financial; plain, gzip or zip; or a table with the columns
        date, customer and amount. The content decides, not the suffix.
    progress
        Hears the share of the file that was read, 0 to 1.
    date_order, decimal_mark
        For a table of invoices whose dates fit both orders, or whose amounts are all like 1,234:
        the answer.

    Returns
    -------
    books
        One ``Books`` per accounting file; a zip may hold several. Findings name file and count.

    Raises
    ------
    UnreadableFileError
        Empty, damaged, hostile (document types, bombs, endless elements), or no accounting file.
    BooksError
        An accounting file without transactions.
    TableError
        A table of invoices lacks a column or holds a value that cannot be understood.

    Notes
    -----
    Streaming: memory grows with the number of accounts, relations and combinations of codes, not
    with the number of lines. About 1.5 times a bare pass of lxml over the same file.
    """
    head = _read_head(path)
    invoices = partial(read_invoices, path, date_order=date_order, decimal_mark=decimal_mark)
    if head.startswith(_ZIP):
        reading = _read_zip(path, progress, invoices)
    elif head.startswith(_GZIP):
        reading = _one(read_source(Source(path, path.name, packed=True), progress))
    elif _is_xml(head):
        reading = _one(read_source(Source(path, path.name), progress))
    else:
        reading = _read_table(path, head, invoices)
    if progress is not None:
        progress(1.0)
    return reading


def _one(reading: Reading[Books]) -> Reading[tuple[Books, ...]]:
    return Reading((reading.value,), reading.findings)


def _read_head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise unreadable(path.name, error) from error
    if len(head) < _HEAD and not _without_mark(head).strip(b" \t\r\n\0"):
        raise empty_file(path.name)
    return head


def _without_mark(head: bytes) -> bytes:
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head


def _is_xml(head: bytes) -> bool:
    return _without_mark(head).replace(b"\0", b"").lstrip(b" \t\r\n").startswith(b"<")


def _read_table(
    path: Path, head: bytes, invoices: Callable[[], Reading[Books]]
) -> Reading[tuple[Books, ...]]:
    if head.startswith(_OLD_EXCEL):
        raise UnreadableFileError(
            "chain.old-excel",
            sentence(
                "This is an Excel file of the old kind. Save it as .xlsx or .csv and try again."
            ),
            file=path.name,
        )
    if b"\0" in head and not head.startswith(_MARKS):
        raise _binary(path.name)
    return _one(invoices())


def _binary(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "chain.binary",
        sentence(
            "This is neither an accounting file nor a table. Offer an XAF (XML Auditfile "
            "Financieel), a SAF-T file, or invoices as .csv or .xlsx."
        ),
        file=name,
    )


def _read_zip(
    path: Path, progress: Callable[[float], None] | None, invoices: Callable[[], Reading[Books]]
) -> Reading[tuple[Books, ...]]:
    members = zip_members(path)
    if any(member.member == "[Content_Types].xml" for member in members):
        return _one(invoices())
    books: list[Books] = []
    findings: list[Finding] = []
    refused: list[BinnenuitError] = []
    for place, member in enumerate(members):
        if not member.member.lower().endswith((".xaf", ".xml")):
            findings.append(_skipped(member.name))
            continue
        try:
            reading = read_source(member, _part_of(progress, place, len(members)))
        except BinnenuitError as error:
            refused.append(error)
            continue
        books.append(reading.value)
        findings += reading.findings
    if not books:
        raise refused[0] if refused else _no_books(path.name)
    findings += [Finding(error.code, error.sentence, error.file, error.row) for error in refused]
    return Reading(tuple(books), tuple(findings))


def _part_of(
    progress: Callable[[float], None] | None, place: int, count: int
) -> Callable[[float], None] | None:
    if progress is None:
        return None
    return lambda share: progress((place + share) / count)


def _skipped(name: str) -> Finding:
    return Finding(
        "chain.zip-member-skipped",
        sentence("This file in the zip is no .xaf or .xml and was not read."),
        name,
    )


def _no_books(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "chain.zip-no-books",
        sentence("This zip holds no accounting file: no .xaf or .xml is in it."),
        file=name,
    )
