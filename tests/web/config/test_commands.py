from __future__ import annotations

import json
import os
import socket
import stat
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from django.db import connection

from binnenuit.errors import SettingError
from binnenuit_web.config import installation, server
from binnenuit_web.config.commands import COMMANDS, demo, doctor, move, restore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back what commands write into the environment."""
    for name in ("DATA", "PORT", "HOST", "DEMO", "DATABASE"):
        monkeypatch.setenv(f"BINNENUIT_{name}", "x")
        monkeypatch.delenv(f"BINNENUIT_{name}")


def test_the_promised_commands_are_there() -> None:
    names = [command.name for command in COMMANDS]
    assert names == ["start", "demo", "backup", "restore", "move", "doctor"]


def test_a_port_in_use_is_said_in_a_sentence(taken_port: int) -> None:
    with pytest.raises(SettingError) as caught:
        server.check_port("127.0.0.1", taken_port)
    assert caught.value.code == "config.port-in-use"
    assert str(taken_port) in caught.value.say()


def test_the_demo_stops_at_a_port_in_use_before_touching_anything(
    taken_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    result = CliRunner().invoke(demo, ["--port", str(taken_port), "--no-open"])
    assert isinstance(result.exception, SettingError)
    assert list(tmp_path.iterdir()) == []


def test_the_data_directory_and_key_are_private(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "data"
    installation.make_directory(data)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "key").stat().st_mode) == 0o600


def test_an_existing_key_stays(tmp_path: Path) -> None:
    installation.make_directory(tmp_path)
    before = (tmp_path / "key").read_text()
    installation.make_directory(tmp_path)
    assert (tmp_path / "key").read_text() == before
    assert len(before) >= 50


def test_a_data_directory_that_is_a_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match="--data"):
        installation.make_directory(tmp_path / "file")


@pytest.mark.django_db
def test_the_doctor_says_which_sqlite_is_used_and_finds_what_is_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(doctor, ["--data", str(tmp_path / "nowhere"), "--json"])
    answer = json.loads(result.output)
    codes = {check["code"]: check for check in answer["checks"]}
    assert result.exit_code == 1
    assert "SQLite 3." in codes["doctor.sqlite"]["message"]
    assert {finding["code"] for finding in answer["findings"]} >= {
        "doctor.directory",
        "doctor.key",
    }


@pytest.mark.django_db
def test_the_doctor_is_content_with_an_installation_in_order(tmp_path: Path) -> None:
    installation.make_directory(tmp_path / "data")
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
    os.environ["BINNENUIT_PORT"] = str(port)
    result = CliRunner().invoke(doctor, ["--data", str(tmp_path / "data")])
    assert "attention" not in result.output
    assert result.exit_code == 0


@pytest.mark.django_db
@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have these permissions")
def test_the_doctor_sees_a_directory_that_others_can_read(tmp_path: Path) -> None:
    installation.make_directory(tmp_path / "data")
    (tmp_path / "data").chmod(0o755)
    result = CliRunner().invoke(doctor, ["--data", str(tmp_path / "data"), "--language", "en"])
    assert "chmod 700" in result.output


@pytest.mark.django_db
def test_the_doctor_names_the_database_and_what_a_move_left_behind(tmp_path: Path) -> None:
    installation.make_directory(tmp_path / "data")
    (tmp_path / "data" / "binnenuit-before-move.sqlite3").touch()
    result = CliRunner().invoke(doctor, ["--data", str(tmp_path / "data"), "--json"])
    said = {check["code"]: check for check in json.loads(result.output)["checks"]}
    assert connection.display_name in said["doctor.database"]["message"]
    assert "binnenuit-before-move.sqlite3" in said["doctor.old-database"]["message"]
    assert said["doctor.old-database"]["ok"]


def test_a_restore_does_not_go_where_the_settings_would_not_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BINNENUIT_DATABASE", "postgresql://kim:safe@db.example/house")
    result = CliRunner().invoke(restore, ["all.zip", "--data", str(tmp_path / "data")])
    assert isinstance(result.exception, SettingError)
    assert result.exception.code == "config.database-elsewhere"
    assert "safe" not in result.exception.say()


@pytest.mark.parametrize("value", ["", "postgresql://kim:safe@db.example/house"])
def test_a_move_is_refused_while_the_environment_names_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("BINNENUIT_DATABASE", value)
    result = CliRunner().invoke(
        move, ["--to", "postgresql://kim@db.example/new", "--data", str(tmp_path / "data")]
    )
    assert isinstance(result.exception, SettingError)
    assert result.exception.code == "config.set-elsewhere"


def test_where_there_is_no_installation_nothing_is_moved(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        move, ["--to", "postgresql://kim@db.example/new", "--data", str(tmp_path)]
    )
    assert isinstance(result.exception, SettingError)
    assert result.exception.code == "config.nothing-to-move"
    assert list(tmp_path.iterdir()) == []
