"""The ballot box: codes, sealing, taking in, mixing, opening once, destroying."""

from __future__ import annotations

from binnenuit_web.mirror.services.box.codes import code_of, fresh_code, hash_of, in_groups
from binnenuit_web.mirror.services.box.destroying import destroy
from binnenuit_web.mirror.services.box.mixing import mix
from binnenuit_web.mirror.services.box.opened import ballots_of
from binnenuit_web.mirror.services.box.receiving import decline, receive
from binnenuit_web.mirror.services.box.sealing import (
    NotOpenedError,
    new_keys,
    seal,
    unseal,
)
from binnenuit_web.mirror.services.box.standing import Standing, State, standing

__all__ = [
    "NotOpenedError",
    "Standing",
    "State",
    "ballots_of",
    "code_of",
    "decline",
    "destroy",
    "fresh_code",
    "hash_of",
    "in_groups",
    "mix",
    "new_keys",
    "receive",
    "seal",
    "standing",
    "unseal",
]
