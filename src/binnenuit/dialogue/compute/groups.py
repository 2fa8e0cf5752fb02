"""Groups of opinion, or that there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from binnenuit.dialogue.compute.grouping import by_size, grouped
from binnenuit.dialogue.compute.labels import same_labels
from binnenuit.dialogue.compute.number import UNTESTED, clear, tested_numbers
from binnenuit.dialogue.compute.spectrum import axes, canonical, centred, places
from binnenuit.dialogue.model.results import NO_GROUP, Groups
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.compute.grouping import Grouping
    from binnenuit.dialogue.compute.number import Tested
    from binnenuit.dialogue.compute.spectrum import Centred
    from binnenuit.dialogue.model.votes import Labels, Votes
    from binnenuit.language import Sentence

Kind = TypeVar("Kind", bound=np.generic)

FEWEST_PEOPLE = 20
FEWEST_STATEMENTS = 5
_SHOWN_AXES = 2


def find_groups(
    votes: Votes,
    *,
    seed: int = 0,
    smallest: int | None = None,
    previous: Labels | None = None,
    level: float = 0.01,
    test: bool = True,
) -> Groups:
    """Find groups of people who vote alike, from scratch; "no groups" is a possible answer.

    Groups are declared when shuffled votes do not stand apart as much (``level``), clouds explain
    the positions far better than one cloud does, each group has at least ``smallest`` people who
    are sure of it, at least 60 % of the placed people are sure of a group, and the same groups
    come back (adjusted Rand index 0.9) when a tenth of the votes is left out. Of the numbers of
    groups for which this holds, 2 to 6, the largest.

    Parameters
    ----------
    votes
        As in Conversation. Leave out statements that were refused. Shape (people, statements).
    seed
        Of shuffles and of what is left out.
    smallest
        Fewest people of a group; by default 5 % of who is placed, and at least 5.
    previous
        Groups of an earlier picture, of the same people in the same order, -1 for none: groups
        that overlap keep their number.
    level
        Of the test against shuffled votes, 0 to 1.
    test
        Without it there are neither shuffles nor repeats: two groups are declared when they are
        clear enough, and ``p_value`` and ``stability`` are None.

    Returns
    -------
    Groups
        The same for the same votes, bit by bit, whatever the order of the rows. Who voted on
        fewer than 7 statements (or all, when there are fewer) is not placed. With fewer than 20
        placed people, or 5 statements, there are no groups, with the reason.

    Notes
    -----
    Cost: some forty products of the sparse table with one column. The tests run on samples
    taken by a fingerprint of the votes: 20 shuffles of as many people as cast 150,000 votes, and
    5 repeats with twice as many votes for each possible number of groups: under 0.3 s for a
    thousand people, about 1 s more than without tests for a hundred thousand.
    Method and sources: docs/methods/dialogue.md.
    """
    table, order = canonical(votes)
    of = centred(table)
    people = int(of.placed.sum())
    least = smallest if smallest is not None else max(5, int(np.ceil(people / 20)))
    needed = max(FEWEST_PEOPLE, 2 * least)
    if people < needed:
        return _none(of, order, None, _too_few(people, needed))
    if votes.shape[1] < FEWEST_STATEMENTS:
        return _none(of, order, None, _too_few_statements(votes.shape[1]))
    tested = tested_numbers(table, of, seed=seed, level=level) if test else UNTESTED
    along = axes(of, min(max(tested.most - 1, _SHOWN_AXES), votes.shape[1]), seed=seed)[1]
    for count in sorted(tested.stability, reverse=True):
        found = grouped(of, along, count)
        if found is not None and clear(found, of) and _large_enough(found, count, least):
            return _some(by_size(found), (of, along, order), previous, tested)
    return _none(of, order, tested.p_value, tested.reason or _gradual(), along)


def _large_enough(found: Grouping, count: int, least: int) -> bool:
    sizes = np.bincount(found.labels + 1, minlength=count + 1)[1:]
    return bool(sizes.min() >= least)


def _some(
    found: Grouping,
    people: tuple[Centred, NDArray[np.float64], Labels],
    previous: Labels | None,
    tested: Tested,
) -> Groups:
    of, along, order = people
    count = found.membership.shape[1]
    labels = _unsorted(found.labels, order)
    number = np.arange(count)
    if previous is not None:
        labels, number = _kept(labels, previous, count)
    membership = np.empty_like(found.membership)
    membership[:, number] = found.membership
    return Groups(
        labels=labels,
        count=count,
        sizes=np.bincount(labels + 1, minlength=count + 1)[1:],
        placed=_unsorted(of.placed, order),
        p_value=tested.p_value,
        stability=tested.stability[count] if tested.p_value is not None else None,
        membership=_unsorted(membership, order),
        positions=_unsorted(places(of, along).mean, order),
    )


def _kept(labels: Labels, previous: Labels, count: int) -> tuple[Labels, Labels]:
    """Return labels with the numbers of earlier groups, and the new number of each group."""
    kept = same_labels(labels, previous)
    number = np.array([kept[np.flatnonzero(labels == group)[0]] for group in range(count)])
    return kept, number


def _none(
    of: Centred,
    order: Labels,
    p_value: float | None,
    reason: Sentence,
    along: NDArray[np.float64] | None = None,
) -> Groups:
    people = len(order)
    positions = np.zeros((people, 0)) if along is None else places(of, along).mean
    return Groups(
        labels=np.full(people, NO_GROUP, dtype=np.int64),
        count=0,
        sizes=np.zeros(0, dtype=np.int64),
        placed=_unsorted(of.placed, order),
        p_value=p_value,
        stability=None,
        membership=np.zeros((people, 0)),
        positions=_unsorted(positions, order),
        reason=reason,
    )


def _unsorted(rows: NDArray[Kind], order: Labels) -> NDArray[Kind]:
    """Put rows back where they stood; read-only."""
    back = np.empty_like(rows)
    back[order] = rows
    back.setflags(write=False)
    return back


def _too_few(people: int, needed: int) -> Sentence:
    return sentence(
        "{people} people voted enough to be placed; groups are sought from {needed} on.",
        people=people,
        needed=needed,
    )


def _too_few_statements(statements: int) -> Sentence:
    return sentence(
        "There are {statements} statements; groups are sought from {needed} on.",
        statements=statements,
        needed=FEWEST_STATEMENTS,
    )


def _gradual() -> Sentence:
    return sentence("People differ, but gradually: no groups stand clearly apart.")
