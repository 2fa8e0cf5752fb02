"""*Begin your conversation here*: the place upward where a shortfall first appears.

It starts with the reader and the layer above him, never with a list: one place, with its
probability, or "no single place". A place to begin a conversation, not somebody to blame.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.special import ndtr, ndtri

from binnenuit.privacy import derive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from binnenuit.mirror.disclose.decompose import Passing, Seen
    from binnenuit.mirror.disclose.network import Network
    from binnenuit.privacy import Disclosed

    Numbers: TypeAlias = NDArray[np.float64]

SINGLE: Final = 0.5
"""From this probability on there is a single place: it is likelier than all others together."""
_SIDES: Final = 2 * float(ndtri(0.975))


class Start(StrEnum):
    """Where a conversation begins."""

    PLACE = "place"
    NO_SINGLE_PLACE = "no-single-place"
    NO_SHORTFALL = "no-shortfall"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True)
class Beginning:
    """Where to begin.

    Attributes
    ----------
    start
        Whether there is one place.
    place
        Number of the node; None unless there is one.
    probability
        That the shortfall first appears there, 0 to 1; None unless there is a place.
    reader, above
        Probability that the reader, and that the one above him, falls short of the round's mean;
        None when that cannot be told or nobody is above.
    """

    start: Start
    place: int | None = None
    probability: Disclosed[float] | None = None
    reader: Disclosed[float] | None = None
    above: Disclosed[float] | None = None


def begin_here(
    network: Network, reader: int, scores: Mapping[int, Seen], passing: Passing
) -> Beginning:
    """Where upward does the shortfall that the reader's people see first appear?

    Parameters
    ----------
    reader
        Number of the node that reads; only his own way up is looked at.
    scores
        As for ``decompose``.
    passing
        What goes together. Unless its interval lies above 0, what happens above tells nothing
        about here, and there is no place.

    Returns
    -------
    beginning
        One climbs from the reader as long as the next one above falls short of the mean as well.
        The place is where that ends; it is named from a probability of one half on.

    Notes
    -----
    With z_k the deviation over its standard error of the k-th on the way, errors independent,

        P(place = k) = P(z_0 < 0) ... P(z_k < 0) (1 - P(z_(k+1) < 0)).

    Somebody withheld on the way ends the climb: what lies beyond stays unknown, and counts for no
    place. Linear in the depth.
    """
    way = _seen(network.way_up(reader), scores)
    if not way:
        return Beginning(Start.CANNOT_TELL)
    own, *others = (derive(_falls_short, scores[node].figures) for node in way)
    above = others[0] if others else None
    if own.value is not None and own.value < SINGLE:
        return Beginning(Start.NO_SHORTFALL, reader=own, above=above)
    if passing.low is None or passing.low.value is None or passing.low.value <= 0:
        return Beginning(Start.CANNOT_TELL, reader=own, above=above)
    is_whole = len(way) == len(network.way_up(reader))
    return _found(way, [own, *others], above, is_whole=is_whole)


def _seen(way: Sequence[int], scores: Mapping[int, Seen]) -> list[int]:
    """Climb as far as scores are shown."""
    seen: list[int] = []
    for node in way:
        if node not in scores or not all(scores[node].figures):
            break
        seen.append(node)
    return seen


def _falls_short(values: Numbers, _intervals: Numbers) -> tuple[float, None]:
    score, low, high, mean = values.tolist()
    error = (high - low) / _SIDES
    if error <= 0:
        return float(score < mean), None
    return round(float(ndtr((mean - score) / error)), 2), None


def _found(
    way: Sequence[int],
    short: Sequence[Disclosed[float]],
    above: Disclosed[float] | None,
    *,
    is_whole: bool,
) -> Beginning:
    places = [derive(_Place(k, is_whole=is_whole), short) for k in range(len(way))]
    best = max(range(len(way)), key=lambda place: places[place].value or 0.0)
    if (places[best].value or 0.0) < SINGLE:
        return Beginning(Start.NO_SINGLE_PLACE, reader=short[0], above=above)
    return Beginning(Start.PLACE, way[best], places[best], short[0], above)


@dataclass(frozen=True)
class _Place:
    """Probability that the climb ends at one place."""

    place: int
    is_whole: bool

    def __call__(self, short: Numbers, _intervals: Numbers) -> tuple[float, None]:
        reached = float(np.prod(short[: self.place + 1]))
        if self.place + 1 < len(short):
            return reached * (1.0 - float(short[self.place + 1])), None
        return (reached if self.is_whole else 0.0), None
