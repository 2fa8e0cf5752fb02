"""Serving the pages until Ctrl-C."""

from __future__ import annotations

import errno
import multiprocessing
import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Final
from urllib.error import URLError
from urllib.request import urlopen

from binnenuit.errors import SettingError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

SECONDS_TO_END: Final = 2
_SECONDS_TO_ANSWER: Final = 60


def check_port(host: str, port: int) -> None:
    """Raise when nothing can listen there, before anything else is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as problem:
            raise _cannot_listen(host, port, problem) from problem


def _cannot_listen(host: str, port: int, problem: OSError) -> SettingError:
    if problem.errno == errno.EADDRINUSE:
        return SettingError(
            "config.port-in-use",
            sentence(
                "Port {port} is in use, perhaps by another Binnenuit. "
                "Stop that one or choose another port: --port {other}.",
                port=port,
                other=port + 1 if port < 65535 else 8000,
            ),
        )
    return SettingError(
        "config.cannot-listen",
        sentence(
            "Cannot listen on {host} port {port}: {problem}. Choose another with --host or --port.",
            host=host,
            port=port,
            problem=problem.strerror,
        ),
    )


def address(host: str, port: int) -> str:
    """Where a browser on this computer finds the server."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    return f"http://{f'[{name}]' if ':' in name and name[0] != '[' else name}:{port}/"


def serve(host: str, port: int, *, threads: int, when_ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; ``when_ready`` is called once the first page would answer."""
    from granian import Granian  # noqa: PLC0415  only who serves loads the server
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    # One way on every system; a forked worker would inherit threads that no longer run.
    multiprocessing.set_start_method("spawn", force=True)
    waiting = threading.Thread(
        target=_call_when_answering, args=(address(host, port), when_ready), daemon=True
    )
    waiting.start()
    Granian(
        "binnenuit_web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        workers_kill_timeout=SECONDS_TO_END,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


def end_with_parent() -> None:
    """End this worker when the process that started it was killed and could not say so itself."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_outlive, args=(parent,), daemon=True).start()


def _outlive(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)  # at once, as the parent: what was not acknowledged is not kept


def _call_when_answering(address: str, when_ready: Callable[[], None]) -> None:
    end = time.monotonic() + _SECONDS_TO_ANSWER
    while time.monotonic() < end:
        try:
            with urlopen(address + "healthz", timeout=5):  # noqa: S310  our own address
                when_ready()
                return
        except (URLError, OSError):
            time.sleep(0.05)
