"""Opening what may be hostile: plain, gzip and zip, in pieces, with limits and progress."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, Protocol

from binnenuit.errors import UnreadableFileError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHUNK: Final = 1 << 16
LARGEST_UNPACKED: Final = 4_000_000_000
LARGEST_RATIO: Final = 200
RATIO_COUNTS_FROM: Final = 16_000_000  # small files may compress well without being a bomb
LARGEST_MEMBERS: Final = 1_000
NESTED: Final = (".zip", ".7z", ".rar", ".tar", ".tgz")


class Readable(Protocol):
    """What gives bytes in pieces: a file, or what unpacks one."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes, none at the end."""
        ...


@dataclass(frozen=True)
class Source:
    """One stream of bytes that may hold books.

    Attributes
    ----------
    name
        How findings and errors call it: the file, or the file and the member in it.
    member
        Name inside a zip; empty for a file of its own.
    packed
        The file is gzip.
    """

    path: Path
    name: str
    member: str = ""
    packed: bool = False

    def chunks(self, progress: Callable[[float], None] | None = None) -> Iterator[bytes]:
        """Yield the unpacked bytes in pieces; ``progress`` hears the share of the file read.

        Raises
        ------
        UnreadableFileError
            The file cannot be read, is damaged, or unpacks to more than the limits allow.
        """
        try:
            with self._opened() as (stream, raw, size):
                yield from self._limited(stream, raw, size, progress)
        except (gzip.BadGzipFile, zlib.error, EOFError, zipfile.BadZipFile) as error:
            raise damaged(self.name) from error
        except (OSError, NotImplementedError, RuntimeError) as error:
            raise unreadable(self.name, error) from error

    @contextmanager
    def _opened(self) -> Iterator[tuple[Readable, IO[bytes], int]]:
        with self.path.open("rb") as raw:
            size = max(self.path.stat().st_size, 1)
            if self.member:
                with zipfile.ZipFile(raw) as archive, archive.open(self.member) as stream:
                    yield stream, raw, max(archive.getinfo(self.member).compress_size, 1)
            elif self.packed:
                with gzip.GzipFile(fileobj=raw) as stream:
                    yield stream, raw, size
            else:
                yield raw, raw, size

    def _limited(
        self,
        stream: Readable,
        raw: IO[bytes],
        size: int,
        progress: Callable[[float], None] | None,
    ) -> Iterator[bytes]:
        done = 0
        start = raw.tell()
        unpacking = bool(self.member) or self.packed
        while chunk := stream.read(CHUNK):
            done += len(chunk)
            if unpacking:
                self._check_bomb(done, max(raw.tell() - start, 1))
            yield chunk
            if progress is not None:
                progress(min((raw.tell() - start) / size, 1.0))

    def _check_bomb(self, unpacked: int, packed: int) -> None:
        ratio = unpacked / packed
        if unpacked > LARGEST_UNPACKED or (unpacked > RATIO_COUNTS_FROM and ratio > LARGEST_RATIO):
            raise UnreadableFileError(
                "chain.unpacks-too-large",
                sentence(
                    "This packed file grows beyond what accounting files do: at most "
                    "{gigabytes} GB "
                    "and {ratio} times its own size. Unpack it yourself and offer the file inside.",
                    gigabytes=LARGEST_UNPACKED // 1_000_000_000,
                    ratio=LARGEST_RATIO,
                ),
                file=self.name,
            )


def zip_members(path: Path) -> tuple[Source, ...]:
    """Return the files inside a zip, folders and the clutter of operating systems left out.

    Raises
    ------
    UnreadableFileError
        The zip is damaged, locked, holds another archive or more than 1,000 files.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if _is_file(info)]
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise damaged(path.name) from error
    except (OSError, NotImplementedError) as error:
        raise unreadable(path.name, error) from error
    _check_members(path, members)
    return tuple(
        Source(path, f"{path.name}/{info.filename}", member=info.filename) for info in members
    )


def _is_file(info: zipfile.ZipInfo) -> bool:
    last = info.filename.rsplit("/", 1)[-1]
    return not (
        info.is_dir() or info.filename.startswith("__MACOSX/") or last.startswith((".", "~"))
    )


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > LARGEST_MEMBERS:
        raise UnreadableFileError(
            "chain.zip-many-files",
            sentence(
                "This zip holds {count} files; at most {limit} are read. Offer only the accounting "
                "files.",
                count=len(members),
                limit=LARGEST_MEMBERS,
            ),
            file=path.name,
        )
    for info in members:
        if info.filename.lower().endswith(NESTED):
            raise UnreadableFileError(
                "chain.zip-in-zip",
                sentence(
                    "This zip holds another archive, {member}. Unpack it and offer the accounting "
                    "files themselves.",
                    member=info.filename,
                ),
                file=path.name,
            )
        if info.flag_bits & 0x1:
            raise UnreadableFileError(
                "chain.zip-locked",
                sentence(
                    "This zip is locked with a password. Unpack it and offer the accounting files "
                    "themselves."
                ),
                file=path.name,
            )


def damaged(name: str) -> UnreadableFileError:
    """Return the error for a packed file that is cut short or damaged."""
    return UnreadableFileError(
        "chain.packed-damaged",
        sentence("This packed file is damaged or cut short. Export or download it once more."),
        file=name,
    )


def unreadable(name: str, error: Exception) -> UnreadableFileError:
    """Return the error for a file that the system does not give."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnreadableFileError(
        "chain.file-unreadable",
        sentence(
            "The file could not be read ({reason}). Check that it exists and that you may read it.",
            reason=reason,
        ),
        file=name,
    )
