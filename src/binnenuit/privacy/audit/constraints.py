"""The linear inequalities that answers must meet to give the figures that were shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SLACK: Final = 1e-6  # more than the tolerance of HiGHS, much less than a person


@dataclass(frozen=True)
class Figure:
    """A figure before rounding and clipping, which lies in a range.

    Attributes
    ----------
    regions
        Noised regions on which it rests.
    weights
        What an answer at each option counts for: its value for a mean, 1 or 0 for a share.
        Length options.
    low, high
        The weights of all answers, divided by their number, lie between these.
    """

    regions: tuple[int, ...]
    weights: tuple[float, ...]
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class System:
    """Inequalities ``low <= matrix @ x <= high`` in variables of at least 0.

    The variables are how many people of each block gave each answer, then how many answers of each
    region noise moved up and down from each option, then the direction of the noise.
    """

    matrix: csr_array[np.float64]
    low: Floats
    high: Floats
    integral: NDArray[np.int64]

    @property
    def variables(self) -> int:
        """How many variables there are."""
        return len(self.integral)


class _Rows:
    """Rows of a sparse matrix, added one by one."""

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.values: list[float] = []
        self.ends: list[int] = [0]
        self.low: list[float] = []
        self.high: list[float] = []

    def add_row(self, terms: Iterator[tuple[int, float]], low: float, high: float) -> None:
        for column, value in terms:
            self.columns.append(column)
            self.values.append(value)
        self.ends.append(len(self.columns))
        self.low.append(low)
        self.high.append(high)


@dataclass(frozen=True, eq=False)
class _Layout:
    """Which column stands for what."""

    sizes: NDArray[np.int64]
    regions: Sequence[Sequence[int]]
    options: int
    moved: int

    @property
    def steps(self) -> int:
        return self.options - 1 if self.moved else 0

    @property
    def counts(self) -> int:
        return len(self.sizes) * self.options

    @property
    def variables(self) -> int:
        return self.counts + len(self.regions) * (2 * self.steps + (self.moved > 0))

    def people(self, region: int) -> int:
        return int(self.sizes[list(self.regions[region])].sum())

    def given(self, region: int, option: int) -> Iterator[tuple[int, float]]:
        """People in a region who gave an answer."""
        return ((block * self.options + option, 1.0) for block in self.regions[region])

    def up(self, region: int, option: int) -> int:
        """Answers moved from an option to the next higher one."""
        return self.counts + 2 * self.steps * region + option

    def down(self, region: int, option: int) -> int:
        """Answers moved from the next higher option to this one."""
        return self.up(region, option) + self.steps

    def upwards(self, region: int) -> int:
        """1 when noise moves this region upwards, 0 when downwards."""
        return self.counts + 2 * self.steps * len(self.regions) + region

    def moves(self, region: int) -> range:
        return range(self.up(region, 0), self.up(region, 0) + 2 * self.steps)

    def leaving(self, region: int, option: int) -> Iterator[int]:
        if option < self.steps:
            yield self.up(region, option)
        if self.moved and option > 0:
            yield self.down(region, option - 1)

    def arriving(self, region: int, option: int) -> Iterator[int]:
        if self.moved and option > 0:
            yield self.up(region, option - 1)
        if option < self.steps:
            yield self.down(region, option)

    def noised(self, region: int, option: int) -> Iterator[tuple[int, float]]:
        """Answers of a region at an option after noise."""
        yield from self.given(region, option)
        yield from ((move, -1.0) for move in self.leaving(region, option))
        yield from ((move, 1.0) for move in self.arriving(region, option))


def constraints(
    sizes: NDArray[np.int64],
    regions: Sequence[Sequence[int]],
    figures: Sequence[Figure],
    *,
    options: int,
    moved: int,
    whole: bool,
) -> System:
    """Write down everything that is known about the answers; as for ``bounds``."""
    layout, rows = _Layout(sizes, regions, options, moved), _Rows()
    for block, size in enumerate(sizes.tolist()):
        columns = range(block * options, (block + 1) * options)
        rows.add_row(((column, 1.0) for column in columns), size, size)
    for figure in figures:
        _add_figure(rows, layout, figure)
    if moved:
        for region in range(len(regions)):
            _add_noise(rows, layout, region)
    matrix = csr_array(
        (rows.values, rows.columns, rows.ends), shape=(len(rows.low), layout.variables)
    )
    matrix.sum_duplicates()  # HiGHS takes each place once
    integral = np.full(layout.variables, int(whole))
    return System(matrix, np.array(rows.low), np.array(rows.high), integral)


def _add_figure(rows: _Rows, layout: _Layout, figure: Figure) -> None:
    people = sum(layout.people(region) for region in figure.regions)
    terms = (
        (column, value * weight)
        for region in figure.regions
        for option, weight in enumerate(figure.weights)
        if weight
        for column, value in layout.noised(region, option)
    )
    rows.add_row(terms, people * figure.low - _SLACK, people * figure.high + _SLACK)


def _add_noise(rows: _Rows, layout: _Layout, region: int) -> None:
    """At most so many different answers move, all in one direction; never all at one end."""
    direction, moved = layout.upwards(region), float(layout.moved)
    up = [layout.up(region, option) for option in range(layout.steps)]
    down = [layout.down(region, option) for option in range(layout.steps)]
    rows.add_row(iter([*((move, 1.0) for move in up), (direction, -moved)]), -np.inf, 0.0)
    rows.add_row(iter([*((move, 1.0) for move in down), (direction, moved)]), -np.inf, moved)
    rows.add_row(iter([(direction, 1.0)]), 0.0, 1.0)
    for option in range(layout.options):
        stay = [*layout.given(region, option)]
        stay += [(move, -1.0) for move in layout.leaving(region, option)]
        rows.add_row(iter(stay), 0.0, np.inf)
    people = layout.people(region)
    for end in (0, layout.options - 1) if people > 1 else ():
        rows.add_row(layout.noised(region, end), 0.0, people - 1.0)
