"""What kind of file is this, and is it small enough to read?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from binnenuit.errors import UnreadableFileError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE: Final = 1_000_000
ORGANISATION_LIMIT_BYTES: Final = 64 * MEGABYTE
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Content(StrEnum):
    """What a file is by its first bytes; its name is not asked."""

    TEXT = "text"
    WORKBOOK = "workbook"


def content_of(path: Path, limit_bytes: int = ORGANISATION_LIMIT_BYTES) -> Content:
    """Tell what kind of table a file is, before anything of it is read.

    Raises
    ------
    UnreadableFileError
        No such file, a folder, empty, larger than ``limit_bytes``, or an Excel file of the old
        or password-protected kind.
    """
    try:
        _check_size(path, limit_bytes)
        with path.open("rb") as file:
            start = file.read(len(_OLE))
    except OSError as error:
        raise _unopened(path, error) from error
    if start == _OLE:
        raise UnreadableFileError(
            "tables.old-excel",
            sentence(
                "This is an Excel file of the old kind (.xls) or one with a password. Open it in "
                "Excel, save it as .xlsx without a password, and try again."
            ),
            file=path.name,
        )
    return Content.WORKBOOK if start.startswith(_ZIP) else Content.TEXT


def _check_size(path: Path, limit_bytes: int) -> None:
    if not path.is_file():
        path.stat()
        raise UnreadableFileError(
            "tables.not-a-file",
            sentence("This is not a file. Choose a CSV or XLSX file."),
            file=path.name,
        )
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError(
            "tables.empty-file",
            sentence("The file is empty. Save it again from the program it comes from."),
            file=path.name,
        )
    if size > limit_bytes:
        raise UnreadableFileError(
            "tables.too-large",
            sentence(
                "The file is {size} MB; at most {limit} MB can be read here. Leave out columns or "
                "rows that are not needed, or check whether it is the right file.",
                size=round(size / MEGABYTE),
                limit=round(limit_bytes / MEGABYTE),
            ),
            file=path.name,
        )


def _unopened(path: Path, error: OSError) -> UnreadableFileError:
    if isinstance(error, FileNotFoundError):
        return UnreadableFileError(
            "tables.not-found",
            sentence("There is no such file. Check its name and folder."),
            file=path.name,
        )
    return UnreadableFileError(
        "tables.cannot-open",
        sentence(
            "The file cannot be opened ({reason}). Close it elsewhere, or check whether you may "
            "read it.",
            reason=error.strerror or "unknown reason",
        ),
        file=path.name,
    )
