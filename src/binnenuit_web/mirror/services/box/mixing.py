"""Taking the order out of the box: after mixing no file tells which ballot came with which code.

A ballot and the mark on its code are written together, so that neither can be lost without the
other; until the next mixing the database's own log, and on PostgreSQL the number of the
transaction, still tell that they were. Mixing seals every ballot anew under a new number, and
writes all codes and all ballots again in random order.
"""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from django.db import connection, transaction

from binnenuit_web.mirror.models import Ballot, Code, Layer
from binnenuit_web.mirror.services.box.sealing import NotOpenedError, Stored, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_AT_ONCE: Final = 500
Row = TypeVar("Row", Code, Ballot)


class Keys(NamedTuple):
    """Both keys of one layer."""

    public: Stored
    private: Stored


def mix() -> None:
    """Write codes and ballots anew, and leave no trace of the order in the database's own files.

    Nothing is lost when it breaks off halfway, and what comes in meanwhile is mixed too.
    """
    keys = _keys()
    # The seals are made before anybody has to wait for them.
    fresh = {each.pk: _sealed_anew(each, keys) for each in Ballot.objects.iterator(_AT_ONCE)}
    _write_again(keys, fresh)
    leave_no_trace()


def leave_no_trace() -> None:
    """Empty the log of SQLite, or what PostgreSQL keeps of rows that are gone.

    The log of PostgreSQL itself is its operator's: docs/decisions/0010-ballots.md.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM FULL mirror_layer, mirror_code, mirror_ballot")


@transaction.atomic
def _write_again(keys: Mapping[int, Keys], fresh: Mapping[uuid.UUID, Ballot]) -> None:
    _alone()
    ballots = [
        fresh.get(each.pk) or _sealed_anew(each, keys) for each in Ballot.objects.iterator(_AT_ONCE)
    ]
    codes = list(Code.objects.all())
    _empty()
    Code.objects.bulk_create(_shuffled(codes), _AT_ONCE)
    Ballot.objects.bulk_create(_shuffled(ballots), _AT_ONCE)


def _alone() -> None:
    """Let nobody write codes or ballots until the end; on SQLite nobody can."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE mirror_code, mirror_ballot IN ACCESS EXCLUSIVE MODE")


def _empty() -> None:
    """Take all rows out; SQLite overwrites them (``secure_delete``), PostgreSQL takes new files."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE mirror_code, mirror_ballot")
        else:
            cursor.execute("DELETE FROM mirror_code")
            cursor.execute("DELETE FROM mirror_ballot")


def _keys() -> dict[int, Keys]:
    return {
        each.pk: Keys(each.public_key, each.private_key)
        for each in Layer.objects.all()
        if each.public_key is not None and each.private_key is not None
    }


def _sealed_anew(ballot: Ballot, keys: Mapping[int, Keys]) -> Ballot:
    own = keys.get(ballot.layer_id)
    try:
        again = own and seal(own.public, unseal(own.private, ballot.sealed))
    except NotOpenedError:
        again = None
    if again is None:  # such as after a backup was put back, which holds no key: it stays closed
        return ballot
    return Ballot(id=uuid.uuid4(), layer_id=ballot.layer_id, sealed=again)


def _shuffled(rows: Iterable[Row]) -> list[Row]:
    mixed = list(rows)
    secrets.SystemRandom().shuffle(mixed)
    return mixed
