"""Taking the order out of the box: after mixing no file tells which ballot came with which code.

A ballot and the mark on its code are written together, so that neither can be lost without the
other; until the next mixing the database's own log, and on PostgreSQL the number of the
transaction, still tell that they were. Mixing makes new keys for every layer, seals every ballot
anew under a new number, writes all codes and all ballots again in random order, and forgets the
keys before: a copy that was made earlier opens with no key that is found later.
"""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from django.db import connection, transaction

from binnenuit_web.mirror.models import Ballot, Code, Layer
from binnenuit_web.mirror.services.box.sealing import NotOpenedError, new_keys, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.db.models import QuerySet

_AT_ONCE: Final = 500
Row = TypeVar("Row", Code, Ballot)


class Keys(NamedTuple):
    """With which the ballots of a layer open now, and both keys with which they are sealed anew."""

    now: bytes
    public: bytes
    private: bytes


def mix() -> None:
    """Write codes and ballots anew, and leave no trace of the order in the database's own files.

    Outside a transaction. Nothing is lost when it breaks off halfway, and what comes in meanwhile
    is mixed too.
    """
    keys = {each.pk: _keys(each) for each in _with_keys()}
    # Most of the seals are made before anybody has to wait for them.
    pairs = ((each.pk, _sealed_anew(each, keys)) for each in Ballot.objects.iterator(_AT_ONCE))
    _write_again(keys, {before: after for before, after in pairs if after})
    leave_no_trace()


def leave_no_trace() -> None:
    """Leave nothing of rows that were changed or are gone in the files of the database.

    The log of PostgreSQL itself is its operator's: docs/decisions/0010-ballots.md.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in ("mirror_layer", "mirror_code", "mirror_ballot"):
                cursor.execute(f"VACUUM FULL {table}")


@transaction.atomic
def _write_again(prepared: Mapping[int, Keys], made: Mapping[UUID, Ballot]) -> None:
    layers = list(_with_keys().select_for_update().order_by("pk"))
    _let_nobody_write()
    keys = {each.pk: _keys(each, prepared.get(each.pk)) for each in layers}
    ballots = [
        # What does not open stays as it is, such as after a backup was put back.
        made.get(each.pk) or _sealed_anew(each, keys) or each
        for each in Ballot.objects.iterator(_AT_ONCE)
    ]
    codes = list(Code.objects.all())
    _empty()
    Code.objects.bulk_create(_shuffled(codes), _AT_ONCE)
    Ballot.objects.bulk_create(_shuffled(ballots), _AT_ONCE)
    for layer in layers:
        _, layer.public_key, layer.private_key = keys[layer.pk]
        layer.save(update_fields=["public_key", "private_key"])


def _with_keys() -> QuerySet[Layer]:
    return Layer.objects.exclude(private_key=None)


def _keys(layer: Layer, prepared: Keys | None = None) -> Keys:
    """Prepare new keys, or keep those; the one of now is always that of the row."""
    new = prepared[1:] if prepared else new_keys()
    return Keys(bytes(layer.private_key or b""), *new)


def _let_nobody_write() -> None:
    """On SQLite nobody can, as this transaction writes. Readers on PostgreSQL wait as well."""
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


def _sealed_anew(ballot: Ballot, keys: Mapping[int, Keys]) -> Ballot | None:
    """Seal it again under another number; None when it does not open."""
    own = keys.get(ballot.layer_id)
    if own is None:
        return None
    try:
        text = unseal(own.now, ballot.sealed)
    except NotOpenedError:
        return None
    return Ballot(id=uuid.uuid4(), layer_id=ballot.layer_id, sealed=seal(own.public, text))


def _shuffled(rows: list[Row]) -> list[Row]:
    secrets.SystemRandom().shuffle(rows)
    return rows
