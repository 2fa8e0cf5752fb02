"""The way of the money: from who pays, through the teams, as wide as the money is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from binnenuit_web.chain.services.drawing import Drawing, draw
from binnenuit_web.chain.services.fold import IN_VIEW, Fold, fold
from binnenuit_web.chain.services.layers import Stream, around, layers, merge, through
from binnenuit_web.chain.services.picture import names, picture

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from binnenuit.chain.disclose import ChainPicture
    from binnenuit_web.people.viewer import Viewer

_PAYERS_IN_VIEW: Final = 9
_OTHER_PAYERS: Final = "\0payers"
_OTHER_TEAMS: Final = "\0teams"


class Kind(StrEnum):
    """What a node of the map is."""

    PAYER = "payer"
    TEAM = "team"
    FOLDED = "folded"
    OTHER_PAYERS = "other_payers"
    OTHER_TEAMS = "other_teams"


@dataclass(frozen=True)
class Node:
    """``count`` teams or payers under one name, with the share of the money through them."""

    id: str
    name: str
    kind: Kind
    count: int
    share: float
    layer: int


@dataclass(frozen=True)
class Way:
    """The map.

    Attributes
    ----------
    nodes
        By id, in the order of the layers and from wide to narrow.
    streams
        Money between nodes, widest first: the table beside the picture.
    focus
        The team in the middle; empty for the whole organisation.
    opened
        Departments drawn apart that can be folded again.
    teams
        How many teams there are altogether.
    """

    nodes: Mapping[str, Node]
    streams: tuple[Stream, ...]
    drawing: Drawing
    focus: str
    opened: tuple[str, ...]
    teams: int

    @property
    def layers(self) -> list[list[Node]]:
        """Nodes layer by layer."""
        found: dict[int, list[Node]] = {}
        for node in self.nodes.values():
            found.setdefault(node.layer, []).append(node)
        return [found[layer] for layer in sorted(found)]


def way_of_money(viewer: Viewer, *, focus: str = "", opened: Collection[str] = ()) -> Way:
    """Draw the way of the money; around one team when ``focus`` is one."""
    shown = picture(viewer)
    if focus not in shown.teams:
        focus = ""
    return _around(shown, focus) if focus else _whole(shown, frozenset(opened))


def _around(shown: ChainPicture, focus: str) -> Way:
    near = around(shown.flows, focus)
    flows = [flow for flow in shown.flows if flow.source in near and flow.target in near]
    streams = merge(flows, lambda node: node)
    payers = {flow.source for flow in flows if flow.from_customer}
    kinds = {node: Kind.PAYER if node in payers else Kind.TEAM for node in near}
    return _draw(shown, streams, kinds, dict.fromkeys(near, 1), focus=focus)


def _whole(shown: ChainPicture, opened: frozenset[str]) -> Way:
    folded = fold(shown.organisation, opened)
    payers = {flow.source for flow in shown.flows if flow.from_customer}
    at_team = _team_nodes(shown, folded, opened)
    at_payer = _payer_nodes(shown, payers)
    streams = merge(shown.flows, lambda node: at_payer.get(node) or at_team.get(node, node))
    counts: dict[str, int] = {}
    for place in (*at_team.values(), *at_payer.values()):
        counts[place] = counts.get(place, 0) + 1
    drawn = {end for stream in streams for end in (stream.source, stream.target)}
    kinds = {node: _kind(node, set(at_payer.values()), counts) for node in drawn}
    apart = tuple(team for team in shown.teams if team in opened)
    return _draw(shown, streams, kinds, counts, opened=apart)


def _team_nodes(shown: ChainPicture, folded: Fold, opened: frozenset[str]) -> dict[str, str]:
    """Draw each team at its department; the smallest beyond what fits go together as others."""
    money = through(merge(shown.flows, lambda node: folded.stands_for.get(node, node)))  # type: ignore[call-overload]
    order = sorted(
        set(folded.stands_for.values()),
        key=lambda node: (not _asked_for(shown, node, opened), -money.get(node, 0.0)),
    )
    kept = set(order[:IN_VIEW])
    return {
        str(team): str(node) if node in kept or len(order) <= IN_VIEW + 1 else _OTHER_TEAMS
        for team, node in folded.stands_for.items()
    }


def _asked_for(shown: ChainPicture, node: str, opened: frozenset[str]) -> bool:
    team = shown.organisation.team_by_id.get(node)  # type: ignore[call-overload]
    return node in opened or (team is not None and team.parent in opened)


def _payer_nodes(shown: ChainPicture, payers: set[str]) -> dict[str, str]:
    order = [customer.id for customer in shown.customers if customer.id in payers]
    order += sorted(payers - set(order))
    if len(order) <= _PAYERS_IN_VIEW + 1:
        return {payer: payer for payer in order}
    large, small = order[:_PAYERS_IN_VIEW], order[_PAYERS_IN_VIEW:]
    return {**{payer: payer for payer in large}, **dict.fromkeys(small, _OTHER_PAYERS)}


def _kind(node: str, payers: set[str], counts: Mapping[str, int]) -> Kind:
    if node == _OTHER_PAYERS:
        return Kind.OTHER_PAYERS
    if node == _OTHER_TEAMS:
        return Kind.OTHER_TEAMS
    if node in payers:
        return Kind.PAYER
    return Kind.FOLDED if counts.get(node, 1) > 1 else Kind.TEAM


def _draw(
    shown: ChainPicture,
    streams: tuple[Stream, ...],
    kinds: Mapping[str, Kind],
    counts: Mapping[str, int],
    *,
    focus: str = "",
    opened: tuple[str, ...] = (),
) -> Way:
    money = through(streams)
    payers = {node for node, kind in kinds.items() if kind in {Kind.PAYER, Kind.OTHER_PAYERS}}
    layer_of = layers(streams, payers)
    for node in kinds:
        layer_of.setdefault(node, 0)
    known = names(shown)
    order = sorted(layer_of, key=lambda node: (layer_of[node], -money.get(node, 0.0), node))
    nodes = {
        node: Node(
            node,
            known.get(node, ""),
            kinds[node],
            counts.get(node, 1),
            money.get(node, 0.0),
            layer_of[node],
        )
        for node in order
    }
    return Way(nodes, streams, draw(streams, layer_of, money), focus, opened, len(shown.teams))
