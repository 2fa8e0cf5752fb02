"""Whose service shapes whose: leaders, teams that serve, and who stands above whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from binnenuit.mirror.model.questionnaire import About
from binnenuit.organisation.leading import Leading
from binnenuit.organisation.model import LinkKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from binnenuit.organisation.model import Organisation, TeamId

    Integers: TypeAlias = NDArray[np.int64]

NOBODY = -1


@dataclass(frozen=True)
class Node:
    """Somebody whose service is scored by those who get it.

    Attributes
    ----------
    about
        ``LEADER``: the leader of the team, as seen by its people. ``SUPPLIER``: the team itself,
        as seen by the teams and customers that it works for.
    team
        The team.
    """

    about: About
    team: TeamId


@dataclass(frozen=True, eq=False)
class Network:
    """Who serves whom, as far as scores go.

    Attributes
    ----------
    nodes
        Leaders first, top down; then teams.
    above
        Number of the leader who leads this leader or this team; -1 at the top. Shape (nodes,).
    links
        What each node gets, and from whom: its leader and the teams that supply it, each with the
        same weight. Rows sum to 1, or are empty at the top. Shape (nodes, nodes).
    """

    nodes: tuple[Node, ...]
    above: Integers
    links: csr_array[np.float64]

    @cached_property
    def number(self) -> dict[Node, int]:
        """Find the number of a node."""
        return {node: number for number, node in enumerate(self.nodes)}

    @cached_property
    def branches(self) -> Integers:
        """Number of the branch of each node: its leader's leader; -1 near the top.

        Leaders and teams are scored on different scales, so they are never in one branch.
        Shape (nodes,).
        """
        padded = np.append(self.above, NOBODY)
        leader_of_leader = padded[self.above]
        is_team = np.array([node.about is not About.LEADER for node in self.nodes], dtype=np.int64)
        branch: Integers = np.where(
            leader_of_leader == NOBODY, NOBODY, 2 * leader_of_leader + is_team
        )
        return branch

    def way_up(self, number: int) -> tuple[int, ...]:
        """Name the node itself, its leader, and so on to the top."""
        way = []
        while number != NOBODY:
            way.append(number)
            number = int(self.above[number])
        return tuple(way)


def network(organisation: Organisation, serving: Collection[TeamId]) -> Network:
    """Lay out whose service shapes whose.

    Parameters
    ----------
    organisation
        As it stands on one day (``Organisation.on``).
    serving
        Teams that are scored by those they work for.

    Returns
    -------
    network
        A leader for every team that somebody leads, a team for each of ``serving`` that exists.
        Teams that nobody leads are passed over on the way up; who leads several teams in one line
        is not above himself. A supplying team that is not scored itself is left out.

    Notes
    -----
    Linear in teams, their depth, and links.
    """
    leading = Leading(organisation)
    teams = [team for team in organisation.team_by_id if team in set(serving)]
    leaders = [Node(About.LEADER, led.team) for led in leading.led]
    nodes = (*leaders, *(Node(About.SUPPLIER, team) for team in teams))
    number = {node: place for place, node in enumerate(nodes)}
    above = np.array([_above(leading, node, number) for node in nodes], dtype=np.int64)
    return Network(nodes, above, _links(organisation, number, above))


def _above(leading: Leading, node: Node, number: dict[Node, int]) -> int:
    way = leading.way_up(node.team)
    if node.about is About.LEADER:
        here = leading.organisation.team_by_id[node.team].leader
        way = tuple(led for led in way if led.leader != here)
    return number[Node(About.LEADER, way[0].team)] if way else NOBODY


def _links(
    organisation: Organisation, number: dict[Node, int], above: Integers
) -> csr_array[np.float64]:
    pairs = sorted({*_led(above), *_supplied(organisation, number)})
    receiver = np.array([pair[0] for pair in pairs], dtype=np.int64)
    giver = np.array([pair[1] for pair in pairs], dtype=np.int64)
    weight = 1.0 / np.bincount(receiver, minlength=len(above))[receiver]
    return csr_array((weight, (receiver, giver)), shape=(len(above), len(above)))


def _led(above: Integers) -> Iterator[tuple[int, int]]:
    for node, leader in enumerate(above.tolist()):
        if leader != NOBODY:
            yield node, leader


def _supplied(organisation: Organisation, number: dict[Node, int]) -> Iterator[tuple[int, int]]:
    """Tell which team gets the work of which other, where both are scored."""
    for link in organisation.links:
        if link.kind is LinkKind.SERVES and link.customer != link.supplier:
            giver = number.get(Node(About.SUPPLIER, link.supplier))
            receiver = number.get(Node(About.SUPPLIER, link.customer))  # type: ignore[arg-type]
            if giver is not None and receiver is not None:
                yield receiver, giver
