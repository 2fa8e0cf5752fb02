"""Who is at work in a data directory: any number of servers, or one command that wants it alone.

The system lets go of a lock when its process ends, however it ends: nothing is left to clear away.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from binnenuit.errors import SettingError
from binnenuit.language import sentence

try:
    import fcntl
except ImportError:  # Windows has no such locks: there the words of the command must do
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_FILE: Final = ".in-use"


@contextmanager
def serving(data: Path) -> Iterator[None]:
    """Hold the data directory as a server; others may do the same."""
    handle = _lock(data, alone=False)
    if handle is None:
        raise SettingError(
            "config.being-moved",
            sentence(
                "The database in {path} is being moved. Wait until that command has ended, then "
                "start again.",
                path=data,
            ),
        )
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data directory alone; refused while a server runs on it."""
    handle = _lock(data, alone=True)
    if handle is None:
        raise SettingError(
            "config.server-running",
            sentence(
                "A server is running on {path}. Stop it first; nothing was changed.", path=data
            ),
        )
    try:
        yield
    finally:
        os.close(handle)


def hold_while_this_process_lives(data: Path) -> None:
    """Hold the data directory as a server until the process ends."""
    _lock(data, alone=False)


def _lock(data: Path, *, alone: bool) -> int | None:
    """Return the open lock; None when somebody else is in the way."""
    handle = os.open(data / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    if fcntl is None:
        return handle
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
