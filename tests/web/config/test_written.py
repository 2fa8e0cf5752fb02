from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from binnenuit.errors import SettingError
from binnenuit_web.config.table import FILE_NAME
from binnenuit_web.config.written import with_database

if TYPE_CHECKING:
    from pathlib import Path

URL = 'postgresql://kim:s"%40\\fé@db.example/house'


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# ours\nport = 9000\n",
        'database = "postgresql://old/one"\nport = 9000\n',
        'port = 9000\ndatabase = "postgresql://old/one"',
        "port = 9000\n  database='postgresql://old/one' # the old one\nlanguage = 'en'",
    ],
)
def test_only_the_database_changes(tmp_path: Path, before: str) -> None:
    (tmp_path / FILE_NAME).write_text(before)
    kept = {name: value for name, value in tomllib.loads(before).items() if name != "database"}
    assert tomllib.loads(with_database(tmp_path, URL)) == {**kept, "database": URL}
    assert tomllib.loads(with_database(tmp_path, "")) == kept
    assert ("# ours" in before) == ("# ours" in with_database(tmp_path, URL))


def test_without_a_file_there_will_be_one_line(tmp_path: Path) -> None:
    assert with_database(tmp_path, "postgresql://h/d") == 'database = "postgresql://h/d"\n'


def test_a_value_over_several_lines_is_not_cut_in_pieces(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('database = """\npostgresql://old/one"""\n')
    with pytest.raises(SettingError) as caught:
        with_database(tmp_path, URL)
    assert caught.value.code == "config.database-line"
