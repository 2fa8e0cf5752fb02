"""Mine, handed down, cannot tell: a leader's or a team's score taken apart, from released figures.

Everything is a deviation from the mean of all released scores of the same kind in the round. With
rho how much goes together with what one gets (``pass_on``), W who serves whom and s the scores:

    handed down   the value nearest 0 in the interval of rho * W s
    mine          the value nearest 0 in the interval of s - rho * W s
    cannot tell   what remains of s

So no more is called mine, or handed down, than the answers bear out; the three add up to the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from binnenuit.mirror.model.reasons import Reason
from binnenuit.privacy import combination, derive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from binnenuit.mirror.disclose.network import Network
    from binnenuit.privacy import Disclosed

    Numbers: TypeAlias = NDArray[np.float64]
    Ends: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Seen:
    """How a node is seen, as released, and how sure that is.

    Attributes
    ----------
    score
        As released.
    low, high
        Ends of the interval in which the score would lie with other raters of the same mind, 95 %.
    mean
        Mean of all released scores of the same kind in the round.
    least_error, most_error
        Standard error of the score by the raters it has: with the most people of its band, and with
        the fewest, noise and rounding included.
    """

    score: Disclosed[float]
    low: Disclosed[float]
    high: Disclosed[float]
    mean: Disclosed[float]
    least_error: Disclosed[float]
    most_error: Disclosed[float]

    @property
    def figures(self) -> tuple[Disclosed[float], ...]:
        """Score, ends and mean, in that order."""
        return self.score, self.low, self.high, self.mean


@dataclass(frozen=True)
class Passing:
    """How much goes together with what one gets: rho, estimated from released figures alone.

    Attributes
    ----------
    estimate, low, high
        With its 95 % interval; None when there is a reason.
    reason
        Why it cannot be told.
    """

    estimate: Disclosed[float] | None
    low: Disclosed[float] | None
    high: Disclosed[float] | None
    reason: Reason = Reason.NONE

    @property
    def ends(self) -> tuple[Disclosed[float], Disclosed[float]] | None:
        """Both ends, when it can be told."""
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True)
class Parts:
    """One score taken apart; the first three add up to ``deviation``.

    Attributes
    ----------
    deviation
        Score minus the mean of the round.
    mine
        What is this one's own for certain.
    handed_down
        What goes together with what he gets himself.
    cannot_tell
        What remains.
    passes_on
        The other direction: what each of those he serves gets from it; None when it cannot be told.
    reason
        Why nothing could be told; empty when ``mine`` and ``handed_down`` mean something.
    """

    deviation: Disclosed[float]
    mine: Disclosed[float] | None
    handed_down: Disclosed[float] | None
    cannot_tell: Disclosed[float]
    passes_on: Disclosed[float] | None
    reason: Reason = Reason.NONE


def decompose(network: Network, scores: Mapping[int, Seen], passing: Passing) -> dict[int, Parts]:
    """Take the score of every node apart, as far as can be told.

    Parameters
    ----------
    network
        Who serves whom.
    scores
        By number of the node, as released; a node without an entry was not scored.
    passing
        What goes together.

    Returns
    -------
    parts
        For every node whose score is shown. A node at the top gets nothing from anybody: all is
        his, by convention (it starts at the top), not by finding. With somebody above withheld or
        not scored, or when ``passing`` cannot be told, everything is "cannot tell".

    Notes
    -----
    Interval arithmetic: ends of the product of two intervals are among the four products of ends.
    Linear in links.
    """
    return {
        number: _parts(network, number, scores, passing)
        for number in sorted(scores)
        if all(scores[number].figures)
    }


def _parts(network: Network, number: int, scores: Mapping[int, Seen], passing: Passing) -> Parts:
    own = scores[number]
    deviation = derive(_difference, (own.score, own.mean))
    rho = passing.ends
    if rho is None:
        return Parts(deviation, None, None, deviation, None, passing.reason)
    passes_on = derive(_nearest_of_own, (*own.figures, *rho))
    suppliers, weights = _suppliers(network, number)
    if not suppliers:
        none = combination((deviation,), (0.0,))
        return Parts(deviation, deviation, none, none, passes_on)
    above = [scores.get(supplier) for supplier in suppliers]
    figures = [figure for each in above if each is not None for figure in each.figures]
    if None in above or not all(figures):
        return Parts(deviation, None, None, deviation, passes_on, Reason.WITHHELD_ABOVE)
    split = _Split(weights)
    given = (*own.figures, *rho, *figures)
    return Parts(
        deviation,
        derive(split.mine, given),
        derive(split.handed_down, given),
        derive(split.cannot_tell, given),
        passes_on,
    )


def _difference(values: Numbers, _intervals: Numbers) -> tuple[float, None]:
    # Not ``combination``: that takes a middle where bounds pull both ways, and the parts would not
    # add up to it.
    return float(values[0] - values[1]), None


def _suppliers(network: Network, number: int) -> tuple[list[int], list[float]]:
    start, end = network.links.indptr[number : number + 2].tolist()
    return network.links.indices[start:end].tolist(), network.links.data[start:end].tolist()


@dataclass(frozen=True)
class _Split:
    """The three parts as functions of figures: own four, both ends of rho, four per supplier."""

    weights: Sequence[float]

    def mine(self, values: Numbers, _intervals: Numbers) -> tuple[float, None]:
        low, high = self._handed(values)
        own_low, own_high = _deviations(values[:4])
        return nearest_to_zero((own_low - high, own_high - low)), None

    def handed_down(self, values: Numbers, _intervals: Numbers) -> tuple[float, None]:
        return nearest_to_zero(self._handed(values)), None

    def cannot_tell(self, values: Numbers, intervals: Numbers) -> tuple[float, None]:
        known = self.mine(values, intervals)[0] + self.handed_down(values, intervals)[0]
        return float(values[0] - values[3]) - known, None

    def _handed(self, values: Numbers) -> Ends:
        """Find the interval of rho * W s."""
        low = high = 0.0
        for weight, scored in zip(self.weights, values[6:].reshape(-1, 4), strict=True):
            ends = _deviations(scored)
            low, high = low + weight * ends[0], high + weight * ends[1]
        return product((float(values[4]), float(values[5])), (low, high))


def _nearest_of_own(values: Numbers, _intervals: Numbers) -> tuple[float, None]:
    rho = float(values[4]), float(values[5])
    return nearest_to_zero(product(rho, _deviations(values[:4]))), None


def _deviations(scored: Numbers) -> Ends:
    """Find both ends of a score as deviations from the mean."""
    _, low, high, mean = scored.tolist()
    return low - mean, high - mean


def nearest_to_zero(ends: Ends) -> float:
    """Find the value nearest 0 in an interval: 0 when it lies inside."""
    low, high = ends
    return min(max(0.0, low), high)


def product(first: Ends, second: Ends) -> Ends:
    """Find the interval of the product of two numbers that lie in two intervals."""
    products = [one * other for one in first for other in second]
    return min(products), max(products)
