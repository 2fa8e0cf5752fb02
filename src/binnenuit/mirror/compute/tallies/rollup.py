"""What is below a team counts for it, too: every subtree is one slice of the tree in pre-order."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.arguments import parents
from binnenuit.privacy.tree import depths, totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.model.results import Numbers
    from binnenuit.mirror.model.tally import Integers

    Whole: TypeAlias = NDArray[np.integer]


_AT_ONCE: Final = 4096


@dataclass(frozen=True, eq=False)
class PreOrder:
    """A forest laid out so that each node stands right before everything below it.

    Attributes
    ----------
    order
        Nodes, each before its children, which ascend. Shape (nodes,).
    first, end
        Where in ``order`` each node stands, and where the first that is not below it does.
        Shape (nodes,).
    """

    order: Integers
    first: Integers
    end: Integers


def pre_order(tree: ArrayLike) -> PreOrder:
    """Lay out a forest so that every subtree is one slice.

    Parameters
    ----------
    tree
        Parent of each node, -1 for a root; there may be several. Shape (nodes,).

    Raises
    ------
    ArgumentError
        ``privacy.tree``: no list of parents; ``privacy.circle``: there is no root above a node.

    Notes
    -----
    A node stands one behind its parent, and behind all of its elder sisters' subtrees; these steps
    are added up along the way to the root. ``O(nodes log(nodes))``, without a step per node.
    """
    above = parents(tree)
    depth = depths(above)
    size = totals(above, np.ones(len(above), dtype=np.int64))
    first = _along(above, _elder(above, size)) + depth
    order = np.empty(len(above), dtype=np.int64)
    order[first] = np.arange(len(above))
    return PreOrder(order, first, first + size)


def rollup(tree: ArrayLike | PreOrder, counts: Whole) -> Integers:
    """Add to each team what stands at all teams below it.

    Parameters
    ----------
    tree
        Parent of each node, -1 for a root, or its layout when it is used more than once.
    counts
        Whole numbers from 0 that belong to the node itself. Shape (nodes, ...).

    Returns
    -------
    counts
        Of each node with everything below it. Shape (nodes, ...).

    Raises
    ------
    ArgumentError
        ``mirror.rollup``: not whole numbers for each node; ``privacy.tree``, ``privacy.circle``.

    Notes
    -----
    ``S[end] - S[first]``, with ``S`` the running sums in pre-order: two reads and one write of each
    number, however deep the tree is.
    """
    laid, running = _running(tree, counts)
    below = np.empty(counts.shape, dtype=np.int64)
    for some in _stretches(len(below)):
        below[some] = _difference(laid, running, some)
    return below


@dataclass(frozen=True, eq=False)
class Figures:
    """What is told of counts per answer option.

    Attributes
    ----------
    n
        Answers. Shape (...).
    mean, deviation
        Of the values, and the standard deviation with ``n - 1``; NaN without answers, and with one
        answer. Shape (...).
    distribution
        Share of each option; NaN without answers. Shape (..., options).
    favourable
        Share of the options above the middle, or those chosen; NaN without answers. Shape (...).
    """

    n: Integers
    mean: Numbers
    deviation: Numbers
    distribution: Numbers
    favourable: Numbers


def figures(counts: Integers, lowest: int = 1, *, favourable: int | None = None) -> Figures:
    """Tell number, mean, spread, distribution and favourable share of counted answers.

    Parameters
    ----------
    counts
        Answers per option, at least 2 options. Shape (..., options).
    lowest
        Value of the first option; the next ones are 1 higher each.
    favourable
        How many of the highest options are called favourable, by default those above the middle: 2
        of 4 and of 5, 3 of 7. A convention, no verdict.

    Notes
    -----
    Sums are taken about the middle of the scale in whole numbers, so that the spread of equal
    answers is 0 and not nearly 0. One pass for each option.
    """
    options = counts.shape[-1]
    top = options - (options // 2 if favourable is None else favourable)
    n, first, second, above = (np.zeros(counts.shape[:-1], dtype=np.int64) for _ in range(4))
    for option in range(options):
        z, of_option = 2 * option - options + 1, counts[..., option]
        n += of_option
        first += z * of_option
        second += z**2 * of_option
        if option >= top:
            above += of_option
    with np.errstate(divide="ignore", invalid="ignore"):
        # Divided, not multiplied by 1 / n: only so the mean of equal answers is that answer.
        middle = first / n
        spread = (second - first * middle) / (n - 1)
        return Figures(
            n=n,
            mean=lowest + (middle + options - 1) / 2,
            deviation=np.sqrt(np.where(n > 1, spread, np.nan)) / 2,
            distribution=counts / n[..., np.newaxis],
            favourable=above / n,
        )


def figures_below(
    tree: ArrayLike | PreOrder, counts: Whole, lowest: int = 1, *, favourable: int | None = None
) -> Figures:
    """Tell the figures of each team with all teams below it.

    The same as ``figures(rollup(tree, counts), lowest)``, of which it has the parameters and the
    errors; but the counts in between are never all there, which saves half of the time and memory.
    """
    laid, running = _running(tree, counts)
    shape = counts.shape[:-1]
    found = Figures(
        n=np.empty(shape, dtype=np.int64),
        mean=np.empty(shape),
        deviation=np.empty(shape),
        distribution=np.empty(counts.shape),
        favourable=np.empty(shape),
    )
    for some in _stretches(len(counts)):
        part = figures(_difference(laid, running, some), lowest, favourable=favourable)
        for field in fields(Figures):
            getattr(found, field.name)[some] = getattr(part, field.name)
    return found


def _running(tree: ArrayLike | PreOrder, counts: Whole) -> tuple[PreOrder, Whole]:
    """Add up the counts in pre-order; what stands before a node is in its row."""
    laid = tree if isinstance(tree, PreOrder) else pre_order(tree)
    whole = np.issubdtype(counts.dtype, np.integer) and counts.shape[:1] == laid.order.shape
    if not whole or counts.min(initial=0) < 0:
        raise ArgumentError(
            "mirror.rollup",
            sentence(
                "The counts are not whole numbers of at least 0 for {nodes} teams. Give one row "
                "for each node of the tree.",
                nodes=len(laid.order),
            ),
        )
    # Half the memory where no sum can be larger than 4 bytes hold.
    small = counts.sum(dtype=np.int64) < 2**31
    running = np.zeros((len(counts) + 1, *counts.shape[1:]), dtype=np.int32 if small else np.int64)
    running[laid.first + 1] = counts
    return laid, np.cumsum(running, axis=0, dtype=running.dtype, out=running)


def _difference(laid: PreOrder, running: Whole, some: slice) -> Integers:
    ends, starts = running[laid.end[some]], running[laid.first[some]]
    below: Integers = np.subtract(ends, starts, dtype=np.int64)
    return below


def _stretches(nodes: int) -> Iterator[slice]:
    """Take a few teams at a time: what is thrown away again stays in the processor's memory."""
    return (slice(start, start + _AT_ONCE) for start in range(0, nodes, _AT_ONCE))


def _elder(tree: Integers, size: Integers) -> Integers:
    """How many stand at and below the elder sisters of each node? Shape (nodes,)."""
    order = np.argsort(tree, kind="stable")
    before = np.cumsum(size[order]) - size[order]
    eldest = np.flatnonzero(np.diff(tree[order], prepend=-2))
    families = np.diff(eldest, append=len(tree))
    elder = np.empty_like(size)
    elder[order] = before - np.repeat(before[eldest], families)
    return elder


def _along(tree: Integers, steps: Integers) -> Integers:
    """Add up the steps of each node and of all nodes above it. Shape (nodes,)."""
    # One place more, for what is above a root: nothing. Every step doubles how far a node looked.
    up = np.append(tree, -1)
    added = np.append(steps, 0)
    while (up >= 0).any():
        added = added + np.where(up >= 0, added[up], 0)
        up = np.where(up >= 0, up[up], -1)
    return added[:-1]
