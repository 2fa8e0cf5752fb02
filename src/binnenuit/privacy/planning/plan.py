"""Which groups may show a figure? Decided on membership alone, never on answers."""

from __future__ import annotations

from itertools import chain, compress
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.arguments import fixed, parents, people_in, same_people, threshold, worth
from binnenuit.privacy.model import NOWHERE, SMALLEST_GROUP, Plan, State
from binnenuit.privacy.planning.merging import leaves, small_sisters, with_groups
from binnenuit.privacy.planning.programme import Candidates, choose
from binnenuit.privacy.tree import depths, nearest, totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from binnenuit.privacy.model import Flags, Integers

    Floats = NDArray[np.float64]

WORTH_OF_LEAF: Final = 10.0
WORTH_OF_OTHERS: Final = 3.0


def plan(
    tree: ArrayLike,
    counts: ArrayLike,
    *,
    k: int = SMALLEST_GROUP,
    weights: ArrayLike | None = None,
    merge: bool = False,
    within: Plan | None = None,
) -> Plan:
    """Choose which groups show a figure, so that no sums can be taken apart below ``k`` people.

    Parameters
    ----------
    tree
        Parent of each node, -1 for a root; in any order. Shape (nodes,).
    counts
        People who belong to each node itself, at least 0. Shape (nodes,).
    k
        Fewest people on whom any derivable figure may rest; at least 5.
    weights
        What it is worth to show each node, at least 0; 10 for leaves and 3 for other nodes when
        not given. Shape (nodes,).
    merge
        Whether the leaves of 1 to ``k`` - 1 people below the same parent may be shown as one
        group, when together they are ``k`` or more; worth as much as the weightiest of them.
    within
        An earlier plan for the same people. Only what it shows may be shown, its merged groups as
        they are; with ``merge``, small sister leaves that it shows may become one group.

    Returns
    -------
    plan
        The plan that weighs the most. What people have in common in no shown group (the remainder
        above the highest shown nodes) is in no figure. A node with nobody in it or below it is
        never shown. The same arguments give the same plan. Arrays are read-only.

    Raises
    ------
    ArgumentError
        ``privacy.k-too-low``, ``privacy.tree``, ``privacy.circle``, ``privacy.counts``,
        ``privacy.weights``, ``privacy.within-other-people``.

    Notes
    -----
    Sums over a laminar family can be combined into the sums over its regions (a shown set without
    the shown sets inside it) and those of groups of regions, and into nothing else. So it is
    enough that each region is empty or holds ``k`` people; ``choose`` finds the best such plan.
    ``O(nodes k^2)`` in time: less than half a second for 120,000 nodes and ``k`` = 5.
    """
    k, given = threshold(k), _given(tree, counts, weights, within)
    groups = sorted(
        [*(small_sisters(given, k) if merge else ()), *(() if within is None else within.merged)]
    )
    return _planned(given, groups, with_groups(given, groups), k)


def plan_among(
    tree: ArrayLike,
    counts: ArrayLike,
    allowed: Flags,
    *,
    k: int,
    weights: ArrayLike,
    merge: bool = False,
) -> Plan:
    """Choose as ``plan`` does, but show and merge allowed nodes only.

    Parameters
    ----------
    allowed
        Whether each node may be shown. Shape (nodes,). The others are those of ``plan``.
    """
    k, given = threshold(k), _given(tree, counts, weights, None)._replace(allowed=allowed)
    groups = sorted(small_sisters(given, k)) if merge else []
    return _planned(given, groups, with_groups(given, groups), k)


def worth_of(tree: Integers, weights: ArrayLike | None) -> Floats:
    """Return the weights, checked; 10 for leaves and 3 for other nodes when not given."""
    if weights is None:
        return np.where(leaves(tree), WORTH_OF_LEAF, WORTH_OF_OTHERS)
    return worth(weights, len(tree))


def _given(
    tree: ArrayLike, counts: ArrayLike, weights: ArrayLike | None, within: Plan | None
) -> Candidates:
    above = parents(tree)
    depths(above)  # refuses circles
    own = people_in(counts, above.shape)
    if within is not None:
        same_people(within, above, own)
    allowed = np.ones(len(above), dtype=np.bool_) if within is None else within.shown
    return Candidates(above, own, worth_of(above, weights), allowed)


def _planned(
    given: Candidates, groups: Sequence[tuple[int, ...]], extended: Candidates, k: int
) -> Plan:
    """Choose, and tell what was chosen without the nodes that stand for groups."""
    chosen = choose(extended, k)
    nodes = len(given.tree)
    numbers = np.append(np.cumsum(chosen) - 1, NOWHERE)  # the last is where -1 points to
    shown = fixed(chosen[:nodes])
    merged = tuple(compress(groups, chosen[nodes:]))
    return Plan(
        k,
        given.tree,
        given.counts,
        shown,
        _states(given, shown, merged, k),
        merged,
        fixed(numbers[nearest(extended.tree, chosen)[:nodes]]),
        float(extended.weights[chosen].sum()),
    )


def _states(
    given: Candidates, shown: Flags, merged: Sequence[tuple[int, ...]], k: int
) -> tuple[State, ...]:
    kind = np.where(totals(given.tree, np.minimum(given.counts, k)) < k, 1, 0)
    kind[shown] = 2
    kind[list(chain.from_iterable(merged))] = 3
    words = (State.PROTECTS, State.SMALL, State.SHOWN, State.MERGED)
    return tuple(words[number] for number in kind.tolist())
