"""How everybody was seen in one round, as released; what is compared over rounds."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final, TypeAlias

from binnenuit.mirror.disclose.decompose import Seen
from binnenuit.mirror.disclose.network import Node
from binnenuit.mirror.model import About
from binnenuit.privacy import State, derive

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from binnenuit.mirror.disclose.network import Network
    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.mirror.model import Questionnaire, Scored
    from binnenuit.organisation.model import TeamId
    from binnenuit.privacy import Disclosed

    Numbers: TypeAlias = NDArray[np.float64]

_ROUNDED: Final = 0.1**2 / 12
"""Variance that rounding to a tenth adds."""
_SERVICE: Final = (About.SUPPLIER, About.CUSTOMER_FACING)


@dataclass(frozen=True)
class SpreadFigure:
    """A figure, and how far people of one team lie apart on its scale.

    Attributes
    ----------
    figure
        Of one team, without the layers below it.
    spread
        Standard deviation within teams, as released with the figure.
    """

    figure: TeamFigure
    spread: Disclosed[float]


@dataclass(frozen=True)
class Wave:
    """One round.

    Attributes
    ----------
    round
        Its name.
    told
        Everything released of it.
    figures
        By scale as it is asked, and by team: the one figure that counts.
    """

    round: str
    told: tuple[Told, ...]
    figures: Mapping[str, Mapping[TeamId, SpreadFigure]]


def figures_of(told: Told) -> dict[TeamId, SpreadFigure]:
    """Find the figure of each team; those with everybody in the layers below are left out."""
    return {
        figure.team: SpreadFigure(figure, told.spread) for figure in told.teams if not figure.below
    }


def taken_apart(questionnaire: Questionnaire) -> dict[About, Scored]:
    """Choose the scale of each kind of node: the first about leaders, the first about service."""
    found: dict[About, Scored] = {}
    for scale in questionnaire.scales:
        kind = About.SUPPLIER if scale.about in _SERVICE else scale.about
        found.setdefault(kind, scale)
    return {kind: found[kind] for kind in (About.LEADER, About.SUPPLIER) if kind in found}


def serving(waves: Iterable[Wave], scales: Mapping[About, Scored]) -> set[TeamId]:
    """Find the teams whose service was scored in any round."""
    service = scales.get(About.SUPPLIER)
    if service is None:
        return set()
    return {team for wave in waves for team in wave.figures.get(service.code, ())}


def scores_of(graph: Network, wave: Wave, scales: Mapping[About, Scored]) -> dict[int, Seen]:
    """Find how every node was seen in one round; a figure of several teams is nobody's own."""
    found: dict[int, Seen] = {}
    for about, scale in scales.items():
        found |= _seen(graph, about, tuple(wave.figures.get(scale.code, {}).values()))
    return found


def _seen(graph: Network, about: About, figures: Sequence[SpreadFigure]) -> dict[int, Seen]:
    mean = _mean([each.figure for each in figures])
    found: dict[int, Seen] = {}
    for each in figures:
        figure = each.figure
        if figure.state is State.SHOWN and figure.low and figure.high:
            number = graph.number.get(Node(about, figure.team))
            if number is not None and mean is not None:
                least, most = (
                    derive(_Error(figure.n_band, at_most), (each.spread, figure.score))
                    for at_most in (False, True)
                )
                found[number] = Seen(figure.score, figure.low, figure.high, mean, least, most)
    return found


@dataclass(frozen=True)
class _Error:
    """Standard error of a score with so many raters, from the spread of people within teams.

    The most raters of a band without an end leave none. With the fewest, what moved answers and
    rounding add counts as well: at four items, half a square point over the square of the raters.
    """

    band: str
    at_most: bool

    def __call__(self, values: Numbers, _intervals: Numbers) -> tuple[float, None]:
        few, _, many = self.band.rstrip("+").partition("-")
        variance = float(values[0]) ** 2
        if not self.at_most:
            return (sqrt(variance / int(many)) if many else 0.0), None
        return sqrt(variance / int(few) + 0.5 / int(few) ** 2 + _ROUNDED), None


def _means_of(values: Numbers, _intervals: Numbers) -> tuple[float, None]:
    return float(values.mean()), None


def _mean(figures: Sequence[TeamFigure]) -> Disclosed[float] | None:
    """Mean of all released scores; what several teams share counts once."""
    once = {
        (figure.scale, figure.place.figure_of): figure.score
        for figure in figures
        if figure.score.is_shown
    }
    scores = tuple(once.values())
    return derive(_means_of, scores) if scores else None
