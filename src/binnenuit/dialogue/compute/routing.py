"""Which statement should somebody see next?

The one of which a vote tells most about the question that everything turns on: does the share who
agree exceed the bar, or the share who disagree? [expected information gain: the mutual information
of the next vote and the answer]. Agreeing and disagreeing count alike, so nothing is served for
being popular. What a layer has seen less than the other layers comes sooner there, and each
statement keeps a floor under its probability, so that every draw can be weighed afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
from scipy.special import betainc, entr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

FLOOR: Final = 0.2
"""Of an even chance, that every statement keeps."""
BAR: Final = 0.6
PRIOR: Final = 0.5
"""Votes of each of the three kinds before the first (Jeffreys' prior)."""
_CATCHING_UP: Final = 2.0
"""Power of how much less a layer has seen a statement; lower is slower, higher jumps about."""


class Tally(NamedTuple):
    """Votes so far, of everybody; unclear counts as passed. Each of shape (statements,)."""

    agree: Whole
    disagree: Whole
    passed: Whole


def information(tally: Tally, *, bar: float = BAR) -> Numbers:
    """How much does one more vote tell about whether a statement carries?

    Parameters
    ----------
    tally
        Votes so far.
    bar
        Share that must be exceeded, between 0 and 1.

    Returns
    -------
    ndarray
        Bits, above 0: those about agreeing and those about disagreeing together. Shape
        (statements,).

    Notes
    -----
    D. V. Lindley, "On a measure of the information provided by an experiment", Annals of
    Mathematical Statistics 27 (1956). Costs six incomplete beta functions a statement.
    """
    total = tally.agree + tally.disagree + tally.passed
    return _gain(tally.agree, total, bar) + _gain(tally.disagree, total, bar)


def chances(
    tally: Tally,
    seen: NDArray[np.bool_],
    shown_by_layer: Whole,
    layer: int,
    *,
    floor: float = FLOOR,
) -> Numbers:
    """With which probability comes each statement next for this person?

    Parameters
    ----------
    tally
        Votes so far.
    seen
        On which this person voted. Shape (statements,).
    shown_by_layer
        How often each layer saw each statement. Shape (layers, statements).
    layer
        Row of ``shown_by_layer`` of this person; negative when it is not known, and then every
        layer counts alike.
    floor
        Of an even chance, that every statement keeps: from 0 to 1, which is all even.

    Returns
    -------
    ndarray
        0 for what was seen; the others sum to 1 and are at least ``floor`` / (how many there are).
        All 0 when everything was seen. Shape (statements,).
    """
    left = ~seen
    if not left.any():
        return np.zeros(len(seen))
    weights = information(tally) * _behind(shown_by_layer, layer)
    weights = np.where(left, weights, 0)
    even = left / left.sum()
    found: Numbers = floor * even + (1 - floor) * weights / weights.sum()
    return found


def draw(chances: Numbers, random: float) -> tuple[int, float]:
    """Draw a statement.

    Parameters
    ----------
    chances
        As :func:`chances` gives them; at least one above 0.
    random
        Evenly drawn from 0 up to, but not including, 1.

    Returns
    -------
    tuple
        Its index, and the probability that it had: to be logged with the draw.
    """
    able = np.flatnonzero(chances)
    upto = np.cumsum(chances[able])
    place = np.searchsorted(upto, random * upto[-1], side="right")
    statement = able[min(int(place), len(able) - 1)]
    return int(statement), float(chances[statement])


def _gain(votes: Whole, total: Whole, bar: float) -> Numbers:
    """Return what is not known now less what will not be known after one more vote."""
    for_it = votes.astype(np.float64) + PRIOR
    against = (total - votes).astype(np.float64) + 2 * PRIOR
    next_one = for_it / (for_it + against)
    gained = _unknown(for_it, against, bar)
    gained -= next_one * _unknown(for_it + 1, against, bar)
    gained -= (1 - next_one) * _unknown(for_it, against + 1, bar)
    return np.maximum(gained, np.finfo(np.float64).tiny)


def _unknown(for_it: Numbers, against: Numbers, bar: float) -> Numbers:
    """Return the entropy, in bits, of whether a share exceeds the bar."""
    under = betainc(for_it, against, bar)
    bits: Numbers = (entr(under) + entr(1 - under)) / np.log(2)
    return bits


def _behind(shown_by_layer: Whole, layer: int) -> Numbers:
    """Return how much less than the other layers this one has seen each statement."""
    if layer < 0:
        return np.ones(shown_by_layer.shape[1])
    share = shown_by_layer.astype(np.float64) + 1
    share /= share.sum(axis=1, keepdims=True)
    behind: Numbers = (share.mean(axis=0) / share[layer]) ** _CATCHING_UP
    return behind
