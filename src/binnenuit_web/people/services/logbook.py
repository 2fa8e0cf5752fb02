"""The logbook: who did what to what, line after line, in a chain that shows every later change.

What was written never stands in it. The database refuses to change or remove a line (migration
0004); whoever gets round that breaks the chain, except by cutting off its end: that is noticed by
who kept the last fingerprint.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from binnenuit_web.people import acts
from binnenuit_web.people.models import Account, LogbookLine

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from binnenuit_web.people.viewer import Viewer

LINK: Final = "link"
CUSTOMER: Final = "customer"
SERVER: Final = "server"
_BEGINNING: Final = ""
_CHAIN_LOCK: Final = 0x6C6F67  # any number, as long as nobody else locks on it


@dataclass(frozen=True)
class Line:
    """One line as it is read: ``name`` is empty for who was forgotten or has no account."""

    number: int
    at: datetime
    who: str
    name: str
    did: str
    what: str


@dataclass(frozen=True)
class Chain:
    """How the whole logbook stands: its length, where it breaks, and its last fingerprint."""

    lines: int
    broken_at: int | None
    fingerprint: str


@transaction.atomic
def note_down(viewer: Viewer | None, did: str, what: str) -> None:
    """Add a line, in the transaction of the act itself; ``None`` is the server of its own accord.

    ``did`` is a code that a room registered in ``acts``; ``what`` names a thing by number, such as
    "promise 12", and never holds words that somebody wrote.
    """
    acts.text_of(did)
    _wait_for_turn()
    last = LogbookLine.objects.order_by("number").last()
    line = LogbookLine(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        who=_who(viewer),
        did=did,
        what=what,
        previous=last.hash if last else _BEGINNING,
    )
    line.hash = _fingerprint(line)
    line.save(force_insert=True)


def check_logbook() -> Chain:
    """Compute the chain again from its first line; linear in the number of lines."""
    previous, expected = _BEGINNING, 1
    for line in LogbookLine.objects.order_by("number").iterator(chunk_size=2000):
        fits = line.number == expected and line.previous == previous
        if not fits or line.hash != _fingerprint(line):
            return Chain(LogbookLine.objects.count(), line.number, "")
        previous, expected = line.hash, expected + 1
    return Chain(expected - 1, None, previous)


def logbook(viewer: Viewer) -> QuerySet[LogbookLine]:
    """All lines, newest first, for who watches over the agreement."""
    if not viewer.may_audit:
        raise PermissionDenied
    return LogbookLine.objects.order_by("-number")


def as_lines(rows: list[LogbookLine]) -> list[Line]:
    """Put names of today beside numbers of accounts; a forgotten person has none."""
    numbers = {int(row.who) for row in rows if row.who.isdigit()}
    names = dict(Account.objects.filter(pk__in=numbers).values_list("pk", "name"))
    return [
        Line(
            row.number,
            row.at,
            row.who,
            names.get(int(row.who), "") if row.who.isdigit() else "",
            acts.text_of(row.did),
            row.what,
        )
        for row in rows
    ]


def _wait_for_turn() -> None:
    """Let nobody else add a line before this transaction ends; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def _who(viewer: Viewer | None) -> str:
    if viewer is None:
        return SERVER
    if viewer.account_id is not None:
        return str(viewer.account_id)
    return CUSTOMER if viewer.exchange is not None and not viewer.is_signed_in else LINK


def _fingerprint(line: LogbookLine) -> str:
    at = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [line.number, at, line.who, line.did, line.what, line.previous]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()
