"""Opening the box, when a layer is sent through the gate."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from binnenuit.mirror.read.ballots import ballot_from
from binnenuit_web.mirror.models import Ballot
from binnenuit_web.mirror.services.box.sealing import unseal

if TYPE_CHECKING:
    from binnenuit.mirror.model.ballot import Ballot as Answered
    from binnenuit_web.mirror.models import Layer


def ballots_of(layer: Layer) -> list[Answered]:
    """Every ballot of a layer, in random order; nothing after they were destroyed."""
    if layer.private_key is None:
        return []
    sealed = list(Ballot.objects.filter(layer=layer).values_list("sealed", flat=True))
    secrets.SystemRandom().shuffle(sealed)
    return [ballot_from(unseal(layer.private_key, each)) for each in sealed]
