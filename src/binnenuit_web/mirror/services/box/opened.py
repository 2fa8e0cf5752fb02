"""Opening the box, when a layer is sent through the gate."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit.mirror.read.ballots import ballot_from
from binnenuit_web.mirror.models import Ballot, Layer
from binnenuit_web.mirror.services.box.sealing import unseal

if TYPE_CHECKING:
    from binnenuit.mirror.model.ballot import Ballot as Answered


@transaction.atomic
def ballots_of(layer: Layer) -> list[Answered]:
    """Every ballot of a layer, in random order; nothing after they were destroyed.

    NotOpenedError when one of them does not open: none may be left out in silence.
    """
    # The key that is there now, kept until the end: mixing makes a new one.
    row = Layer.objects.select_for_update().get(pk=layer.pk)
    if row.private_key is None:
        return []
    sealed = list(Ballot.objects.filter(layer=row).values_list("sealed", flat=True))
    secrets.SystemRandom().shuffle(sealed)
    return [ballot_from(unseal(row.private_key, each)) for each in sealed]
