"""Organisations in layers, and what was released of each layer, for the tests of what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.language import sentence
from binnenuit.mirror.disclose.publishing import Told
from binnenuit.mirror.disclose.released import TeamFigure
from binnenuit.mirror.disclose.statistics import Statistics
from binnenuit.organisation import Membership, Organisation, PersonId, Team, TeamId
from binnenuit.privacy import Place, State
from binnenuit.privacy.figures.seal import disclose, withhold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HELD = (State.SHOWN, State.MERGED)
SPREAD = 0.7
NOT_ASKED = withhold(State.SMALL)
NO_STATISTICS = Statistics(
    NOT_ASKED, NOT_ASKED, NOT_ASKED, NOT_ASKED, NOT_ASKED, NOT_ASKED, NOT_ASKED, agreement={}
)


def organisation(spans: Sequence[int], people: int = 3) -> Organisation:
    """A top, below it as many teams as the first span, below each as many as the next, and so on.

    Each team is led by a member of the team above; the lowest ones have some people besides.
    """
    level, teams, members = ["t"], [Team(TeamId("t"), "t", leader=PersonId("led t"))], []
    members.append(Membership(PersonId("led t"), TeamId("t")))
    for span in spans:
        below = [f"{above}.{number}" for above in level for number in range(span)]
        for team in below:
            above = team.rpartition(".")[0]
            teams.append(Team(TeamId(team), team, TeamId(above), PersonId(f"led {team}")))
            members.append(Membership(PersonId(f"led {team}"), TeamId(above)))
        level = below
    members += [
        Membership(PersonId(f"{team} {number}"), TeamId(team))
        for team in level
        for number in range(people)
    ]
    return Organisation(tuple(teams), tuple(members))


def figure(
    scale: str,
    team: str,
    score: float = 3.0,
    *,
    state: State = State.SHOWN,
    band: str = "10-19",
    round_name: str = "2026-Q4",
) -> TeamFigure:
    """One figure, as surely known as ten to nineteen people of one mind make it."""
    is_shown = state in HELD
    place = Place(state, sentence("x"), team if is_shown else "", band if is_shown else "", None)
    half = 2.1 * SPREAD / np.sqrt(int(band.rstrip("+").split("-")[0]))
    seen, low, high = (
        disclose(value, band, entries=("entry",), state=state) if is_shown else withhold(state)
        for value in (score, score - half, score + half)
    )
    return TeamFigure(
        round=round_name,
        scale=scale,
        team=TeamId(team),
        below=False,
        score=seen,
        low=low,
        high=high,
        place=place,
        unchanged=False,
    )


def told(scale: str, figures: Sequence[TeamFigure], round_name: str = "2026-Q4") -> Told:
    spread = disclose(SPREAD, "100-249", entries=("entry",))
    return Told(round_name, scale, (), tuple(figures), NO_STATISTICS, spread)


def passing_on(
    there: Organisation, rho: float, rounds: Sequence[str], rng: np.random.Generator
) -> list[tuple[str, Mapping[int, tuple[Told, ...]]]]:
    """Each leader has a way of his own, and hands down part of what he got in the round before."""
    own = {team.id: rng.normal(0, 0.6) for team in there.teams}
    levels = dict(own)
    seen: list[tuple[str, Mapping[int, tuple[Told, ...]]]] = []
    for name in rounds:
        levels = {
            t.id: own[t.id] + (rho * levels[t.parent] if t.parent else 0.0) for t in there.teams
        }
        layers: dict[int, list[TeamFigure]] = {}
        for team in there.teams:
            number = team.id.count(".") + 1
            score = 3.0 + levels[team.id] + rng.normal(0, SPREAD / np.sqrt(14))
            layers.setdefault(number, []).append(
                figure(f"A.{number}", team.id, round(score, 2), round_name=name)
            )
        seen.append((name, {n: (told(f"A.{n}", each, name),) for n, each in layers.items()}))
    return seen
