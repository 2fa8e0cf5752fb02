"""In which class each hand of a poll counts: sealed with its key, as a backup would tell it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from binnenuit_web.dialogue.services.sealing import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit_web.dialogue.models import Poll

__all__ = ["keep_places", "places_of"]

_PLACES = "places"


def keep_places(poll: Poll, places: Mapping[str, int]) -> None:
    """Put them in the poll, which has its key; the caller stores it."""
    # By hand: the order of people would tell whose each hand is.
    told = json.dumps(dict(sorted(places.items()))).encode()
    poll.teams[_PLACES] = b64encode(seal(poll.key or b"", told)).decode()


def places_of(poll: Poll) -> dict[str, int]:
    """Class by hand; empty when the key is gone."""
    told = poll.teams.get(_PLACES) if poll.teams else None
    if told is None or poll.key is None:
        return {}
    found: dict[str, int] = json.loads(unseal(poll.key, b64decode(told)))
    return found
