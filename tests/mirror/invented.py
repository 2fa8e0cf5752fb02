"""A small organisation and its answers, for the tests of publishing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.mirror.model import About, Item, Questionnaire, Ratings, Scored
from binnenuit.mirror.model.questionnaire import Kind
from binnenuit.organisation.model import Membership, Organisation, PersonId, Team, TeamId

if TYPE_CHECKING:
    from collections.abc import Mapping

SIZES = {"north": 9, "south": 12, "east": 34, "west": 4, "hub": 6}
"""People of each team below the top, beside its leader; hub has west below it."""


def scored(code: str, about: About, *, items: int = 4, kind: Kind = Kind.REFLECTIVE) -> Scored:
    codes = [f"{code}{number}" for number in range(1, items + 1)]
    # The last item is asked the other way round.
    asked = tuple(Item(each, {"en": each}, reversed=each == codes[-1]) for each in codes)
    return Scored(code, {"en": code}, kind, about, asked)


SERVES = scored("serves", About.LEADER)
OWN = scored("own", About.OWN_TEAM, items=5)
GIVES = scored("gives", About.SUPPLIER)
FACES = scored("faces", About.CUSTOMER_FACING)
ASKED = Questionnaire("1", (SERVES, OWN, GIVES, FACES))


def people_of(team: str, size: int) -> list[str]:
    return [f"{team}-{number}" for number in range(size)]


def firm(sizes: Mapping[str, int] = SIZES) -> Organisation:
    """The top with its director, the teams directly below it, and west below hub."""
    above = {team: "hub" if team == "west" else "top" for team in sizes}
    teams = [Team(TeamId("top"), "Top", leader=PersonId("director"))]
    members = [Membership(PersonId("director"), TeamId("top"))]
    for team, size in sizes.items():
        leader = f"{team}-leader"
        teams.append(Team(TeamId(team), team.title(), TeamId(above[team]), PersonId(leader)))
        people = [leader, *people_of(team, size)]
        members += [Membership(PersonId(person), TeamId(team)) for person in people]
    return Organisation(tuple(teams), tuple(members))


@dataclass
class Answers:
    """Rows of answers that are still to be put together."""

    rng: np.random.Generator
    round: str = "2026-Q1"
    rows: list[tuple[str, str, dict[str, float]]] = field(default_factory=list)
    likely: tuple[float, ...] = (0.05, 0.15, 0.30, 0.35, 0.15)

    def rate(self, rater: str, rated: str, scale: Scored) -> None:
        """Answer all items alike but for chance, reversed ones the other way round."""
        common = self.rng.choice(5, p=self.likely)
        given = {}
        for item in scale.items:
            own = common if self.rng.random() < 0.7 else self.rng.choice(5, p=self.likely)
            value = scale.lowest + int(own)
            given[item.code] = scale.lowest + scale.highest - value if item.reversed else value
        self.rows.append((rater, rated, given))

    def by_members(self, organisation: Organisation, scale: Scored = SERVES) -> None:
        for member in organisation.people:
            leader = organisation.team_by_id[member.team].leader
            if member.person != leader:
                self.rate(member.person, member.team, scale)

    def ratings(self) -> Ratings:
        items = tuple(dict.fromkeys(item for *_, given in self.rows for item in given))
        teams = tuple(dict.fromkeys(rated for _, rated, _ in self.rows if rated))
        raters = tuple(dict.fromkeys(rater for rater, *_ in self.rows if rater))
        values = np.array(
            [[row[2].get(item, np.nan) for item in items] for row in self.rows], float
        )
        nowhere = np.full(len(self.rows), -1)
        return Ratings(
            round=self.round,
            teams=teams,
            raters=raters,
            rated=np.array([teams.index(rated) if rated else -1 for _, rated, _ in self.rows]),
            rater_team=nowhere,
            rater=np.array([raters.index(rater) if rater else -1 for rater, *_ in self.rows]),
            items=items,
            values=values,
            dont_know=np.zeros(values.shape, dtype=np.bool_),
        )


def round_of(
    organisation: Organisation, name: str = "2026-Q1", seed: int = 1, scale: Scored = SERVES
) -> Ratings:
    """One round in which everybody rates the leader of the own team."""
    answers = Answers(np.random.default_rng(seed), name)
    answers.by_members(organisation, scale)
    return answers.ratings()


def without_raters(ratings: Ratings) -> Ratings:
    return replace(ratings, raters=(), rater=np.full_like(ratings.rater, -1))
