"""What a database holds: the tables as the version made them that wrote to it last."""

# ruff: noqa: SLF001  _meta is Django's own documented way to look at a table

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, Final

from django.db.migrations.executor import MigrationExecutor
from django.db.models import AutoField, BigAutoField, SmallAutoField

from binnenuit.errors import SettingError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.migrations.loader import MigrationLoader
    from django.db.models import Field, Model, QuerySet

OWN_TABLE: Final = "django_migrations"  # which changes were made; written by making them

Change = tuple[str, str]


@dataclass(frozen=True)
class Table:
    """One table: its name, and its columns as the fields that read and write them."""

    model: type[Model]
    name: str
    fields: tuple[Field[Any, Any], ...]

    def rows(self, connection: BaseDatabaseWrapper) -> QuerySet[Model]:
        return self.model._base_manager.using(connection.alias)

    def count(self, connection: BaseDatabaseWrapper) -> int:
        return self.rows(connection).count()

    @property
    def numbered(self) -> str | None:
        """The column whose numbers the database gives out; None when it gives out none."""
        key = self.model._meta.pk
        is_numbered = isinstance(key, AutoField | BigAutoField | SmallAutoField)
        return key.column if is_numbered else None


@dataclass(frozen=True)
class Stored:
    """The latest change of each room, and all tables; those that others point to come first."""

    changes: tuple[Change, ...]
    tables: tuple[Table, ...]

    def make_tables(self, connection: BaseDatabaseWrapper) -> None:
        MigrationExecutor(connection).migrate(list(self.changes))


def waiting(connection: BaseDatabaseWrapper) -> int:
    """How many changes of this version the database has not seen yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def stored(connection: BaseDatabaseWrapper) -> Stored:
    """Look what the database holds; refused when this version does not know all of it."""
    loader = MigrationExecutor(connection).loader
    made = set(loader.applied_migrations)
    _refuse_newer(connection, made - set(loader.disk_migrations))
    made &= set(loader.graph.nodes)
    apps = loader.project_state(sorted(made)).apps
    tables = _in_order(apps.get_models(include_auto_created=True))
    _refuse_unknown(connection, {table.name for table in tables})
    return Stored(tuple(sorted(_latest(made, loader))), tables)


def _latest(made: set[Change], loader: MigrationLoader) -> set[Change]:
    """Changes after which their own room made no other."""
    nodes = loader.graph.node_map
    return {
        change
        for change in made
        if not any(
            child.key[0] == change[0] and child.key in made for child in nodes[change].children
        )
    }


def _in_order(models: Iterable[type[Model]]) -> tuple[Table, ...]:
    own = [model for model in models if model._meta.managed and not model._meta.proxy]
    points_to = {
        model: {
            field.related_model
            for field in model._meta.local_concrete_fields
            if field.related_model not in {None, model}
        }
        for model in own
    }
    return tuple(_table(model) for model in TopologicalSorter(points_to).static_order())


def _table(model: type[Model]) -> Table:
    fields = model._meta.local_concrete_fields
    return Table(
        model, model._meta.db_table, tuple(field for field in fields if not field.generated)
    )


def _refuse_newer(connection: BaseDatabaseWrapper, unknown: set[Change]) -> None:
    if unknown:
        raise SettingError(
            "config.database-newer",
            sentence(
                "A newer version of Binnenuit wrote to the database {name} ({change}). Use that "
                "version; nothing was changed.",
                name=connection.settings_dict["NAME"],
                change=".".join(min(unknown)),
            ),
        )


def _refuse_unknown(connection: BaseDatabaseWrapper, known: set[str]) -> None:
    """Leave nothing behind in silence."""
    others = set(connection.introspection.table_names()) - known - {OWN_TABLE}
    filled = [name for name in sorted(others) if _holds_rows(connection, name)]
    if filled:
        raise SettingError(
            "config.unknown-tables",
            sentence(
                "The database {name} holds rows in tables that are not of Binnenuit: {tables}. "
                "Take them out first; nothing was changed.",
                name=connection.settings_dict["NAME"],
                tables=", ".join(filled),
            ),
        )


def _holds_rows(connection: BaseDatabaseWrapper, table: str) -> bool:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(table)
        cursor.execute(f"SELECT 1 FROM {name} LIMIT 1")  # noqa: S608  a quoted name
        return cursor.fetchone() is not None
