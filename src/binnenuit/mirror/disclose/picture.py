"""Everything that may be seen of a folder: scores, where they come from, where to begin.

One scale is about leaders and one about the service of teams; where a questionnaire has several
of a kind, the first is taken apart, and the others are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from binnenuit.errors import ArgumentError
from binnenuit.mirror.disclose.begin import Beginning, begin_here
from binnenuit.mirror.disclose.dates import closing_days
from binnenuit.mirror.disclose.decompose import Parts, Seen, decompose
from binnenuit.mirror.disclose.network import Network, Node, network
from binnenuit.mirror.disclose.passing import Together, passing_on
from binnenuit.mirror.disclose.publishing import publish_mirror
from binnenuit.mirror.disclose.waves import Wave, figures_of, scores_of, serving, taken_apart
from binnenuit.mirror.model import About, Reason
from binnenuit.organisation.model import TeamId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from binnenuit.findings import Finding
    from binnenuit.mirror.disclose.publishing import Published, Told
    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.mirror.model import Questionnaire, Ratings, Scored
    from binnenuit.organisation.model import Organisation

    Numbers: TypeAlias = NDArray[np.float64]


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
    by_layer
        In a round in layers, by scale about service and by number of the layer, how those who
        answered in that layer see it; one of them stands in ``figures``. Empty otherwise.
    """

    team: TeamId
    name: str
    figures: Mapping[str, TeamFigure]
    leader: Apart | None
    service: Apart | None
    by_layer: Mapping[str, Mapping[int, TeamFigure]] = field(default_factory=dict)


@dataclass(frozen=True)
class MirrorPicture:
    """Everything that may be seen.

    Attributes
    ----------
    rounds
        In the order in which they closed; figures are those of the last.
    told
        The last round, scale by scale; in a round in layers, layer by layer.
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
    return picture_of(
        organisation if day is None else organisation.on(day),
        questionnaire,
        [_wave(published, name) for name in names],
        judged=_judged(rounds, taken_apart(questionnaire).get(About.SUPPLIER)),
        findings=published.findings,
        randomised=randomised,
    )


def picture_of(
    organisation: Organisation,
    questionnaire: Questionnaire,
    waves: Sequence[Wave],
    *,
    judged: Iterable[tuple[Node, str]],
    findings: tuple[Finding, ...] = (),
    randomised: bool = False,
) -> MirrorPicture:
    """Take the last of some rounds apart, from released figures alone.

    Parameters
    ----------
    organisation
        As it stands on one day (``Organisation.on``).
    waves
        In the order in which they closed.
    judged
        Group of people by whom each leader or team was, or may have been, scored; that a leader is
        scored by his own team need not be said.
    findings
        Passed on to the reader.

    Notes
    -----
    Linear in figures.
    """
    scales = taken_apart(questionnaire)
    graph = network(organisation, serving(waves, scales))
    seen = [scores_of(graph, wave, scales) for wave in waves]
    passing = _passing(graph, seen, _raters(graph, judged), randomised=randomised)
    view = _View(graph, seen[-1] if seen else {}, passing)
    return MirrorPicture(
        tuple(wave.round for wave in waves),
        waves[-1].told if waves else (),
        MappingProxyType({scale.code: scale for scale in questionnaire.scales}),
        tuple(_teams(organisation, waves[-1] if waves else None, view)),
        passing,
        findings,
    )


def _wave(published: Published, name: str) -> Wave:
    told = tuple(each for each in published.told if each.round == name)
    return Wave(name, told, {each.scale: figures_of(each) for each in told})


def _judged(rounds: Sequence[Ratings], service: Scored | None) -> Iterator[tuple[Node, str]]:
    """Name each team that was scored with each team whose people told of it."""
    if service is None:
        return
    for ratings in rounds:
        for rated, rater in _rated_by(ratings, service):
            # Customers outside, who belong to no team, are a group of their own.
            yield Node(About.SUPPLIER, TeamId(rated)), rater or f"customers of {rated}"


def _rated_by(ratings: Ratings, scale: Scored) -> Iterator[tuple[str, str]]:
    places = [ratings.items.index(code) for code in scale.asked.items if code in ratings.items]
    told = ~np.isnan(ratings.values[:, places]).all(axis=1)
    pairs = np.unique(np.stack([ratings.rated[told], ratings.rater_team[told]]), axis=1).T
    for rated, rater in pairs.tolist():
        if rated >= 0:
            yield ratings.teams[rated], ratings.teams[rater] if rater >= 0 else ""


def _raters(graph: Network, judged: Iterable[tuple[Node, str]]) -> csr_array[np.float64]:
    """Tell who rates each node: a leader his own team, and whoever is said to."""
    column: dict[str, int] = {}
    leaders = ((node, str(node.team)) for node in graph.nodes if node.about is About.LEADER)
    pairs = {
        (graph.number[node], column.setdefault(by, len(column)))
        for node, by in (*leaders, *judged)
        if node in graph.number
    }
    rows, columns = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    shape = (len(graph.nodes), len(column))
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


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


def _teams(organisation: Organisation, wave: Wave | None, view: _View) -> Iterator[TeamPicture]:
    scales = wave.figures if wave else {}
    parts = decompose(view.graph, view.scores, view.passing)
    for team in organisation.teams:
        yield TeamPicture(
            team.id,
            team.name,
            {code: by[team.id].figure for code, by in scales.items() if team.id in by},
            view.apart(About.LEADER, team.id, parts),
            view.apart(About.SUPPLIER, team.id, parts),
        )
