"""Everything that may be seen of rounds in layers, from releases that were read back.

Nothing is published here and no figure is made again: each layer went through the gate on its own,
and all layers of a round are laid on one network of leaders and teams.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from binnenuit.findings import Finding
from binnenuit.language import listed, sentence
from binnenuit.mirror.disclose.network import Node
from binnenuit.mirror.disclose.picture import picture_of
from binnenuit.mirror.disclose.statistics import fewest
from binnenuit.mirror.disclose.waves import Wave, figures_of
from binnenuit.mirror.model import About
from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.model.layers import layers_of_round
from binnenuit.organisation.model import LinkKind
from binnenuit.privacy import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from binnenuit.mirror.disclose.picture import MirrorPicture, TeamPicture
    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.disclose.waves import SpreadFigure
    from binnenuit.mirror.model import Questionnaire, Scored
    from binnenuit.mirror.model.layers import Invited, LayerOfRound
    from binnenuit.organisation.model import Organisation, TeamId

    Layers: TypeAlias = Mapping[int, tuple[Told, ...]]
    ByLayer: TypeAlias = dict[TeamId, dict[int, SpreadFigure]]

_SERVICE: Final = (About.SUPPLIER, About.CUSTOMER_FACING)
_FIRST: Final = (State.SHOWN, State.MERGED)


def picture_of_layers(
    organisation: Organisation,
    questionnaire: Questionnaire,
    rounds: Sequence[tuple[str, Layers]],
    *,
    randomised: bool = False,
) -> MirrorPicture:
    """Take the last of some rounds in layers apart, as ``mirror`` does a round of one piece.

    Parameters
    ----------
    organisation
        As it stood when the last layer opened (``Organisation.on``).
    questionnaire
        What was asked in the last round. Scales are released by layer: “A.2” is its scale A, as
        those answered who were asked in layer 2.
    rounds
        Name of each round, oldest first, and what was told of each layer that is out, by its
        number; a layer that is not out yet is not there.
    randomised
        The order in which branches opened was drawn by lot.

    Returns
    -------
    picture
        ``figures`` holds one figure of each scale: about a leader or his team, that of the layer in
        which its people answer; about service, that of the layer in which most people did, by band.
        About service every layer's stands in ``by_layer``, and a finding
        (``mirror.scored-in-layers``) names the teams of which there are several.

    Notes
    -----
    Scores of one kind are compared with their mean over all layers. Who answered is not known, so
    for the question whether the same people judged both sides those count who were invited; about
    service, the teams and customers that the organisation says are served. Linear in figures.
    """
    layers = layers_of_round(organisation)
    answers_in = {each.team: layer.number for layer in layers for each in _whole(layer)}
    found = [_by_layer(questionnaire, told) for _, told in rounds]
    waves = [
        Wave(name, _in_order(told), _chosen(questionnaire, figures, answers_in))
        for (name, told), figures in zip(rounds, found, strict=True)
    ]
    service = {
        code: teams
        for code, teams in (found[-1] if found else {}).items()
        if questionnaire.scale_by_code[code].about in _SERVICE
    }
    picture = picture_of(
        organisation,
        questionnaire,
        waves,
        judged=(*_invited(layers), *_served(organisation)),
        findings=tuple(_several(organisation, service)),
        randomised=randomised,
    )
    teams = tuple(_with_layers(team, service) for team in picture.teams)
    return replace(picture, teams=teams, asked=_asked(picture))


def _plain(told: Told) -> str:
    """Return the code of a scale as it is asked: “A” of “A.2”; the code itself may hold points."""
    return told.scale.rpartition(".")[0]


def _asked(picture: MirrorPicture) -> Mapping[str, Scored]:
    """Name each scale as it is asked, and as each layer released it."""
    released = {told.scale: picture.asked.get(_plain(told)) for told in picture.told}
    known = {code: scale for code, scale in released.items() if scale is not None}
    return MappingProxyType({**picture.asked, **known})


def _in_order(layers: Layers) -> tuple[Told, ...]:
    return tuple(told for number in sorted(layers) for told in layers[number])


def _by_layer(questionnaire: Questionnaire, layers: Layers) -> dict[str, ByLayer]:
    """Find, by scale and by team, the figure of each layer; scales not asked now are left out."""
    found: dict[str, ByLayer] = {}
    for number in sorted(layers):
        for told in layers[number]:
            code = _plain(told)
            if code in questionnaire.scale_by_code:
                teams = found.setdefault(code, {})
                for team, figure in figures_of(told).items():
                    teams.setdefault(team, {})[number] = figure
    return found


def _chosen(
    questionnaire: Questionnaire, figures: Mapping[str, ByLayer], answers_in: Mapping[TeamId, int]
) -> dict[str, dict[TeamId, SpreadFigure]]:
    found: dict[str, dict[TeamId, SpreadFigure]] = {}
    for code, teams in figures.items():
        if questionnaire.scale_by_code[code].about in _SERVICE:
            found[code] = {team: _of_most(by) for team, by in teams.items()}
        else:
            found[code] = {
                team: _of_layer(by, answers_in.get(team, 0)) for team, by in teams.items()
            }
    return found


def _of_layer(by_layer: Mapping[int, SpreadFigure], own: int) -> SpreadFigure:
    """Choose that of the layer in which the team's people answer.

    Who moved since is found where he is shown. Merged with sister teams is a team without people
    in a layer as well, so that is no reason to look in another one.
    """
    shown = [at for at, each in by_layer.items() if each.figure.state is State.SHOWN]
    number = min(shown or by_layer, key=lambda at: (at != own, _standing(by_layer[at]), at))
    return by_layer[number]


def _of_most(by_layer: Mapping[int, SpreadFigure]) -> SpreadFigure:
    """Choose that on which most people's answers rest, or else that of the first layer."""
    number = min(by_layer, key=lambda at: (_standing(by_layer[at]), -_people(by_layer[at]), at))
    return by_layer[number]


