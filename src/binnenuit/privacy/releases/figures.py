"""Sums of noised regions into figures that may be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.figures.rendering import (
    favourable_options,
    render_histogram,
    render_mean,
    render_share,
)
from binnenuit.privacy.figures.seal import disclose, withhold
from binnenuit.privacy.model import State
from binnenuit.privacy.releases.released import ItemFigures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from binnenuit.privacy.answers import Scale
    from binnenuit.privacy.figures.disclosed import Disclosed
    from binnenuit.privacy.figures.rendering import Rendered
    from binnenuit.privacy.model import Integers
    from binnenuit.privacy.releases.parts import Part


_MANY: Final = 2**62


def score_figures(
    part: Part, scale: Scale, states: Sequence[State], entry: str
) -> tuple[Disclosed[float], ...]:
    """Compute the score of every group: the mean over the items of the item means.

    Notes
    -----
    About five microseconds for each group.
    """
    # An item that nobody in the group answered takes no part; one of them was answered.
    score = np.nanmean(_means(part.counts, scale), axis=1)
    rendered = [
        render_mean(mean, people, moved, scale, k=part.k, answers=least)
        for mean, people, moved, least in zip(
            score.tolist(),
            part.people.tolist(),
            part.moved.tolist(),
            _fewest(part.counts).tolist(),
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
        known = {"k": self.k, "answers": answers}
        return ItemFigures(
            self.seal(render_mean(mean, self.people, self.moved, self.scale, **known)),
            self.seal(render_share(share, self.people, self.moved, **known)),
            tuple(map(self.seal, render_histogram(counts, self.people, self.moved, k=self.k))),
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


def _fewest(counts: Integers) -> Integers:
    """Fewest answers to an item in each group, of the items with answers. Shape (groups,)."""
    answers = counts.sum(axis=2)
    fewest: Integers = np.where(answers > 0, answers, _MANY).min(axis=1, initial=_MANY)
    return fewest
