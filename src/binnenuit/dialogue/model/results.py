"""What the engine finds; all arrays are read-only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels
    from binnenuit.language import Sentence

NO_GROUP = -1


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of opinion, or that there are none.

    Attributes
    ----------
    labels
        Group of each person, from 0, the largest first; -1 for who is in between, or voted too
        little to be placed. All -1 without groups. Shape (people,).
    count
        Number of groups; 0 means that there are none.
    sizes
        People in each group. Shape (count,).
    placed
        Who voted enough to be placed at all. Shape (people,).
    p_value
        How often shuffled votes stand apart as much as these: the null keeps who voted on what and
        the result of every statement. None when it was not computed, with the reason.
    stability
        Adjusted Rand index between these groups and those found when a part of the votes is left
        out: the median; None without groups.
    membership
        How sure each person belongs to each group; rows sum to 1, all 0 for who is not placed.
        Shape (people, count).
    positions
        Where each person stands on the axes, 0 for who is not placed; columns are axes, the
        widest first. Shape (people, axes).
    reason
        Why there are no groups; None when there are.
    """

    labels: Labels
    count: int
    sizes: Labels
    placed: NDArray[np.bool_]
    p_value: float | None
    stability: float | None
    membership: NDArray[np.float64]
    positions: NDArray[np.float64]
    reason: Sentence | None = None


class Carries(StrEnum):
    """What may be said of a statement."""

    AGREED = "agreed"  # every group agrees: it carries
    REJECTED = "rejected"  # every group disagrees: that carries as well
    DIVIDED = "divided"  # a group is surely under the bar in both directions, or groups oppose
    OPEN = "open"  # enough votes, and still not sure
    NOT_ENOUGH = "not_enough"  # not enough votes yet


@dataclass(frozen=True, eq=False)
class Carrying:
    """Which statements carry in every group.

    Attributes
    ----------
    probability
        That in every group, if all its people voted, the share who agree (or disagree: see
        ``direction``) exceeds the bar. NaN where nobody voted. Shape (statements,).
    direction
        1 agreeing, -1 disagreeing: the likelier of the two; 0 where nobody voted.
        Shape (statements,).
    state
        What may be said. Length statements.
    shares
        Estimated share that agrees, with partial pooling, by group; one group of everybody when
        there are none. Shape (groups, statements).
    shares_against
        The same for who disagrees.
    votes
        Votes, passes included. Shape (groups, statements).
    bar
        Share that must be exceeded.
    """

    probability: NDArray[np.float64]
    direction: NDArray[np.int64]
    state: tuple[Carries, ...]
    shares: NDArray[np.float64]
    shares_against: NDArray[np.float64]
    votes: NDArray[np.int64]
    bar: float


@dataclass(frozen=True, eq=False)
class Distinguishing:
    """Which statements tell a group apart from all others, without double dipping.

    Attributes
    ----------
    p_value
        Exact, from votes that did not make the groups; NaN where it could not be tested.
        Shape (groups, statements).
    adjusted
        The same after control of the false-discovery rate over all tests. Same shape.
    difference
        Share that agrees in the group minus that among all others. Same shape.
    distinguishes
        Adjusted at or under ``level``. Same shape.
    level
        False-discovery rate.
    """

    p_value: NDArray[np.float64]
    adjusted: NDArray[np.float64]
    difference: NDArray[np.float64]
    distinguishes: NDArray[np.bool_]
    level: float


@dataclass(frozen=True, eq=False)
class Support:
    """How much each layer or department, known beforehand, stands behind a statement.

    Attributes
    ----------
    names
        Of the layers or departments. Length places.
    carrying
        As for groups, with these places as the groups.
    """

    names: tuple[str, ...]
    carrying: Carrying


@dataclass(frozen=True)
class Representative:
    """One statement that stands for a group, by the published formulas.

    Attributes
    ----------
    group, statement
        Numbers.
    direction
        1 when the group agrees more than others, -1 when it disagrees more.
    ratio
        Share in the group over the share among others.
    test
        z of the one-proportion test.
    ratio_test
        z of the two-proportion test.
    best
        It stands there because it is the best of the group that agrees, or nothing passed.
    """

    group: int
    statement: int
    direction: int
    ratio: float
    test: float
    ratio_test: float
    best: bool = False


@dataclass(frozen=True, eq=False)
class Compatible:
    """What Polis publishes for given groups, by its own formulas.

    Attributes
    ----------
    group_aware_consensus
        Product over groups of (agrees + 1) / (votes + 2). Shape (statements,).
    representative
        At most five per group, those that agree first.
    consensus
        Statements that the whole conversation agrees with, then those it disagrees with: at most
        five each, as (statement, direction, probability, z).
    priority
        What decides which statement is served next. Shape (statements,).
    extremity
        How far a statement pulls people apart. Shape (statements,).
    """

    group_aware_consensus: NDArray[np.float64]
    representative: tuple[Representative, ...]
    consensus: tuple[tuple[int, int, float, float], ...]
    priority: NDArray[np.float64]
    extremity: NDArray[np.float64]
