"""Put rows into every table there is, and write down all that a database holds.

Found by looking at the models, so that no later table can be forgotten; no word here is of the
product's own, so that it fills databases of earlier versions as well. Runs in a process of its own,
on the installation that BINNENUIT_DATA and BINNENUIT_DATABASE name:
``python -m tests.storage.fill fill`` or ``dump``.
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import Any, Final

from django.apps import apps
from django.db import models

from binnenuit_web.config import installation

ROWS: Final = 3
# What a database may stumble over: accents, quotes, signs beyond the first plane, a percent sign.
_TEXT: Final = 'brûlée, Łódź, 🥖 100 % "warm" \\ één\ntweede regel'
_MOMENT: Final = datetime(2026, 3, 29, 1, 30, 15, 123456, tzinfo=UTC)
_JSON: Final = {"naam": "Jørgen 🥖", "getallen": [1, 2.5, -0.1], "niets": None, "waar": True}


def fill(rows: int = ROWS) -> None:
    """Put ``rows`` rows into every table; one where there may only be one."""
    for model in _all_tables():
        for number in range(1 if _is_alone(model) else rows):
            _add(model, number)


def dump() -> list[str]:
    """Every row of every table with every value as it comes out, as JSON.

    Sorted here: databases put letters, and words in JSON, in an order of their own.
    """
    return sorted(
        json.dumps([model._meta.db_table, _row(model, row)], sort_keys=True)
        for model in _all_tables()
        for row in model._base_manager.values_list(*_columns(model))
    )


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.local_concrete_fields]


def _row(model: type[models.Model], values: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(_columns(model), map(_comparable, values), strict=True))


def _comparable(value: Any) -> Any:
    if isinstance(value, dict | list | str | int | float | None):
        return value
    return repr(bytes(value) if isinstance(value, memoryview) else value)


def _all_tables() -> list[type[models.Model]]:
    """Those that others point to come first."""
    points_to = {
        model: {
            field.related_model
            for field in model._meta.local_concrete_fields
            if field.related_model not in {None, model}
        }
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return list(TopologicalSorter(points_to).static_order())


def _is_alone(model: type[models.Model]) -> bool:
    """Whether its key has a default: then there is one row, such as the organisation itself."""
    key = model._meta.pk
    return key.has_default() and not isinstance(key, models.UUIDField)


def _add(model: type[models.Model], number: int) -> None:
    if model._meta.label == "people.LogbookLine":
        _note_down(number)
        return
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.AutoField)
        and not (field.primary_key and field.has_default())
    ]
    row = {field.attname: _value(field, number) for field in fields}
    model._base_manager.create(**row | _one_of(model, number))


def _one_of(model: type[models.Model], number: int) -> dict[str, Any]:
    """Of columns of which exactly one may be filled each row fills another one."""
    row: dict[str, Any] = {}
    for check in model._meta.constraints:
        condition = getattr(check, "condition", None)
        if isinstance(condition, models.Q) and condition.connector == models.Q.XOR:
            named: Any = condition.children
            fields: list[Any] = [model._meta.get_field(name) for name, _ in named]
            row |= {field.attname: None for field in fields}
            kept = fields[number % len(fields)]
            row[kept.attname] = _value(kept, 2 * number)  # the second row leaves out
    return row


def _note_down(number: int) -> None:
    """A line of the logbook holds the one before it, so the product itself writes it."""
    from binnenuit_web.people import acts, services  # noqa: PLC0415  after the settings

    acts.register("storage.filled", "Filled")  # type: ignore[arg-type]
    services.note_down(None, "storage.filled", f"row {number}")


def _value(field: models.Field[Any, Any], number: int) -> Any:
    """A value that the field takes; the second row leaves out what may be left out."""
    if field.null and number == 1 and not field.primary_key:
        return None
    if isinstance(field, models.ForeignKey):
        keys = field.related_model._base_manager.order_by("-pk").values_list("pk", flat=True)
        return keys[number % len(keys)]
    if field.choices:
        values = [value for value, _ in field.flatchoices]
        return values[number % len(values)]
    return _plain(field, number)


def _plain(field: models.Field[Any, Any], number: int) -> Any:
    kinds: dict[type[models.Field[Any, Any]], Any] = {
        models.BooleanField: number % 2 == 0,
        models.UUIDField: uuid.uuid5(uuid.NAMESPACE_URL, f"{field}{number}"),
        models.JSONField: {**_JSON, "number": number},
        models.BinaryField: bytes(range(256)) + bytes([number]),
        models.DecimalField: Decimal("1234567890.12") + number,
        models.FloatField: 1 / (3 + number),
        models.DateTimeField: _MOMENT + timedelta(days=number),
        models.DateField: date(2026, 2, 28) + timedelta(days=number),
        models.PositiveSmallIntegerField: 32_000 + number,
        models.BigIntegerField: 9_000_000_000 + number,
        models.IntegerField: 2_000_000_000 + number,
        models.TextField: f"{number} {_TEXT}" * 10,
        models.CharField: f"{number} {_TEXT}",
    }
    for kind, value in kinds.items():
        if isinstance(field, kind):
            return value[: field.max_length] if isinstance(value, str) else value
    msg = f"{field} is of a kind that is not filled yet: add it here"
    raise AssertionError(msg)


def main(act: str) -> None:
    installation.start_django()
    if act == "fill":
        installation.migrate()
        fill(int(sys.argv[2]) if len(sys.argv) > 2 else ROWS)
    else:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        for line in dump():
            print(line)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
