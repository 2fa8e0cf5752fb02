"""Everything that may be seen of a folder: scores, where they come from, where to begin.

One scale is about leaders and one about the service of teams; where a questionnaire has several
of a kind, the first is taken apart, and the others are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from binnenuit.errors import ArgumentError
from binnenuit.mirror.disclose.begin import Beginning, begin_here
from binnenuit.mirror.disclose.dates import closing_days
from binnenuit.mirror.disclose.decompose import Parts, Seen, decompose
from binnenuit.mirror.disclose.network import Network, Node, network
from binnenuit.mirror.disclose.passing import Together, passing_on
from binnenuit.mirror.disclose.publishing import publish_mirror
from binnenuit.mirror.model import About, Reason
from binnenuit.organisation.model import TeamId
from binnenuit.privacy import State, derive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from binnenuit.findings import Finding
    from binnenuit.mirror.disclose.publishing import Published, Told
    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.mirror.model import Questionnaire, Ratings, Scored
    from binnenuit.organisation.model import Organisation
    from binnenuit.privacy import Disclosed

    Numbers: TypeAlias = NDArray[np.float64]

_ROUNDED: Final = 0.1**2 / 12
"""Variance that rounding to a tenth adds."""
_SERVICE: Final = (About.SUPPLIER, About.CUSTOMER_FACING)


@dataclass(frozen=True)
class Apart:
    """One score taken apart, and where a conversation about it begins.

    Attributes
    ----------
    parts
        Mine, handed down, cannot tell; None when the score itself is withheld or of several teams.
    beginning
        Where to begin.
    place
        Team whose leader, or whose service, that is; None unless there is one place.
    """

    parts: Parts | None
    beginning: Beginning
    place: TeamId | None


@dataclass(frozen=True)
class TeamPicture:
    """One team.

    Attributes
    ----------
    figures
        By scale, in the last round; its leader's, its own, or its service's. A scale that does not
        concern the team is not there.
    leader, service
        How its leader, and how its service, is seen, taken apart; None where that is not scored.
    """

    team: TeamId
    name: str
    figures: Mapping[str, TeamFigure]
    leader: Apart | None
    service: Apart | None


@dataclass(frozen=True)
class MirrorPicture:
    """Everything that may be seen.

    Attributes
    ----------
    rounds
        In the order in which they closed; figures are those of the last.
    told
        The last round, scale by scale.
    asked
        What was asked, by code of the scale.
    teams
        In the order of the organisation; never ranked.
    passing
        What goes together.
    """

    rounds: tuple[str, ...]
    told: tuple[Told, ...]
    asked: Mapping[str, Scored]
    teams: tuple[TeamPicture, ...]
    passing: Together
    findings: tuple[Finding, ...]

    @property
    def shown(self) -> int:
        """How many figures of teams are shown."""
        return sum(f.score.is_shown for team in self.teams for f in team.figures.values())


def mirror(
    folder: Path,
    organisation: Organisation,
    questionnaire: Questionnaire,
    rounds: Sequence[Ratings],
    *,
    k: int = 5,
    randomised: bool = False,
) -> MirrorPicture:
    """Publish what is not out yet, and take the last round apart.

    Parameters
    ----------
    folder, organisation, questionnaire, rounds, k
        As for ``publish_mirror``.
    randomised
        The order in which branches opened was drawn by lot.

    Raises
    ------
    BinnenuitError
        As ``publish_mirror``.

    Notes
    -----
    Beyond publishing, linear in figures.
    """
    published = publish_mirror(folder, organisation, questionnaire, rounds, k=k)
    names = tuple(ratings.round for ratings in rounds)
    last = names[-1] if names else ""
    day = closing_days(names, {})[0].get(last)
    there = organisation if day is None else organisation.on(day)
    scales = _taken_apart(questionnaire)
    graph = network(there, _serving(published, scales))
    seen = [_scored(graph, published, name, scales) for name in names]
    passing = _passing(graph, seen, _raters(graph, rounds, scales), randomised=randomised)
    told = tuple(each for each in published.told if each.round == last)
    view = _View(graph, seen[-1] if seen else {}, passing)
    asked = MappingProxyType({scale.code: scale for scale in questionnaire.scales})
    teams = tuple(_teams(there, told, view))
    return MirrorPicture(names, told, asked, teams, passing, published.findings)


def _taken_apart(questionnaire: Questionnaire) -> dict[About, Scored]:
    """Choose the scale of each kind of node: the first about leaders, the first about service."""
    found: dict[About, Scored] = {}
    for scale in questionnaire.scales:
        kind = About.SUPPLIER if scale.about in _SERVICE else scale.about
        found.setdefault(kind, scale)
    return {kind: found[kind] for kind in (About.LEADER, About.SUPPLIER) if kind in found}


def _serving(published: Published, scales: Mapping[About, Scored]) -> set[TeamId]:
    service = scales.get(About.SUPPLIER)
    if service is None:
        return set()
    about_service = (told for told in published.told if told.scale == service.code)
    return {figure.team for told in about_service for figure in told.teams if not figure.below}


def _scored(
    graph: Network, published: Published, name: str, scales: Mapping[About, Scored]
) -> dict[int, Seen]:
    """Find how every node was seen in one round; a figure of several teams is nobody's own."""
    found: dict[int, Seen] = {}
    for about, scale in scales.items():
        for told in published.told:
            if (told.round, told.scale) == (name, scale.code):
                found |= _seen(graph, about, told)
    return found


