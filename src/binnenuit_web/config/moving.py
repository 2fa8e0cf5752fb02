"""From SQLite in the data directory to a PostgreSQL server, without a moment in between."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.errors import SettingError
from binnenuit.language import sentence
from binnenuit.tables.whole import whole_file
from binnenuit_web.config import copying, occupied
from binnenuit_web.config.archive import BEFORE_MOVE
from binnenuit_web.config.databases import SQLITE_FILE, describe, in_words, on_postgresql
from binnenuit_web.config.keyless import take_out_keys
from binnenuit_web.config.sqlite import use_safe_sqlite
from binnenuit_web.config.table import FILE_NAME, PREFIX
from binnenuit_web.config.written import with_database

use_safe_sqlite()

import sqlite3  # noqa: E402  the one that was just put in place

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit_web.config.databases import Description
    from binnenuit_web.config.table import Settings


@dataclass(frozen=True)
class Moved:
    """What was copied, where it is now, and the file that stayed behind; None without a file."""

    counted: copying.Counted
    database: str
    file: Path | None


def move(chosen: Settings, url: str) -> Moved:
    """Copy the database to ``url`` and let the installation use it from its next start.

    Until the settings name the new database the old one is used, and it is whole; from then on the
    new one is used, and it is whole. There is no state in between at which a kill could leave it.
    """
    target = on_postgresql(url)
    _refuse_set_elsewhere()
    _refuse_without_database(chosen)
    settings = with_database(chosen.data, url)
    with occupied.alone(chosen.data):
        counted = _copy_and_choose(chosen, target, settings)
        kept = None if chosen.database else put_aside(chosen.data)
    return Moved(counted, in_words(target), kept)


def _copy_and_choose(chosen: Settings, target: Description, settings: str) -> copying.Counted:
    """Copy; the settings are written beside their place before, and take it after."""
    with whole_file(chosen.data / FILE_NAME, mode=0o600) as part:
        part.write_text(settings, encoding="utf-8")
        counted = copying.copy(describe(chosen), target)
    _make_lasting(chosen.data)
    return counted


def put_aside(data: Path) -> Path | None:
    """Give the database that is no longer used another name, so that nobody mistakes it.

    The keys of taps and ballots are taken out of it: they are destroyed where they were moved to,
    and would stay here.
    """
    file = data / SQLITE_FILE
    if not file.is_file():
        return None
    try:
        with closing(sqlite3.connect(file)) as last:
            last.execute("PRAGMA journal_mode=DELETE")  # everything in the one file
    except sqlite3.OperationalError:
        return file  # somebody still looks into it: it keeps its name, and is not used any more
    kept = _free_name(data)
    file.rename(kept)
    kept.chmod(0o600)
    take_out_keys(kept)
    return kept


def _free_name(data: Path) -> Path:
    number, name = 1, data / f"{BEFORE_MOVE}.sqlite3"
    while name.exists():
        number += 1
        name = data / f"{BEFORE_MOVE}-{number}.sqlite3"
    return name


def _make_lasting(folder: Path) -> None:
    """Let a power cut not take back a new name; only POSIX systems can be asked."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _refuse_set_elsewhere() -> None:
    names = (PREFIX + "DATABASE", PREFIX + "DATABASE_FILE")
    found = next((name for name in names if name in os.environ), None)
    if found:
        raise SettingError(
            "config.set-elsewhere",
            sentence(
                "{variable} is set in the environment and goes before binnenuit.toml, so the next "
                "start would not find the moved database. Take it away there first.",
                variable=found,
            ),
        )


def _refuse_without_database(chosen: Settings) -> None:
    file = chosen.data / SQLITE_FILE
    if not chosen.database and not file.is_file():
        raise SettingError(
            "config.nothing-to-move",
            sentence(
                "There is no installation in {path}, so nothing was moved. Say where it is with "
                "--data.",
                path=chosen.data,
            ),
        )
