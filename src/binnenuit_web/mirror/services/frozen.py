"""The organisation as it stood when a layer opened: teams, who led them, and how each is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.model.locks import Seen, State
from binnenuit.organisation.model import Membership, Organisation, PersonId, Team, TeamId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.mirror.model.layers import Invited, LayerOfRound
    from binnenuit_web.mirror.models import Layer

__all__ = [
    "asked_about",
    "freeze",
    "frozen",
    "leaders_among",
    "leaders_of",
    "only_talk",
    "parts_of",
    "state_of",
    "teams_led_in",
    "wanted",
]

_ORDER = (Seen.MIRROR, Seen.EITHER, Seen.TALK)


def state_of(layer: Layer) -> State:
    """How a layer stands, by the days that are filled in."""
    if layer.shown_on is not None:
        return State.SHOWN
    if layer.closed_on is not None:
        return State.CLOSED
    return State.LOCKED if layer.opened_on is None else State.OPEN


def frozen(layer: Layer) -> Organisation:
    """The frozen teams, and who was invited in the team he answers about; no links, no customers.

    Nobody stands in the customers' layer. Empty before a layer opened.
    """
    teams = tuple(
        Team(
            TeamId(each["id"]),
            each["name"],
            TeamId(each["parent"]) if each["parent"] else None,
            PersonId(each["leader"]) if each["leader"] else None,
        )
        for each in layer.teams
    )
    people = tuple(
        Membership(PersonId(person), TeamId(team))
        for person, team in layer.invitations.order_by("pk").values_list("person", "team")
    )
    return Organisation(teams=teams, people=people)


def parts_of(layer: Layer) -> dict[PersonId, Part]:
    """Which questions everybody who was invited answers."""
    rows = layer.invitations.values_list("person", "part")
    return {PersonId(person): Part(part) for person, part in rows}


def freeze(
    organisation: Organisation, layer: LayerOfRound | None, *, k: int
) -> list[dict[str, Any]]:
    """Put the teams of a day down for one layer; for the customers' layer nobody is seen in it."""
    seen = _seen(layer, k) if layer else {}
    return [
        {
            "id": team.id,
            "name": team.name,
            "parent": team.parent or "",
            "leader": team.leader or "",
            "seen": seen[team.id].value if team.id in seen else "",
        }
        for team in organisation.teams
    ]


def wanted(layer: LayerOfRound, *, k: int) -> tuple[Invited, ...]:
    """Who answers by ballot: nobody where fewer than ``k`` could, they talk."""
    asked = tuple(
        each
        for each in layer.invited
        if each.part is not Part.ABOVE or each.team not in layer.only_talk
    )
    return asked if len(asked) >= k else ()


def leaders_of(layer: Layer) -> Mapping[PersonId, Seen]:
    """Who is seen in this layer since it opened, and how; in the order of the teams."""
    return leaders_among(layer.teams)


def leaders_among(teams: Sequence[Mapping[str, Any]]) -> Mapping[PersonId, Seen]:
    """Who is seen by teams as ``freeze`` put them down; the fullest way of those he leads."""
    found: dict[PersonId, Seen] = {}
    for each in teams:
        if each["seen"] and each["leader"]:
            person, seen = PersonId(each["leader"]), Seen(each["seen"])
            found[person] = min(seen, found.get(person, seen), key=_ORDER.index)
    return found


def teams_led_in(layer: Layer, person: PersonId | None) -> frozenset[TeamId]:
    """Teams by which this person is seen in this layer."""
    return frozenset(
        TeamId(each["id"])
        for each in layer.teams
        if person and each["seen"] and each["leader"] == person
    )


def only_talk(layer: Layer) -> frozenset[TeamId]:
    """Teams about whose leader no ballot of this layer asks anything."""
    talk = Seen.TALK.value
    return frozenset(TeamId(each["id"]) for each in layer.teams if each["seen"] == talk)


def asked_about(layer: Layer, team: TeamId) -> bool:
    """Whether ballots of this layer ask about who leads this team."""
    return any(
        each["id"] == team and each["seen"] in {Seen.MIRROR.value, Seen.EITHER.value}
        for each in layer.teams
    )


def _seen(layer: LayerOfRound, k: int) -> dict[TeamId, Seen]:
    asked: Sequence[Invited] = wanted(layer, k=k)
    found = {}
    for led in layer.leaders:
        enough = sum(each.team == led.team for each in asked) >= k
        is_talk = not asked or led.team in layer.only_talk
        seen = Seen.MIRROR if enough else Seen.EITHER
        found[led.team] = Seen.TALK if is_talk else seen
    return found
