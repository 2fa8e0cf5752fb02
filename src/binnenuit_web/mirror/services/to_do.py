"""What a round asks of one leader now: answer about himself, look, talk, promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.mirror.model.locks import Wait
from binnenuit_web.mirror.services.locks import locks_of
from binnenuit_web.mirror.services.own_views import own_view_page
from binnenuit_web.mirror.services.rounds import current_round

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

__all__ = ["has_to"]


def has_to(viewer: Viewer, today: date) -> frozenset[Wait]:
    """What the viewer has to do in the round that runs, as a leader; empty for everybody else."""
    row = current_round(today)
    if row is None or viewer.person is None:
        return frozenset()
    waits = (each for lock in locks_of(row, today) for each in lock.waits_for)
    found = {wait for each in waits if each.person == viewer.person for wait in each.has_to}
    # One may answer about oneself from the day on which the round begins.
    page = own_view_page(viewer, today)
    early = page is not None and page.may_change and not page.given
    return frozenset(found | {Wait.OWN_VIEW} if early else found)
