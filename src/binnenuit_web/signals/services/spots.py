"""Whose figures may somebody see? His own team's, every layer above, and what he leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from binnenuit_web.promises.services.place import house, place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from binnenuit.organisation.model import Organisation, TeamId
    from binnenuit_web.people.viewer import Viewer


@dataclass(frozen=True)
class Spot:
    """A team as figures are shown of it: with everything below it, or its own members alone.

    Neither is said of a team with nothing below it.
    """

    team: TeamId
    name: str
    members: bool
    with_below: bool


@dataclass(frozen=True)
class Spots:
    """Where somebody looks, and where else he may look from there: above first, then below."""

    here: Spot
    others: tuple[Spot, ...]


def spots(viewer: Viewer, team: str, *, members: bool, today: date) -> Spots | None:
    """Where a viewer looks; without ``team`` at his own. None while there are no teams at all.

    Who belongs to no team sees the organisation as a whole, as everybody does. PermissionDenied for
    a team that is neither his, nor above him, nor below him.
    """
    if not viewer.is_signed_in:
        raise PermissionDenied
    always, below = _always(viewer, today), _below(viewer, today)
    stored = house(today).leading.organisation
    if not team:
        return Spots(always[0], tuple(always[1:])) if always else None
    here = next((each for each in stored.team_by_id if each == team), None)
    if here is None or not (here in below or any(each.team == here for each in always)):
        raise PermissionDenied
    looks = _spot(stored, here, members=members)
    near = _near(stored, here) if here in below else []
    return Spots(looks, tuple(each for each in dict.fromkeys([*always, *near]) if each != looks))


def _always(viewer: Viewer, today: date) -> list[Spot]:
    """What a viewer may see wherever he looks: his own, then layer after layer to the top."""
    stands, stored = place(viewer, today), house(today).leading.organisation
    own = _deepest_first(stored, stands.teams)
    above = _deepest_first(stored, stands.lines)
    tops = [each.id for each in stored.teams if each.parent is None]
    found = [_spot(stored, team, members=True) for team in own]
    found += [_spot(stored, team, members=False) for team in [*above, *tops]]
    return list(dict.fromkeys(found))


def _near(stored: Organisation, team: TeamId) -> list[Spot]:
    """The team itself, its members alone, and the teams directly below it."""
    parts = [_spot(stored, team, members=False), _spot(stored, team, members=True)]
    return parts + [
        _spot(stored, child.id, members=False) for child in stored.children.get(team, ())
    ]


def _below(viewer: Viewer, today: date) -> frozenset[TeamId]:
    seen = house(today)
    led = seen.leads.get(viewer.person, frozenset()) if viewer.person else frozenset()
    return frozenset(below for team in led for below in seen.leading.below(team))


def _spot(stored: Organisation, team: TeamId, *, members: bool) -> Spot:
    """Only of a team with teams below it are its members another group than the whole."""
    divided = bool(stored.children.get(team))
    return Spot(team, stored.team_by_id[team].name, members and divided, divided and not members)


def _deepest_first(stored: Organisation, teams: Iterable[TeamId]) -> list[TeamId]:
    there = [team for team in stored.team_by_id if team in set(teams)]
    return sorted(there, key=lambda team: -stored.depth.get(team, 0))
