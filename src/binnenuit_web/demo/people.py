"""The people of the invented bakery group: each leader is a member of the team above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from binnenuit_web.demo.teams import Plan

_FIRST: Final = """
Anna Bram Chantal Daan Elif Femke Gijs Hanna Ibrahim Jasmijn Karin Lars Maud Niels Olga Pim Quinten
Roos Sanne Thijs Umut Vera Wouter Yara Zoë Alice Ben Charlotte David Emma Fred Grace Harry Isla Jack
Kate Liam Mary Noah Olivia Peter Ruth Sam Tom Victoria William
"""
_DUTCH: Final = """
Bakker Jansen de-Vries van-Dijk Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer
de-Wit Dijkstra Kok Yılmaz Willems Post Kuipers Veenstra El-Amrani Prins Huisman
"""
_ENGLISH: Final = """
Smith Jones Taylor Brown Wilson Evans Thomas Walker Wright Green Hall Wood Clarke Baker Hill Cooper
Ward Khan Cook Bennett
"""
_ENGLISH_TEAMS: Final = {"dover", "sales-uk", "drivers-kent"}


@dataclass(frozen=True)
class Person:
    """One invented person in one team."""

    id: str
    name: str
    team: str
    language: str


def people(plans: Sequence[Plan], generator: np.random.Generator) -> tuple[Person, ...]:
    """Give every team its members; nobody has the same name as somebody else."""
    names = {language: _names(language, generator) for language in ("nl", "en")}
    return tuple(
        Person(f"p{number:03d}", next(names[language]), team, language)
        for number, (team, language) in enumerate(_seats(plans), start=1)
    )


def leaders(plans: Sequence[Plan], everybody: Sequence[Person]) -> dict[str, str]:
    """Let each team be led by a member of the team above: the first by the first, and so on."""
    members: dict[str, list[str]] = {}
    for person in everybody:
        members.setdefault(person.team, []).append(person.id)
    free = {team: iter(ids) for team, ids in members.items()}
    return {plan.id: next(free[plan.parent]) for plan in plans if plan.parent}


def _seats(plans: Sequence[Plan]) -> Iterator[tuple[str, str]]:
    for plan in plans:
        english = _ENGLISH_TEAMS.intersection((plan.id, plan.parent))
        yield from ((plan.id, "en" if english else "nl") for _ in range(plan.size))


def _names(language: str, generator: np.random.Generator) -> Iterator[str]:
    last_names = _ENGLISH if language == "en" else _DUTCH
    pairs = [
        f"{first} {last.replace('-', ' ')}"
        for first in _FIRST.split()
        for last in last_names.split()
    ]
    return iter(generator.permutation(pairs).tolist())
