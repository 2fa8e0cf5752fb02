"""Real taps over HTTP: a server, several clients at once, and what they had to wait."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from binnenuit.signals.symptoms import STANDARD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.daily_house import Work

CLIENTS: Final = 8
PAGE: Final = "/this-happened/"
_TOKEN: Final = "k" * 32
_SECONDS_TO_BEGIN: Final = 60


@contextmanager
def serving(*command: str, **environment: str) -> Iterator[int]:
    """Run a server until the block ends; yields its port."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *command, str(port)],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait(port: int) -> None:
    end = time.monotonic() + _SECONDS_TO_BEGIN
    while time.monotonic() < end:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def taps(sessions: Mapping[str, str]) -> list[tuple[str, str]]:
    """Session and symptom of every tap that can be new this week."""
    return [(session, each.code) for each in STANDARD for session in sessions.values()]


def clients(port: int, given: list[tuple[str, str]], *, with_page: bool) -> Work:
    """Send each tap once, from several clients at once, each with a connection of its own."""

    def work() -> dict[str, Any]:
        waited: list[float] = []
        running = [
            threading.Thread(
                target=_send_all, args=(port, given[number::CLIENTS], waited, with_page)
            )
            for number in range(CLIENTS)
        ]
        begin = time.perf_counter()
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        seconds = time.perf_counter() - begin
        if len(waited) != len(given):
            msg = f"{len(given) - len(waited)} taps were not acknowledged"
            raise RuntimeError(msg)
        return {"seconds": seconds, "waited": sorted(waited)}

    return work


def _send_all(
    port: int,
    given: list[tuple[str, str]],
    waited: list[float],
    with_page: bool,  # noqa: FBT001
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for session, symptom in given:
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={_TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"symptom": symptom, "csrfmiddlewaretoken": _TOKEN})
        begin = time.perf_counter()
        acknowledged = _ask(connection, "POST", f"{PAGE}tap/", body, headers) == 302
        if with_page:
            acknowledged &= _ask(connection, "GET", PAGE, None, headers) == 200
        if acknowledged:
            waited.append(time.perf_counter() - begin)


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    address: str,
    body: str | None,
    headers: Mapping[str, str],
) -> int:
    connection.request(method, address, body, dict(headers))
    answer = connection.getresponse()
    answer.read()
    return answer.status
