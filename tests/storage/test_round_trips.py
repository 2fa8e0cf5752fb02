"""Moved, backed up and restored: every count and every value is the same afterwards.

But for the keys that would tell who tapped or what somebody answered: no backup holds them.
"""

from __future__ import annotations

import json
import re
import sqlite3
import stat
import tomllib
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.storage.place import Place

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from tests.storage.postgres import Cluster

SAME = re.compile(r"^(\d+) tables, (\d+) rows: the same on both sides\.$", re.MULTILINE)

KEYS = {
    "signals_week": ["key"],
    "signals_thing": ["key"],
    "mirror_layer": ["private_key", "secret"],
    "dialogue_question": ["key"],
    "dialogue_poll": ["key"],
}


def counts(ended: subprocess.CompletedProcess[str]) -> tuple[int, int]:
    assert ended.returncode == 0, ended.stderr
    said = SAME.search(ended.stdout)
    assert said, ended.stdout
    return int(said[1]), int(said[2])


def without_keys(dumped: list[str]) -> list[str]:
    """What a backup keeps of a dump: all, but for the passing keys."""
    rows = [json.loads(line) for line in dumped]
    for table, row in rows:
        row.update(dict.fromkeys(KEYS.get(table, ())))
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def test_the_example_has_a_row_in_every_table(example: Place) -> None:
    filled = {json.loads(line)[0] for line in example.dump()}
    assert filled == set(
        example.run_python(
            "from django.db import connection\n"
            "print(*connection.introspection.django_table_names(), sep='\\n')"
        ).split()
    )


def test_a_backup_on_sqlite_comes_back_whole_and_says_so(filled: Place, tmp_path: Path) -> None:
    before = filled.dump()
    kept = counts(filled.command("backup", str(tmp_path / "all.zip")))
    again = Place(tmp_path / "again")
    assert counts(again.command("restore", str(tmp_path / "all.zip"))) == kept
    assert kept[1] == len(before)
    assert again.dump() == without_keys(before) != before
    assert filled.dump() == before


def test_a_move_to_postgresql_takes_everything_with_it(
    filled: Place, cluster: Cluster, tmp_path: Path
) -> None:
    before = filled.dump()
    (filled.data / "binnenuit.toml").write_text('# ours\nport = 8123\nlanguage = "en"\n')
    url = cluster.fresh()
    ended = filled.command("move", "--to", url)
    assert counts(ended)[1] == len(before)
    assert filled.dump() == before
    assert _rows_of_django_migrations(cluster, url) > 20  # it is read from there, not from the file
    assert not (filled.data / "binnenuit.sqlite3").exists()
    kept = filled.data / "binnenuit-before-move.sqlite3"
    assert kept.is_file()
    assert keys_in(kept) == 0
    file = filled.data / "binnenuit.toml"
    assert tomllib.loads(file.read_text()) == {"port": 8123, "language": "en", "database": url}
    assert file.read_text().startswith("# ours\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "from-outside-in" not in ended.stdout + ended.stderr  # the password


@pytest.mark.slow
def test_from_postgresql_into_a_backup_and_from_there_to_postgresql_again(
    filled: Place, cluster: Cluster, tmp_path: Path
) -> None:
    before = filled.dump()
    moved = counts(filled.command("move", "--to", cluster.fresh()))
    assert counts(filled.command("backup", str(tmp_path / "all.zip"))) == moved
    again = Place(tmp_path / "again")
    assert counts(again.command("restore", str(tmp_path / "all.zip"))) == moved
    assert "database" not in (again.data / "binnenuit.toml").read_text()
    assert (again.data / "binnenuit.sqlite3").is_file()
    assert not (again.data / "binnenuit-before-move.sqlite3").exists()
    assert again.dump() == without_keys(before)
    assert counts(again.command("move", "--to", cluster.fresh())) == moved
    assert again.dump() == without_keys(before)


def test_a_number_that_was_given_out_is_never_given_again(
    filled: Place, cluster: Cluster, tmp_path: Path
) -> None:
    """The logbook names accounts by number: a forgotten one must not become somebody else."""
    forget = (
        "from binnenuit_web.people.models import Account\n"
        "account = Account.objects.create(username='last', name='Last', language='nl')\n"
        "number = account.pk\naccount.delete()\nprint(number)"
    )
    add = "from binnenuit_web.people.models import Account\nprint(Account.objects.create().pk)"
    gone = int(filled.run_python(forget))
    filled.command("move", "--to", cluster.fresh())
    filled.command("backup", str(tmp_path / "all.zip"))
    again = Place(tmp_path / "again")
    again.command("restore", str(tmp_path / "all.zip"))
    assert int(filled.run_python(add)) == gone + 1
    assert int(again.run_python(add)) == gone + 1


@pytest.mark.slow
def test_the_logbook_is_whole_after_a_move_and_still_refuses_changes(
    filled: Place, cluster: Cluster
) -> None:
    check = "from binnenuit_web.people import services\nprint(services.check_logbook())"
    change = (
        "from django.db import DatabaseError\n"
        "from binnenuit_web.people.models import LogbookLine\n"
        "try:\n    LogbookLine.objects.all().delete()\n"
        "except DatabaseError as refused:\n    print(refused)"
    )
    before = filled.run_python(check)
    filled.command("move", "--to", cluster.fresh())
    assert filled.run_python(check) == before
    assert "broken_at=None" in before
    assert "never changed" in filled.run_python(change)


def test_a_moved_installation_starts_and_needs_no_change(filled: Place, cluster: Cluster) -> None:
    filled.command("move", "--to", cluster.fresh())
    before = filled.dump()
    filled.run_python("installation.migrate()")
    assert filled.dump() == before


def keys_in(file: Path) -> int:
    """How many keys a database on SQLite holds that would join taps or answers to people."""
    with closing(sqlite3.connect(file)) as database:
        return sum(
            database.execute(f'SELECT count("{column}") FROM "{table}"').fetchone()[0]  # noqa: S608
            for table, columns in KEYS.items()
            for column in columns
        )


def _rows_of_django_migrations(cluster: Cluster, url: str) -> int:
    ((rows,),) = cluster.run("SELECT count(*) FROM django_migrations", url)
    assert isinstance(rows, int)
    return rows
