"""A file is written whole or not at all: beside its place first, then moved into it."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole_file(path: Path, *, mode: int | None = None) -> Iterator[Path]:
    """Give a path to write to; without an error it takes the place of ``path`` afterwards.

    Parameters
    ----------
    mode
        Who may read and write it, such as 0o600; None keeps what was there, or the usual.

    Raises
    ------
    ArgumentError
        The folder is not there or may not be written to.
    """
    try:
        descriptor, name = tempfile.mkstemp(
            prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent
        )
        os.close(descriptor)
    except OSError as error:
        raise ArgumentError(
            "tables.cannot-write",
            sentence(
                "Nothing can be written in the folder {folder} ({reason}). Choose another one.",
                folder=path.parent,
                reason=error.strerror or "unknown reason",
            ),
            file=path.name,
        ) from error
    beside = Path(name)
    try:
        yield beside
        _keep(beside, path, mode)
    finally:
        beside.unlink(missing_ok=True)


def _keep(beside: Path, path: Path, mode: int | None) -> None:
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    if mode is None:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask()
    beside.chmod(mode)
    beside.replace(path)


def _mask() -> int:
    # The mask can only be read by setting it.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
