"""What stays of a layer that was shown: its figures, and nothing that anybody sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from binnenuit_web.mirror.models import Ballot, Code
from binnenuit_web.mirror.services.box.mixing import leave_no_trace

if TYPE_CHECKING:
    from binnenuit_web.mirror.models import Layer


@transaction.atomic
def destroy(layer: Layer) -> None:
    """Destroy codes, ballots, and the keys of a layer, in the files too once this is stored."""
    Ballot.objects.filter(layer=layer).delete()
    Code.objects.filter(layer=layer).delete()
    layer.private_key = layer.secret = layer.public_key = None
    layer.save(update_fields=["private_key", "secret", "public_key"])
    transaction.on_commit(leave_no_trace)
