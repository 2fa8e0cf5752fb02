"""What is measured of the daily engine, each in a process of its own: see ``benchmarks.daily``."""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.daily_house import start, tree_of
from binnenuit.exchange import Filled, locks, relations
from binnenuit.organisation.leading import Leading
from binnenuit_web.config.sqlite import use_safe_sqlite

use_safe_sqlite()

import sqlite3  # noqa: E402  the one that was just put in place

if TYPE_CHECKING:
    from benchmarks.daily_house import Work

DURABLE: Final = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
PEOPLE_A_TEAM: Final = 9
_MOMENT: Final = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)


def page(data: str, address: str, person: str, times: int) -> Work:
    """One page for one person of the people file, again and again, and what it asks of the base."""
    start(data)
    from django.db import connection  # noqa: PLC0415  after the settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = _signed_in(person)
    first = _seconds(client, address)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = len(asked)
    if answer.status_code != 200:
        msg = f"{address} answers {answer.status_code}"
        raise RuntimeError(msg)

    def work() -> dict[str, Any]:
        found = sorted(_seconds(client, address) for _ in range(times))
        return {"first": first, "queries": queries, **percentiles(found)}

    return work


def _signed_in(person: str) -> Any:
    from django.test import Client  # noqa: PLC0415  after the settings

    from binnenuit_web.organisation import services as organisation  # noqa: PLC0415
    from binnenuit_web.people import services  # noqa: PLC0415
    from binnenuit_web.people.models import Account  # noqa: PLC0415
    from binnenuit_web.people.roles import Role  # noqa: PLC0415

    account = Account.objects.filter(username=person).first()
    if account is None:
        here = next(each for each in organisation.load().people if each.person == person)
        new = services.NewPerson(person, person, (Role.EMPLOYEE,), here.team, here.person, "en")
        account = Account.objects.get(pk=services.create_account(new))
    client = Client()
    client.force_login(account)
    return client


def _seconds(client: Any, address: str) -> float:
    begin = time.perf_counter()
    client.get(address)
    return time.perf_counter() - begin


