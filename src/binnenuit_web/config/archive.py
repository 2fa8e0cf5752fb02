"""One file that holds a whole installation, and the way back from it.

The database in it is always one of SQLite, whatever the installation uses: a restored backup needs
no server, and can be moved to one.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from binnenuit import __version__
from binnenuit.errors import SettingError
from binnenuit.language import sentence
from binnenuit.tables.whole import whole_file
from binnenuit_web.config.databases import SQLITE_FILE, describe, in_passing_file
from binnenuit_web.config.installation import unusable
from binnenuit_web.config.keyless import take_out_keys
from binnenuit_web.config.occupied import LOCK_FILE
from binnenuit_web.config.sqlite import use_safe_sqlite
from binnenuit_web.config.table import FILE_NAME, KEY_FILE
from binnenuit_web.config.written import with_database

use_safe_sqlite()

import sqlite3  # noqa: E402  the one that was just put in place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit_web.config.table import Settings

_MANIFEST: Final = "binnenuit.json"
_DATABASE: Final = ".sqlite3"
# A database's own side files, and uploads that were still being read.
_LEFT_OUT: Final = ("-wal", "-shm", "-journal", LOCK_FILE)
_PASSING: Final = "uploads"
# The database from before a move, which is no part of the installation any more.
BEFORE_MOVE: Final = "binnenuit-before-move"

_TABLES: Final = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'django_migrations'
"""


@dataclass(frozen=True)
class Kept:
    """How many files a backup holds, and how many tables and rows its database.

    Zero tables: an installation that was never started, or a backup that tells no counts.
    """

    files: int
    tables: int
    rows: int


