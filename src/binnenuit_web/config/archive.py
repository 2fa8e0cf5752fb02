"""One file that holds a whole installation, and the way back from it."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Final

from binnenuit import __version__
from binnenuit.errors import SettingError
from binnenuit.language import sentence
from binnenuit.tables.whole import whole_file
from binnenuit_web.config.installation import unusable
from binnenuit_web.config.sqlite import use_safe_sqlite
from binnenuit_web.config.table import KEY_FILE

use_safe_sqlite()

import sqlite3  # noqa: E402  the one that was just put in place

_MANIFEST: Final = "binnenuit.json"
_DATABASE: Final = ".sqlite3"
# A database's own side files, and uploads that were still being read.
_LEFT_OUT: Final = ("-wal", "-shm", "-journal")
_PASSING: Final = "uploads"


def back_up(data: Path, target: Path) -> int:
    """Write everything in ``data`` to ``target``, whole or not at all; return how many files.

    The installation may be in use: databases are copied by SQLite itself, as they stand at one
    moment.
    """
    if not (data / KEY_FILE).is_file():
        raise SettingError(
            "config.nothing-to-back-up",
            sentence(
                "There is no installation in {path}, so nothing was backed up. Say where it is "
                "with --data.",
                path=data,
            ),
        )
    files = [file for file in sorted(data.rglob("*")) if _belongs(file, data)]
    # The key is in it, so nobody else may read it.
    with (
        whole_file(target, mode=0o600) as part,
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        archive.writestr(_MANIFEST, json.dumps({"binnenuit": __version__}))
        for file in files:
            _add(archive, file, file.relative_to(data).as_posix())
    return len(files)


def _belongs(file: Path, data: Path) -> bool:
    inside = file.relative_to(data).parts
    return file.is_file() and inside[0] != _PASSING and not file.name.endswith(_LEFT_OUT)


def _add(archive: zipfile.ZipFile, file: Path, name: str) -> None:
    if file.suffix != _DATABASE:
        archive.write(file, name)
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        archive.write(copy, name)


def restore(source: Path, data: Path) -> int:
    """Put a backup back into ``data``, which must not hold anything yet; return how many files."""
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
        try:
            _unpack(archive, names, data)
        except OSError as problem:
            raise unusable(data, problem) from problem
    return len(names)


def _unpack(archive: zipfile.ZipFile, names: list[str], data: Path) -> None:
    data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data.parent, prefix=".restore-") as folder:
        fresh = Path(folder) / "data"
        fresh.mkdir(mode=0o700)
        archive.extractall(fresh, names)
        (fresh / KEY_FILE).chmod(0o600)
        shutil.rmtree(data, ignore_errors=True)
        fresh.replace(data)


def _opened(source: Path) -> zipfile.ZipFile:
    """Open a backup of ours; anything else is refused before a byte is written."""
    try:
        archive = zipfile.ZipFile(source)
        if {_MANIFEST, KEY_FILE} <= set(archive.namelist()) and archive.testzip() is None:
            return archive
    except (OSError, zipfile.BadZipFile):
        pass
    raise SettingError(
        "config.no-backup",
        sentence("{path} is not a whole backup of Binnenuit. Nothing was restored.", path=source),
    )
