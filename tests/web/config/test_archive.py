from __future__ import annotations

import sqlite3
import stat
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from binnenuit.errors import ArgumentError, SettingError
from binnenuit_web.config import archive, installation
from binnenuit_web.config.databases import SQLITE_FILE
from binnenuit_web.config.keyless import KEYS
from binnenuit_web.config.occupied import LOCK_FILE
from binnenuit_web.config.table import KEY_FILE, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    installation.make_directory(folder)
    (folder / "books").mkdir()
    (folder / "books" / "postings.parquet").write_bytes(b"PAR1")
    (folder / "uploads" / "x").mkdir(parents=True)
    (folder / "uploads" / "x" / "people.csv").write_text("secret")
    return folder


def test_what_was_written_a_moment_ago_comes_back(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / SQLITE_FILE, isolation_level=None)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("PRAGMA wal_autocheckpoint=0")
        live.execute("CREATE TABLE answer (text)")
        live.execute("INSERT INTO answer VALUES ('warm bread')")
        # Still open: the row is in the log alone.
        kept = archive.back_up(Settings(data=data), tmp_path / "all.zip")
    again = tmp_path / "elsewhere" / "data"
    assert archive.restore(tmp_path / "all.zip", again) == kept == archive.Kept(3, 1, 1)
    with closing(sqlite3.connect(again / SQLITE_FILE)) as restored:
        assert restored.execute("SELECT text FROM answer").fetchall() == [("warm bread",)]
    assert (again / "books" / "postings.parquet").read_bytes() == b"PAR1"
    assert (again / KEY_FILE).read_bytes() == (data / KEY_FILE).read_bytes()
    assert stat.S_IMODE((again / KEY_FILE).stat().st_mode) == 0o600


