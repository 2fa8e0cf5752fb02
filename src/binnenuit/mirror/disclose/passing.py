"""How much goes together, round after round, from released figures alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.compute.pass_on import PassOn, Verdict, pass_on
from binnenuit.mirror.disclose.decompose import Passing
from binnenuit.privacy import derive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from binnenuit.mirror.disclose.decompose import Seen
    from binnenuit.mirror.disclose.network import Network
    from binnenuit.privacy import Disclosed

    Numbers: TypeAlias = NDArray[np.float64]

__all__ = ["Together", "Verdict", "passing_on"]


@dataclass(frozen=True)
class Together(Passing):
    """What is told of passing on, with what it rests on.

    Attributes
    ----------
    verdict
        Passed on, goes together, not shown, or cannot tell.
    n
        Released scores, over all rounds, that it rests on.
    leaders
        Leaders and supplying teams that carry information.
    rounds
        Rounds in which somebody was scored.
    estimator
        How it was made.
    """

    verdict: Verdict = Verdict.CANNOT_TELL
    n: int = 0
    leaders: int = 0
    rounds: int = 0
    estimator: str = ""


def passing_on(
    network: Network,
    rounds: Sequence[Mapping[int, Seen]],
    raters: csr_array[np.float64],
    *,
    randomised: bool = False,
) -> Together:
    """How much of what one gets goes together with what one gives, as far as figures tell?

    Parameters
    ----------
    network
        Who serves whom.
    rounds
        By number of the node, the released scores of each round, oldest first.
    raters
        Teams (or customers) whose people rated each node; nonzero where they did.
    randomised
        The order in which branches opened was drawn by lot.

    Returns
    -------
    together
        What a leader or supplier gave in one round is set against what those he serves gave in the
        next. With one round only, it cannot be told.

    Raises
    ------
    ArgumentError
        ``mirror.same-raters``: the same people judged both sides of a link.

    Notes
    -----
    How many rated is known in bands only, and so is the error of a score. It is taken once at its
    least and once at its most: the estimate lies in the middle of both, and the interval holds both
    intervals. What may be said is decided with the error at its least, which tells rather too
    little; where at its most the scores are mere error, all may be passed on, and the interval ends
    at 1. Cost twice that of ``compute.pass_on``.
    """
    seen = [wave for wave in rounds if wave]
    scores = np.stack([_deviations(network, wave) for wave in seen] or [_nothing(network)], axis=1)
    least, most = (
        pass_on(
            scores[:, 1:] if len(seen) > 1 else scores,
            scores[:, :-1] if len(seen) > 1 else None,
            links=network.links,
            branches=network.branches,
            reliability=_reliability(network, seen, scores, at_most=at_most),
            raters=raters,
            randomised=randomised,
        )
        for at_most in (False, True)
    )
    return _told(least, most, _figures(seen), len(seen))


def _nothing(network: Network) -> Numbers:
    return np.full(len(network.nodes), np.nan)


def _deviations(network: Network, wave: Mapping[int, Seen]) -> Numbers:
    deviations = _nothing(network)
    for number, scored in wave.items():
        if scored.score.value is not None and scored.mean.value is not None:
            deviations[number] = scored.score.value - scored.mean.value
    return deviations


def _reliability(
    network: Network, seen: Sequence[Mapping[int, Seen]], scores: Numbers, *, at_most: bool
) -> Numbers:
    """Tell what share of the variance of all scores is not error, for each node."""
    errors, times = np.zeros(len(network.nodes)), np.zeros(len(network.nodes))
    for wave in seen:
        for number, scored in wave.items():
            error = scored.most_error if at_most else scored.least_error
            if error.value is not None:
                errors[number] += error.value**2
                times[number] += 1
    shown = scores[~np.isnan(scores)]
    variance = float(shown.var()) if shown.size else 0.0
    if not variance:
        return np.zeros(len(network.nodes))
    return np.clip(1.0 - errors / np.maximum(times, 1) / variance, 0.0, 1.0)


def _figures(seen: Sequence[Mapping[int, Seen]]) -> list[Disclosed[float]]:
    scored = [each for wave in seen for each in wave.values() if all(each.figures)]
    return [figure for each in scored for figure in (*each.figures, each.most_error)]


def _told(
    found: PassOn, most: PassOn, figures: Sequence[Disclosed[float]], rounds: int
) -> Together:
    estimate = low = high = None
    if found.estimate is not None and found.interval is not None:
        ends = most.interval or (found.interval[0], max(1.0, found.interval[1]))
        values = (
            found.estimate if most.estimate is None else (found.estimate + most.estimate) / 2,
            min(found.interval[0], ends[0]),
            max(found.interval[1], ends[1]),
        )
        estimate, low, high = (derive(_Known(value), figures) for value in values)
        if values[1] <= 0 <= values[2]:
            found = replace(found, verdict=Verdict.NOT_SHOWN)
    return Together(
        estimate,
        low,
        high,
        found.reason,
        found.verdict,
        n=found.n,
        leaders=found.groups,
        rounds=rounds,
        estimator=found.estimator,
    )


@dataclass(frozen=True)
class _Known:
    """A value that was computed from the same figures together with others."""

    value: float

    def __call__(self, _values: Numbers, _intervals: Numbers) -> tuple[float, None]:
        return self.value, None
