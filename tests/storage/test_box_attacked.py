"""The operator with database, files, logs and backups tries to join ballots to people, and fails.

That he can is shown beside it: a minute earlier, before the ballots were mixed, the same attempt
succeeds. Not promised: docs/safe-answering.md, under ballots.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import random
import shutil
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import pytest

from tests.storage import attacker
from tests.storage.attacker import DATABASE, Copy
from tests.storage.ballots import CANARY
from tests.storage.place import Place
from tests.storage.test_killed import House
from tests.web.mirror.numbered import sent

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.postgres import Cluster

pytestmark = pytest.mark.timeout(300)  # a busy machine starts a server in ten seconds
PEOPLE: Final = 60
GUESSED: Final = 10
"""So many of sixty are joined by chance less than once in a million times."""

ASIDE: Final = 0.85
"""Of pairs: six times as far from a half as chance brings it."""

FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Round:
    """A round in which people answer in a known order, through a server, and its copies."""

    place: Place
    folder: Path
    invited: list[dict[str, Any]] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)

    def prepare(self) -> None:
        self.place.data.mkdir(mode=0o700)
        (self.place.data / "key").write_text("a key that is long enough to be one, for tests alone")
        self.do("prepare", str(PEOPLE))
        random.Random(7).shuffle(self.invited)  # noqa: S311  no secret

    def do(self, act: str, *arguments: str) -> None:
        told = json.loads(self.place.run_module("tests.storage.ballots", act, *arguments))
        self.invited = told if act == "prepare" else self.invited

    def answer(self, house: House, first: int, last: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
        for each in self.invited[first:last]:
            body = urlencode({**sent(each["number"]), f"q:{CANARY}": "4"})
            address = f"/b/{each['code']}/"
            for method, told in (("GET", 200), ("POST", 303), ("GET", 200)):
                connection.request(method, address, body if method == "POST" else None, FORM)
                reply = connection.getresponse()
                reply.read()
                assert (reply.status, reply.headers.get("Set-Cookie")) == (told, None)
            self.answered.append(each["number"])
        connection.close()

    def copy(self, name: str) -> Copy:
        shutil.copytree(self.place.data, self.folder / name)
        return Copy(self.folder / name)

    def back_up(self, name: str) -> Copy:
        told = self.place.command("backup", str(self.folder / f"{name}.zip"))
        assert told.returncode == 0, told.stderr
        with zipfile.ZipFile(self.folder / f"{name}.zip") as archive:
            archive.extractall(self.folder / name)
        return Copy(self.folder / name)

    def marks(self) -> list[bytes]:
        """What nobody may find in clear: codes as they are written, and what was answered."""
        codes = [each["code"] for each in self.invited]
        grouped = ["-".join(code[at : at + 5] for at in range(0, 20, 5)) for code in codes]
        answers = [f'"{CANARY}":4', f'"{CANARY}": 4', f"{CANARY}=4", f"q%3A{CANARY}"]
        written = [*codes, *grouped, *(code.lower() for code in codes), *answers]
        return [each.encode() for each in written]

    def hashes(self) -> list[bytes]:
        return [hashlib.sha256(each["code"].encode()).hexdigest().encode() for each in self.invited]


@dataclass
class Seen:
    """All that the operator ever got hold of."""

    round: Round
    before: Copy
    unmixed: Copy
    running: Copy
    backups: tuple[Copy, Copy]
    after: Copy
    log: str


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("attacked")
    around = Round(Place(folder / "data"), folder)
    around.prepare()
    house = House(around.place, folder / "server.log")
    server = house.start()
    try:
        before = around.copy("before")
        around.answer(house, 0, PEOPLE - 2)
        first = around.back_up("first")
        around.answer(house, PEOPLE - 2, PEOPLE - 1)
        second = around.back_up("second")
        unmixed = around.copy("unmixed")
        around.do("mix")
        running = around.copy("running")
        around.do("release")
        after = around.copy("after")
    finally:
        server.end()
    return Seen(around, before, unmixed, running, (first, second), after, server.log())


def test_the_attempt_would_succeed_if_ballots_were_never_mixed(seen: Seen) -> None:
    whose = attacker.opened(seen.unmixed.ballots(), seen.unmixed.keys())
    answered = seen.round.answered
    joined = {
        name: attacker.by_order(answered, order, whose)
        for name, order in attacker.orders(seen.unmixed).items()
    }
    assert len(whose) == PEOPLE - 1
    assert max(joined.values()) > PEOPLE // 2, joined
    assert attacker.side_by_side(answered, seen.unmixed, whose) > ASIDE


def test_no_file_of_a_running_round_tells_whose_ballot_is_whose(seen: Seen) -> None:
    whose = attacker.opened(seen.running.ballots(), seen.running.keys())
    orders = attacker.orders(seen.running)
    joined = {
        name: attacker.by_order(seen.round.answered, order, whose) for name, order in orders.items()
    }
    assert sorted(whose.values()) == sorted(seen.round.answered)
    assert len(orders) > 4
    assert max(joined.values()) < GUESSED, joined
    assert attacker.side_by_side(seen.round.answered, seen.running, whose) < ASIDE
    assert len({len(sealed) for sealed in seen.running.ballots().values()}) == 1


def test_nothing_stands_beside_a_ballot_or_a_code(seen: Seen) -> None:
    columns = "SELECT name FROM pragma_table_info('mirror_{}')"
    assert {name for (name,) in seen.running.rows(columns.format("ballot"))} == {
        *("id", "layer_id", "sealed")
    }
    assert {name for (name,) in seen.running.rows(columns.format("code"))} == {
        *("hash", "layer_id", "team", "part", "from_on", "is_spent")
    }
    shared = {value for row in seen.running.rows("SELECT * FROM mirror_ballot") for value in row}
    shared &= {value for row in seen.running.rows("SELECT * FROM mirror_code") for value in row}
    assert shared <= {1}  # the layer


def test_answering_writes_to_no_other_table_and_no_other_file(seen: Seen) -> None:
    names = [name for (name,) in seen.before.rows("SELECT name FROM sqlite_master WHERE sql > ''")]
    tables = [name for name in names if (name.startswith(("mirror", "people", "django")))]
    changed = {
        table
        for table in tables
        if "_" in table
        for query in [f'SELECT * FROM "{table}"']  # noqa: S608  our own file
        if _is_table(seen.before, table)
        if seen.before.rows(query) != seen.unmixed.rows(query)
    }
    assert changed == {"mirror_code", "mirror_ballot"}
    database = {DATABASE + end for end in ("", "-wal", "-shm")}
    before, after = seen.before.files(), seen.unmixed.files()
    others = {name for name in before | after if before.get(name) != after.get(name)} - database
    assert others <= {"queue.sqlite3", "queue.sqlite3-wal", "queue.sqlite3-shm"}


def test_two_backups_in_a_row_do_not_tell_what_came_in_between(seen: Seen) -> None:
    """The operator knows who answered between them, and has every key that comes later."""
    first, second = seen.backups
    keys = [*first.keys(), *second.keys(), *seen.running.keys(), *seen.after.keys()]
    assert len(second.ballots().keys() - first.ballots().keys()) == 1
    assert second.rows("SELECT private_key, secret FROM mirror_layer") == [(None, None)]
    for backup in seen.backups:
        assert attacker.opened(backup.ballots(), keys) == {}
        for order in attacker.orders(backup).values():
            assert not set(order) & seen.running.ballots().keys()


def test_after_the_release_nothing_is_left_that_anybody_could_open(seen: Seen) -> None:
    secrets = [
        *seen.unmixed.keys(),
        *seen.running.keys(),
        *(
            sealed[:32]
            for copy in (seen.unmixed, seen.running)
            for sealed in copy.ballots().values()
        ),
        *(id_.encode() for copy in (seen.unmixed, seen.running) for id_ in copy.ballots()),
        *seen.round.hashes(),
    ]
    assert seen.after.rows("SELECT count(*) FROM mirror_code") == [(0,)]
    assert seen.after.rows("SELECT count(*) FROM mirror_ballot") == [(0,)]
    assert seen.after.rows("SELECT shown_on IS NULL, private_key, secret FROM mirror_layer") == [
        (0, None, None)
    ]
    assert seen.running.holding(*secrets)
    assert seen.after.holding(*secrets) == set()
    assert attacker.opened(seen.backups[1].ballots(), seen.after.keys()) == {}


def test_no_code_and_no_answer_stands_in_clear_in_any_file_or_log(seen: Seen) -> None:
    marks = seen.round.marks()
    for copy in (seen.before, seen.unmixed, seen.running, *seen.backups, seen.after):
        assert copy.holding(*marks) == set()
    told = seen.log.encode()
    assert not any(each in told for each in (*marks, *seen.round.hashes()))
    assert "/b/" not in seen.log


@pytest.mark.slow
def test_on_postgresql_neither_transaction_nor_place_joins_a_code_to_a_ballot(
    cluster: Cluster, tmp_path: Path
) -> None:
    url = cluster.fresh()
    around = Round(Place(tmp_path / "data", database=url), tmp_path)
    around.prepare()
    house = House(around.place, tmp_path / "server.log")
    server = house.start()
    try:
        around.answer(house, 0, PEOPLE - 1)
        assert len(_joined_by_transaction(cluster, url)) == PEOPLE - 1  # it would succeed
        around.do("mix")
        assert _joined_by_transaction(cluster, url) == {}
        _check_places(cluster, url, around)
        keys = [bytes(key) for (key,) in cluster.run(_KEYS, url)]  # type: ignore[call-overload]
        around.do("destroy")
        _check_files(cluster, url, [*keys, *around.hashes()])
    finally:
        server.end()


_KEYS: Final = (
    "SELECT private_key FROM mirror_layer UNION ALL SELECT secret FROM mirror_layer "
    "UNION ALL SELECT substr(sealed, 1, 32) FROM mirror_ballot"
)


def _joined_by_transaction(cluster: Cluster, url: str) -> dict[object, object]:
    query = (
        "SELECT min(code.hash), min(ballot.id::text) FROM mirror_code code "
        "JOIN mirror_ballot ballot ON ballot.xmin = code.xmin WHERE code.is_spent "
        "GROUP BY ballot.xmin HAVING count(*) = 1"
    )
    return dict(cluster.run(query, url))  # type: ignore[arg-type]


def _check_places(cluster: Cluster, url: str, around: Round) -> None:
    """In which order both tables stand on their pages, beside the order of answering."""
    key, *_ = cluster.run("SELECT private_key FROM mirror_layer", url)
    stored = cluster.run("SELECT id::text, sealed FROM mirror_ballot ORDER BY ctid", url)
    ballots = {str(id_): bytes(sealed) for id_, sealed in stored}  # type: ignore[call-overload]
    whose = attacker.opened(ballots, [bytes(key[0])])  # type: ignore[call-overload]
    assert len(whose) == PEOPLE - 1
    assert attacker.by_order(around.answered, list(ballots), whose) < GUESSED
    spent = cluster.run("SELECT hash FROM mirror_code WHERE is_spent ORDER BY ctid", url)
    number_of = {
        hash_.decode(): each["number"]
        for hash_, each in zip(around.hashes(), around.invited, strict=True)
    }
    codes = [number_of[str(hash_)] for (hash_,) in spent]
    assert attacker.by_order(codes, list(ballots), whose) < GUESSED
    places = {str(number): number for number in codes}
    assert attacker.by_order(around.answered, list(places), places) < GUESSED


def _check_files(cluster: Cluster, url: str, secrets: list[bytes]) -> None:
    """Tables, not the server's own log, which is its operator's."""
    from pathlib import Path  # noqa: PLC0415

    cluster.run("CHECKPOINT", url)
    ((folder,),) = cluster.run("SHOW data_directory", url)
    ((number,),) = cluster.run(
        "SELECT oid FROM pg_database WHERE datname = current_database()", url
    )
    files = (Path(str(folder)) / "base" / str(number)).iterdir()
    held = {file.name for file in files if any(each in file.read_bytes() for each in secrets)}
    assert held == set()


def _is_table(copy: Copy, name: str) -> bool:
    query = f"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{name}'"  # noqa: S608
    return bool(copy.rows(query))
