"""A whole database copied into an empty one, of the same kind or another; both sides are counted.

Moving to PostgreSQL, and keeping and restoring a backup of it, are this one machine.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django.db import DatabaseError, connections, transaction
from django.db.utils import load_backend

from binnenuit.errors import SettingError
from binnenuit.language import sentence
from binnenuit_web.config.sequences import continue_from, last_numbers
from binnenuit_web.config.stored import Stored, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

    from binnenuit_web.config.databases import Description
    from binnenuit_web.config.stored import Table

_SOURCE: Final = "source"
_TARGET: Final = "default"  # changes of earlier versions fill what they call the default
_BATCH: Final = 1000


@dataclass(frozen=True)
class Counted:
    """How many tables and rows there are, the same on both sides."""

    tables: int
    rows: int


def copy(source: Description, target: Description) -> Counted:
    """Copy everything in ``source`` into ``target``, which must hold no table yet.

    Tables are made as the version made them that wrote the source, so that a database may be copied
    before it is brought up to date. PostgreSQL shows nothing to others before all is there and
    counted, and keeps nothing when this fails or is killed. A target on SQLite is a new file, which
    the caller throws away when this fails. Nobody can write to a source on SQLite meanwhile.
    """
    with _opened(_SOURCE, source) as old, _opened(_TARGET, target) as new:
        _reach(old)
        _reach(new)
        _refuse_filled(new)
        with transaction.atomic(_SOURCE):
            _stand_still(old)
            # SQLite changes no tables inside a transaction that watches over references.
            at_once = transaction.atomic(_TARGET) if _is_postgresql(new) else nullcontext()
            with at_once:
                return _copy_all(stored(old), old, new)


@contextmanager
def _opened(alias: str, description: Description) -> Iterator[BaseDatabaseWrapper]:
    """Connect under ``alias``, which means again what it meant before when this ends."""
    whole = connections.configure_settings({"default": dict(description)})["default"]
    opened = load_backend(whole["ENGINE"]).DatabaseWrapper(whole, alias)
    before = connections[alias] if alias in list(connections) else None
    connections[alias] = opened
    try:
        yield opened
    finally:
        opened.close()
        if before is None:
            del connections[alias]
        else:
            connections[alias] = before


def _reach(connection: BaseDatabaseWrapper) -> None:
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        raise SettingError(
            "config.database-unreachable",
            sentence(
                "The database {name} does not answer: {problem}. Check host, name and password; "
                "nothing was changed.",
                name=connection.settings_dict["NAME"],
                problem=_in_one_line(problem),
            ),
        ) from problem


def _refuse_filled(target: BaseDatabaseWrapper) -> None:
    tables = target.introspection.table_names()
    if tables:
        raise SettingError(
            "config.database-not-empty",
            sentence(
                "The database {name} is not empty: it holds {example}, {number} tables in all. "
                "Nothing is ever written over; make an empty one, for example with: createdb "
                "{other}",
                name=target.settings_dict["NAME"],
                number=len(tables),
                example=tables[0],
                other=f"{target.settings_dict['NAME']}2",
            ),
        )


def _stand_still(source: BaseDatabaseWrapper) -> None:
    """See the source as it is now until the end, whoever writes meanwhile."""
    if _is_postgresql(source):
        with source.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _copy_all(what: Stored, old: BaseDatabaseWrapper, new: BaseDatabaseWrapper) -> Counted:
    _hold_references(new, at_once=True)  # or PostgreSQL changes no table that was just written to
    what.make_tables(new)
    _hold_references(new, at_once=False)
    for table in reversed(what.tables):
        _empty(table, new)
    for table in what.tables:
        _copy_rows(table, old, new)
    continue_from(last_numbers(what.tables, old), new)
    _check_references(new)
    return _compare(what, old, new)


def _hold_references(connection: BaseDatabaseWrapper, *, at_once: bool) -> None:
    if _is_postgresql(connection):
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {'IMMEDIATE' if at_once else 'DEFERRED'}")


def _empty(table: Table, new: BaseDatabaseWrapper) -> None:
    """Take out what making the tables put in: the source has rows of its own."""
    if table.count(new):
        with new.cursor() as cursor:
            cursor.execute(f"DELETE FROM {new.ops.quote_name(table.name)}")  # noqa: S608


def _copy_rows(table: Table, old: BaseDatabaseWrapper, new: BaseDatabaseWrapper) -> None:
    columns = [field.attname for field in table.fields]
    rows = table.rows(old).order_by("pk").values_list(*columns).iterator(chunk_size=_BATCH)
    written = (_as_written(table, row, new) for row in rows)
    write = _stream if _is_postgresql(new) else _insert
    try:
        write(table, written, new)
    except (DatabaseError, ValueError) as problem:
        raise _cannot_copy(table.name, problem) from problem


def _stream(table: Table, rows: Iterator[list[Any]], new: BaseDatabaseWrapper) -> None:
    """Write rows with PostgreSQL's own command for many of them, ten times as fast as inserting."""
    copy = f"COPY {_place_of(table, new)} FROM STDIN"
    with new.cursor() as cursor, new.wrap_database_errors, cursor.copy(copy) as stream:
        for row in rows:
            stream.write_row(row)


def _insert(table: Table, rows: Iterator[list[Any]], new: BaseDatabaseWrapper) -> None:
    values = ", ".join(["%s"] * len(table.fields))
    insert = f"INSERT INTO {_place_of(table, new)} VALUES ({values})"  # noqa: S608  quoted names
    with new.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            cursor.executemany(insert, batch)


def _place_of(table: Table, connection: BaseDatabaseWrapper) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table.name)} ({', '.join(quote(str(field.column)) for field in table.fields)})"


def _as_written(table: Table, row: tuple[Any, ...], new: BaseDatabaseWrapper) -> list[Any]:
    """Return a row as the fields themselves write it; nothing is computed anew on the way."""
    return [
        field.get_db_prep_save(value, connection=new)
        for field, value in zip(table.fields, row, strict=True)
    ]


def _check_references(new: BaseDatabaseWrapper) -> None:
    try:
        new.check_constraints()
    except DatabaseError as problem:
        raise SettingError(
            "config.broken-reference",
            sentence(
                "A row points to another that is not there: {problem}. Nothing was changed.",
                problem=_in_one_line(problem),
            ),
        ) from problem


def _cannot_copy(table: str, problem: Exception) -> SettingError:
    return SettingError(
        "config.cannot-copy",
        sentence(
            "The table {table} cannot be copied: {problem}. Nothing was changed.",
            table=table,
            problem=_in_one_line(problem),
        ),
    )


def _compare(what: Stored, old: BaseDatabaseWrapper, new: BaseDatabaseWrapper) -> Counted:
    rows = 0
    for table in what.tables:
        here, there = table.count(old), table.count(new)
        if here != there:
            raise SettingError(
                "config.counts-differ",
                sentence(
                    "The table {table} has {here} rows, and its copy {there}. Nothing was changed; "
                    "please report this.",
                    table=table.name,
                    here=here,
                    there=there,
                ),
            )
        rows += there
    return Counted(len(what.tables), rows)


def _is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "postgresql"


def _in_one_line(problem: Exception) -> str:
    return " ".join(str(problem).split()).rstrip(".")
