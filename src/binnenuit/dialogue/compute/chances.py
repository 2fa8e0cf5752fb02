"""How likely do enough people of every group say yes, those who have not voted included?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from binnenuit.dialogue.compute.prior import believed
from binnenuit.dialogue.compute.remaining import enough_yes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.compute.prior import Belief, Prior

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

_NEGLIGIBLE: Final = 1e-5
_ROUNDING: Final = 1e-9
"""0.6 of 5 people is 3 people, though 0.6 * 5 may be a little more or less."""


class Ballot(NamedTuple):
    """One direction of the votes: ``yes`` is who agrees, or who disagrees.

    Attributes
    ----------
    yes, total
        Votes by group. Shape (groups, statements).
    people
        Of each group. Same shape, or (groups, 1).
    bar
        Share of them that must be exceeded.
    """

    yes: Whole
    total: Whole
    people: Whole
    bar: float


class Chances(NamedTuple):
    """What is to be expected when everybody has voted.

    Attributes
    ----------
    probability
        That the bar is exceeded in every group. Shape (statements,).
    shares
        Expected share that says yes. Shape (groups, statements).
    settled
        Whether those who have not voted cannot change it any more. Shape (groups, statements).
    """

    probability: Numbers
    shares: Numbers
    settled: NDArray[np.bool_]


def chances(ballot: Ballot, prior: Prior, *, learn: bool) -> Chances:
    """Return what is to be expected of each statement in each group.

    Parameters
    ----------
    ballot
        One direction of the votes.
    prior
        What was thought before.
    learn
        Whether the statements teach each other; otherwise ``prior`` holds as it is.

    Notes
    -----
    Given the share of the statement and how alike groups are, groups are independent; so the
    probability is the product over groups, averaged over what is thought of both.
    """
    rest = ballot.people - ballot.total
    needed = np.floor(ballot.bar * ballot.people + _ROUNDING).astype(np.int64) + 1 - ballot.yes
    needed = np.where(ballot.people > 0, needed, 0)
    belief = believed(prior, ballot.yes, ballot.total, learn=learn)
    likely = belief.weight > _NEGLIGIBLE
    probability, expected = _averaged(belief, np.nonzero(likely), ballot, rest, needed)
    people = np.maximum(ballot.people, 1)
    shares = (ballot.yes + rest * expected) / people
    return Chances(probability, shares, (needed <= 0) | (needed > rest))


def _averaged(
    belief: Belief, cells: tuple[Whole, ...], ballot: Ballot, rest: Whole, needed: Whole
) -> tuple[Numbers, Numbers]:
    """Average over the likely cells (kinship, statement, share): each is one way it may be."""
    kinship, statement, share = cells
    weight, statements = belief.weight[cells], ballot.yes.shape[1]
    together = np.bincount(statement, weight, statements)
    alike = belief.kinships[kinship]
    every, expected = np.ones(len(statement)), np.empty(ballot.yes.shape)
    for group, (yes, total) in enumerate(zip(ballot.yes, ballot.total, strict=True)):
        middle = belief.shares[group, share]
        first = alike * middle + yes[statement]
        second = alike * (1.0 - middle) + (total - yes)[statement]
        every *= enough_yes(first, second, rest[group, statement], needed[group, statement])
        mean = weight * first / (first + second)
        expected[group] = np.bincount(statement, mean, statements) / together
    return np.bincount(statement, weight * every, statements) / together, expected
