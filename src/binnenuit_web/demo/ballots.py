"""What the people of the invented group answer in rounds of the mirror, as ballots.

As in the files of answers, two fifths of how a leader is served come back in how he serves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.model.asked import GROCERIES, of_part
from binnenuit.mirror.model.ballot import DONT_KNOW, Ballot, Part, Row
from binnenuit.mirror.model.questionnaire import About
from binnenuit.organisation.model import TeamId
from binnenuit_web.demo.answers import levels_of
from binnenuit_web.demo.teams import plans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from binnenuit.mirror.model import Questionnaire, Scored

_SEED: Final = 1903
_MIDDLE, _BETWEEN, _PERSON, _ITEM = 3.3, 0.55, 0.45, 0.8
_SERVICE: Final = 2
_DEALT_WITH: Final = 2
_AT_THE_TOP: Final = -0.5
"""The chief executive serves less than the mean, so that something is handed down."""
_DONT_KNOW, _LEFT_OUT = 0.03, 0.05
_SPREAD_OF_SHIFT: Final = 1.6
_FLATTERS: Final = 0.8
"""By so much leaders see their own service better than it is meant to be."""


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers of one round; drawn one after the other, and the same on every computer.

    ``better`` is how much better some are seen since the round before, by the team they lead.
    """

    asked: Questionnaire
    name: str
    better: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def _generator(self) -> np.random.Generator:
        return np.random.default_rng([_SEED, *self.name.encode()])

    @cached_property
    def _levels(self) -> Mapping[str, np.ndarray]:
        draw, teams = np.random.default_rng(_SEED), plans()
        own = {team.id: draw.normal(0, _BETWEEN, 3) for team in teams}
        own["directors"][0] = _AT_THE_TOP
        for team, more in self.better.items():
            own[team][0] += more
        return levels_of(teams, own, handed_down=True)

    @cached_property
    def _suppliers(self) -> Mapping[str, list[TeamId]]:
        found: dict[str, list[TeamId]] = {}
        for team in plans():
            for receiver, _share, _basis in team.serves:
                found.setdefault(receiver, []).append(TeamId(team.id))
        return found

    def ballot(self, team: TeamId, part: Part) -> Ballot:
        """One ballot about ``team``, and about up to two teams that serve it."""
        asked = of_part(self.asked, part, about_leader=True).scales
        mild = self._generator.normal(0, _PERSON)
        own = [scale for scale in asked if scale.about is not About.SUPPLIER]
        served = [scale for scale in asked if scale.about is About.SUPPLIER]
        suppliers = self._suppliers.get(team, [])[:_DEALT_WITH] if served else []
        about = [(team, own), *((supplier, served) for supplier in suppliers)]
        rows = tuple(Row(rated, self._row(scales, rated, mild)) for rated, scales in about)
        return Ballot(team, part, rows)

    def own_view(self, team: TeamId, items: Iterable[str]) -> dict[str, int | str]:
        """How who leads a team sees it."""
        level = self._levels[team][0] + _FLATTERS
        return {item: self._value(_MIDDLE + level, 1, 5) for item in items}

    def takes_part(self, share: float) -> bool:
        return bool(self._generator.random() < share)

    def _row(self, scales: Iterable[Scored], team: TeamId, mild: float) -> dict[str, int | str]:
        found: dict[str, int | str] = {}
        for scale in scales:
            level = self._levels[team][_level_of(scale)] + mild
            for item in scale.items:
                chance = self._generator.random()
                if chance < _DONT_KNOW:
                    found[item.code] = DONT_KNOW
                elif chance > _LEFT_OUT:
                    found[item.code] = self._answer(scale, level, turned=item.reversed)
        return found

    def _answer(self, scale: Scored, level: float, *, turned: bool) -> int:
        low, high = scale.lowest, scale.highest
        if scale.code == GROCERIES:
            # In the middle nothing shifted; most see a little more who pays.
            middle = (low + high) / 2 + level
            shift = np.rint(self._generator.normal(middle, _SPREAD_OF_SHIFT))
            return int(np.clip(shift, low, high))
        value = self._value(_MIDDLE + level, low, high)
        return low + high - value if turned else value

    def _value(self, felt: float, low: int, high: int) -> int:
        return int(np.clip(np.rint(felt + self._generator.normal(0, _ITEM)), low, high))


def _level_of(scale: Scored) -> int:
    if scale.about is About.LEADER:
        return 0
    return _SERVICE if scale.about in {About.SUPPLIER, About.CUSTOMER_FACING} else 1
