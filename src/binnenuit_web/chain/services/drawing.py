"""Where each node and ribbon of the map stands; pure geometry, in pixels of the SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit_web.chain.services.layers import Stream

BAR: Final = 12
_WIDE: Final = 1120
_NARROWEST: Final = 140
_WIDEST: Final = 260
_TALLEST: Final = 400.0
_PITCH: Final = 30.0
_GAP: Final = 8.0
_TOP: Final = 12.0
_THINNEST: Final = 0.6
_SWEEPS: Final = 6


@dataclass(frozen=True)
class Box:
    """The bar of one node."""

    node: str
    layer: int
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2, 1)

    @property
    def label_x(self) -> float:
        return self.x + BAR + 6

    @property
    def label_y(self) -> float:
        return round(self.middle + 4.5, 1)


@dataclass(frozen=True)
class Ribbon:
    """One stream as a curve; ``back`` when it runs against the layers."""

    source: str
    target: str
    share: float
    path: str
    width: float
    back: bool


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    column: int
    boxes: tuple[Box, ...]
    ribbons: tuple[Ribbon, ...]


def draw(
    streams: Sequence[Stream], layer_of: Mapping[str, int], through: Mapping[str, float]
) -> Drawing:
    """Place every node in the column of its layer and draw the streams between them.

    The height of a bar and the width of a ribbon are on one scale, share of the money; the
    tallest column fills the picture. Nodes in a column never overlap.
    """
    columns = _columns(layer_of, through)
    columns = _untangled(columns, streams)
    tallest = max((sum(through.get(n, 0.0) for n in column) for column in columns), default=0.0)
    scale = _TALLEST / tallest if tallest > 0 else 0.0
    heights = {node: max(3.0, scale * through.get(node, 0.0)) for node in layer_of}
    tall = max((_column_height(column, heights) for column in columns), default=0.0)
    wide = min(_WIDEST, max(_NARROWEST, _WIDE // max(1, len(columns))))
    boxes = [
        box
        for number, column in enumerate(columns)
        for box in _stacked(number, number * wide, column, heights, tall)
    ]
    ribbons = _ribbons(streams, {box.node: box for box in boxes}, scale, wide * 0.45)
    return Drawing(
        width=max(1, len(columns)) * wide,
        height=round(tall + 2 * _TOP),
        column=wide,
        boxes=tuple(boxes),
        ribbons=ribbons,
    )


def _columns(layer_of: Mapping[str, int], through: Mapping[str, float]) -> list[list[str]]:
    columns: list[list[str]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
    for node in sorted(layer_of, key=lambda node: (-through.get(node, 0.0), node)):
        columns[layer_of[node]].append(node)
    return columns


def _untangled(columns: list[list[str]], streams: Sequence[Stream]) -> list[list[str]]:
    """Order each column by the mean place of what a node is tied to (barycentre heuristic)."""
    ties: dict[str, list[tuple[str, float]]] = {}
    for stream in streams:
        ties.setdefault(stream.source, []).append((stream.target, stream.share))
        ties.setdefault(stream.target, []).append((stream.source, stream.share))
    for _sweep in range(_SWEEPS):
        place = {
            node: (number + 0.5) / len(column)
            for column in columns
            for number, node in enumerate(column)
        }
        pull = {node: _pull(node, ties, place) for node in place}
        columns = [sorted(column, key=lambda node: (pull[node], node)) for column in columns]
    return columns


def _pull(
    node: str, ties: Mapping[str, list[tuple[str, float]]], place: Mapping[str, float]
) -> float:
    total = sum(share for _end, share in ties.get(node, ()))
    if total <= 0:
        return place[node]
    return sum(share * place[end] for end, share in ties[node]) / total


def _room(height: float) -> float:
    return max(_PITCH, height + _GAP)


def _column_height(column: Sequence[str], heights: Mapping[str, float]) -> float:
    return sum(_room(heights[node]) for node in column)


def _stacked(
    number: int, x: float, column: Sequence[str], heights: Mapping[str, float], tall: float
) -> list[Box]:
    y = _TOP + (tall - _column_height(column, heights)) / 2
    boxes = []
    for node in column:
        room, height = _room(heights[node]), heights[node]
        boxes.append(Box(node, number, x, round(y + (room - height) / 2, 1), round(height, 1)))
        y += room
    return boxes


def _ribbons(
    streams: Sequence[Stream], box_of: Mapping[str, Box], scale: float, loop: float
) -> tuple[Ribbon, ...]:
    """Attach streams to their bars side by side, in the order of the other end."""
    start = _ports(streams, box_of, scale, outward=True)
    end = _ports(streams, box_of, scale, outward=False)
    return tuple(
        _ribbon(
            stream,
            box_of,
            (start[number], end[number]),
            width=max(_THINNEST, stream.share * scale),
            loop=loop,
        )
        for number, stream in enumerate(streams)
    )


def _ports(
    streams: Sequence[Stream], box_of: Mapping[str, Box], scale: float, *, outward: bool
) -> dict[int, float]:
    at: dict[str, list[int]] = {}
    for number, stream in enumerate(streams):
        at.setdefault(stream.source if outward else stream.target, []).append(number)
    ports: dict[int, float] = {}
    for node, numbers in at.items():
        far = [streams[n].target if outward else streams[n].source for n in numbers]
        order = sorted(zip(far, numbers, strict=True), key=lambda pair: box_of[pair[0]].middle)
        total = sum(streams[number].share for number in numbers) * scale
        y = box_of[node].middle - total / 2
        for _far, number in order:
            wide = streams[number].share * scale
            ports[number] = round(y + wide / 2, 1)
            y += wide
    return ports


def _ribbon(
    stream: Stream,
    box_of: Mapping[str, Box],
    heights: tuple[float, float],
    *,
    width: float,
    loop: float,
) -> Ribbon:
    source, target = box_of[stream.source], box_of[stream.target]
    back = target.layer <= source.layer
    x1, x2 = source.x + BAR, target.x
    bend = loop if back else (x2 - x1) / 2
    y1, y2 = heights
    path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
    return Ribbon(stream.source, stream.target, stream.share, path, round(width, 2), back)
