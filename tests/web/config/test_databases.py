from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from binnenuit.errors import SettingError
from binnenuit_web.config.databases import describe, in_words
from binnenuit_web.config.sqlite import has_wal_reset_bug
from binnenuit_web.config.table import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_sqlite_confirms_only_what_survives_a_power_cut() -> None:
    options = describe(Settings())["OPTIONS"]
    assert "synchronous=FULL" in options["init_command"]
    assert "journal_mode=WAL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "mmap_size" not in options["init_command"]


def test_what_was_destroyed_is_in_no_free_page_of_the_file(tmp_path: Path) -> None:
    secret = b"the key of one week, 32 bytes it"
    with closing(sqlite3.connect(tmp_path / "all.sqlite3", isolation_level=None)) as database:
        database.executescript(describe(Settings())["OPTIONS"]["init_command"])
        database.execute("CREATE TABLE week (key)")
        database.execute("INSERT INTO week VALUES ('another'), (?)", [secret])
        database.execute("DELETE FROM week WHERE key <> 'another'")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert secret not in (tmp_path / "all.sqlite3").read_bytes()


def test_a_postgresql_address_is_taken_apart() -> None:
    url = "postgresql://kim:s%40fe@db.example:5433/binnenuit"
    found = describe(replace(Settings(), database=url))
    assert found["ENGINE"].endswith("postgresql")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "kim",
        "s@fe",
        "db.example",
        "5433",
        "binnenuit",
    )


def test_a_database_is_named_without_its_password() -> None:
    url = "postgresql://kim:s%40fe@db.example:5433/binnenuit"
    assert in_words(describe(replace(Settings(), database=url))) == "binnenuit at db.example:5433"


def test_without_psycopg_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("binnenuit_web.config.databases.find_spec", lambda _: None)
    with pytest.raises(SettingError, match=r"pip install .*binnenuit\[postgres\]"):
        describe(replace(Settings(), database="postgresql://kim@db.example/binnenuit"))


@pytest.mark.parametrize(
    "url",
    ["mysql://host/name", "postgresql://host", "binnenuit.sqlite3", "postgresql://host:x/name"],
)
def test_another_database_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(SettingError, match="postgresql://"):
        describe(replace(Settings(), database=url))


@pytest.mark.parametrize(
    ("version", "bad"),
    [((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 6, 23), False)],
)
def test_the_range_of_the_wal_reset_bug(version: tuple[int, ...], *, bad: bool) -> None:
    assert has_wal_reset_bug(version) is bad


def test_django_runs_on_a_library_without_the_bug() -> None:
    pytest.importorskip("pysqlite3", reason="there is no pysqlite3 for this system")
    from django.db.backends.sqlite3 import base  # noqa: PLC0415  after the settings

    assert not has_wal_reset_bug(base.Database.sqlite_version_info)
    assert not has_wal_reset_bug(sqlite3.sqlite_version_info) or base.Database is not sqlite3.dbapi2


def test_the_test_data_directory_is_not_the_one_of_the_developer(tmp_path: Path) -> None:
    from django.conf import settings  # noqa: PLC0415

    assert settings.CHOSEN.data == tmp_path
