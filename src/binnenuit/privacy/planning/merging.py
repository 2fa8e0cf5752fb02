"""Small sister teams as one candidate: together they may be shown where each alone may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.planning.programme import Candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.model import Flags, Integers

_OUTSIDE: Final = -1


def leaves(tree: Integers) -> Flags:
    """Which nodes have nothing below them? Shape (nodes,)."""
    return np.isin(np.arange(len(tree)), tree, invert=True)


def small_sisters(candidates: Candidates, k: int) -> list[tuple[int, ...]]:
    """Which small leaves could be shown as one group?

    Parameters
    ----------
    candidates
        The forest; only leaves that it allows are taken.
    k
        Fewest people in a group.

    Returns
    -------
    groups
        Per parent all its leaves of 1 to ``k`` - 1 people, when together they are at least ``k``.
        Roots have no parent in common and stay alone.
    """
    tree, counts = candidates.tree, candidates.counts
    small = leaves(tree) & (counts > 0) & (counts < k) & (tree != _OUTSIDE)
    nodes = np.flatnonzero(small & candidates.allowed)
    nodes = nodes[np.argsort(tree[nodes], kind="stable")]
    _, start, parent = np.unique(tree[nodes], return_index=True, return_inverse=True)
    people = np.bincount(parent, weights=counts[nodes])
    sisters = np.split(nodes, start)[1:]
    return [tuple(sisters[group].tolist()) for group in np.flatnonzero(people >= k)]


def with_groups(candidates: Candidates, groups: Sequence[tuple[int, ...]]) -> Candidates:
    """Insert each group as a node between its members and their parent, after all other nodes.

    Parameters
    ----------
    candidates
        The forest.
    groups
        Leaves with the same parent each, no leaf in two of them.

    Returns
    -------
    extended
        Each group is worth as much as its weightiest member, and may be shown.
    """
    if not groups:
        return candidates
    tree, counts, weights, allowed = candidates
    above = np.append(tree, [tree[group[0]] for group in groups])
    for number, group in enumerate(groups, start=len(tree)):
        above[list(group)] = number
    values = [weights[list(group)].max() for group in groups]
    more = len(groups)
    return Candidates(
        above,
        np.append(counts, np.zeros(more, dtype=np.int64)),
        np.append(weights, values),
        np.append(allowed, np.ones(more, dtype=np.bool_)),
    )