def _seen(graph: Network, about: About, told: Told) -> dict[int, Seen]:
    figures = [figure for figure in told.teams if not figure.below]
    mean, spread = _mean(figures), told.spread
    found: dict[int, Seen] = {}
    for figure in figures:
        if figure.state is State.SHOWN and figure.low and figure.high:
            number = graph.number.get(Node(about, figure.team))
            if number is not None and mean is not None:
                least, most = (
                    derive(_Error(figure.n_band, at_most), (spread, figure.score))
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
    once = {figure.place.figure_of: figure.score for figure in figures if figure.score.is_shown}
    scores = tuple(once.values())
    return derive(_means_of, scores) if scores else None


def _raters(
    graph: Network, rounds: Sequence[Ratings], scales: Mapping[About, Scored]
) -> csr_array[np.float64]:
    """Tell whose people rate each node: a leader his own team, a team those who told of it."""
    column = {team: place for place, team in enumerate({node.team: None for node in graph.nodes})}
    pairs = {(n, column[node.team]) for n, node in enumerate(graph.nodes) if _leads(node)}
    service = scales.get(About.SUPPLIER)
    if service is not None:
        for ratings in rounds:
            for rated, rater in _rated_by(ratings, service):
                number = graph.number.get(Node(About.SUPPLIER, TeamId(rated)))
                if number is not None:
                    # Customers outside, who belong to no team, stand in a column of the rated.
                    place = column.setdefault(TeamId(rater or f"customers of {rated}"), len(column))
                    pairs.add((number, place))
    rows, columns = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    shape = (len(graph.nodes), len(column))
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def _leads(node: Node) -> bool:
    return node.about is About.LEADER


def _rated_by(ratings: Ratings, scale: Scored) -> Iterator[tuple[str, str]]:
    """Name each rated team with each team whose people told of it."""
    places = [ratings.items.index(code) for code in scale.asked.items if code in ratings.items]
    told = ~np.isnan(ratings.values[:, places]).all(axis=1)
    pairs = np.unique(np.stack([ratings.rated[told], ratings.rater_team[told]]), axis=1).T
    for rated, rater in pairs.tolist():
        if rated >= 0:
            yield ratings.teams[rated], ratings.teams[rater] if rater >= 0 else ""


def _passing(
    graph: Network,
    seen: Sequence[Mapping[int, Seen]],
    raters: csr_array[np.float64],
    *,
    randomised: bool,
) -> Together:
    try:
        return passing_on(graph, seen, raters, randomised=randomised)
    except ArgumentError as error:
        if error.code != "mirror.same-raters":
            raise
        return Together(None, None, None, Reason.SAME_RATERS, rounds=len(seen))


@dataclass(frozen=True)
class _View:
    """The last round on the network."""

    graph: Network
    scores: Mapping[int, Seen]
    passing: Together

    def apart(self, about: About, team: TeamId, parts: Mapping[int, Parts]) -> Apart | None:
        number = self.graph.number.get(Node(about, team))
        if number is None:
            return None
        beginning = begin_here(self.graph, number, self.scores, self.passing)
        place = None if beginning.place is None else self.graph.nodes[beginning.place].team
        return Apart(parts.get(number), beginning, place)


def _teams(organisation: Organisation, told: Sequence[Told], view: _View) -> Iterator[TeamPicture]:
    figures: dict[TeamId, dict[str, TeamFigure]] = {}
    for each in told:
        for figure in each.teams:
            if not figure.below:
                figures.setdefault(figure.team, {})[each.scale] = figure
    parts = decompose(view.graph, view.scores, view.passing)
    for team in organisation.teams:
        yield TeamPicture(
            team.id,
            team.name,
            figures.get(team.id, {}),
            view.apart(About.LEADER, team.id, parts),
            view.apart(About.SUPPLIER, team.id, parts),
        )
