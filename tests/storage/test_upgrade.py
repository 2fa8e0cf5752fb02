"""Databases of earlier versions are brought up by the code of now, and nothing in them is lost."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.storage.place import Place

if TYPE_CHECKING:
    from tests.storage.postgres import Cluster

ROOT: Final = Path(__file__).resolve().parents[2]
EARLIER: Final = ROOT / "tests" / "storage" / "earlier"
KEY: Final = "the key of the installation from before, for tests alone"

# Columns that a later version took away, and where the next test looks for what was in them.
TAKEN_AWAY: Final = {("people_account", "role"): "people_duty"}
# A commit may be one of several that only together make a whole.
COMMITS_BACK: Final = 6

Rows = dict[tuple[str, str], dict[str, Any]]


def rows_of(lines: list[str]) -> Rows:
    """Every row by its table and key."""
    rows: Rows = {}
    for line in lines:
        table, row = json.loads(line)
        key = next(
            row[name] for name in ("id", "session_key", "key", "hash", "hand") if name in row
        )
        rows[table, str(key)] = row
    return rows


def lost(before: Rows, after: Rows) -> list[str]:
    """What was there before and is not there, or is something else, now."""
    return [
        f"{table} {key} {column}"
        for (table, key), row in before.items()
        for column, value in row.items()
        if (table, column) not in TAKEN_AWAY and after.get((table, key), {}).get(column) != value
    ]


def restored(sql: Path, data: Path) -> Place:
    """An installation as it stood when that file was written."""
    data.mkdir(mode=0o700)
    (data / "key").write_text(KEY)
    with closing(sqlite3.connect(data / "binnenuit.sqlite3")) as database:
        database.executescript(sql.read_text(encoding="utf-8"))
    return Place(data)


@pytest.fixture
def mill(tmp_path: Path) -> Place:
    return restored(EARLIER / "0.1-issue3.sql", tmp_path / "data")


def test_a_database_of_issue_three_loses_nothing(mill: Place) -> None:
    before = mill.rows_by_hand()
    mill.run_python("installation.migrate()")
    assert len(before) > 150
    assert lost(before, mill.rows_by_hand()) == []


def test_everybody_keeps_the_role_of_issue_three(mill: Place) -> None:
    before = mill.rows_by_hand()
    mill.run_python("installation.migrate()")
    roles = {
        row["id"]: row["role"] for (table, _), row in before.items() if table == "people_account"
    }
    duties = {
        row["account_id"]: row["role"]
        for (table, _), row in mill.rows_by_hand().items()
        if table == "people_duty"
    }
    assert len(set(roles.values())) == 8
    assert duties == roles


def test_passwords_and_links_of_teams_still_let_in(mill: Place) -> None:
    """Asked of the product itself: the same key, the same ways in."""
    told = mill.run_python(
        "installation.migrate()\n"
        "from binnenuit_web.organisation import services as organisation\n"
        "from binnenuit_web.people.models import Account\n"
        "bo = Account.objects.get(username='bo')\n"
        "print(bo.check_password('bo zegt goedemorgen'), bo.check_password('something else'))\n"
        "link = organisation.link_of('b108d91afbd42f9e76c1d81d21f39cbc')\n"
        "print(organisation.team_of_link(link))\n"
        "print(dict(organisation.team_names())['shop'])\n"
        "print(Account.objects.get(pk=9).username.startswith('forgotten-'))\n"
    )
    assert told.split() == ["True", "False", "bakery", "Winkel", "True"]


def test_a_backup_of_issue_three_can_be_moved_before_it_is_brought_up(
    mill: Place, cluster: Cluster
) -> None:
    before = mill.rows_by_hand()
    moved = mill.command("move", "--to", cluster.fresh())
    assert "the same on both sides" in moved.stdout, moved.stderr
    mill.run_python("installation.migrate()")
    after = rows_of(mill.dump())
    own = {place: row for place, row in before.items() if place[0] != "django_migrations"}
    assert own.keys() <= after.keys()
    names = {row["name"] for (table, _), row in after.items() if table == "people_account"}
    assert {"Dée Łęcka", "Ed ’t Hart"} <= names  # noqa: RUF001  as people write it


def test_a_database_of_the_commit_before_loses_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    before = filled_by_an_earlier_commit(place, tmp_path)
    place.run_python("installation.migrate()")
    assert len(before) > 200
    assert lost(before, rows_of(place.dump())) == []


def filled_by_an_earlier_commit(place: Place, folder: Path) -> Rows:
    """Fill a database with the newest commit before this one that starts by itself."""
    said = ""
    for back in range(1, COMMITS_BACK + 1):
        source = _source_of(f"HEAD~{back}", folder / f"before-{back}")
        earlier = Place(place.data, path=source)
        try:
            earlier.fill(8)
            return rows_of(earlier.dump())
        except AssertionError as problem:
            said += f"\nHEAD~{back}: {str(problem)[-1000:]}"
            _clear(place.data)
    msg = f"none of the last {COMMITS_BACK} commits starts by itself:{said}"
    raise AssertionError(msg)


def _source_of(commit: str, folder: Path) -> Path:
    """The product as it was at a commit; skipped where the history is not at hand."""
    try:
        packed = subprocess.run(
            ["git", "archive", commit, "src"], cwd=ROOT, capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as problem:
        pytest.skip(reason=f"there is no earlier commit at hand: {problem}")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def _clear(data: Path) -> None:
    for file in data.iterdir():
        file.unlink()
    data.rmdir()
