"""What walks and things ask of a viewer: an answer, two taps, or to look at what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from binnenuit_web.people.moves import Move
from binnenuit_web.signals import services

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.people.viewer import Viewer


def moves(viewer: Viewer, today: date, session: str | None = None) -> list[Move]:
    """What waits for this viewer; ``session`` tells who has no account apart."""
    if not viewer.is_signed_in:
        return []
    found = [
        Move(
            gettext("A walk to the source waits for your answer."),
            reverse("signals:walk", args=[each.walk]),
            each.until,
        )
        for each in services.asked(viewer, today=today)
    ]
    if not viewer.person and viewer.account_id is None and not session:
        return found
    return found + _about_things(viewer, services.holder(viewer, session), today)


def _about_things(viewer: Viewer, hand: str, today: date) -> list[Move]:
    found = []
    for each in services.asks_me(viewer, hand, today=today):
        said = gettext("For whom is “%(name)s”? Two taps.") % {"name": each.name}
        found.append(Move(said, reverse("signals:thing", args=[each.id]), each.closes_on))
    for each in services.asks_caller(viewer, hand, today=today):
        said = gettext("Those whose time it costs ask you: for whom is “%(name)s”?")
        address = reverse("signals:thing", args=[each.id])
        found.append(Move(said % {"name": each.name}, address))
    return found