def _standing(each: SpreadFigure) -> int:
    state = each.figure.state
    return _FIRST.index(state) if state in _FIRST else len(_FIRST)


def _people(each: SpreadFigure) -> int:
    return fewest(each.figure.n_band) if each.figure.n_band else 0


def _whole(layer: LayerOfRound) -> Iterator[Invited]:
    return (each for each in layer.invited if each.part is Part.FULL)


def _invited(layers: Sequence[LayerOfRound]) -> Iterator[tuple[Node, str]]:
    """Name each leader with each team of which people were asked about him."""
    own = {each.person: each.team for layer in layers for each in _whole(layer)}
    for layer in layers:
        for each in layer.invited:
            yield Node(About.LEADER, each.team), str(own.get(each.person, each.team))


def _served(organisation: Organisation) -> Iterator[tuple[Node, str]]:
    """Name each team with those it serves, or with “others” where nobody is known to be served."""
    serves = [link for link in organisation.links if link.kind is LinkKind.SERVES]
    for link in serves:
        yield Node(About.SUPPLIER, link.supplier), str(link.customer)
    for team in organisation.team_by_id.keys() - {link.supplier for link in serves}:
        yield Node(About.SUPPLIER, team), f"others than {team}"


def _several(organisation: Organisation, service: Mapping[str, ByLayer]) -> Iterator[Finding]:
    for code, teams in service.items():
        names = [
            organisation.team_by_id[team].name if team in organisation.team_by_id else str(team)
            for team, by in teams.items()
            if sum(each.figure.score.is_shown for each in by.values()) > 1
        ]
        if names:
            yield Finding(
                "mirror.scored-in-layers",
                sentence(
                    "People of several layers scored {scale} of {teams}. The score on which most "
                    "answers rest is taken apart; the others stand beside it.",
                    scale=code,
                    teams=listed(names),
                ),
            )


def _with_layers(team: TeamPicture, service: Mapping[str, ByLayer]) -> TeamPicture:
    by_layer = {
        code: {number: each.figure for number, each in teams[team.team].items()}
        for code, teams in service.items()
        if team.team in teams
    }
    return replace(team, by_layer=by_layer)
