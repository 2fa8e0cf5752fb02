"""From flows to layers: how far each node stands from the people who pay."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from binnenuit.chain.disclose import Flow

_SWEEPS: Final = 60
_SMALLEST_WEIGHT: Final = 0.005


@dataclass(frozen=True)
class Stream:
    """Money between two nodes of the map, as a share of all revenue."""

    source: str
    target: str
    share: float


def merge(flows: Iterable[Flow], node_of: Callable[[str], str]) -> tuple[Stream, ...]:
    """Add up the flows between the nodes they are drawn at; what stays inside one is left out."""
    shares: dict[tuple[str, str], float] = {}
    for flow in flows:
        ends = node_of(flow.source), node_of(flow.target)
        if ends[0] != ends[1]:
            shares[ends] = shares.get(ends, 0.0) + flow.share
    return tuple(
        Stream(source, target, share)
        for (source, target), share in sorted(shares.items(), key=lambda item: -item[1])
        if share > 0
    )


def through(streams: Iterable[Stream]) -> dict[str, float]:
    """Tell how much money goes through each node: what comes in, or goes out of a payer."""
    coming: dict[str, float] = {}
    going: dict[str, float] = {}
    for stream in streams:
        coming[stream.target] = coming.get(stream.target, 0.0) + stream.share
        going[stream.source] = going.get(stream.source, 0.0) + stream.share
    return {node: max(coming.get(node, 0.0), going.get(node, 0.0)) for node in {**coming, **going}}


def layers(streams: Sequence[Stream], payers: Collection[str]) -> dict[str, int]:
    """Put each node in a layer: payers in 0, others by their mean distance, weighted with money.

    Layers without nodes are left out. Circles come to rest because every sweep is a mean.
    """
    coming: dict[str, list[Stream]] = {}
    for stream in streams:
        coming.setdefault(stream.target, []).append(stream)
    nodes = {end for stream in streams for end in (stream.source, stream.target)} | set(payers)
    distance = {node: 0.0 if node in payers else 1.0 for node in nodes}
    inside = [(node, coming[node]) for node in nodes if node not in payers and node in coming]
    for _sweep in range(_SWEEPS):
        distance.update({node: 1.0 + _mean(found, distance) for node, found in inside})
    used = sorted({round(value) for value in distance.values()})
    place = {value: number for number, value in enumerate(used)}
    return {node: place[round(value)] for node, value in distance.items()}


def _mean(found: Sequence[Stream], distance: Mapping[str, float]) -> float:
    total = sum(stream.share for stream in found)
    return sum(stream.share * distance[stream.source] for stream in found) / total


def around(flows: Sequence[Flow], team: str, *, toward: int = 14, beyond: int = 10) -> set[str]:
    """Find the nodes that matter to one team: where its money comes from, and where it goes.

    The ways are followed from the widest to the narrowest, ``toward`` nodes to the payers and
    ``beyond`` nodes further inward.
    """
    coming: dict[str, list[tuple[str, float]]] = {}
    going: dict[str, list[tuple[str, float]]] = {}
    for flow in flows:
        coming.setdefault(flow.target, []).append((flow.source, flow.share))
        going.setdefault(flow.source, []).append((flow.target, flow.share))
    return {team, *_widest(coming, team, toward), *_widest(going, team, beyond)}


def _widest(ways: Mapping[str, list[tuple[str, float]]], start: str, most: int) -> set[str]:
    found: set[str] = set()
    waiting = [(-1.0, start)]
    while waiting and len(found) <= most:
        weight, node = heapq.heappop(waiting)
        if node in found:
            continue
        found.add(node)
        total = sum(share for _end, share in ways.get(node, ())) or 1.0
        for end, share in ways.get(node, ()):
            if end not in found and -weight * share / total >= _SMALLEST_WEIGHT:
                heapq.heappush(waiting, (weight * share / total, end))
    return found
