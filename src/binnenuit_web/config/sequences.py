"""The number that a table gave out last: a number is never given twice, not even after a move.

The highest number that is still there would not do. The logbook names accounts by their number, and
a forgotten person's number must not become somebody else's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper

    from binnenuit_web.config.stored import Table


def last_numbers(tables: Iterable[Table], connection: BaseDatabaseWrapper) -> dict[Table, int]:
    """For each table that numbers its rows, the last number that it gave out; 0 for none yet."""
    read = _last_in_postgresql if connection.vendor == "postgresql" else _last_in_sqlite
    return {
        table: max(read(table, connection), _highest(table, connection))
        for table in tables
        if table.numbered
    }


def continue_from(last: dict[Table, int], connection: BaseDatabaseWrapper) -> None:
    """Let each table go on after the number that it gave out last."""
    write = _set_in_postgresql if connection.vendor == "postgresql" else _set_in_sqlite
    for table, number in last.items():
        if number:
            write(table, number, connection)


def _highest(table: Table, connection: BaseDatabaseWrapper) -> int:
    highest: int | None = table.rows(connection).aggregate(highest=Max("pk"))["highest"]
    return highest or 0


def _last_in_sqlite(table: Table, connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _set_in_sqlite(table: Table, number: int, connection: BaseDatabaseWrapper) -> None:
    name = table.name
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, number])


def _last_in_postgresql(table: Table, connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", _column(table, connection))
        sequence = cursor.fetchone()[0]
        # PostgreSQL itself quoted the name.
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
        number, is_called = cursor.fetchone()
    return int(number) if is_called else 0


def _set_in_postgresql(table: Table, number: int, connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
            [*_column(table, connection), number],
        )


def _column(table: Table, connection: BaseDatabaseWrapper) -> list[str | None]:
    return [connection.ops.quote_name(table.name), table.numbered]
