"""That a leader looked in his mirror, which he says himself; everybody may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit_web.mirror.models import Look
from binnenuit_web.mirror.services.frozen import leaders_of
from binnenuit_web.mirror.services.opening import layer_row
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

__all__ = ["look"]

acts.register("mirror.looked", _("looked in the mirror of a layer"))


@transaction.atomic
def look(viewer: Viewer, layer: int, today: date) -> None:
    """Say that the viewer looked, as a leader of this layer; saying it again adds nothing."""
    row = layer_row(layer)
    if viewer.person is None or row.shown_on is None or viewer.person not in leaders_of(row):
        raise PermissionDenied
    _row, is_new = Look.objects.get_or_create(
        layer=row, person=viewer.person, defaults={"on": today}
    )
    if is_new:
        note_down(viewer, "mirror.looked", f"layer {row.number} of round {row.round_id}")