def percentiles(ordered: list[float]) -> dict[str, float]:
    return {f"p{each}": ordered[len(ordered) * each // 100] for each in (50, 95, 99)}


def index(teams: int) -> Work:
    """The bare cost: who leads whom, and who is where."""
    given = tree_of(teams, teams * PEOPLE_A_TEAM)

    def work() -> dict[str, Any]:
        leading = Leading(given)
        return {"found": len(leading.led) + len(leading.led_by) + len(leading.teams_of)}

    return work


def layers(teams: int) -> Work:
    """All relations and the whole picture, when every talk is complete: no layer may be skipped."""
    given = tree_of(teams, teams * PEOPLE_A_TEAM)
    leaders = {team.id: team.leader for team in given.teams}
    pairs = ((str(leaders[each.team] or ""), str(each.person)) for each in given.people)
    filled = Filled(frozenset(pairs), frozenset(each for each in leaders.values() if each))

    def work() -> dict[str, Any]:
        found = relations(given)
        picture = locks(found, filled)
        return {"found": len(found), "layers": len(picture)}

    return work


def inserts(folder: str, rows: int) -> Work:
    """The physical limit: one line and one commit each, certain to survive a power cut."""
    base = sqlite3.connect(Path(folder) / "bare.sqlite3", isolation_level=None)
    base.executescript(
        f"{DURABLE} DROP TABLE IF EXISTS hand;"
        "CREATE TABLE hand (id INTEGER PRIMARY KEY, hash TEXT UNIQUE, previous TEXT);"
    )

    def work() -> dict[str, Any]:
        for number in range(rows):
            hashed = hashlib.sha256(str(number).encode()).hexdigest()
            base.execute("INSERT INTO hand (hash, previous) VALUES (?, ?)", (hashed, hashed))
        base.close()
        return {"rows": rows}

    return work


def noted(data: str, rows: int) -> Work:
    """Lines in the logbook, each in a transaction of its own."""
    start(data)
    from binnenuit_web.people import services  # noqa: PLC0415  after the settings

    def work() -> dict[str, Any]:
        for number in range(rows):
            services.note_down(None, "account.made", f"account {number}")
        return {"rows": rows}

    return work


def written(data: str, rows: int) -> Work:
    """Make a logbook long, at once; every line as the product itself would write it."""
    start(data)
    from binnenuit_web.people.models import LogbookLine  # noqa: PLC0415  after the settings
    from binnenuit_web.people.services.logbook import _fingerprint  # noqa: PLC0415

    last = LogbookLine.objects.order_by("number").last()
    number, previous = (last.number, last.hash) if last else (0, "")
    lines = []
    for _ in range(rows):
        number += 1
        line = LogbookLine(
            number=number,
            at=_MOMENT,
            who="server",
            did="account.made",
            what=f"account {number}",
            previous=previous,
        )
        previous = line.hash = _fingerprint(line)
        lines.append(line)

    def work() -> dict[str, Any]:
        LogbookLine.objects.bulk_create(lines, batch_size=1000)
        return {"rows": rows}

    return work


def checked(data: str) -> Work:
    """The whole chain computed again."""
    start(data)
    from binnenuit_web.people import services  # noqa: PLC0415  after the settings

    def work() -> dict[str, Any]:
        found = services.check_logbook()
        if found.broken_at is not None:
            raise RuntimeError("the logbook is broken")
        return {"rows": found.lines}

    return work


def hashed_barely(data: str) -> Work:
    """The least that a check can be: read each line, write it as JSON, hash it."""
    base = sqlite3.connect(Path(data) / "binnenuit.sqlite3")
    ask = "SELECT number, at, who, did, what, previous FROM people_logbookline ORDER BY number"

    def work() -> dict[str, Any]:
        rows = 0
        with closing(base):
            for row in base.execute(ask):
                hashlib.sha256(json.dumps(row, separators=(",", ":")).encode()).hexdigest()
                rows += 1
        return {"rows": rows}

    return work


def empty(data: str) -> Work:
    """An installation in which nobody has done anything."""
    folder = Path(data)
    folder.mkdir(mode=0o700)
    (folder / "key").write_text("a key that is long enough to be one, for measuring alone")
    start(data)
    from binnenuit_web.config import installation  # noqa: PLC0415

    def work() -> dict[str, Any]:
        installation.migrate()
        return {}

    return work


def moved(data: str, url: str) -> Work:
    """A whole installation from SQLite to PostgreSQL, tables made and both sides counted."""
    start(data)
    from binnenuit_web.config import copying, databases, table  # noqa: PLC0415

    def work() -> dict[str, Any]:
        counted = copying.copy(databases.describe(table.load()), databases.on_postgresql(url))
        return {"rows": counted.rows}

    return work


def copied(url: str) -> Work:
    """The physical limit: the same rows into the same tables with COPY, in one transaction."""
    import psycopg  # noqa: PLC0415  only where there is PostgreSQL

    base = psycopg.connect(url, autocommit=True)
    ask = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    names = [name for (name,) in base.execute(ask)]
    base.execute("CREATE SCHEMA again")
    rows = {}
    for name in names:
        base.execute(f'CREATE TABLE again."{name}" (LIKE public."{name}" INCLUDING ALL)')
        with base.cursor().copy(f'COPY public."{name}" TO STDOUT') as out:
            rows[name] = b"".join(out)

    def work() -> dict[str, Any]:
        with base.transaction():
            for name, given in rows.items():
                with base.cursor().copy(f'COPY again."{name}" FROM STDIN') as put:
                    put.write(given)
        return {"rows": sum(given.count(b"\n") for given in rows.values())}

    return work


def stored(data: Path) -> int:
    """How many different taps the installation holds."""
    with closing(sqlite3.connect(data / "binnenuit.sqlite3")) as base:
        ((hands,),) = base.execute("SELECT count(*) FROM signals_hand")
    return int(hands)
