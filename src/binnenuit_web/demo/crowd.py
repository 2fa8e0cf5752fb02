"""What the people of the invented bakery group think of statements, values and behaviours.

Two groups of opinion: who would bend the rules for a customer, and who keeps to the plan; and some
in between. Near the customer more people are of the first kind, but neither department nor layer
says who is which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from binnenuit.dialogue.model import Vote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from binnenuit.organisation import Organisation
    from binnenuit.organisation.model import PersonId, TeamId
    from binnenuit_web.demo.life.words_of_core_questions import Said

    Answers = dict[PersonId, tuple[int, ...]]

_BENDS: Final = {"production": 0.4, "logistics": 0.5, "sales": 0.65, "support": 0.4, "people": 0.5}
_USUAL: Final = 0.5
_IN_BETWEEN: Final = 0.2
_PASSES: Final = 0.06
_SPREAD: Final = 1.8
_CANNOT_SAY: Final = 0.6


class Crowd:
    """Everybody in the organisation, each with an opinion that stays the same."""

    def __init__(self, organisation: Organisation) -> None:
        parent = {team.id: team.parent for team in organisation.teams}
        team_of: dict[PersonId, TeamId] = {}
        for member in organisation.people:
            team_of.setdefault(member.person, member.team)
        self._leans = {
            person: _leaning(_random("camp", person), _likely(team, parent))
            for person, team in team_of.items()
        }

    def some(self, about: str, share: float, *, but: Collection[PersonId] = ()) -> list[PersonId]:
        """Who takes part in something."""
        taking = (each for each in self._leans if _random(about, each).random() < share)
        return [each for each in taking if each not in but]

    def votes(
        self, about: str, people: Iterable[PersonId], statements: Sequence[Said]
    ) -> dict[PersonId, dict[str, Vote]]:
        """What people say of statements; who says nothing is left out."""
        found = {person: self._votes(about, person, statements) for person in people}
        return {person: said for person, said in found.items() if said}

    def _votes(self, about: str, person: PersonId, statements: Sequence[Said]) -> dict[str, Vote]:
        random = _random(f"votes {about}", person)
        chance, leans = random.random((len(statements), 3)), self._leans[person]
        return {
            each.text: _vote(each, leans * each.one + (1 - leans) * each.other, *said[1:])
            for each, said in zip(statements, chance.tolist(), strict=True)
            if said[0] < each.voted
        }


def resistance(about: str, people: Iterable[PersonId], mean: float) -> Answers:
    """How much everybody resists, from 0 to 10."""
    drawn = (
        (each, _random(f"resists {about}", each).gamma(mean / _SPREAD, _SPREAD)) for each in people
    )
    return {each: (min(10, round(value)),) for each, value in drawn}


def follows(about: str, people: Iterable[PersonId], share: float) -> Answers:
    """Whether everybody sees that one follows from the other: 0 no, 1 cannot say, 2 yes."""
    found: Answers = {}
    for each in people:
        sees, says = _random(f"follows {about}", each).random(2)
        found[each] = (2 if sees < share else int(says < _CANNOT_SAY),)
    return found


def ready(people: Iterable[PersonId], levels: Sequence[float]) -> Answers:
    """Answer statements about being ready, from 1 to 5; ``levels`` are their means."""
    found = {}
    for each in people:
        random = _random("ready", each)
        felt = np.array(levels) + random.normal(0, 0.5) + random.normal(0, 0.7, len(levels))
        found[each] = tuple(np.clip(np.rint(felt), 1, 5).astype(int).tolist())
    return found


def _vote(said: Said, agrees: float, chance: float, second: float) -> Vote:
    if chance < said.unclear:
        return Vote.UNCLEAR
    if chance < said.unclear + _PASSES:
        return Vote.PASS
    return Vote.AGREE if second < agrees else Vote.DISAGREE


def _leaning(random: np.random.Generator, likely: float) -> float:
    """1 for who bends the rules, 0 for who keeps to the plan, and a half for who sees both."""
    if random.random() < _IN_BETWEEN:
        return 0.5
    return float(random.random() < likely)


def _likely(team: TeamId, parent: Mapping[TeamId, TeamId | None]) -> float:
    """How many bend the rules in the department of a team."""
    above: TeamId | None = team
    while above is not None and above not in _BENDS:
        above = parent.get(above)
    return _BENDS[above] if above is not None else _USUAL


def _random(about: str, person: str) -> np.random.Generator:
    # PCG64 as numpy makes it from one number: the same on every machine.
    return np.random.Generator(np.random.PCG64(crc32(f"{about} {person}".encode())))
