"""What may be seen of each team: its score, how sure it is, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final, TypeAlias

from scipy.special import stdtrit

from binnenuit.mirror.disclose.statistics import fewest
from binnenuit.privacy import derive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from binnenuit.language import Sentence
    from binnenuit.organisation.model import TeamId
    from binnenuit.privacy import Disclosed, Group, Place, ReadBack, Scale, State

    Numbers: TypeAlias = NDArray[np.float64]

_UPPER: Final = 0.975


@dataclass(frozen=True)
class TeamFigure:
    """How one team, its leader or its service is seen on one scale in one round.

    Attributes
    ----------
    round, scale
        Of the release.
    team
        The team that is rated, or whose leader is.
    below
        False: those who belong to the team itself. True: with everybody in the layers below it; a
        team with layers below has one of each, and only the first is about one leader.
    score
        As released; withheld in every figure that is made of it.
    low, high
        Ends of the interval in which the score would lie with other people of the same mind, 95 %;
        made of released figures alone, and wide enough for what noise and rounding hide. Withheld
        where the score is, and where the spread is not known.
    place
        What stands here, in words too: shown, merged or withheld; and whose figure it is.
    unchanged
        These are the answers of an earlier round, to protect who joined or left.
    """

    round: str
    scale: str
    team: TeamId
    below: bool
    score: Disclosed[float]
    low: Disclosed[float]
    high: Disclosed[float]
    place: Place
    unchanged: bool

    @property
    def state(self) -> State:
        """Shown, merged, or why it is withheld."""
        return self.place.state

    @property
    def sentence(self) -> Sentence:
        """The state for a reader."""
        return self.place.sentence

    @property
    def n_band(self) -> str:
        """How many people the score rests on; empty when it is withheld."""
        return self.place.n_band


def team_figures(
    shown: ReadBack,
    k: int,
    teams: Mapping[str, tuple[TeamId, bool]],
    spread: Disclosed[float],
) -> Iterator[TeamFigure]:
    """Tell of each team how it is seen, and between which scores that could lie.

    Parameters
    ----------
    shown
        The release.
    k
        Fewest people in any of its groups.
    teams
        By group, the team it stands for, and whether it holds the layers below it too; a group that
        is not there is left out.
    spread
        Standard deviation of people's scores within groups: of this round or, where it is withheld,
        of an earlier one.

    Notes
    -----
    Linear in groups.
    """
    for group in shown.groups:
        if group.name in teams:
            team, below = teams[group.name]
            ends = _Ends(shown.scale, group, spread, k)
            yield TeamFigure(
                round=shown.round,
                scale=shown.scale.code,
                team=team,
                below=below,
                score=group.score,
                low=ends.derived(-1),
                high=ends.derived(1),
                place=group.place,
                unchanged=group.unchanged,
            )


@dataclass(frozen=True)
class _Ends:
    """Where the score of a group could lie with other people of the same mind, 95 %.

    Notes
    -----
    ``t * s / sqrt(n)`` beyond the ends between which the exact score lies for certain, with the
    pooled spread s at the upper end of its own interval, and n the fewest people of the band. Of N
    people in groups of k or more at least ``N (1 - 1 / k)`` degrees of freedom are left for s.
    """

    scale: Scale
    group: Group
    spread: Disclosed[float]
    k: int

    def derived(self, side: int) -> Disclosed[float]:
        return derive(lambda _values, ends: (self._end(ends, side), None), self._figures)

    @property
    def _figures(self) -> tuple[Disclosed[float], ...]:
        return self.group.score, self.spread

    def _end(self, ends: Numbers, side: int) -> float:
        half = self._quantile() * float(ends[1, 1]) / sqrt(fewest(self.group.n_band))
        end = float(ends[0, 0]) - half if side < 0 else float(ends[0, 1]) + half
        lowest, highest = self.scale.lowest, self.scale.lowest + self.scale.options - 1
        return round(min(max(end, float(lowest)), float(highest)), 2)

    def _quantile(self) -> float:
        degrees = fewest(self.spread.n_band) * (self.k - 1) // self.k
        return float(stdtrit(degrees, _UPPER))
