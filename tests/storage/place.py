"""An installation of its own, worked on only through commands in processes of their own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tests.storage import warm
from tests.storage.fill import ROWS

if TYPE_CHECKING:
    from pathlib import Path

_PROGRAM: Final = "from binnenuit.cli import main; main()"
_TAKEN_AWAY: Final = ("DATA", "DATABASE", "PORT", "HOST", "DEMO", "LANGUAGE")


@dataclass(frozen=True)
class Place:
    """A data directory, and the database when the environment names one."""

    data: Path
    database: str | None = None
    path: Path | None = None  # where the product is found; None for the one that is tested

    def environment(self) -> dict[str, str]:
        own = {f"BINNENUIT_{name}" for name in _TAKEN_AWAY}
        kept = {name: value for name, value in os.environ.items() if name not in own}
        chosen = {"BINNENUIT_DATA": str(self.data), "LANG": "en_GB.UTF-8", "LC_ALL": ""}
        if self.database is not None:
            chosen["BINNENUIT_DATABASE"] = self.database
        if self.path is not None:
            chosen["PYTHONPATH"] = str(self.path)
        return {**kept, **chosen}

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the product."""
        return self._run("-c", _PROGRAM, *arguments)

    def began(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin a command and do not wait for its end."""
        return self._began("-c", _PROGRAM, *arguments)

    def began_module(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """Begin a module of the tests on this installation and do not wait for its end."""
        return self._began("-m", module, *arguments)

    def _began(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def fill(self, rows: int = ROWS) -> None:
        self.data.mkdir(mode=0o700)
        (self.data / "key").write_text("a key that is long enough to be one, for tests alone")
        self.run_module("tests.storage.fill", "fill", str(rows))

    def dump(self) -> list[str]:
        """Everything in its database, one row a line."""
        return self.run_module("tests.storage.fill", "dump").splitlines()

    def rows_by_hand(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Every row in the file as SQLite itself has it, by table and key; no word of ours."""
        with closing(sqlite3.connect(self.data / "binnenuit.sqlite3")) as database:
            database.row_factory = sqlite3.Row
            tables = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            ).fetchall()
            return {
                (table, str(row[0])): dict(row)
                for (table,) in tables
                for row in database.execute(f'SELECT * FROM "{table}"')  # noqa: S608  our own file
            }

    def run_python(self, code: str) -> str:
        """Run some lines with the installation's Django started; return what they print."""
        start = "from binnenuit_web.config import installation; installation.start_django()\n"
        return _said(self._run("-c", start + code))

    def run_module(self, module: str, *arguments: str, given: str = "") -> str:
        """Run a module of the tests on this installation; return what it prints."""
        return _said(self._run("-m", module, *arguments, given=given))

    def _run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        if self.path is None:
            return warm.run(arguments, self.environment(), given)
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment(),
            input=given,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=100,
        )


def _said(ended: subprocess.CompletedProcess[str]) -> str:
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
