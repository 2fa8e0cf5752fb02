"""Which SQLite is used: never one that can corrupt a file while two connections write.

SQLite 3.7.0 up to 3.51.2 can lose pages when a write-ahead log is reset while another connection
writes (fixed in 3.51.3). Many systems still carry such a version; the package pysqlite3 brings
its own.
"""

from __future__ import annotations

import sqlite3 as bundled
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

Version = tuple[int, ...]

FIRST_WITH_WAL_RESET_BUG: Final[Version] = (3, 7, 0)
FIRST_WITHOUT_WAL_RESET_BUG: Final[Version] = (3, 51, 3)


def has_wal_reset_bug(version: Version) -> bool:
    return FIRST_WITH_WAL_RESET_BUG <= version < FIRST_WITHOUT_WAL_RESET_BUG


def replacement() -> ModuleType | None:
    """Return pysqlite3 when it is installed and does not have the bug itself."""
    try:
        import pysqlite3  # noqa: PLC0415  only on Linux, see pyproject.toml
    except ImportError:
        return None
    module: ModuleType = pysqlite3
    return None if has_wal_reset_bug(pysqlite3.sqlite_version_info) else module


def use_safe_sqlite() -> None:
    """Make ``import sqlite3`` give a library without the bug, before Django opens a database."""
    if not has_wal_reset_bug(bundled.sqlite_version_info):
        return
    module = replacement()
    if module is not None:
        sys.modules["sqlite3"] = module
        sys.modules["sqlite3.dbapi2"] = module.dbapi2
