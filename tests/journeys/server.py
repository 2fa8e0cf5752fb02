"""The running product, started as anybody starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A server that answers, and the file in which everything it says is kept."""

    address: str
    said: Path

    def log(self) -> str:
        return self.said.read_text(encoding="utf-8")

    def set_up_link(self) -> str:
        """The address with which an empty installation begins; it is told once it answers."""
        end = time.monotonic() + 10
        while (link := re.search(r"/people/set-up/[\w-]+/", self.log())) is None:
            assert time.monotonic() < end, self.log()
            time.sleep(0.05)
        return link.group()


@dataclass(frozen=True)
class Started(Server):
    """A server that this process started, and can end or kill."""

    process: subprocess.Popen[bytes]

    def end(self) -> None:
        """End as on Ctrl-C; it must end cleanly."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        assert self.process.returncode == 0, self.log()

    def kill(self) -> None:
        """End as in a power cut: it, and all that it started, without a chance to say anything."""
        with suppress(ProcessLookupError):  # nobody is left
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
        return port


@contextmanager
def running(command: str, *options: str, place: Path) -> Iterator[Server]:
    """Run ``binnenuit COMMAND`` until the block ends; it must end cleanly on Ctrl-C."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(place), "BINNENUIT_LANGUAGE": "nl"}
    environment.pop("BINNENUIT_DATA", None)
    server = started(
        command, *options, port=free_port(), said=place / f"{command}.log", environment=environment
    )
    try:
        yield server
    finally:
        server.end()


def started(
    command: str, *options: str, port: int, said: Path, environment: Mapping[str, str]
) -> Started:
    """Start ``binnenuit COMMAND`` in a group of processes of its own; return once it answers."""
    program = "from binnenuit.cli import main; main()"
    with said.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", program, command, "--port", str(port), *options],
            stdout=log,
            stderr=log,
            env={**environment, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
    server = Started(f"http://127.0.0.1:{port}", said, process)
    try:
        _wait(server)
    except BaseException:
        server.kill()
        raise
    return server


def _wait(server: Started) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.process.poll() is None, server.log()
        try:
            with urlopen(f"{server.address}/healthz", timeout=5):  # noqa: S310  our own server
                return
        except (URLError, OSError):
            time.sleep(0.1)
    msg = f"no answer within a minute: {server.log()}"
    raise AssertionError(msg)
