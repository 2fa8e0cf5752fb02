"""Taking a ballot in: acknowledged when it is on the disk, and once however often it is sent."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from binnenuit.mirror.read.ballots import ballot_text
from binnenuit_web.mirror.services.box.codes import hash_of
from binnenuit_web.mirror.services.box.sealing import seal
from binnenuit_web.mirror.services.box.soon import mix_soon
from binnenuit_web.mirror.services.box.standing import State, standing

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.mirror.model.ballot import Ballot as Answered

# Written out, as in standing: thousands come in one hour.
_OPEN: Final = """
    SELECT layer.id, layer.public_key FROM mirror_code AS code
    JOIN mirror_layer AS layer ON layer.id = code.layer_id
    JOIN mirror_round AS round ON round.id = layer.round_id
    WHERE code.hash = %s AND code.from_on <= %s AND layer.closed_on IS NULL
    AND layer.private_key IS NOT NULL AND round.stopped_on IS NULL
"""
_SPEND: Final = "UPDATE mirror_code SET is_spent = TRUE WHERE hash = %s AND NOT is_spent"
_PUT_IN: Final = "INSERT INTO mirror_ballot (id, layer_id, sealed) VALUES (%s, %s, %s)"


def receive(code: str, ballot: Answered, today: date) -> State:
    """Take a ballot in, sealed. Sent again it is ``ALREADY`` in, and nothing is stored.

    The code is spent and the ballot stored in one transaction: neither is there without the other.
    """
    return _spend(code, ballot_text(ballot), today)


def decline(code: str, today: date) -> State:
    """Spend a code without a ballot: somebody would rather not answer."""
    return _spend(code, None, today)


def _spend(code: str, text: str | None, today: date) -> State:
    if _is_stored(hash_of(code), text, today):
        mix_soon()
        return State.RECEIVED
    now = standing(code, today).state
    return State.ALREADY if now == State.SPENT else now


@transaction.atomic
def _is_stored(hash_: str, text: str | None, today: date) -> bool:
    """Store what was sent with a code that may be spent now; otherwise nothing at all.

    The layer stays open until this transaction ends: SQLite lets one at a time write; PostgreSQL
    shares the row of the layer, so that ballots do not wait for each other, and closing waits for
    all of them.
    """
    shared = "FOR SHARE OF layer" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN + shared, [hash_, today.isoformat()])
        found = cursor.fetchone()
        if found is None:
            return False
        cursor.execute(_SPEND, [hash_])
        if not cursor.rowcount:
            return False
        if text is not None:
            layer, public = found
            cursor.execute(_PUT_IN, [uuid.uuid4().hex, layer, seal(public, text.encode())])
    return True
