"""A move that cannot be, that fails on the way, or that is killed: nothing is half-moved."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.storage.place import Place

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.postgres import Cluster


def refused(place: Place, url: str, code: str) -> str:
    """Move, which must not be; the installation is as it was, and runs on SQLite."""
    rows = place.rows_by_hand()
    told = place.command("move", "--to", url)
    assert told.returncode == 2, told.stdout + told.stderr
    assert code in told.stderr
    assert "from-outside-in" not in told.stderr  # the password
    left = {file.name for file in place.data.iterdir()} - {".in-use"}
    assert left == {"binnenuit.sqlite3", "key"}
    assert place.rows_by_hand() == rows
    return told.stderr


def tables(cluster: Cluster, url: str) -> int:
    ((number,),) = cluster.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", url)
    assert isinstance(number, int)
    return number


def test_a_database_that_holds_something_is_never_written_over(
    filled: Place, cluster: Cluster
) -> None:
    url = cluster.fresh()
    cluster.run("CREATE TABLE bread (warm boolean)", url)
    refused(filled, url, "is not empty")
    assert tables(cluster, url) == 1


def test_a_database_that_does_not_answer_is_named(filled: Place, cluster: Cluster) -> None:
    refused(filled, f"{cluster.url('house_that_is_not_there')}", "does not answer")
    wrong = cluster.fresh().replace("from-outside-in", "another")
    refused(filled, wrong, "password authentication failed")


def test_another_kind_of_database_is_refused(filled: Place) -> None:
    refused(filled, "mysql://kim@127.0.0.1/house", "postgresql://")


def test_words_that_postgresql_does_not_take_stop_the_whole_move(
    filled: Place, cluster: Cluster
) -> None:
    with closing(sqlite3.connect(filled.data / "binnenuit.sqlite3")) as database, database:
        database.execute("UPDATE organisation_team SET name = 'bread' || char(0) || 'shop'")
    url = cluster.fresh()
    refused(filled, url, "organisation_team cannot be copied")
    assert tables(cluster, url) == 0


def test_a_row_that_points_nowhere_stops_the_whole_move(filled: Place, cluster: Cluster) -> None:
    with closing(sqlite3.connect(filled.data / "binnenuit.sqlite3")) as database, database:
        database.execute("UPDATE people_duty SET account_id = 999999")
    url = cluster.fresh()
    refused(filled, url, "points to another that is not there")
    assert tables(cluster, url) == 0


def test_rows_of_somebody_else_are_not_left_behind_in_silence(
    filled: Place, cluster: Cluster
) -> None:
    with closing(sqlite3.connect(filled.data / "binnenuit.sqlite3")) as database, database:
        database.execute("CREATE TABLE our_own_list (line text)")
        database.execute("INSERT INTO our_own_list VALUES ('flour')")
    refused(filled, cluster.fresh(), "our_own_list")


def test_a_database_of_a_newer_version_is_refused(filled: Place, cluster: Cluster) -> None:
    with closing(sqlite3.connect(filled.data / "binnenuit.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('people', '9999_later', '2030-01-01')"
        )
    refused(filled, cluster.fresh(), "newer version")


def killed_once(
    example: Place, before: list[str], cluster: Cluster, folder: Path, seconds: float
) -> bool:
    """Kill a move after so many seconds; whether it was through by then. Nothing is half-moved."""
    shutil.copytree(example.data, folder)
    place, url = Place(folder), cluster.fresh()
    running = place.began("move", "--to", url)
    time.sleep(seconds)
    running.kill()
    running.wait()
    _wait_until_nobody_is_there(cluster, url)
    dumped = place.dump()
    assert dumped == before  # whichever database the settings name now
    is_moved = (folder / "binnenuit.toml").is_file()
    whole = len({line.split('"')[1] for line in dumped}) + 1  # one that tells the version
    # Whole before the settings say so, too: the copy is there, and not used.
    assert tables(cluster, url) in ({whole} if is_moved else {0, whole})
    return is_moved


def _wait_until_nobody_is_there(cluster: Cluster, url: str) -> None:
    """The server takes a moment to notice that somebody was killed, and undoes what he began."""
    name = url.rpartition("/")[2]
    others = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    end = time.monotonic() + 20
    while cluster.run(others) != [(0,)]:
        assert time.monotonic() < end
        time.sleep(0.05)


def _moments(number: int, longest: float) -> list[float]:
    chance = random.Random(20261122)  # noqa: S311  no secret
    return [chance.uniform(0.2 * longest, 1.1 * longest) for _ in range(number)]


def _ends(example: Place, cluster: Cluster, folder: Path, kills: int) -> set[bool]:
    before = example.dump()
    shutil.copytree(example.data, folder / "whole")
    began = time.monotonic()
    assert Place(folder / "whole").command("move", "--to", cluster.fresh()).returncode == 0
    longest = time.monotonic() - began
    return {
        killed_once(example, before, cluster, folder / f"killed-{number}", seconds)
        for number, seconds in enumerate(_moments(kills, longest))
    }


def test_a_move_killed_on_the_way_moved_everything_or_nothing(
    example: Place, cluster: Cluster, tmp_path: Path
) -> None:
    assert _ends(example, cluster, tmp_path, kills=1)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_move_killed_forty_times_moved_everything_or_nothing(
    example: Place, cluster: Cluster, tmp_path: Path
) -> None:
    ends = _ends(example, cluster, tmp_path, kills=40)
    assert ends == {True, False}, "all kills came at the same side of the end"
