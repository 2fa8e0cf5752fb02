"""A house of three layers and its ballots, for the tests of publishing layer by layer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from tests.mirror.invented import scored

from binnenuit.mirror.disclose.layered import LayerPublished, publish_layer
from binnenuit.mirror.model import About, Questionnaire
from binnenuit.mirror.model.ballot import Ballot, Part, Row
from binnenuit.mirror.model.layers import layers_of_round
from binnenuit.organisation.model import Membership, Organisation, PersonId, Team, TeamId

if TYPE_CHECKING:
    from pathlib import Path

LEADER = scored("A", About.LEADER)
SUPPLIER = scored("B", About.SUPPLIER)
OWN = scored("C", About.OWN_TEAM, items=5)
CUSTOMER = scored("K", About.CUSTOMER_FACING)
ASKED = Questionnaire("test", (LEADER, SUPPLIER, OWN, CUSTOMER))

SIZES = {"shop": 12, "bakery": 15, "office": 7, "drivers": 9}
CLOSED = {"2026-Q1": date(2026, 3, 20), "2026-Q2": date(2026, 6, 25), "2026-Q3": date(2026, 9, 25)}


def house(sizes: dict[str, int] | None = None, directors: int = 6) -> Organisation:
    """The top, directors below it, and below each director some of the teams."""
    sizes = SIZES if sizes is None else sizes
    boss = PersonId("boss")
    teams = [Team(TeamId("top"), "Top", leader=boss)]
    people = [Membership(boss, TeamId("top"))]
    for number in range(directors):
        name = TeamId(f"unit{number}")
        teams.append(Team(name, name, TeamId("top"), PersonId(f"director{number}")))
        people.append(Membership(PersonId(f"director{number}"), TeamId("top")))
    for place, (team, size) in enumerate(sizes.items()):
        above, leader = TeamId(f"unit{place % directors}"), PersonId(f"{team}-leader")
        teams.append(Team(TeamId(team), team, above, leader))
        people.append(Membership(leader, above))
        people += [Membership(PersonId(f"{team}-{n}"), TeamId(team)) for n in range(size)]
    return Organisation(tuple(teams), tuple(people))


def joined(organisation: Organisation, person: str, team: str) -> Organisation:
    more = Membership(PersonId(person), TeamId(team))
    return replace(organisation, people=(*organisation.people, more))


@dataclass(frozen=True)
class Frozen:
    """What is fixed when a layer opens."""

    layer: int
    teams: Organisation
    parts: dict[PersonId, Part]

    def invited(self, team: str) -> int:
        return sum(member.team == team for member in self.teams.people)


def frozen(organisation: Organisation, layer: int) -> Frozen:
    invited = layers_of_round(organisation)[layer - 1].invited
    people = tuple(Membership(each.person, each.team) for each in invited)
    parts = {each.person: each.part for each in invited}
    return Frozen(layer, replace(organisation, people=people), parts)


def customers(organisation: Organisation, layer: int = 4) -> Frozen:
    return Frozen(layer, replace(organisation, people=()), {})


@dataclass
class Voters:
    """People who answer by mood and chance; the same seed gives the same ballots."""

    seed: int = 1
    questionnaire: Questionnaire = ASKED

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)

    def of(self, layer: Frozen, suppliers: tuple[str, ...] = ()) -> list[Ballot]:
        return [
            self.ballot(member.team, layer.parts[member.person], suppliers)
            for member in layer.teams.people
        ]

    def ballot(self, team: str, part: Part, suppliers: tuple[str, ...] = ()) -> Ballot:
        asked = {
            Part.FULL: (About.LEADER, About.OWN_TEAM),
            Part.ABOVE: (About.LEADER,),
            Part.CUSTOMER: (About.CUSTOMER_FACING,),
        }[part]
        rows = [self.row(team, *asked)]
        if part is Part.FULL:
            rows += [self.row(each, About.SUPPLIER) for each in suppliers if each != team]
        return Ballot(TeamId(team), part, tuple(rows))

    def row(self, rated: str, *asked: About) -> Row:
        answers: dict[str, int | str] = {}
        for scale in self.questionnaire.scales:
            if scale.about in asked:
                mood = self.rng.random()
                for item in scale.items:
                    share = mood if self.rng.random() < 0.7 else self.rng.random()
                    value = scale.lowest + int(share * scale.options)
                    turned = scale.lowest + scale.highest - value
                    answers[item.code] = turned if item.reversed else value
        return Row(TeamId(rated), answers)


def publish(
    folder: Path, layer: Frozen, ballots: list[Ballot], name: str = "2026-Q1", **given: Any
) -> LayerPublished:
    return publish_layer(
        folder, given.pop("asked", ASKED), **arguments(layer, ballots, name, **given)
    )


def arguments(
    layer: Frozen, ballots: list[Ballot], name: str = "2026-Q1", **given: Any
) -> dict[str, Any]:
    fixed = {"round_name": name, "layer": layer.layer, "teams": layer.teams, "parts": layer.parts}
    return {**fixed, "ballots": ballots, "k": 5, "closed_on": CLOSED.get(name), **given}
