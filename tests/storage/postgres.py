"""PostgreSQL from Debian's binaries, on a free port and in a directory that ends with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.server import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEBIAN = Path("/usr/lib/postgresql")
_USER = "binnenuit"
_PASSWORD = "from-outside-in"


@dataclass(frozen=True)
class Cluster:
    """A running server; every test makes databases of its own."""

    port: int

    def url(self, database: str) -> str:
        return f"postgresql://{_USER}:{_PASSWORD}@127.0.0.1:{self.port}/{database}"

    def fresh(self) -> str:
        """Make an empty database and return its address."""
        name = f"house_{uuid.uuid4().hex[:12]}"
        self.run(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def run(self, statement: str, url: str | None = None) -> list[tuple[object, ...]]:
        import psycopg  # noqa: PLC0415  only where there is PostgreSQL

        with psycopg.connect(url or self.url("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return list(cursor.fetchall()) if cursor.description else []


def binaries() -> Path | None:
    """The directory with initdb and postgres, newest first; None when there is none."""
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]))
    found = [str(file) for file in reversed(versions)] or [shutil.which("initdb")]
    return Path(found[0]).resolve().parent if found[0] else None


@cache
def why_not() -> str:
    """Say why no test can run on PostgreSQL; empty when it can."""
    if binaries() is None:
        return "there is no PostgreSQL (initdb) on this computer"
    return ""


def needed() -> None:
    """Skip a test for want of PostgreSQL; where it must be there, fail instead."""
    if why_not() and os.environ.get("BINNENUIT_REQUIRE_POSTGRES") == "1":
        pytest.fail(why_not())
    if why_not():
        pytest.skip(reason=why_not())


@contextmanager
def running(*, waits_for_disk: bool = False) -> Iterator[Cluster]:
    """Start a server of our own; initdb refuses root, so somebody without rights runs it."""
    folder = Path(tempfile.mkdtemp(prefix="binnenuit-postgres-"))
    user = _somebody() if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    cluster = Cluster(free_port())
    try:
        _make(folder, user)
        with _serving(folder, user, cluster, "on" if waits_for_disk else "off"):
            yield cluster
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _make(folder: Path, user: str | None) -> None:
    secret = folder / "password"
    secret.write_text(_PASSWORD)
    secret.chmod(0o644)
    _call(
        user,
        "initdb",
        f"--pgdata={folder / 'data'}",
        f"--username={_USER}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )


@contextmanager
def _serving(folder: Path, user: str | None, cluster: Cluster, fsync: str) -> Iterator[None]:
    options = (
        f"-p {cluster.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        f"{folder} -c fsync={fsync} -c max_connections=60 -c shared_buffers=32MB"
    )
    place = f"--pgdata={folder / 'data'}"
    _call(user, "pg_ctl", "start", "-w", place, f"--log={folder / 'data' / 'log'}", "-o", options)
    try:
        yield
    finally:
        _call(user, "pg_ctl", "stop", "-w", place, "-m", "immediate")


def _call(user: str | None, program: str, *arguments: str) -> None:
    place = binaries()
    assert place is not None
    told = subprocess.run(
        [place / program, *arguments],
        user=user,
        cwd="/",
        check=False,
        # A file, not a pipe: the server would hold a pipe open.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert told.returncode == 0, f"{program} ended with {told.returncode}"
