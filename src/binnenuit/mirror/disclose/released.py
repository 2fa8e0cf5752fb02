"""What may be seen of each team: its score, how sure it is, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from binnenuit.language import Sentence
    from binnenuit.organisation.model import TeamId
    from binnenuit.privacy import Disclosed, Place, State


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
