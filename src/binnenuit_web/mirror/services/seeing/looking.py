"""What a leader does with his own mirror: he says first how he sees it himself, and then looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.mirror.model.locks import Seen
from binnenuit.organisation.model import PersonId
from binnenuit_web.mirror.models import Look
from binnenuit_web.mirror.services.frozen import leaders_of
from binnenuit_web.mirror.services.own_views import own_view_page
from binnenuit_web.mirror.services.rounds import current_round

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.mirror.services.seeing.places import Place
    from binnenuit_web.people.viewer import Viewer


def may_look(viewer: Viewer, here: Place) -> bool:
    """Whether the locks wait for this leader to say that he looked."""
    seen = leaders_of(here.layer).get(viewer.person or PersonId(""))
    return here.is_shown and seen in {Seen.MIRROR, Seen.EITHER}


def has_looked(viewer: Viewer, here: Place) -> bool:
    return Look.objects.filter(layer=here.layer, person=viewer.person or None).exists()


def asks_own_view(viewer: Viewer, here: Place, today: date) -> bool:
    """Whether a leader says first how he sees it himself: as long as he still may."""
    current = current_round(today)
    if current is None or current.pk != here.layer.round_id or here.layer.customers:
        return False
    page = own_view_page(viewer, today)
    return page is not None and page.may_change and not page.given
