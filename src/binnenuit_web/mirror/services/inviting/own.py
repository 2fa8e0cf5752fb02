"""The own ballots of whoever signed in. Collecting one is stored nowhere, and logged nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from binnenuit.mirror.model.ballot import Part
from binnenuit.organisation.model import TeamId
from binnenuit_web.mirror.models import Invitation
from binnenuit_web.mirror.services.box.standing import State, standing
from binnenuit_web.mirror.services.inviting.invited import code_for, team_names_of

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

__all__ = ["OwnBallot", "my_ballot", "my_ballots", "take_ballot"]


@dataclass(frozen=True)
class OwnBallot:
    """One ballot of the viewer, in a layer that takes ballots.

    Attributes
    ----------
    state
        How it stands with his code; ``UNKNOWN`` for who got a sheet of paper in its place.
    from_on
        When ``NOT_YET``: the day from which he can answer.
    """

    layer: int
    round_name: str
    team_name: str
    part: Part
    state: State
    from_on: date | None
    closes_on: date | None
    code: str

    @property
    def waits(self) -> bool:
        return self.state is State.OPEN

    @property
    def is_in(self) -> bool:
        return self.state is State.SPENT

    @property
    def is_early(self) -> bool:
        return self.state is State.NOT_YET

    @property
    def is_above(self) -> bool:
        return self.part is Part.ABOVE


def my_ballots(viewer: Viewer, today: date) -> tuple[OwnBallot, ...]:
    """List the viewer's ballots in every open layer, from the top; empty for who is not invited."""
    if viewer.person is None:
        return ()
    rows = Invitation.objects.filter(
        person=viewer.person,
        layer__opened_on__isnull=False,
        layer__closed_on=None,
        layer__round__stopped_on=None,
    )
    rows = rows.select_related("layer__round").order_by("layer__round", "layer__number")
    return tuple(_own(row, today) for row in rows)


def my_ballot(viewer: Viewer, today: date) -> str | None:
    """Give the code of the first ballot that waits for the viewer; None when none does."""
    return next((each.code for each in my_ballots(viewer, today) if each.waits), None)


def take_ballot(viewer: Viewer, layer: str, today: date) -> str:
    """Give the viewer his own code in one layer, to go on with; the layer as a form sent it."""
    own = (each for each in my_ballots(viewer, today) if str(each.layer) == layer and each.code)
    found = next(own, None)
    if found is None:
        raise PermissionDenied
    return found.code


def _own(row: Invitation, today: date) -> OwnBallot:
    layer = row.layer
    code = code_for(layer, row)
    found = standing(code, today) if code else None
    return OwnBallot(
        layer=layer.pk,
        round_name=layer.round.name,
        team_name=team_names_of(layer).get(TeamId(row.team), row.team),
        part=Part(row.part),
        state=found.state if found else State.UNKNOWN,
        from_on=found.from_on if found else None,
        closes_on=layer.closes_on,
        code=code,
    )
