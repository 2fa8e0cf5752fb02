"""The keys that a backup is made without: with them taps and answers could be joined to a person.

A mark that keeps the same hand from counting twice is made with the key of its week, or of the
thing that is asked about; so are the hands under which one votes on statements, and those votes are
sealed with the same key. Ballots are opened with the private key of their layer, and from its
secret follows whose code was spent. In the installation such a key is destroyed when that closes or
is shown; in a backup it would stay for ever, beside the secret of the installation.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

from binnenuit_web.config.sqlite import use_safe_sqlite

use_safe_sqlite()

import sqlite3  # noqa: E402  the one that was just put in place

if TYPE_CHECKING:
    from pathlib import Path

KEYS: Final = (
    ("signals_week", "key"),
    ("signals_thing", "key"),
    ("mirror_layer", "private_key"),
    ("mirror_layer", "secret"),
    ("dialogue_question", "key"),
    ("dialogue_poll", "key"),
)


def take_out_keys(copy: Path) -> None:
    """Empty the keys in a copy of a database, and leave them in no free page of it either.

    The rows stay, so that both sides count the same; these columns alone may differ.
    """
    with closing(sqlite3.connect(copy, isolation_level=None)) as database:
        for table, column in KEYS:
            if _has(database, table, column):
                database.execute(f'UPDATE "{table}" SET "{column}" = NULL')  # noqa: S608  ours
        # Also when nothing was emptied: a key that was destroyed before may be in a free page.
        database.execute("VACUUM")


def _has(database: sqlite3.Connection, table: str, column: str) -> bool:
    columns = database.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return column in {name for (name,) in columns}
