"""The operator with database, log and backups tries to join votes to people, and fails.

While a question is open, whoever has the live database and the key file can: that is shown beside
it, and every page on which one votes says so.
"""

from __future__ import annotations

import json
import pathlib
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from binnenuit_web.dialogue.services.lines import Happened, from_bytes
from binnenuit_web.dialogue.services.sealing import NotOpenedError, unseal
from tests.storage.attacker import Copy
from tests.storage.place import Place
from tests.storage.voted import WAITING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.postgres import Cluster

pytestmark = pytest.mark.slow  # the small version: tests/web/dialogue/test_files.py
PEOPLE: Final = 20
_EVENTS: Final = "SELECT hand, sealed FROM dialogue_event"
_KEY: Final = "SELECT key FROM dialogue_question"


@dataclass
class Seen:
    """All that the operator ever got hold of."""

    said: list[tuple[str, str]]
    hands: dict[str, str]
    running: Copy
    backup: Copy
    after: Copy


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("voted")
    place = Place(folder / "data")
    place.data.mkdir(mode=0o700)
    (place.data / "key").write_text("a key that is long enough to be one, for tests alone")
    said, hands = json.loads(place.run_module("tests.storage.voted", "vote", str(PEOPLE)))
    running = _copy(place, folder / "running")
    told = place.command("backup", str(folder / "all.zip"))
    assert told.returncode == 0, told.stderr
    with zipfile.ZipFile(folder / "all.zip") as archive:
        archive.extractall(folder / "backup")
    place.run_module("tests.storage.voted", "destroy")
    after = _copy(place, folder / "after")
    return Seen(said, hands, running, Copy(folder / "backup"), after)


def _copy(place: Place, folder: Path) -> Copy:
    folder.mkdir()
    for file in place.data.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    return Copy(folder)


def _voted(copy: Copy, key: bytes, hands: dict[str, str]) -> dict[str, Happened]:
    """Who voted what, as far as a key opens it."""
    opened = [(hands.get(hand, ""), unseal(key, text)) for hand, text in copy.rows(_EVENTS)]
    lines = [(person, from_bytes(line)) for person, line in opened]
    return {person: line.happened for person, line in lines if line.happened != "drawn"}


def test_with_the_live_key_the_attempt_succeeds(seen: Seen) -> None:
    ((key,),) = seen.running.rows(_KEY)
    assert _voted(seen.running, key, seen.hands) == dict(seen.said)


def test_a_backup_holds_votes_that_nobody_opens_and_hands_that_nobody_knows(seen: Seen) -> None:
    assert seen.backup.rows(_KEY) == [(None,)]
    assert len({hand for hand, _ in seen.backup.rows(_EVENTS)}) == PEOPLE
    assert len({len(text) for _, text in seen.backup.rows(_EVENTS)}) == 1
    ((key,),) = seen.running.rows(_KEY)
    assert seen.backup.holding(key) == set()
    for found in seen.backup.keys():  # noqa: SIM118  no dict: what could be a key
        with pytest.raises(NotOpenedError):
            _voted(seen.backup, found, {})


def test_after_closing_no_file_holds_a_vote_a_hand_a_key_or_what_nobody_let_through(
    seen: Seen,
) -> None:
    ((key,),) = seen.running.rows(_KEY)
    rows = seen.running.rows(_EVENTS)
    secrets = [key, WAITING.encode(), *(hand.encode() for hand, _ in rows)]
    secrets += [text[:32] for _, text in rows]
    assert seen.running.holding(*secrets)
    assert seen.after.rows("SELECT count(*) FROM dialogue_event") == [(0,)]
    assert seen.after.holding(*secrets) == set()


def test_the_order_of_rows_tells_not_who_voted_first(seen: Seen) -> None:
    whose = [seen.hands[hand] for hand, _ in seen.running.rows(_EVENTS)]
    voted = [person for person, _ in seen.said]
    first = list(dict.fromkeys(whose))
    joined = sum(one == other for one, other in zip(first, voted, strict=True))
    assert joined < PEOPLE // 2  # by chance one of twenty
    with pytest.raises(Exception, match="no such column: rowid"):
        seen.running.rows("SELECT rowid FROM dialogue_event")


def test_on_postgresql_no_file_of_the_tables_holds_what_was_destroyed(
    cluster: Cluster, tmp_path: Path
) -> None:
    url = cluster.fresh()
    place = Place(tmp_path / "data", database=url)
    place.data.mkdir(mode=0o700)
    (place.data / "key").write_text("a key that is long enough to be one, for tests alone")
    place.run_module("tests.storage.voted", "vote", str(PEOPLE))
    ((key,),) = cluster.run(_KEY, url)
    rows = [(str(hand), bytes(text)) for hand, text in cluster.run(_EVENTS, url)]  # type: ignore[call-overload]
    secrets = [bytes(key), *(hand.encode() for hand, _ in rows), *(text[:32] for _, text in rows)]  # type: ignore[call-overload]
    assert _held(cluster, url, secrets)
    place.run_module("tests.storage.voted", "destroy")
    assert _held(cluster, url, secrets) == set()


def _held(cluster: Cluster, url: str, secrets: list[bytes]) -> set[str]:
    """Files of the tables in which any of this stands; the server's own log is its operator's."""
    cluster.run("CHECKPOINT", url)
    ((folder,),) = cluster.run("SHOW data_directory", url)
    ((number,),) = cluster.run(
        "SELECT oid FROM pg_database WHERE datname = current_database()", url
    )
    files = (pathlib.Path(str(folder)) / "base" / str(number)).iterdir()
    return {file.name for file in files if any(each in file.read_bytes() for each in secrets)}
