"""Sums of noised regions into figures that may be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.privacy.figures.rendering import (
    favourable_options,
    render_histogram,
    render_mean,
    render_share,
)
from binnenuit.privacy.figures.seal import disclose, withhold
from binnenuit.privacy.model import State
from binnenuit.privacy.planning.items import LEAST_ANSWERED
from binnenuit.privacy.releases.released import ItemFigures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from binnenuit.privacy.answers import Scale
    from binnenuit.privacy.figures.disclosed import Disclosed
    from binnenuit.privacy.figures.rendering import Rendered
    from binnenuit.privacy.model import Integers
    from binnenuit.privacy.releases.parts import Part


def score_figures(
    part: Part, scale: Scale, states: Sequence[State], entry: str
) -> tuple[Disclosed[float], ...]:
    """Compute the score of every group: the mean of all answers to all items of the scale.

    Notes
    -----
    About five microseconds for each group.
    """
    answered = scale.needed / len(scale.items)
    rendered = [
        render_mean(mean, people, moved, scale, k=part.k, answered=answered)
        for mean, people, moved in zip(
            _score(part.counts, scale).tolist(),
            part.people.tolist(),
            part.moved.tolist(),
            strict=True,
        )
    ]
    seals = _seals(part, states, entry)
    return tuple(seal(figure) for seal, figure in zip(seals, rendered, strict=True))


def item_figures(
    part: Part, scale: Scale, states: Sequence[State], entry: str
) -> tuple[Mapping[str, ItemFigures], ...]:
    """Give the mean, the favourable share and the histogram of every item in every group.

    Notes
    -----
    A figure is computed when somebody looks at it, each time the same: nobody looks at all items of
    100,000 groups. About fifty microseconds for each group and item.
    """
    return tuple(
        _Items(_Renderer(scale, seal, people, moved, part.k), counts)
        for seal, counts, people, moved in zip(
            _seals(part, states, entry),
            part.counts,
            part.people.tolist(),
            part.moved.tolist(),
            strict=True,
        )
    )


def withheld_items(scale: Scale, withheld: Disclosed[float]) -> Mapping[str, ItemFigures]:
    """Withhold every item."""
    return MappingProxyType(dict.fromkeys(scale.items, ItemFigures(withheld, withheld, ())))


@dataclass(frozen=True)
class _Seal:
    """What all figures of one group have in common."""

    n_band: str
    state: State
    entries: tuple[str, ...]

    def __call__(self, figure: Rendered) -> Disclosed[float]:
        return disclose(
            figure.value,
            self.n_band,
            entries=self.entries,
            state=self.state,
            interval=(float(figure.low), float(figure.high)),
            bound=figure.bound,
        )


def _seals(part: Part, states: Sequence[State], entry: str) -> list[_Seal]:
    return [_Seal(said, state, (entry,)) for said, state in zip(part.bands, states, strict=True)]


@dataclass(frozen=True)
class _Renderer:
    """Writes down the items of one group."""

    scale: Scale
    seal: _Seal
    people: int
    moved: int
    k: int

    def __call__(self, counts: Integers) -> ItemFigures:
        answers = int(counts.sum())
        if not answers:
            nobody = withhold(State.SMALL, entries=self.seal.entries)
            return ItemFigures(nobody, nobody, ())
        mean = float(_means(counts, self.scale))
        share = float(counts[-favourable_options(self.scale.options) :].sum()) / answers
        answered = LEAST_ANSWERED if len(self.scale.items) > 1 else 1.0
        n, moved, k = self.people, self.moved, self.k
        return ItemFigures(
            self.seal(render_mean(mean, n, moved, self.scale, k=k, answered=answered)),
            self.seal(render_share(share, n, moved, k=k, answered=answered)),
            tuple(map(self.seal, render_histogram(counts, n, moved, k=k, answered=answered))),
        )


class _Items(Mapping[str, ItemFigures]):
    """The items of one group, by their codes."""

    __slots__ = ("_counts", "_renderer")

    def __init__(self, renderer: _Renderer, counts: Integers) -> None:
        self._renderer = renderer
        self._counts = counts

    def __getitem__(self, item: str) -> ItemFigures:
        try:
            number = self._renderer.scale.items.index(item)
        except ValueError:
            raise KeyError(item) from None
        return self._renderer(self._counts[number])

    def __iter__(self) -> Iterator[str]:
        return iter(self._renderer.scale.items)

    def __len__(self) -> int:
        return len(self._renderer.scale.items)


def _means(counts: Integers, scale: Scale) -> NDArray[np.float64]:
    """Mean answer to each item; NaN where there is none. The last axis holds the options."""
    answers = counts.sum(axis=-1)
    values = scale.lowest + np.arange(scale.options)
    means: NDArray[np.float64] = np.full(answers.shape, np.nan)
    np.divide(counts @ values, answers, out=means, where=answers > 0)
    return means


def _score(counts: Integers, scale: Scale) -> NDArray[np.float64]:
    """Mean of all answers of each group, so that no one's answer weighs more than another's."""
    return _means(counts.sum(axis=-2), scale)
