from __future__ import annotations

import sqlite3
import stat
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from binnenuit.errors import ArgumentError, SettingError
from binnenuit_web.config import archive, installation
from binnenuit_web.config.databases import SQLITE_FILE
from binnenuit_web.config.table import KEY_FILE

if TYPE_CHECKING:
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
        archive.back_up(data, tmp_path / "all.zip")  # still open: the row is in the log alone
    again = tmp_path / "elsewhere" / "data"
    archive.restore(tmp_path / "all.zip", again)
    with closing(sqlite3.connect(again / SQLITE_FILE)) as restored:
        assert restored.execute("SELECT text FROM answer").fetchall() == [("warm bread",)]
    assert (again / "books" / "postings.parquet").read_bytes() == b"PAR1"
    assert (again / KEY_FILE).read_bytes() == (data / KEY_FILE).read_bytes()
    assert stat.S_IMODE((again / KEY_FILE).stat().st_mode) == 0o600


def test_a_backup_is_private_and_holds_no_passing_uploads(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    archive.back_up(data, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not [name for name in zipfile.ZipFile(target).namelist() if "uploads" in name]


def test_a_restore_never_writes_over_anything(data: Path, tmp_path: Path) -> None:
    archive.back_up(data, tmp_path / "all.zip")
    before = sorted(data.rglob("*"))
    with pytest.raises(SettingError) as caught:
        archive.restore(tmp_path / "all.zip", data)
    assert caught.value.code == "config.restore-onto"
    assert sorted(data.rglob("*")) == before


@pytest.mark.parametrize("damage", ["cut", "rubbish", "absent", "other"])
def test_what_is_no_whole_backup_restores_nothing(data: Path, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "all.zip"
    archive.back_up(data, file)
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
    assert caught.value.code == "config.no-backup"
    assert not (tmp_path / "new").exists()


def test_where_nothing_can_be_written_that_is_said(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError) as backup:
        archive.back_up(data, tmp_path / "absent" / "all.zip")
    assert backup.value.code == "tables.cannot-write"
    archive.back_up(data, tmp_path / "all.zip")
    with pytest.raises(SettingError) as restored:
        archive.restore(tmp_path / "all.zip", tmp_path / "all.zip" / "data")
    assert restored.value.code == "config.data"


def test_an_empty_folder_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        archive.back_up(tmp_path, tmp_path / "all.zip")
    assert caught.value.code == "config.nothing-to-back-up"
    assert list(tmp_path.iterdir()) == []
