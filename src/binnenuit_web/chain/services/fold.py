"""Which teams stand on the map by themselves, and which are folded into the department above."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from binnenuit.organisation.model import Organisation, Team, TeamId

IN_VIEW: Final = 30


@dataclass(frozen=True)
class Fold:
    """Every team with the node it is drawn as.

    Attributes
    ----------
    stands_for
        From each team to the team under whose name it is drawn, itself when it is not folded.
    sizes
        For each drawn team how many teams it stands for.
    opened
        Teams that are drawn apart from the teams below them.
    """

    stands_for: Mapping[TeamId, TeamId]
    sizes: Mapping[TeamId, int]
    opened: frozenset[TeamId]


def fold(
    organisation: Organisation, opened: Collection[str] = (), *, in_view: int = IN_VIEW
) -> Fold:
    """Fold teams into the department above until about ``in_view`` remain.

    From the top down a department is opened while its teams still fit. The single top and the
    departments asked for in ``opened`` are opened in any case.
    """
    apart = _asked(organisation, opened)
    top = organisation.children.get(None, ())
    if len(top) == 1:
        apart.add(top[0].id)
    drawn: list[TeamId] = []
    waiting = deque(top)
    room = in_view - len(top)
    while waiting:
        team = waiting.popleft()
        below = organisation.children.get(team.id, ())
        drawn.append(team.id)
        if below and (team.id in apart or len(below) <= room):
            apart.add(team.id)
            room -= len(below)
            waiting.extend(below)
    return _fold(organisation, drawn, frozenset(apart))


def _asked(organisation: Organisation, opened: Collection[str]) -> set[TeamId]:
    """Return the departments asked for with everything above them."""
    apart: set[TeamId] = set()
    for team in organisation.teams:
        at: TeamId | None = team.id if team.id in opened else None
        while at is not None and at not in apart and at in organisation.team_by_id:
            apart.add(at)
            at = organisation.team_by_id[at].parent
    return apart


def _fold(organisation: Organisation, drawn: Sequence[TeamId], apart: frozenset[TeamId]) -> Fold:
    stands_for: dict[TeamId, TeamId] = {}
    for team in drawn:
        stands_for[team] = team
        if team not in apart:
            stands_for.update(dict.fromkeys(_below(organisation, team), team))
    # A team that hangs in no tree (its parent is not there) stands for itself.
    stands_for.update(
        {team.id: team.id for team in organisation.teams if team.id not in stands_for}
    )
    sizes: dict[TeamId, int] = {}
    for node in stands_for.values():
        sizes[node] = sizes.get(node, 0) + 1
    return Fold(stands_for, sizes, apart)


def _below(organisation: Organisation, team: TeamId) -> list[TeamId]:
    found: list[TeamId] = []
    waiting: list[Team] = list(organisation.children.get(team, ()))
    while waiting:
        each = waiting.pop()
        found.append(each.id)
        waiting.extend(organisation.children.get(each.id, ()))
    return found
