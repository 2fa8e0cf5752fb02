"""The settings as they stand in the data directory's file, with the database named or not."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from binnenuit.errors import SettingError
from binnenuit.language import sentence
from binnenuit_web.config.table import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path

_LINE: Final = re.compile(r"^[ \t]*\"?database\"?[ \t]*=.*(?:\n|\Z)", re.MULTILINE)


def with_database(data: Path, database: str) -> str:
    """Return the text of the settings file with ``database`` in it; empty leaves it out.

    Everything else stays as it was written, comments too.
    """
    file = data / FILE_NAME
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    after = _LINE.sub("", before)
    if database:
        after = f"{after.rstrip()}\n" if after.strip() else ""
        after += f"database = {json.dumps(database, ensure_ascii=False)}\n"
    _check_only_that_changed(before, after, database, file)
    return after


def _check_only_that_changed(before: str, after: str, database: str, file: Path) -> None:
    expected: dict[str, Any] = {**tomllib.loads(before), "database": database}
    if not database:
        del expected["database"]
    try:
        fits = tomllib.loads(after) == expected
    except tomllib.TOMLDecodeError:
        fits = False
    if not fits:
        raise SettingError(
            "config.database-line",
            sentence(
                "The setting database in {file} is written in a way that cannot be replaced. Write "
                "it on one line; nothing was changed.",
                file=file,
            ),
        )