def test_a_backup_is_private_and_holds_no_passing_uploads(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    archive.back_up(Settings(data=data), target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not [name for name in zipfile.ZipFile(target).namelist() if "uploads" in name]


def test_a_restore_never_writes_over_anything(data: Path, tmp_path: Path) -> None:
    archive.back_up(Settings(data=data), tmp_path / "all.zip")
    before = sorted(data.rglob("*"))
    with pytest.raises(SettingError) as caught:
        archive.restore(tmp_path / "all.zip", data)
    assert caught.value.code == "config.restore-onto"
    assert sorted(data.rglob("*")) == before


@pytest.mark.parametrize("damage", ["cut", "rubbish", "absent", "other"])
def test_what_is_no_whole_backup_restores_nothing(data: Path, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "all.zip"
    archive.back_up(Settings(data=data), file)
    whole = file.read_bytes()
    if damage == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage == "rubbish":
        file.write_bytes(b"\0" * 500)
    elif damage == "absent":
        file.unlink()
    else:
        with zipfile.ZipFile(file, "w") as other:
            other.writestr("../../evil", "x")
    with pytest.raises(SettingError) as caught:
        archive.restore(file, tmp_path / "new")
    assert caught.value.code == (
        "config.no-backup-file" if damage == "absent" else "config.no-backup"
    )
    assert not (tmp_path / "new").exists()


def test_where_nothing_can_be_written_that_is_said(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError) as backup:
        archive.back_up(Settings(data=data), tmp_path / "absent" / "all.zip")
    assert backup.value.code == "tables.cannot-write"
    archive.back_up(Settings(data=data), tmp_path / "all.zip")
    with pytest.raises(SettingError) as restored:
        archive.restore(tmp_path / "all.zip", tmp_path / "all.zip" / "data")
    assert restored.value.code == "config.data"


def test_an_empty_folder_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        archive.back_up(Settings(data=tmp_path), tmp_path / "all.zip")
    assert caught.value.code == "config.nothing-to-back-up"
    assert list(tmp_path.iterdir()) == []


def _change(file: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Write a backup again, with one of its files changed."""
    with zipfile.ZipFile(file) as before:
        inside = {each: before.read(each) for each in before.namelist()}
    with zipfile.ZipFile(file, "w") as after:
        for each, content in inside.items():
            after.writestr(each, change(content) if each == name else content)


@pytest.fixture
def counted(data: Path, tmp_path: Path) -> Path:
    """A backup that says: one table, one row."""
    with closing(sqlite3.connect(data / SQLITE_FILE)) as live, live:
        live.execute("CREATE TABLE answer (text)")
        live.execute("INSERT INTO answer VALUES ('warm bread')")
    archive.back_up(Settings(data=data), tmp_path / "all.zip")
    return tmp_path / "all.zip"


def test_a_backup_that_lost_a_row_is_not_restored(counted: Path, tmp_path: Path) -> None:
    _change(counted, "binnenuit.json", lambda said: said.replace(b'"answer": 1', b'"answer": 2'))
    with pytest.raises(SettingError, match=r"answer has 2 rows .* 1 on the other") as caught:
        archive.restore(counted, tmp_path / "new")
    assert caught.value.code == "config.backup-differs"
    assert not (tmp_path / "new").exists()


def test_a_database_that_is_none_is_not_restored(counted: Path, tmp_path: Path) -> None:
    _change(counted, SQLITE_FILE, lambda _: b"rubbish" * 1000)
    with pytest.raises(SettingError) as caught:
        archive.restore(counted, tmp_path / "new")
    assert caught.value.code == "config.no-backup"
    assert not (tmp_path / "new").exists()


def test_a_backup_of_an_earlier_version_without_counts_is_restored(
    counted: Path, tmp_path: Path
) -> None:
    _change(counted, "binnenuit.json", lambda _: b'{"binnenuit": "0.1.0"}')
    assert archive.restore(counted, tmp_path / "new") == archive.Kept(3, 0, 0)
    assert (tmp_path / "new" / SQLITE_FILE).is_file()


def test_a_backup_inside_the_data_directory_does_not_hold_itself(data: Path) -> None:
    archive.back_up(Settings(data=data), data / "all.zip")
    archive.back_up(Settings(data=data), data / "all.zip")
    assert [name for name in zipfile.ZipFile(data / "all.zip").namelist() if "zip" in name] == []


def test_the_database_from_before_a_move_and_the_lock_stay_out(data: Path, tmp_path: Path) -> None:
    for name in (f"{archive.BEFORE_MOVE}.sqlite3", f"{archive.BEFORE_MOVE}-2.sqlite3", LOCK_FILE):
        (data / name).touch()
    archive.back_up(Settings(data=data), tmp_path / "all.zip")
    assert sorted(zipfile.ZipFile(tmp_path / "all.zip").namelist()) == [
        "binnenuit.json",
        "books/postings.parquet",
        KEY_FILE,
    ]


@pytest.mark.parametrize(("table", "column"), KEYS)
def test_a_backup_holds_no_key_that_tells_who_tapped_or_answered_not_even_in_a_free_page(
    data: Path, tmp_path: Path, table: str, column: str
) -> None:
    running, destroyed = b"the key of this week" * 50, b"the key of last week" * 50
    with closing(sqlite3.connect(data / SQLITE_FILE, isolation_level=None)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute(f"CREATE TABLE {table} (id, {column})")
        for key in (running, destroyed):
            live.execute(f"INSERT INTO {table} VALUES (1, ?)", (key,))  # noqa: S608
        live.execute(f"DELETE FROM {table} WHERE {column} = ?", (destroyed,))  # noqa: S608
        kept = archive.back_up(Settings(data=data), tmp_path / "all.zip")
        assert live.execute(f"SELECT {column} FROM {table}").fetchall() == [(running,)]  # noqa: S608
    inside = zipfile.ZipFile(tmp_path / "all.zip").read(SQLITE_FILE)
    assert b"the key of" not in inside
    assert archive.restore(tmp_path / "all.zip", tmp_path / "new") == kept
    with closing(sqlite3.connect(tmp_path / "new" / SQLITE_FILE)) as restored:
        assert restored.execute(f"SELECT * FROM {table}").fetchall() == [(1, None)]  # noqa: S608


def test_every_key_that_is_left_out_is_a_column_that_there_is() -> None:
    columns = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
    }
    assert set(KEYS) <= columns
