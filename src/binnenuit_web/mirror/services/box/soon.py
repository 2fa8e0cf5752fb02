"""Mixing about a minute after a ballot came in: until then a file could tell with which code.

The job that mixes every hour is for what a server that was killed left behind.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from django.db import DatabaseError, connection
from huey.contrib.djhuey import HUEY

from binnenuit_web.mirror.services.box.mixing import mix

log = logging.getLogger("binnenuit.mirror")

SECONDS: Final = 60
_SHARE_OF_TIME: Final = 20
"""A very large box is mixed less often: one part in twenty of the time is spent on it."""


class _Soon:
    """At most one mixing waits; all ballots that come in meanwhile go with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waits = False
        self._took = 0.0

    def ask(self) -> None:
        with self._lock:
            if self._waits:
                return
            self._waits = True
        waiting = threading.Timer(max(SECONDS, _SHARE_OF_TIME * self._took), self._mix)
        waiting.daemon = True
        waiting.start()

    def _mix(self) -> None:
        with self._lock:
            self._waits = False
        began = time.monotonic()
        try:
            mix()
        except DatabaseError as problem:
            log.warning("the ballots wait to be mixed: %s", type(problem).__name__)
        finally:
            connection.close()
        self._took = time.monotonic() - began


_SOON: Final = _Soon()


def mix_soon() -> None:
    """Mix within about a minute, in the background of a server; elsewhere the caller mixes."""
    if not HUEY.immediate:
        _SOON.ask()
