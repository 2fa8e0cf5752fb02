"""Who is invited in a layer, with how each can be reached; never with whether he answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.mirror.model.ballot import Part
from binnenuit.organisation.model import PersonId, TeamId
from binnenuit_web.mirror.services.box.codes import code_of, in_groups
from binnenuit_web.mirror.services.inviting.opened import layer_of
from binnenuit_web.mirror.services.personal import is_forgotten
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from binnenuit.organisation.model import Membership
    from binnenuit_web.mirror.models import Invitation, Layer
    from binnenuit_web.people.viewer import Viewer

__all__ = [
    "Invited",
    "InvitedTeam",
    "ballot_path",
    "code_for",
    "invited_of",
    "members",
    "people_of",
    "team_names_of",
]


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited.

    Attributes
    ----------
    team
        The team whose leader he answers about.
    code
        His code; empty when he is ``on_paper``: a sheet was made in its place.
    """

    person: PersonId
    name: str
    email: str
    language: str
    team: TeamId
    part: Part
    code: str
    on_paper: bool


@dataclass(frozen=True)
class InvitedTeam:
    """Everybody who answers about the leader of one team."""

    team: TeamId
    name: str
    people: tuple[Invited, ...]


def invited_of(viewer: Viewer, layer: int) -> tuple[InvitedTeam, ...]:
    """List who was invited, by team, in the order of the teams; empty before a layer opened."""
    row = layer_of(viewer, layer)
    names = team_names_of(row)
    by_team: dict[TeamId, list[Invited]] = {}
    for each in people_of(row):
        by_team.setdefault(each.team, []).append(each)
    found = [team for team in names if team in by_team]
    return tuple(InvitedTeam(team, names[team], tuple(by_team[team])) for team in found)


def people_of(layer: Layer, team: TeamId | None = None) -> tuple[Invited, ...]:
    """Everybody in a layer, or in one team of it, by name; who was forgotten is not in it."""
    rows = layer.invitations.filter(team=team) if team else layer.invitations.all()
    known, language = members(), organisation.facts().language
    found = (
        _invited(layer, row, known.get(PersonId(row.person)), language)
        for row in rows
        if not is_forgotten(row.person)
    )
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.person)))


def members() -> Mapping[PersonId, Membership]:
    """Everybody of the people file; of who is there today the place of today."""
    found = {each.person: each for each in organisation.load().people}
    found.update((each.person, each) for each in _first_places(organisation.today().people))
    return found


def team_names_of(layer: Layer) -> dict[TeamId, str]:
    """Names of the teams as they stood when the layer opened."""
    return {TeamId(each["id"]): each["name"] for each in layer.teams}


def code_for(layer: Layer, row: Invitation) -> str:
    """Derive the code of an invitation again; empty for who got paper, or when all is destroyed."""
    if row.on_paper or layer.secret is None:
        return ""
    return code_of(bytes(layer.secret), row.person, row.serial)


def ballot_path(code: str) -> str:
    """Where a ballot is: an address that is answered before anything asks who is there."""
    return f"/b/{in_groups(code)}/"


def _first_places(people: Iterable[Membership]) -> Iterable[Membership]:
    """Who is in several teams counts by the first one, as everywhere."""
    return reversed(list(people))


def _invited(layer: Layer, row: Invitation, known: Membership | None, language: str) -> Invited:
    return Invited(
        person=PersonId(row.person),
        name=(known.name if known else "") or row.person,
        email=known.email.strip() if known else "",
        language=(known.language if known else "") or language,
        team=TeamId(row.team),
        part=Part(row.part),
        code=code_for(layer, row),
        on_paper=row.on_paper,
    )
