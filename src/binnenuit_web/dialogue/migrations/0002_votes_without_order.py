"""On SQLite a table counts its rows as they come in; what comes from people must not be counted.

PostgreSQL keeps values of every table beside it, for planning, and goes on keeping them when the
rows are gone: not of these columns.

All are still empty: this comes out together with 0001. Django has no word for it (and a later
change of a column would undo it, which tests/web/dialogue/test_files.py notices).
"""

from typing import Any

from django.db import migrations

_TABLES = ("dialogue_event", "dialogue_pollanswer", "dialogue_statement", "dialogue_objection")


def without_row_numbers(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL "
                "ORDER BY type DESC",  # the table, then its indexes
                [table],
            )
            made, *indexes = [sql for (sql,) in cursor.fetchall()]
            cursor.execute(f"DROP TABLE {table}")
            cursor.execute(f"{made} WITHOUT ROWID")
            for index in indexes:
                cursor.execute(index)


_NOT_SAMPLED = (
    *(("dialogue_event", column) for column in ("id", "hand", "sealed")),
    *(("dialogue_pollanswer", column) for column in ("hand", "sealed")),
    *(("dialogue_statement", column) for column in ("id", "author", "text", "reason")),
    *(("dialogue_objection", column) for column in ("id", "author", "text")),
    *(("dialogue_picture", column) for column in ("members",)),
    *(("dialogue_question", column) for column in ("key",)),
    *(("dialogue_poll", column) for column in ("key",)),
)


def without_samples(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        for table, column in _NOT_SAMPLED:
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0001_dialogue")]

    operations = [
        migrations.RunPython(without_row_numbers, migrations.RunPython.noop),
        migrations.RunPython(without_samples, migrations.RunPython.noop),
    ]
