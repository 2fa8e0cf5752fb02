"""On SQLite a table counts its rows as they come in; these two must not.

PostgreSQL keeps values of every table beside it, for planning, and goes on keeping them when the
rows are gone: not of these columns.

Both are still empty: this comes out together with 0001. Django has no word for it (and a later
change of a column would undo it, which tests/web/mirror/test_box_files.py notices).
"""

from typing import Any

from django.db import migrations

_TABLES = ("mirror_code", "mirror_ballot")


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
    ("mirror_code", "hash"),
    *(("mirror_ballot", column) for column in ("id", "sealed")),
    *(("mirror_layer", column) for column in ("public_key", "private_key", "secret")),
)


def without_samples(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        for table, column in _NOT_SAMPLED:
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("mirror", "0001_mirror")]

    operations = [
        migrations.RunPython(without_row_numbers, migrations.RunPython.noop),
        migrations.RunPython(without_samples, migrations.RunPython.noop),
    ]
