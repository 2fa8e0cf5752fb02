"""How sure the mean of a single question is, from what was released of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.special import stdtrit

from binnenuit.mirror.disclose.statistics import fewest
from binnenuit.privacy import derive

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.privacy import Disclosed, ItemFigures

    Numbers: TypeAlias = NDArray[np.float64]

_UPPER: Final = 0.975


def item_ends(item: ItemFigures, lowest: int) -> tuple[Disclosed[float], Disclosed[float]]:
    """Between which means could a single question lie with other people of the same mind, 95 %?

    Parameters
    ----------
    item
        As released.
    lowest
        Value of the first option.

    Returns
    -------
    low, high
        ``t * s / sqrt(n)`` beyond the ends between which the exact mean lies for certain, with s
        from the released shares and n the fewest people of the band; withheld where the mean is.

    Notes
    -----
    Constant time.
    """
    figures = (item.mean, *item.shares)
    low, high = (derive(_End(side, lowest, item.mean.n_band), figures) for side in (-1, 1))
    return low, high


@dataclass(frozen=True)
class _End:
    side: int
    lowest: int
    band: str

    def __call__(self, values: Numbers, intervals: Numbers) -> tuple[float, None]:
        people, shares = fewest(self.band), values[1:]
        options = np.arange(len(shares)) + self.lowest
        given = shares / shares.sum() if shares.sum() else shares
        spread = sqrt(float(given @ (options - given @ options) ** 2) * people / (people - 1))
        half = float(stdtrit(people - 1, _UPPER)) * spread / sqrt(people)
        certain = intervals[0] if not np.isnan(intervals[0]).any() else values[[0, 0]]
        end = float(certain[0]) - half if self.side < 0 else float(certain[1]) + half
        return round(min(max(end, float(options[0])), float(options[-1])), 2), None
