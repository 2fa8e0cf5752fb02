"""What a leader promises after he looked, to the team whose mirror he read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from binnenuit.organisation.parties import Party
from binnenuit_web.mirror.services.promised import ORIGIN
from binnenuit_web.mirror.services.seeing.who import Stand, access
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from binnenuit.organisation.model import TeamId
    from binnenuit_web.people.viewer import Viewer


def promise(
    viewer: Viewer, layer: int, team: TeamId, *, what: str, due: date, once: UUID, today: date
) -> int:
    """Promise something to the team one leads; PromiseError tells what cannot be."""
    found = access(viewer, layer, team, today=today)
    if found.stand is not Stand.LEADS or viewer.person is None:
        raise PermissionDenied
    new = promises.NewPromise(
        giver=Party.person(viewer.person),
        receiver=Party.team(team),
        what=what,
        due=due,
        origin=ORIGIN,
        number=layer,
        once=once,
    )
    return promises.make(viewer, new, today=today)
