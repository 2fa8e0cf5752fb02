"""What the people of the invented bakery group answered, in three rounds a quarter apart.

Each leader serves his people in a way of his own, and two fifths of how he is served himself come
back in it one round later; so there is something to find, and little enough to stay honest.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from binnenuit_web.demo.people import Person
    from binnenuit_web.demo.teams import Plan

QUESTIONNAIRE: Final = Path(__file__).with_name("questionnaire.yaml")
ROUNDS: Final = ("2025-Q3", "2025-Q4", "2026-Q1")
LEADER: Final = tuple(f"A{number}" for number in range(1, 7))
SUPPLIER: Final = tuple(f"B{number}" for number in range(1, 6))
OWN: Final = tuple(f"{scale}{number}" for scale in "CDE" for number in range(1, 5))
ITEMS: Final = (*LEADER, *SUPPLIER, *OWN)
REVERSED: Final = {"B5", "D1", "D2", "D3", "D4"}
HEADER: Final = ("round", "rated", "rater_team", "rater", *ITEMS)
_MIDDLE, _HANDED_DOWN = 3.4, 0.4
_BETWEEN, _PERSON, _ITEM = 0.55, 0.5, 0.8
_TAKES_PART, _THIS_TIME, _DONT_KNOW, _LEFT_OUT = 0.9, 0.985, 0.02, 0.02


def answers(
    teams: Sequence[Plan], everybody: Sequence[Person], generator: np.random.Generator
) -> Iterator[tuple[str, ...]]:
    """Yield a row for everybody about his own leader and team, and one about a supplying team."""
    suppliers = {
        receiver: team.id for team in reversed(teams) for receiver, _, _ in reversed(team.serves)
    }
    taking_part = [each for each in everybody if generator.random() < _TAKES_PART]
    led = {team.id for team in teams if team.parent}
    own = {team.id: generator.normal(0, _BETWEEN, 3) for team in teams}
    for number, name in enumerate(ROUNDS):
        levels = levels_of(teams, own, handed_down=bool(number))
        for person in taking_part:
            if generator.random() > _THIS_TIME:
                continue
            mild = generator.normal(0, _PERSON)
            given = _asked(OWN, levels[person.team][1] + mild, generator)
            if person.team in led:
                given |= _asked(LEADER, levels[person.team][0] + mild, generator)
            yield _row(name, person.team, person, given)
            supplier = suppliers.get(person.team)
            if supplier is not None:
                given = _asked(SUPPLIER, levels[supplier][2] + mild, generator)
                yield _row(name, supplier, person, given)


def levels_of(
    teams: Sequence[Plan], own: Mapping[str, np.ndarray], *, handed_down: bool
) -> dict[str, np.ndarray]:
    """How leader, team and service of each team are seen: its own, and what came from above."""
    levels: dict[str, np.ndarray] = {}
    for team in teams:
        levels[team.id] = own[team.id].copy()
        if team.parent and handed_down:
            levels[team.id] += _HANDED_DOWN * levels[team.parent][0]
    return levels


def _asked(items: Sequence[str], level: float, generator: np.random.Generator) -> dict[str, str]:
    return {item: _answer(item, level, generator) for item in items}


def _answer(item: str, level: float, generator: np.random.Generator) -> str:
    chance = generator.random()
    if chance < _DONT_KNOW:
        return "dk"
    if chance < _DONT_KNOW + _LEFT_OUT:
        return ""
    felt = _MIDDLE + level + generator.normal(0, _ITEM)
    value = int(np.clip(np.rint(felt), 1, 5))
    return str(6 - value if item in REVERSED else value)


def _row(name: str, rated: str, person: Person, given: Mapping[str, str]) -> tuple[str, ...]:
    return (name, rated, person.team, person.id, *(given.get(item, "") for item in ITEMS))
