"""Who stores something about a person also brings the code that exports it and forgets it.

Each room calls ``register`` for every table of its own that points to an account; a test walks over
all tables and fails for one that is missing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Record = dict[str, object]


@dataclass(frozen=True)
class PersonalData:
    """One table about persons.

    Attributes
    ----------
    table
        Label of the model, such as ``people.Account``.
    export
        From the id of an account to everything the table holds about this person.
    forget
        Removes it, or makes it say nothing about a person any more.
    """

    table: str
    export: Callable[[int], list[Record]]
    forget: Callable[[int], None]


_TABLES: dict[str, PersonalData] = {}


def register(
    table: str, *, export: Callable[[int], list[Record]], forget: Callable[[int], None]
) -> None:
    """Say how to export and forget what ``table`` holds about one account."""
    _TABLES[table] = PersonalData(table, export, forget)


def registered() -> tuple[PersonalData, ...]:
    return tuple(_TABLES.values())
