"""The running product, started as anybody starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A server that answers, and the file in which everything it says is kept."""

    address: str
    said: Path

    def log(self) -> str:
        return self.said.read_text(encoding="utf-8")


def free_port() -> int:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
        return port


@contextmanager
def running(command: str, *options: str, place: Path) -> Iterator[Server]:
    """Run ``binnenuit COMMAND`` until the block ends; it must end cleanly on Ctrl-C."""
    port = free_port()
    said = place / f"{command}.log"
    environment = {**os.environ, "XDG_CACHE_HOME": str(place), "BINNENUIT_LANGUAGE": "nl"}
    environment.pop("BINNENUIT_DATA", None)
    program = "from binnenuit.cli import main; main()"
    with said.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", program, command, "--port", str(port), *options],
            stdout=log,
            stderr=log,
            env={**environment, "PYTHONUNBUFFERED": "1"},
        )
    server = Server(f"http://127.0.0.1:{port}", said)
    try:
        _wait(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
    assert process.returncode == 0, server.log()


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, server.log()
        try:
            with urlopen(f"{server.address}/healthz", timeout=5):  # noqa: S310  our own server
                return
        except (URLError, OSError):
            time.sleep(0.1)
    msg = f"no answer within a minute: {server.log()}"
    raise AssertionError(msg)