def back_up(chosen: Settings, target: Path) -> Kept:
    """Write everything of an installation to ``target``, whole or not at all.

    The installation may be in use: databases are copied as they stand at one moment, but for the
    keys of taps and ballots, which no backup holds. Django must have been started when the database
    is on PostgreSQL.
    """
    data = chosen.data
    if not (data / KEY_FILE).is_file():
        raise SettingError(
            "config.nothing-to-back-up",
            sentence(
                "There is no installation in {path}, so nothing was backed up. Say where it is "
                "with --data.",
                path=data,
            ),
        )
    # The key is in it, so nobody else may read it.
    with (
        whole_file(target, mode=0o600) as part,
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        return _fill(archive, chosen, {part.resolve(), target.resolve()})


def _fill(archive: zipfile.ZipFile, chosen: Settings, itself: set[Path]) -> Kept:
    """Databases first: what the files say may be ahead of them, never behind."""
    rows: dict[str, int] = {}
    with _copied(chosen, rows) as copy:
        if copy:
            take_out_keys(copy)
            _refuse_difference(rows, _count_file(copy))
            archive.write(copy, SQLITE_FILE)
    files = [file for file in sorted(chosen.data.rglob("*")) if _belongs(file, chosen.data)]
    files = [file for file in files if file.resolve() not in itself]
    for file in files:
        _add(archive, file, file.relative_to(chosen.data).as_posix(), chosen)
    archive.writestr(_MANIFEST, json.dumps({"binnenuit": __version__, "rows": rows}))
    return Kept(len(files) + bool(copy), len(rows), sum(rows.values()))


@contextmanager
def _copied(chosen: Settings, rows: dict[str, int]) -> Iterator[Path | None]:
    """Give a copy of the database on SQLite, counted; None while there is no database."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / SQLITE_FILE
        if chosen.database:
            from binnenuit_web.config import copying  # noqa: PLC0415  needs start_django

            copying.copy(describe(chosen), in_passing_file(copy))
            rows |= _count_file(copy)
        elif (chosen.data / SQLITE_FILE).is_file():
            rows |= _copy_file(chosen.data / SQLITE_FILE, copy)
        yield copy if copy.is_file() else None


def _copy_file(file: Path, copy: Path) -> dict[str, int]:
    """Copy a database on SQLite as it stands at one moment; both sides hold the same counts."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.isolation_level = None
        source.execute("BEGIN")
        before = _count(source)
        source.backup(target)
        _refuse_difference(before, _count(target))
    return before


def _count_file(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as database:
        return _count(database)


def _count(database: sqlite3.Connection) -> dict[str, int]:
    names = sorted(name for (name,) in database.execute(_TABLES))
    quoted = [(name, name.replace('"', '""')) for name in names]
    return {
        name: database.execute(f'SELECT count(*) FROM "{inside}"').fetchone()[0]  # noqa: S608
        for name, inside in quoted
    }


def _refuse_difference(before: dict[str, int], after: dict[str, int]) -> None:
    differs = sorted(name for name in before | after if before.get(name) != after.get(name))
    if differs:
        raise SettingError(
            "config.backup-differs",
            sentence(
                "The table {table} has {before} rows on one side and {after} on the other. Nothing "
                "was kept; please report this.",
                table=differs[0],
                before=before.get(differs[0], 0),
                after=after.get(differs[0], 0),
            ),
        )


def _belongs(file: Path, data: Path) -> bool:
    inside = file.relative_to(data).parts
    if inside[0] in {_PASSING, SQLITE_FILE} or inside[0].startswith(BEFORE_MOVE):
        return False
    return file.is_file() and not file.name.endswith(_LEFT_OUT)


def _add(archive: zipfile.ZipFile, file: Path, name: str, chosen: Settings) -> None:
    if name == FILE_NAME:
        # What comes out of a backup uses SQLite, wherever it came from.
        archive.writestr(name, with_database(chosen.data, ""))
    elif file.suffix != _DATABASE:
        archive.write(file, name)
    else:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / file.name
            _copy_file(file, copy)
            take_out_keys(copy)
            archive.write(copy, name)


def restore(source: Path, data: Path) -> Kept:
    """Put a backup back into ``data``, which must not hold anything yet.

    Nothing is there before every table was found to hold as many rows as when it was backed up.
    """
    if data.exists() and any(data.iterdir()):
        raise SettingError(
            "config.restore-onto",
            sentence(
                "{path} already holds something, and a restore never writes over it. Choose "
                "another directory with --data, or move this one away.",
                path=data,
            ),
        )
    with _opened(source) as archive:
        names = [name for name in archive.namelist() if name != _MANIFEST]
        said = json.loads(archive.read(_MANIFEST)).get("rows")
        try:
            rows = _unpack(archive, names, data, said)
        except OSError as problem:
            raise unusable(data, problem) from problem
        except sqlite3.DatabaseError as problem:
            raise _no_backup(source) from problem
    return Kept(len(names), len(rows), sum(rows.values()))


def _unpack(
    archive: zipfile.ZipFile, names: list[str], data: Path, said: dict[str, int] | None
) -> dict[str, int]:
    """Unpack beside ``data`` and verify; only what is whole takes its place."""
    data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data.parent, prefix=".restore-") as folder:
        fresh = Path(folder) / "data"
        fresh.mkdir(mode=0o700)
        archive.extractall(fresh, names)
        for name in (KEY_FILE, FILE_NAME):
            if (fresh / name).is_file():
                (fresh / name).chmod(0o600)
        rows = _verified(fresh / SQLITE_FILE, said)
        shutil.rmtree(data, ignore_errors=True)
        fresh.replace(data)
    return rows


def _verified(database: Path, said: dict[str, int] | None) -> dict[str, int]:
    """Count what came back; a backup of an earlier version does not say what it should be."""
    if said is None:
        return {}
    found = _count_file(database) if database.is_file() else {}
    _refuse_difference(said, found)
    return found


def _opened(source: Path) -> zipfile.ZipFile:
    """Open a backup of ours; anything else is refused before a byte is written."""
    if not source.is_file():
        raise SettingError(
            "config.no-backup-file",
            sentence(
                "There is no file {path}. Nothing was restored. Give the file that “binnenuit "
                "backup” wrote.",
                path=source,
            ),
        )
    try:
        archive = zipfile.ZipFile(source)
        if {_MANIFEST, KEY_FILE} <= set(archive.namelist()) and archive.testzip() is None:
            return archive
    except (OSError, zipfile.BadZipFile):
        pass
    raise _no_backup(source)


def _no_backup(source: Path) -> SettingError:
    return SettingError(
        "config.no-backup",
        sentence("{path} is not a whole backup of Binnenuit. Nothing was restored.", path=source),
    )
