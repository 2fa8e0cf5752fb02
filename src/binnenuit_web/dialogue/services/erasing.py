"""What was destroyed is not left in the files of the database, either."""

from __future__ import annotations

from typing import Final

from django.db import connection

_TABLES: Final = (
    "question",
    "statement",
    "event",
    "picture",
    "poll",
    "pollanswer",
    "objection",
)


def erase() -> None:
    """Empty the log of the database, and what a table keeps of rows that are gone.

    After keys and votes were destroyed, outside a transaction. When somebody reads for long, the
    log of SQLite is emptied by a later write. PostgreSQL's own log is its operator's.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in _TABLES:
                cursor.execute(f"VACUUM FULL dialogue_{table}")
