"""Layer and department of each hand, as long as there is a key to make hands with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.dialogue.disclose.picture_sets import AND, NOWHERE, Family
from binnenuit_web.dialogue.services.hands import hand_of
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from binnenuit.organisation import Organisation
    from binnenuit.organisation.model import PersonId, TeamId

LAYER: Final = "layer"
DEPARTMENT: Final = "department"


@dataclass(frozen=True)
class Places:
    """Where everybody stands in the organisation on one day.

    Attributes
    ----------
    people
        How many there are.
    families
        Layers, then departments; only what tells people apart.
    names
        Of each place, by the key of a family and its own: ``department:d-1``.
    """

    people: int
    families: tuple[Family, ...]
    names: Mapping[str, str]


def places_of(key: bytes, hands: Sequence[str], today: date) -> Places:
    """Find the place of each hand; who left the organisation has none."""
    now = organisation.load().on(today)
    team_of: dict[PersonId, TeamId] = {}
    for member in now.people:
        team_of.setdefault(member.person, member.team)
    team_of_hand = {hand_of(key, person): team for person, team in team_of.items()}
    teams = [team_of_hand.get(hand) for hand in hands]
    branch = _branches(now)
    families = (
        _family(LAYER, teams, lambda team: str(now.depth[team] + 1)),
        _family(DEPARTMENT, teams, branch.get),
    )
    names = {f"{DEPARTMENT}:{team}": now.team_by_id[team].name for team in set(branch.values())}
    return Places(len(team_of), tuple(each for each in families if len(each.names) > 1), names)


def _family(
    kind: str, teams: Sequence[TeamId | None], place_of: Callable[[TeamId], str | None]
) -> Family:
    said = [place_of(team) if team is not None else None for team in teams]
    names = sorted({place for place in said if place is not None and _is_plain(place)})
    number = {name: at for at, name in enumerate(names)}
    labels = [number.get(place, -1) if place is not None else -1 for place in said]
    return Family(kind, tuple(names), np.array(labels, dtype=np.int64))


def _is_plain(name: str) -> bool:
    """Whether the gate can take a name as it is: a place with another one counts as none."""
    return name != NOWHERE and AND not in name and " + " not in name


def _branches(now: Organisation) -> dict[TeamId, TeamId]:
    """The department of each team: the branch below the point where the tree first divides."""
    top: TeamId | None = None
    while len(below := now.children.get(top, ())) == 1:
        top = below[0].id
    found: dict[TeamId, TeamId] = {}
    for branch in below:
        waiting = [branch.id]
        while waiting:
            team = waiting.pop()
            if team not in found:
                found[team] = branch.id
                waiting += [each.id for each in now.children.get(team, ())]
    return found
