"""The stored organisation under each rule, as if everybody answered: from membership alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone

from binnenuit.privacy.audit import usual
from binnenuit.privacy.model import SMALLEST_GROUP, State
from binnenuit.privacy.planning.plan import plan
from binnenuit.privacy.rounds.layers import team_groups
from binnenuit_web.organisation import services as organisation
from binnenuit_web.privacy.services.rules import Comparison, beside
from binnenuit_web.privacy.services.standings import Planned, Standing

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.privacy.audit.usual import Outcome
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Own", "own"]


@dataclass(frozen=True)
class Own:
    """This organisation, seen by one person.

    Attributes
    ----------
    rules
        What each of the usual rules does here, and what Binnenuit does.
    merged
        Teams that are shown together with neighbours.
    team
        What stands at the viewer's own team; None when that is not known.
    states
        Every group by what stands there; empty for who does not watch over it.
    """

    rules: Comparison
    merged: int
    team: Standing | None
    states: tuple[tuple[State, tuple[Standing, ...]], ...]


def own(viewer: Viewer, language: str) -> Own | None:
    """Look at the organisation of today as ``viewer`` may; None while nobody is in it."""
    planned, compared = _compared(organisation.facts().revision, timezone.localdate())
    if not planned.people.any():
        return None
    return Own(
        rules=beside(compared, planned.plan, language),
        merged=planned.plan.state.count(State.MERGED),
        team=planned.standing_of(viewer.team) if viewer.team else None,
        states=planned.by_state if viewer.may_audit else (),
    )


@lru_cache(maxsize=2)
def _compared(revision: str, day: date) -> tuple[Planned, tuple[tuple[usual.Rule, Outcome], ...]]:
    """Plan and compare once for all who look; ``revision`` and ``day`` say when to do it anew."""
    del revision
    today = organisation.load().on(day)
    groups, invited = team_groups(today)
    chosen = plan(groups.tree, invited, k=SMALLEST_GROUP, merge=True)
    return Planned(today, groups, chosen), usual.compare(groups.tree, invited, k=SMALLEST_GROUP)
