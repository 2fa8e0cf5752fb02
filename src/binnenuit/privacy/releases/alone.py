"""One at a time: while one process publishes from a folder, no other does.

The system lets go of a lock when its process ends, however it ends: nothing is left to clear away.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from binnenuit.errors import RefusedError
from binnenuit.language import sentence
from binnenuit.privacy.releases.folder import HIDDEN

try:
    import fcntl
except ImportError:  # Windows has its own
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK: Final = "lock"
_OWNER_ONLY: Final = 0o600


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder that publishes, for whoever publishes from it.

    In a folder that cannot be written in nothing can be published, and nothing is held.

    Raises
    ------
    RefusedError
        ``privacy.folder-in-use``: somebody else holds it.
    """
    try:
        (folder / HIDDEN).mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / HIDDEN / LOCK, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    except OSError:
        yield
        return
    try:
        if not _locked(handle):
            raise _in_use(folder)
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Lock an open file at once, or tell that somebody else has it."""
    try:
        if fcntl is None:
            import msvcrt  # noqa: PLC0415 - only Windows has it

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _in_use(folder: Path) -> RefusedError:
    return RefusedError(
        "privacy.folder-in-use",
        sentence(
            "Another command is publishing from {folder} at this moment. Wait until it has ended, "
            "and ask again; nothing was changed.",
            folder=folder.name or folder,
        ),
    )
