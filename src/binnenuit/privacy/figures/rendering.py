"""How a figure is written down: rounded, kept off the ends of its scale, and how sure it then is.

Everything here starts from noised sums (``noise.perturb``). What is written must not tell more than
the figure itself, so the certain range is computed from what a reader sees too: from the lower end
of a band of people, never from their exact number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import floor, isfinite
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.model import SMALLEST_GROUP

if TYPE_CHECKING:
    from binnenuit.privacy.answers import Scale
    from binnenuit.privacy.model import Integers

_BANDS: Final = (5, 10, 20, 50, 100, 250)
LARGE: Final = 30
"""From this many people on, only the very end of a scale is kept hidden."""
_TENTHS: Final = 10
_PERCENTS: Final = 100
_ROUNDING: Final = 1e-9


class Bound(StrEnum):
    """Whether a figure is what it says, or at most or at least that."""

    EXACT = "exact"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True)
class Rendered:
    """A figure as it may be seen.

    Attributes
    ----------
    value
        Noised and rounded; an edge near the end of the scale when ``bound`` says so.
    bound
        Whether the noised figure is ``value``, or at most or at least that.
    low, high
        The exact figure, before noise and rounding, lies between these for certain.
    """

    value: float
    bound: Bound
    low: float
    high: float


@dataclass(frozen=True)
class _Ruler:
    """Where a kind of figure begins and ends, its steps per 1, and how many of them are hidden."""

    lowest: int
    highest: int
    steps: int
    hidden: int

    @property
    def low_edge(self) -> float:
        return self.lowest + self.hidden / self.steps

    @property
    def high_edge(self) -> float:
        return self.highest - self.hidden / self.steps


def band(n: int, k: int = SMALLEST_GROUP) -> str:
    """Say how many people there are, as roughly as may be known: ``5-9``, ``250+``.

    Parameters
    ----------
    n
        People, at least ``k``.
    k
        Fewest people in a group; the first band starts there.

    Returns
    -------
    band
        5-9, 10-19, 20-49, 50-99, 100-249, 250+. A first band that would be narrower than half of
        ``k`` is joined with the next: with ``k`` = 9 it is 9-19.

    Raises
    ------
    ArgumentError
        ``privacy.band-below-k``: so few people may not be counted in public.

    Notes
    -----
    Constant time.
    """
    if n < k:
        raise ArgumentError(
            "privacy.band-below-k",
            sentence(
                "There are {n} people in this group; below {k} not even their number is told. "
                "Leave the group out or merge it with its neighbour.",
                n=n,
                k=k,
            ),
        )
    for start, following in pairwise(_starts(k)):
        if n < following:
            return f"{start}-{following - 1}"
    return f"{_starts(k)[-1]}+"


def render_mean(
    mean: float,
    n: int,
    moved: int,
    scale: Scale,
    *,
    k: int = SMALLEST_GROUP,
    answered: float = 1,
) -> Rendered:
    """How may the mean of an item, or the score on a scale, be written down?

    Parameters
    ----------
    mean
        From noised sums, between the lowest and the highest option.
    n
        People in the group, at least ``k``.
    moved
        The most answers to one item that noise moved one option: two for each region of the group.
    scale
        Its options.
    k
        Fewest people in a group; ``n`` is known to readers as a band that starts there.
    answered
        Part of the people who answered at least, by the rule for showing the figure; 1 when
        everybody did. The part that did answer is not told, not even by the interval.

    Returns
    -------
    rendered
        Rounded to 0.1. Below 30 people the outer eighth of the range at each end, rounded inward to
        0.1, is one figure: "at most 1.5", "at least 4.5" on 1 to 5. From 30 people on only the end
        itself is hidden: "at most 1.1", "at least 4.9".

    Raises
    ------
    ArgumentError
        ``privacy.figure-off-scale``: no answers, or a mean that is not between the ends.

    Notes
    -----
    The same rule for every group, whatever its answers. With at least ``m`` people in the band of
    ``n``, and one option 1 wide, the exact mean differs by at most ``moved / (answered m)`` from
    the noised one; the mean of all answers to several items then too. Constant time.
    """
    eighth = -(-_TENTHS * (scale.options - 1) // 8)
    highest = scale.lowest + scale.options - 1
    ruler = _Ruler(scale.lowest, highest, _TENTHS, eighth if n < LARGE else 1)
    return _rendered(mean, moved / (answered * _fewest(n, k)), ruler)


def render_share(
    share: float, n: int, moved: int, *, k: int = SMALLEST_GROUP, answered: float = 1
) -> Rendered:
    """How may the share of answers at some options be written down?

    Parameters
    ----------
    share
        From noised sums, from 0 to 1.
    n, moved, k, answered
        As for ``render_mean``.

    Returns
    -------
    rendered
        Rounded to whole percents. Below 30 people "at most 10 %" and "at least 90 %" are the ends,
        from 30 people on "at most 1 %" and "at least 99 %".

    Raises
    ------
    ArgumentError
        ``privacy.figure-off-scale``: no answers, or a share that is not from 0 to 1.

    Notes
    -----
    An answer that moves one option changes a share by at most one answer. Constant time.
    """
    ruler = _Ruler(0, 1, _PERCENTS, 10 if n < LARGE else 1)
    return _rendered(share, moved / (answered * _fewest(n, k)), ruler)


def render_histogram(
    counts: Integers, n: int, moved: int, *, k: int = SMALLEST_GROUP, answered: float = 1
) -> tuple[Rendered, ...]:
    """How may the share of answers at each option be written down?

    Parameters
    ----------
    counts
        Noised answers at each option, at least one in all. Shape (options,).
    n, moved, k, answered
        As for ``render_mean``.

    Returns
    -------
    rendered
        One share for each option, each by the rule of ``render_share``: so no option ever shows 0
        or 100 %. Because of rounding and edges they need not add up to 1.

    Raises
    ------
    ArgumentError
        ``privacy.figure-off-scale``: there are no answers.

    Notes
    -----
    Below 30 people an option of 10 % or less is "at most 10 %": two or fewer answers among twenty
    are not told apart from none. Linear in the options.
    """
    answers = int(np.asarray(counts).sum())
    return tuple(
        render_share(
            int(count) / answers if answers else float("nan"), n, moved, k=k, answered=answered
        )
        for count in counts
    )


def favourable_options(options: int) -> int:
    """How many of the highest options count as favourable: two, or one when there are fewer than 4.

    Parameters
    ----------
    options
        Number of options, at least 2.

    Returns
    -------
    favourable
        1 or 2: never more than half of the options.

    Notes
    -----
    Constant time.
    """
    return 2 if options >= 4 else 1


def _rendered(figure: float, shift: float, ruler: _Ruler) -> Rendered:
    """Round and clip a noised figure; the exact one is at most ``shift`` away from it."""
    _on_scale(figure, ruler)
    if figure <= ruler.low_edge + _ROUNDING:
        high = min(ruler.low_edge + shift, ruler.highest)
        return Rendered(ruler.low_edge, Bound.AT_MOST, float(ruler.lowest), high)
    if figure >= ruler.high_edge - _ROUNDING:
        low = max(ruler.high_edge - shift, ruler.lowest)
        return Rendered(ruler.high_edge, Bound.AT_LEAST, low, float(ruler.highest))
    value = floor(figure * ruler.steps + 0.5) / ruler.steps
    half = 0.5 / ruler.steps
    low = max(value - half, ruler.low_edge) - shift
    high = min(value + half, ruler.high_edge) + shift
    return Rendered(value, Bound.EXACT, max(low, ruler.lowest), min(high, ruler.highest))


def _on_scale(figure: float, ruler: _Ruler) -> None:
    if isfinite(figure) and ruler.lowest - _ROUNDING <= figure <= ruler.highest + _ROUNDING:
        return
    raise ArgumentError(
        "privacy.figure-off-scale",
        sentence(
            "The figure {figure} is not between {lowest} and {highest}. Give a mean or share of at "
            "least one answer, and withhold the figure where nobody answered.",
            figure=figure,
            lowest=ruler.lowest,
            highest=ruler.highest,
        ),
    )


def _starts(k: int) -> tuple[int, ...]:
    """Where the bands start."""
    return (k, *(start for start in _BANDS if 2 * start >= 3 * k))


def _fewest(n: int, k: int) -> int:
    """Fewest people that a reader who knows the band must reckon with."""
    return max((start for start in _starts(k) if start <= n), default=1)
