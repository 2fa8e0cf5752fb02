"""Taking a ballot in: acknowledged when it is on the disk, and once however often it is sent."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from binnenuit.mirror.read.ballots import ballot_text
from binnenuit_web.mirror.models import Ballot, Code
from binnenuit_web.mirror.services.box.codes import hash_of
from binnenuit_web.mirror.services.box.sealing import seal
from binnenuit_web.mirror.services.box.soon import mix_soon
from binnenuit_web.mirror.services.box.standing import State, standing

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.mirror.model.ballot import Ballot as Answered

_OPEN: Final = """
    SELECT layer.public_key FROM mirror_layer AS layer
    JOIN mirror_round AS round ON round.id = layer.round_id
    WHERE layer.id = %s AND layer.closed_on IS NULL AND layer.private_key IS NOT NULL
    AND round.stopped_on IS NULL
"""


def receive(code: str, ballot: Answered, today: date) -> State:
    """Take a ballot in, sealed. Sent again it is ``ALREADY`` in, and nothing is stored.

    The code is spent and the ballot stored in one transaction: neither is there without the other.
    """
    return _spend(code, ballot_text(ballot), today)


def decline(code: str, today: date) -> State:
    """Spend a code without a ballot: somebody would rather not answer."""
    return _spend(code, None, today)


def _spend(code: str, text: str | None, today: date) -> State:
    found = standing(code, today)
    if found.state == State.OPEN and _is_stored(hash_of(code), found.layer, text):
        mix_soon()
        return State.RECEIVED
    # Between looking and storing another device may have been first, or the layer was closed.
    now = found.state if found.state != State.OPEN else standing(code, today).state
    return State.ALREADY if now == State.SPENT else now


@transaction.atomic
def _is_stored(hash_: str, layer: int, text: str | None) -> bool:
    public = _kept_open(layer)
    if public is None:
        return False
    spent = Code.objects.filter(hash=hash_, is_spent=False).update(is_spent=True)
    if spent and text is not None:
        Ballot.objects.create(id=uuid.uuid4(), layer_id=layer, sealed=seal(public, text.encode()))
    return bool(spent)


def _kept_open(layer: int) -> bytes | None:
    """Return the public key of a layer that is open, and stays so until this transaction ends.

    SQLite lets one transaction write at a time. PostgreSQL shares the row: ballots do not wait for
    each other, and closing waits for all of them.
    """
    shared = "FOR SHARE OF layer" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN + shared, [layer])
        found = cursor.fetchone()
    return bytes(found[0]) if found else None
