"""How likely do enough people of every group say yes, those who have not voted included?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from binnenuit.dialogue.compute.prior import believed
from binnenuit.dialogue.compute.remaining import enough_yes, log_chance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.compute.prior import Belief, Prior, Seen

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

_NEGLIGIBLE: Final = 1e-5
_HOPELESS: Final = 1e-10
_ROUNDING: Final = 1e-9
"""0.6 of 5 people is 3 people, though 0.6 * 5 may be a little more or less."""


class Ballot(NamedTuple):
    """One direction of the votes, and what is asked of it.

    Attributes
    ----------
    seen
        Who agrees, or who disagrees.
    people
        Of each group. Shape (groups, statements).
    bar
        Share of them that must be exceeded.
    """

    seen: Seen
    people: Whole
    bar: float

    @property
    def rest(self) -> Whole:
        """Who has not voted."""
        return self.people - self.seen.total

    @property
    def needed(self) -> Whole:
        """How many must say yes; nobody in a group without people."""
        bar = np.floor(self.bar * self.people + _ROUNDING).astype(np.int64) + 1
        return np.where(self.people > 0, bar, 0)


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
    belief = believed(prior, ballot.seen, learn=learn)
    probability, expected = _averaged(belief, np.nonzero(belief.weight > _NEGLIGIBLE), ballot)
    missing = ballot.needed - ballot.seen.yes
    surely, never = missing <= -ballot.seen.moved, missing > ballot.rest + ballot.seen.moved
    nobody = ballot.people == 0
    shares = expected / np.maximum(ballot.people, 1)
    return Chances(probability, shares, surely | never | nobody)


def _averaged(belief: Belief, cells: tuple[Whole, ...], ballot: Ballot) -> tuple[Numbers, Numbers]:
    """Average over the likely cells (kinship, statement, share): each is one way it may be."""
    kinship, statement, share = cells
    weight, (groups, statements) = belief.weight[cells], ballot.people.shape
    together = np.bincount(statement, weight, statements)
    every, expected = np.ones(len(statement)), np.empty((groups, statements))
    for group in range(groups):
        middle, alike = belief.shares[group, share], belief.kinships[kinship]
        before = (alike * middle, alike * (1.0 - middle))
        hopeful = np.flatnonzero(every > _HOPELESS)
        enough, saying_yes = _one_group(before, ballot, group, statement, hopeful)
        every[hopeful] *= enough
        expected[group] = np.bincount(statement, weight * saying_yes, statements) / together
    return np.bincount(statement, weight * every, statements) / together, expected


def _one_group(
    before: tuple[Numbers, Numbers], ballot: Ballot, group: int, statement: Whole, hopeful: Whole
) -> tuple[Numbers, Numbers]:
    """Chance of enough yes in a group, and how many say yes, averaged over what noise may hide.

    The first only of hopeful cells: elsewhere another group has too few yes for certain.
    """
    total, rest = ballot.seen.total[group, statement], ballot.rest[group, statement]
    needed = ballot.needed[group, statement]
    saying_yes, together, enough = *np.zeros((2, len(statement))), np.zeros(len(hopeful))
    for yes, weight in _before_noise(ballot.seen, group, statement, before):
        first, second = before[0] + yes, before[1] + (total - yes)
        share, missing = (first[hopeful], second[hopeful]), (needed - yes)[hopeful]
        enough += weight[hopeful] * enough_yes(*share, rest[hopeful], missing)
        saying_yes += weight * (yes + rest * first / (first + second))
        together += weight
    return enough / together[hopeful], saying_yes / together


def _before_noise(
    seen: Seen, group: int, statement: Whole, before: tuple[Numbers, Numbers]
) -> list[tuple[Whole, Numbers]]:
    """Who may have said yes before the noise, and how likely that is beside what is seen."""
    yes = seen.yes[group, statement]
    if not seen.moved:
        return [(yes, np.ones(len(yes)))]
    around = (seen.total[group, statement], *before, before[0] + before[1])
    usual = log_chance(yes, *around)
    could_be = [(true[statement], here[statement]) for true, here in seen.could_be(group)]
    return [
        (true, np.where(here, np.exp(log_chance(true, *around) - usual), 0.0))
        for true, here in could_be
    ]
