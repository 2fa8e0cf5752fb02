"""The one place from which the installation publishes: its ledger, its key, and one at a time."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from binnenuit.privacy.releases.folder import HIDDEN
from binnenuit.privacy.releases.once import Before, publish_once, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from binnenuit.privacy.releases.released import Release

__all__ = ["Before", "House", "published", "publishing"]

_FOLDER: Final = "published"
_LOCK: Final = "lock"


@dataclass(frozen=True)
class House:
    """The installation while it publishes; nobody else does meanwhile.

    ``folder`` holds what was shown, with the ledger beside it: ``binnenuit audit`` reads it.
    """

    folder: Path

    def publish(
        self, round_name: str, scale: str, make: Callable[[Before], Release]
    ) -> dict[str, Any]:
        """Show one scale in one round and return what may be stored and seen of it.

        ``make`` asks the gate, with the ledger, the key and what was kept of the round before about
        the same scale. It is not called when this is out already: after a crash the same figures
        come back, whatever happened to the database since. The names of round and scale are for
        ever: a question that is asked once takes a scale of its own ("whom-12"), and one that comes
        back keeps its scale and takes a new round.

        ExposureError when nothing may be shown; LedgerError when the folder is damaged.
        """
        return publish_once(self.folder, round_name, scale, make)

    def standing(self, scales: Iterable[str]) -> frozenset[str]:
        """Name the rounds whose answers stand in the latest figures about some scales."""
        return standing(self.folder, scales)


def published() -> Path:
    """Give the folder with everything that was ever shown, to read from; it may not be there yet.

    Releases are written whole, so that reading waits for nobody.
    """
    folder: Path = settings.CHOSEN.data / _FOLDER
    return folder


@contextmanager
def publishing() -> Iterator[House]:
    """Wait until nobody publishes, in no thread and no process, and publish.

    Call it outside a transaction: what is published stays published when the transaction is rolled
    back, and publishing again gives the same.
    """
    folder = published()
    hidden = folder / HIDDEN
    hidden.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The lock is on this opening of the file, so it holds between threads as well, and it ends with
    # the process.
    handle = os.open(hidden / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield House(folder)
    finally:
        os.close(handle)
