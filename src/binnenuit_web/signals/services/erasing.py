"""What was destroyed is not left in the log of the database, either."""

from __future__ import annotations

from django.db import connection


def erase() -> None:
    """Empty SQLite's log of what changed: it holds every tap of a week, one after the other.

    After a key or hands were destroyed, outside a transaction. When somebody reads for long, the
    log is emptied by a later write. On PostgreSQL that is for whoever looks after the server.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
