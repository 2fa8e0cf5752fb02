"""Trees as a list of parents: in which order to go through them, and what hangs below what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

Integers: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"

NOWHERE: Final = -1


def layers(tree: Integers) -> list[Integers]:
    """Return the nodes layer by layer, the tops first; each parent stands before its children.

    Raises
    ------
    ArgumentError
        A parent is not among the nodes, or nodes stand above one another in a circle.

    Notes
    -----
    Time in proportion to the nodes, and one step per layer.
    """
    if tree.size and not (tree.min() >= NOWHERE and tree.max() < len(tree)):
        raise ArgumentError(
            "privacy.parent-out-of-range",
            sentence(
                "A tree of {nodes} nodes has a parent outside -1 to {last}. Number the nodes from "
                "0, and give a top the parent -1.",
                nodes=len(tree),
                last=len(tree) - 1,
            ),
        )
    order = np.argsort(tree, kind="stable")
    begin = np.searchsorted(tree[order], np.arange(-1, len(tree)), side="left")
    end = np.searchsorted(tree[order], np.arange(-1, len(tree)), side="right")
    found = []
    layer = np.array([NOWHERE])
    while (layer := _between(order, begin[layer + 1], end[layer + 1])).size:
        found.append(layer)
    _refuse_circles(len(tree), sum(map(len, found)))
    return found


def _between(order: Integers, begin: Integers, end: Integers) -> Integers:
    """Return ``order[begin[i]:end[i]]`` for every ``i``, one after the other."""
    lengths = end - begin
    first = np.repeat(begin - np.cumsum(lengths) + lengths, lengths)
    between: Integers = order[first + np.arange(lengths.sum())]
    return between


def _refuse_circles(nodes: int, reached: int) -> None:
    if reached < nodes:
        raise ArgumentError(
            "privacy.tree-in-circle",
            sentence(
                "{nodes} nodes of the tree stand above one another in a circle. Give one of them "
                "the parent -1.",
                nodes=nodes - reached,
            ),
        )


def totals(tree: Integers, counts: Integers) -> Integers:
    """Count the people of each node with everything below it. Shape (nodes,)."""
    people = np.array(counts, dtype=np.int64)
    for layer in reversed(layers(tree)[1:]):
        np.add.at(people, tree[layer], people[layer])
    return people


def nearest(tree: Integers, shown: Flags) -> Integers:
    """Find for each node the nearest shown node, itself included, upwards; -1 for none."""
    found = np.where(shown, np.arange(len(tree)), NOWHERE)
    for layer in layers(tree)[1:]:
        hidden = layer[~shown[layer]]
        found[hidden] = found[tree[hidden]]
    return found
