"""Who answers in which layer of a round: the people led at the top first, customers at the end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.mirror.model.ballot import Part
from binnenuit.organisation.leading import Leading
from binnenuit.privacy.rounds.layers import teams_answered_about

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.organisation.leading import Led
    from binnenuit.organisation.model import Organisation, PersonId, TeamId

FEWEST_FOR_THE_TOP: Final = 10
"""With fewer people invited there is no figure about who leads at the top, only the talk."""


@dataclass(frozen=True)
class Invited:
    """One person in one layer.

    Attributes
    ----------
    team
        The team whose leader this person answers about.
    """

    person: PersonId
    team: TeamId
    part: Part


@dataclass(frozen=True)
class LayerOfRound:
    """One layer.

    Attributes
    ----------
    number
        1 for those led at the top, 2 for those led by them, and so on.
    leaders
        Who is seen in this layer, with the team led.
    invited
        Who answers; in layer 1 also the people of layer 2, about who leads at the top alone.
    only_talk
        Teams of which the leader is seen in a talk only, as fewer than ten could answer about the
        top; of other teams the gate decides.
    """

    number: int
    leaders: tuple[Led, ...]
    invited: tuple[Invited, ...]
    only_talk: frozenset[TeamId]


def layers_of_round(organisation: Organisation) -> tuple[LayerOfRound, ...]:
    """Who answers in which layer?

    Parameters
    ----------
    organisation
        As it stands on the day on which the round begins (``Organisation.on``).

    Returns
    -------
    layers
        From the top; customers are not among them. A team that nobody leads answers in the layer of
        the nearest team above it that is led. Empty without anybody who leads.

    Notes
    -----
    Linear in teams and people.
    """
    leading = Leading(organisation)
    layer_of = _layers(leading)
    people: dict[int, list[Invited]] = defaultdict(list)
    for person, team in teams_answered_about(organisation).items():
        if layer_of[team]:
            people[layer_of[team]].append(Invited(person, team, Part.FULL))
    leaders: dict[int, list[Led]] = defaultdict(list)
    for led in leading.led:
        leaders[led.layer].append(led)
    return tuple(
        _layer(leading, number, tuple(leaders[number]), people) for number in sorted(leaders)
    )


def _layer(
    leading: Leading, number: int, leaders: tuple[Led, ...], people: Mapping[int, list[Invited]]
) -> LayerOfRound:
    own = tuple(people.get(number, ()))
    if number > 1:
        return LayerOfRound(number, leaders, own, frozenset())
    top = {led.team for led in leaders}
    above = []
    for each in people.get(2, ()):
        way = [led.team for led in leading.way_up(each.team) if led.team in top]
        if way:
            above.append(Invited(each.person, way[0], Part.ABOVE))
    everybody = (*own, *above)
    few = {team for team in top if sum(e.team == team for e in everybody) < FEWEST_FOR_THE_TOP}
    return LayerOfRound(number, leaders, everybody, frozenset(few))


def _layers(leading: Leading) -> dict[TeamId, int]:
    """Layer in which each team is led, or else the nearest team above it; 0 when nobody leads."""
    own = {led.team: led.layer for led in leading.led}
    organisation = leading.organisation
    found: dict[TeamId, int] = {}
    for team in sorted(organisation.teams, key=lambda team: organisation.depth.get(team.id, 0)):
        above = found.get(team.parent, 0) if team.parent else 0
        found[team.id] = own.get(team.id, above)
    return found
