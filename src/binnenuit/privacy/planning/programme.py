"""The exact dynamic programme: show as much as possible, and leave no small remainder anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from binnenuit.privacy.tree import levels, totals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.privacy.model import Flags, Integers

    Floats = NDArray[np.float64]

_NEVER: Final = -np.inf


class Candidates(NamedTuple):
    """The sets that may be shown: nodes of a forest, each with everything below it.

    Attributes
    ----------
    tree
        Parent of each node, -1 for a root. Shape (nodes,).
    counts
        People who belong to each node itself. Shape (nodes,).
    weights
        What it is worth to show each node, at least 0. Shape (nodes,).
    allowed
        Whether each node may be shown at all. Shape (nodes,).
    """

    tree: Integers
    counts: Integers
    weights: Floats
    allowed: Flags


def choose(candidates: Candidates, k: int) -> Flags:
    """Which sets together weigh the most while every remainder is empty or holds ``k`` people?

    Parameters
    ----------
    candidates
        The forest, checked.
    k
        Fewest people in a remainder: a shown set without the shown sets inside it.

    Returns
    -------
    shown
        A node with nobody in it or below it is never shown; of equal worth, a node is rather shown
        than not. Shape (nodes,).

    Notes
    -----
    The state of a node is how many of its people are in no shown set yet, counted up to ``k``; it
    may be shown in state 0 and in state ``k``, and is in state 0 from then on. A table holds the
    largest weight below a node for each state. Per level, from the bottom, the tables of sisters
    and of the people of the parent itself are added in pairs, in rounds: ``O(nodes k^2)``, in a few
    array operations per level and round. Then the choices are found back from the top.
    """
    shown = np.zeros(len(candidates.tree), dtype=np.bool_)
    wanted = np.zeros_like(candidates.tree)
    layers = _layers(candidates, k)
    if layers:
        wanted[layers[0].nodes] = layers[0].after.argmax(axis=1)  # what is left on top is free
    for layer in layers:
        shown[layer.nodes], state = _decide(layer, wanted[layer.nodes])
        for half in reversed(layer.rounds):
            state = _apart(half, state)
        wanted[layer.below] = state[layer.from_below]
    return shown


class _Round(NamedTuple):
    """Tables of which neighbours with the same parent were added: ``first`` and the one after it.

    Attributes
    ----------
    tables
        Before adding. Shape (items, k + 1).
    first
        Place of the first of each pair, or of one that stays alone.
    paired
        Whether the one after it belongs to the pair.
    """

    tables: Floats
    first: Integers
    paired: Flags


class _Layer(NamedTuple):
    """All nodes of one depth that hold somebody, with the nodes directly below them.

    Attributes
    ----------
    allowed
        Whether each may be shown.
    before, after
        Largest weight in each state, before and after it is decided whether the node is shown.
    below, from_below
        The nodes below, and the places of their tables in the first round.
    """

    nodes: Integers
    allowed: Flags
    before: Floats
    after: Floats
    rounds: list[_Round]
    below: Integers
    from_below: Integers


def _layers(candidates: Candidates, k: int) -> list[_Layer]:
    """Fill the tables from the bottom; the layers come back from the top."""
    held = totals(candidates.tree, np.minimum(candidates.counts, k)) > 0
    layers: list[_Layer] = []
    below, tables = np.zeros(0, dtype=np.int64), np.zeros((0, k + 1))
    for level in reversed(levels(candidates.tree)):
        layer = _layer(candidates, level[held[level]], below, tables)
        below, tables = layer.nodes, layer.after
        layers.append(layer)
    return layers[::-1]


def _layer(candidates: Candidates, nodes: Integers, below: Integers, tables: Floats) -> _Layer:
    k = tables.shape[1] - 1
    own = np.full((len(nodes), k + 1), _NEVER)
    own[np.arange(len(nodes)), np.minimum(candidates.counts[nodes], k)] = 0
    owners = np.concatenate([nodes, candidates.tree[below]])
    order = np.argsort(owners, kind="stable")
    rounds, before = _sums(owners[order], np.concatenate([own, tables])[order])
    shown = np.maximum(before[:, 0], before[:, k]) + candidates.weights[nodes]
    allowed, after = candidates.allowed[nodes], before.copy()
    after[allowed, 0] = shown[allowed]  # no weight is below 0
    places = np.argsort(order)[len(nodes) :]
    return _Layer(nodes, allowed, before, after, rounds, below, places)


def _decide(layer: _Layer, wanted: Integers) -> tuple[Flags, Integers]:
    """Show the nodes of a layer or not, given the states they must end in."""
    k = layer.before.shape[1] - 1
    show = (wanted == 0) & layer.allowed
    until_shown = np.where(layer.before[:, 0] >= layer.before[:, k], 0, k)
    return show, np.where(show, until_shown, wanted)


def _sums(owners: Integers, tables: Floats) -> tuple[list[_Round], Floats]:
    """Add the tables with the same owner, two neighbours at a time, until each owner has one."""
    rounds: list[_Round] = []
    while (owners[1:] == owners[:-1]).any():
        place = np.arange(len(owners))
        starts = np.append(0, place[1:] * (owners[1:] != owners[:-1]))
        first = np.flatnonzero((place - np.maximum.accumulate(starts)) % 2 == 0)
        paired = np.append(owners, -1)[first + 1] == owners[first]
        rounds.append(_Round(tables, first, paired))
        added = tables[first]
        added[paired] = _together(tables[first[paired]], tables[first[paired] + 1])
        owners, tables = owners[first], added
    return rounds, tables


def _together(left: Floats, right: Floats) -> Floats:
    """Largest weight of two tables in each joint state: states add up, to ``k`` at most."""
    k = left.shape[1] - 1
    both = np.full(left.shape, _NEVER)
    for state in range(k + 1):
        weights = left[:, state, None] + right
        both[:, state:k] = np.maximum(both[:, state:k], weights[:, : k - state])
        both[:, k] = np.maximum(both[:, k], weights[:, k - state :].max(axis=1))
    return both


def _apart(half: _Round, wanted: Integers) -> Integers:
    """Find the states of both tables of each pair back from the state they have together."""
    states = np.repeat(wanted, 1 + half.paired)
    first = half.first[half.paired]
    left, right, joint = half.tables[first], half.tables[first + 1], wanted[half.paired]
    options = range(left.shape[1])
    weights = [left[:, state] + _fitting(right, state, joint).max(axis=1) for state in options]
    states[first] = np.argmax(weights, axis=0)
    states[first + 1] = _fitting(right, states[first][:, None], joint).argmax(axis=1)
    return states


def _fitting(right: Floats, left: Integers | int, joint: Integers) -> Floats:
    """Leave in ``right`` only the states that bring ``left`` to the state ``joint``."""
    k = right.shape[1] - 1
    together = np.minimum(left + np.arange(k + 1), k)
    return np.where(together == joint[:, None], right, _NEVER)
