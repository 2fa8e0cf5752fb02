"""How many groups there are: more than chance, apart from each other, and the same ones again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.dialogue.compute.grouping import grouped
from binnenuit.dialogue.compute.null import chance
from binnenuit.dialogue.compute.spectrum import axes, centred
from binnenuit.dialogue.compute.stability import adjusted_rand, dropped
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.compute.grouping import Grouping
    from binnenuit.dialogue.compute.spectrum import Centred
    from binnenuit.dialogue.model.votes import Votes
    from binnenuit.language import Sentence

MOST_GROUPS = 6
LEFT_OUT = 0.1
_SHUFFLED = 150_000  # votes
_REPEATED = 300_000
_REPEATS = 5
_STABLE = 0.9
_STABLE_NEAREST = 0.7
_BETTER = 10.0  # "very strong" on the scale of Kass and Raftery 1995
_SURE_PEOPLE = 0.6


@dataclass(frozen=True, eq=False)
class Tested:
    """What the tests leave.

    Attributes
    ----------
    p_value
        Of the widest axis among shuffled votes; None without tests.
    stability
        For each possible number of groups, how well they come back.
    reason
        Why no number is possible, if none is.
    """

    p_value: float | None
    stability: dict[int, float]
    reason: Sentence | None = None

    @property
    def most(self) -> int:
        """Largest possible number of groups, 1 when there is none."""
        return max(self.stability, default=1)


UNTESTED = Tested(None, {2: float("nan")})


def tested_numbers(votes: Votes, of: Centred, *, seed: int, level: float) -> Tested:
    """Test which numbers of groups are possible, on a sample of people.

    Parameters
    ----------
    votes, of
        Votes in canonical order, and the same centred; at least two people are placed.
    seed
        Of shuffles and of what is left out.
    level
        Of the test against shuffled votes.
    """
    few = _sample(votes, of, _SHUFFLED)[1]
    wide = min(MOST_GROUPS - 1, *few.table.shape)
    strengths = axes(few, wide, seed=seed, exactness=1e-3)[0]
    null = chance(few, seed=seed)
    p_value = null.p_value(float(strengths[0]))
    if p_value > level:
        return Tested(p_value, {}, _by_chance())
    most = null.axes_beyond(strengths, level) + 1
    many, centre = _sample(votes, of, _REPEATED)
    along = axes(centre, max(most - 1, 1), seed=seed)[1]
    steady = {n: _comes_back(many, centre, along, n, seed) for n in range(2, most + 1)}
    return Tested(p_value, {n: back for n, back in steady.items() if back is not None})


def _sample(votes: Votes, of: Centred, most: int) -> tuple[Votes, Centred]:
    """Take people up to so many votes; the order by fingerprint makes them a lot."""
    if votes.nnz <= most:
        return votes, of
    own = np.where(of.placed, np.diff(votes.indptr), 0)
    some = votes[np.flatnonzero(of.placed & (np.cumsum(own) <= most))]
    return some, centred(some)


def _comes_back(
    votes: Votes, of: Centred, along: NDArray[np.float64], count: int, seed: int
) -> float | None:
    """Return the median agreement when votes are left out; None when it does not hold.

    Everybody in his nearest group must agree well too, or leaving people in between would make
    any grouping look stable.
    """
    found = grouped(of, along, count)
    if found is None or not clear(found, of):
        return None
    sure, near = [], []
    for repeat in range(_REPEATS):
        less = centred(dropped(votes, LEFT_OUT, seed + repeat))
        again = grouped(less, axes(less, count - 1, start=along)[1], count)
        if again is None:
            return None
        sure.append(adjusted_rand(found.labels, again.labels))
        near.append(adjusted_rand(found.nearest, again.nearest))
    holds = np.median(sure) >= _STABLE and np.median(near) >= _STABLE_NEAREST
    return float(np.median(sure)) if holds else None


def clear(found: Grouping, of: Centred) -> bool:
    """Tell whether clouds explain people far better than one does, and most are sure of theirs."""
    share = (found.labels >= 0).sum() / of.placed.sum()
    return bool(found.gain > _BETTER and share >= _SURE_PEOPLE)


def _by_chance() -> Sentence:
    return sentence("Shuffled votes stand apart as much: these may be no groups at all.")
