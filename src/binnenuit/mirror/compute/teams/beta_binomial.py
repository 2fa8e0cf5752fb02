"""Likelihood of counts whose share differs from team to team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.optimize import brentq

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

_SPREADS: Final = np.geomspace(1e-9, 1e4, 53)
"""Between these the likelihood is taken to turn at most once."""


@dataclass(frozen=True, eq=False)
class BetaBinomial:
    """Beta-binomial likelihood of share m and spread t; the beta's a and b are m / t, (1 - m) / t.

    Attributes
    ----------
    steps
        0, 1, ... up to the largest number of people less one. Shape (steps,).
    yes, no, people
        Teams with more than so many who said so, who did not, who answered. Shape (steps,).

    Notes
    -----
    ``sum_r yes_r log(m + r t) + no_r log(1 - m + r t) - people_r log(1 + r t)``, from rising
    factorials (Skellam 1948; Griffiths 1973, Biometrics 29). So summed it loses no digits near
    t = 0, where differences of log gamma functions do, and the cost is that of the largest team.
    """

    steps: Numbers
    yes: Numbers
    no: Numbers
    people: Numbers

    @classmethod
    def of(cls, successes: Integers, n: Integers) -> BetaBinomial:
        """Count the teams that go beyond each step."""
        most = int(n.max(initial=0))
        yes, no, people = (_beyond(counts, most) for counts in (successes, n - successes, n))
        return cls(np.arange(most, dtype=np.float64), yes, no, people)

    def share(self, spread: float) -> float:
        """Find the best share for a spread; needs somebody who said so and somebody who did not.

        Notes
        -----
        The slope falls from infinity to minus infinity, so the root is one.
        """
        added = self.steps * spread

        def slope(share: float) -> float:
            return float((self.yes / (share + added) - self.no / (1.0 - share + added)).sum())

        return float(brentq(slope, 1e-300, 1.0 - 2.0**-53, xtol=1e-300, rtol=1e-14))

    def slope(self, spread: float) -> float:
        """Differentiate the log likelihood with respect to the spread, at the best share."""
        share, added = self.share(spread), self.steps * spread
        parts = self.yes / (share + added) + self.no / (1.0 - share + added)
        return float((self.steps * (parts - self.people / (1.0 + added))).sum())

    def log_likelihood(self, spread: float) -> float:
        """Evaluate it at the best share, but for a constant."""
        share, added = self.share(spread), self.steps * spread
        seen_yes, seen_no = self.yes > 0, self.no > 0
        return float(
            self.yes[seen_yes] @ np.log(share + added[seen_yes])
            + self.no[seen_no] @ np.log(1.0 - share + added[seen_no])
            - self.people @ np.log1p(added)
        )

    def best(self) -> float | None:
        """Find the most likely spread; 0 when teams differ no more than chance, None if endless."""
        spreads = [0.0, *_SPREADS.tolist()]
        slopes = [self.slope(spread) for spread in spreads]
        if slopes[-1] > 0:
            return None
        tops = [
            self._root(spreads[place], spreads[place + 1])
            for place in range(len(spreads) - 1)
            if slopes[place] > 0 >= slopes[place + 1]
        ]
        return max(tops, key=self.log_likelihood, default=0.0)

    def _root(self, low: float, high: float) -> float:
        return float(brentq(self.slope, low, high, xtol=1e-300, rtol=1e-12))


def _beyond(counts: Integers, most: int) -> Numbers:
    """Count the teams with more than 0, 1, ... of something."""
    exactly = np.bincount(counts, minlength=most + 1)
    beyond: Numbers = exactly[::-1].cumsum()[::-1][1:].astype(np.float64)
    return beyond
