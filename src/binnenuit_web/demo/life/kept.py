"""Core questions as they stood when the demo began: kept, and brought back as they were.

What was shown of a question stays shown, so it is not asked again with other votes. Keys and votes
that are open lie in this file as they do in the database: all of it is invented.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Final

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import models

if TYPE_CHECKING:
    from pathlib import Path

_ROOM: Final = "dialogue"


def keep(today: date) -> None:
    """Write down all rows of the room, with the day to which their dates belong."""
    rows = [row for model in _models() for row in model._default_manager.all()]  # noqa: SLF001
    told = {"on": today.isoformat(), "rows": serializers.serialize("json", rows)}
    _file().write_text(json.dumps(told), encoding="utf-8")


def bring_back(today: date) -> bool:
    """Put the rows that were kept into the empty room, as far from today; False without any."""
    if not _file().exists():
        return False
    told = json.loads(_file().read_text(encoding="utf-8"))
    later = today - date.fromisoformat(told["on"])
    found: dict[type[models.Model], list[models.Model]] = {model: [] for model in _models()}
    for row in serializers.deserialize("json", told["rows"]):
        for field in row.object._meta.fields:  # noqa: SLF001
            day = getattr(row.object, field.attname)
            if isinstance(field, models.DateField) and day is not None:
                setattr(row.object, field.attname, day + later)
        found[type(row.object)].append(row.object)
    for model, rows in found.items():
        model._default_manager.bulk_create(rows)  # noqa: SLF001  how Django names it
    return True


def _models() -> list[type[models.Model]]:
    return list(apps.get_app_config(_ROOM).get_models())


def _file() -> Path:
    data: Path = settings.CHOSEN.data
    return data / "core-questions-of-the-demo.json"
