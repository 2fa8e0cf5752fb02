"""Would shuffled votes stand apart as much as these?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy import stats
from scipy.sparse import csr_array
from scipy.special import ndtri_exp

from binnenuit.dialogue.compute.spectrum import axes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.compute.spectrum import Centred
    from binnenuit.dialogue.model.votes import Votes

Kind = TypeVar("Kind", bound=np.generic)

RUNS = 20
_EXACTNESS = 1e-3
_TRACY_WIDOM = 46.446  # shape of the gamma that follows it; Chiani 2014
_LEAST = 1e-6
_LEAST_SHARE = 0.2


@dataclass(frozen=True, eq=False)
class Chance:
    """How wide the widest axis of shuffled votes is.

    Attributes
    ----------
    strengths
        One for each shuffle.
    """

    strengths: NDArray[np.float64]

    @property
    def mean(self) -> float:
        """Mean over shuffles."""
        return float(self.strengths.mean())

    def p_value(self, strength: float) -> float:
        """Return the chance that shuffled votes have an axis at least as strong.

        The tail follows from few shuffles: the greatest eigenvalue of noise follows the law of
        Tracy and Widom, which a shifted gamma matches; mean and spread come from the shuffles,
        and that they are estimated is allowed for as in a t test.
        """
        runs = len(self.strengths)
        spread = float(self.strengths.std(ddof=1)) * np.sqrt(1 + 1 / runs)
        away = (strength - self.mean) / max(spread, 1e-6 * self.mean, 1e-300)
        root = np.sqrt(_TRACY_WIDOM)
        skewed = stats.gamma.logsf(root * away + _TRACY_WIDOM, _TRACY_WIDOM)
        return max(float(stats.t.sf(-ndtri_exp(skewed), runs - 1)), _LEAST)

    def axes_beyond(self, strengths: NDArray[np.float64], level: float) -> int:
        """Count the axes that are more than chance and matter beside the widest.

        An axis counts when shuffled votes would not have one as strong, and it stands out above
        chance at least a fifth as far as the widest axis does.
        """
        outstanding = strengths - self.mean
        counts = [
            self.p_value(float(strength)) <= level and rest >= _LEAST_SHARE * outstanding[0]
            for strength, rest in zip(strengths, outstanding, strict=True)
        ]
        return counts.index(False) if False in counts else len(counts)


def shuffled(votes: Votes, seed: int) -> Votes:
    """Shuffle the votes of each statement among those who voted on it.

    Who voted on what and the result of every statement stay; opinions that go together do not.
    """
    there = np.argsort(votes.indices, kind="stable")
    mixed = _mixed(votes.indices, there, votes.data, np.random.default_rng(seed))
    return csr_array((mixed, votes.indices, votes.indptr), shape=votes.shape)


def chance(of: Centred, *, seed: int, runs: int = RUNS) -> Chance:
    """Find the widest axis of ``runs`` shuffles of centred votes.

    Each costs one sort of the votes and some thirty products of the table with one column.
    """
    lots = np.random.default_rng([seed, 1])
    table = of.table
    there = np.argsort(table.indices, kind="stable")
    strengths = np.empty(runs)
    for run in range(runs):
        mixed = _mixed(table.indices, there, table.data, lots)
        other = csr_array((mixed, table.indices, table.indptr), shape=table.shape)
        strengths[run] = axes(replace(of, table=other), 1, exactness=_EXACTNESS)[0][0]
    return Chance(strengths)


def _mixed(
    columns: NDArray[np.integer],
    there: NDArray[np.intp],
    values: NDArray[Kind],
    lots: np.random.Generator,
) -> NDArray[Kind]:
    """Shuffle values within each column; ``there`` sorts the columns."""
    mixed = np.empty_like(values)
    mixed[there] = values[np.argsort(columns + lots.random(len(columns)))]
    return mixed
