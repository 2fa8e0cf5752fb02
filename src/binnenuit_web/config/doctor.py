"""Is this installation in order? One sentence for each thing looked at."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from binnenuit.errors import SettingError
from binnenuit.language import Sentence, sentence
from binnenuit_web.config import installation, mailing, server
from binnenuit_web.config.archive import BEFORE_MOVE
from binnenuit_web.config.databases import SQLITE_FILE, in_words
from binnenuit_web.config.sqlite import has_wal_reset_bug, use_safe_sqlite
from binnenuit_web.config.table import KEY_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from binnenuit_web.config.table import Settings

_ENOUGH_SPACE: Final = 1024**3
# 1 January 2026: a clock before this version was written is wrong.
_EARLIEST: Final = 1_767_225_600


@dataclass(frozen=True)
class Check:
    """One thing looked at: a stable code, whether it is in order, and a sentence."""

    code: str
    sentence: Sentence
    ok: bool = True

    def as_record(self, language: str) -> dict[str, object]:
        return {
            "code": self.code,
            "ok": self.ok,
            "message": self.sentence.say(language),
            "file": "",
            "row": None,
        }


def examine(settings: Settings) -> tuple[Check, ...]:
    """Look at everything; nothing is changed."""
    looks: tuple[Callable[[Settings], Iterator[Check]], ...] = (
        _python,
        _sqlite,
        _directory,
        _key,
        _database,
        _port,
        _mail,
        _clock,
        _space,
        _browser,
    )
    return tuple(check for look in looks for check in look(settings))


def _python(_settings: Settings) -> Iterator[Check]:
    yield Check(
        "doctor.python",
        sentence("Python {version}; 3.11 or newer is needed.", version=platform.python_version()),
        ok=sys.version_info >= (3, 11),
    )


def _sqlite(_settings: Settings) -> Iterator[Check]:
    bundled = sqlite3.sqlite_version
    use_safe_sqlite()
    used = sys.modules["sqlite3"]
    version = used.sqlite_version
    own = used.__name__.split(".", maxsplit=1)[0]
    if has_wal_reset_bug(used.sqlite_version_info):
        yield Check(
            "doctor.sqlite",
            sentence(
                "SQLite {version} can damage a database when two connections write "
                "(WAL-reset bug, mended in 3.51.3). "
                "Install the package pysqlite3, or use PostgreSQL.",
                version=version,
            ),
            ok=False,
        )
        return
    yield Check(
        "doctor.sqlite",
        sentence(
            "SQLite {version} from {library} is used; Python's own is {bundled}. "
            "Free of the WAL-reset bug.",
            version=version,
            library=own,
            bundled=bundled,
        ),
    )


def _directory(settings: Settings) -> Iterator[Check]:
    path = settings.data.resolve()
    if not path.is_dir():
        yield Check(
            "doctor.directory",
            sentence("There is no data directory {path}. “binnenuit start” makes it.", path=path),
            ok=False,
        )
        return
    private = os.name != "posix" or not stat.S_IMODE(path.stat().st_mode) & 0o077
    if not os.access(path, os.W_OK):
        text = sentence(
            "The data directory {path} cannot be written to. Check its owner.", path=path
        )
    elif not private:
        text = sentence(
            "Others on this computer can look into {path}. Close it: chmod 700 {path}", path=path
        )
    else:
        text = sentence("The data directory {path} is writable and private.", path=path)
    yield Check("doctor.directory", text, ok=private and os.access(path, os.W_OK))


def _key(settings: Settings) -> Iterator[Check]:
    file = settings.data / KEY_FILE
    if settings.secret_key:
        yield Check("doctor.key", sentence("The key comes from the settings."))
    elif not file.is_file():
        yield Check(
            "doctor.key",
            sentence("There is no key file {path}. “binnenuit start” makes it.", path=file),
            ok=False,
        )
    else:
        private = os.name != "posix" or not stat.S_IMODE(file.stat().st_mode) & 0o077
        yield Check(
            "doctor.key",
            sentence("The key file is there and private.")
            if private
            else sentence("Others can read the key file. Close it: chmod 600 {path}", path=file),
            ok=private,
        )


def _database(settings: Settings) -> Iterator[Check]:
    if not settings.database and not settings.data.is_dir():
        return  # said already
    installation.start_django()
    from django.db import DatabaseError, connection  # noqa: PLC0415  needs start_django

    from binnenuit_web.config.stored import waiting  # noqa: PLC0415

    try:
        number = waiting(connection)
    except DatabaseError as problem:
        text = sentence("The database does not answer: {problem}", problem=str(problem).strip())
        yield Check("doctor.database", text, ok=False)
        return
    text = (
        sentence(
            "The database waits for {number} changes. “binnenuit start” makes them.",
            number=number,
        )
        if number
        else sentence(
            "The database is {kind}, {name}; it answers and is up to date.",
            kind=connection.display_name,
            name=in_words(connection.settings_dict),
        )
    )
    yield Check("doctor.database", text, ok=not number)
    yield from _moved(settings)
    if not number:
        yield from _mirror()
        yield from _dialogue()


def _mirror() -> Iterator[Check]:
    """Tell of layers whose ballots nobody can read since a backup was put back."""
    from binnenuit_web.mirror.services.opening import keyless_layers  # noqa: PLC0415

    for name, layer in keyless_layers():
        yield Check(
            "doctor.mirror-key",
            sentence(
                "Layer {layer} of round {round} was open when this backup was made, and takes no "
                "ballots. The facilitator opens it again, and who answered is asked once more.",
                layer=layer,
                round=name,
            ),
            ok=False,
        )


def _dialogue() -> Iterator[Check]:
    """Tell of votes that nobody can read since a backup was put back."""
    from binnenuit_web.dialogue.services.keyless import (  # noqa: PLC0415
        keyless_polls,
        keyless_questions,
    )

    for number in keyless_questions():
        yield Check(
            "doctor.question-key",
            sentence(
                "Core question {number} was open when this backup was made, and no backup holds "
                "votes. By night it begins anew by itself, or closes with what was shown: tell "
                "people.",
                number=number,
            ),
            ok=False,
        )
    for number in keyless_polls():
        yield Check(
            "doctor.poll-key",
            sentence(
                "Poll {number} was open when this backup was made, and no backup holds answers. By "
                "night it is asked anew by itself: tell people.",
                number=number,
            ),
            ok=False,
        )


def _moved(settings: Settings) -> Iterator[Check]:
    """Tell of databases that are not used any more and still hold everything about people."""
    files = sorted(settings.data.glob(f"{BEFORE_MOVE}*.sqlite3"))
    if settings.database:
        files += [file for file in [settings.data / SQLITE_FILE] if file.is_file()]
    for file in files:
        yield Check(
            "doctor.old-database",
            sentence(
                "{file} is the database from before a move and is not used any more. Remove it "
                "when you are content: it holds everything about people.",
                file=file,
            ),
        )


def _port(settings: Settings) -> Iterator[Check]:
    try:
        server.check_port(settings.host, settings.port)
    except SettingError as problem:
        yield Check("doctor.port", problem.sentence, ok=False)
    else:
        yield Check("doctor.port", sentence("Port {port} is free.", port=settings.port))


def _mail(settings: Settings) -> Iterator[Check]:
    text, ok = mailing.looked_at(settings)
    yield Check("doctor.mail", text, ok=ok)


def _clock(_settings: Settings) -> Iterator[Check]:
    sane = time.time() > _EARLIEST  # noqa: TID251  the clock itself is looked at
    yield Check(
        "doctor.clock",
        sentence("The clock says {moment}.", moment=time.strftime("%Y-%m-%d %H:%M %Z"))
        if sane
        else sentence(
            "The clock says {moment}, which lies in the past. Set it: links and sessions expire.",
            moment=time.strftime("%Y-%m-%d %H:%M %Z"),
        ),
        ok=sane,
    )


def _space(settings: Settings) -> Iterator[Check]:
    place = settings.data if settings.data.is_dir() else Path.cwd()
    free = shutil.disk_usage(place).free
    yield Check(
        "doctor.space",
        sentence("{free} GB free on this disk; 1 GB is enough.", free=f"{free / 1024**3:.1f}"),
        ok=free >= _ENOUGH_SPACE,
    )


def _browser(_settings: Settings) -> Iterator[Check]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    yield Check(
        "doctor.browser",
        sentence("Chromium is at {path}; the browser tests can run.", path=found)
        if found
        else sentence("There is no Chromium; only the browser tests need it."),
    )
