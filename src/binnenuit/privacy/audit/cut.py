"""Level B, second half: the lightest cut of a graph, exact."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from binnenuit.privacy.audit.blocks import Flags, Integers, Sparse


_STEPS: Final = 4_000_000
_WALKS: Final = 20
"""A search may look at so many edges, or at all edges so many times: a few seconds. Counting edges
instead of seconds gives the same answer everywhere."""


class Cut(NamedTuple):
    """A cut of one connected part of a graph.

    Attributes
    ----------
    weight
        Sum of the edges that are cut.
    side
        Vertices on one side, within one connected part. Shape (vertices,).
    at_least
        No cut weighs less: ``weight`` itself when it is proven to be the lightest; 0 when nothing
        is proven.
    """

    weight: int
    side: Flags
    at_least: int = 0


def minimum_cut(graph: Sparse, enough: int) -> Cut:
    """Find the lightest cut of a graph; a cut separates vertices that are connected.

    Parameters
    ----------
    graph
        Whole weights of at least 0; symmetric, with at least one edge; loops are ignored. Shape
        (vertices, vertices).
    enough
        Weight from which a proof that no cut is lighter is good enough, if the lightest itself
        takes too long.

    Returns
    -------
    cut
        The lightest. Only in a large graph in which nearly every vertex is a lightest cut, a light
        one with a proof for ``enough``, or with no proof at all.

    Notes
    -----
    Nagamochi, Ono & Ibaraki (1994), "Implementing an efficient minimum cut algorithm", with the
    priorities capped at the best cut so far as in Henzinger, Noe, Schulz & Strash (2018),
    "Practical minimum cut algorithms". The first bound is the smallest weighted degree. Vertices
    are scanned in the order of their weight towards those already scanned; an edge whose end has
    then gathered at least the bound joins two vertices that no lighter cut separates, and is
    contracted. Each walk takes all edges once and contracts at least one; two or three walks are
    enough for teams and categories. A graph that is not connected is walked part by part.
    """
    whole = _summed(coo_array(graph), np.arange(graph.shape[0]))
    best = _lightest(whole, int(whole.data.sum()))
    if best.at_least:
        return best
    proof = _lightest(whole, enough)
    return min(best, proof, key=_weight)._replace(at_least=proof.at_least)


def _lightest(graph: Sparse, enough: int) -> Cut:
    """Contract vertices that no cut lighter than ``enough`` separates, until none are left."""
    label, steps = np.arange(graph.shape[0]), max(_STEPS, _WALKS * graph.nnz)
    best = _lightest_vertex(graph, label)
    while graph.nnz:
        best = min(best, _lightest_vertex(graph, label), key=_weight)
        steps -= graph.nnz
        if steps < 0:
            return best
        walk = _Walk(graph, min(best.weight, enough))
        if walk.side:
            best = Cut(walk.lightest, np.isin(label, walk.side))
        joined = _joined(graph, walk.joined)
        graph, label = _summed(coo_array(graph), joined), joined[label]
    return best._replace(at_least=min(best.weight, enough))


def _weight(cut: Cut) -> int:
    return cut.weight


def _lightest_vertex(graph: Sparse, label: Integers) -> Cut:
    degree = _degrees(graph)
    linked = np.flatnonzero(degree)
    vertex = linked[np.argmin(degree[linked])]
    return Cut(int(degree[vertex]), label == vertex)


def _degrees(graph: Sparse) -> Integers:
    degrees: Integers = graph @ np.ones(graph.shape[0], dtype=np.int64)
    return degrees


def _joined(graph: Sparse, edges: list[int]) -> Integers:
    """Give vertices that the edges at these places in the CSR tie together the same number."""
    tails = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))[edges]
    ones = np.ones(len(edges), dtype=np.int8)
    tied = csr_array((ones, (tails, graph.indices[edges])), shape=graph.shape)
    return connected_components(tied, directed=False)[1].astype(np.int64)


def _summed(graph: coo_array[np.int64], label: Integers) -> Sparse:
    """Contract vertices with the same label; edges side by side are summed, loops left out."""
    ends = label[graph.row], label[graph.col]
    kept = (ends[0] != ends[1]) & (graph.data != 0)
    vertices = int(label.max(initial=-1)) + 1
    return csr_array((graph.data[kept], (ends[0][kept], ends[1][kept])), shape=(vertices, vertices))


class _Walk:
    """One walk over all vertices, always on to the one most tied to those walked before.

    Attributes
    ----------
    joined
        Edges to contract, as places in the CSR.
    lightest
        The bound, or the lightest cut met on the way between those walked and the others.
    side
        Vertices on one side of it; empty when none is below the bound.
    """

    def __init__(self, graph: Sparse, bound: int) -> None:
        self._ends, self._near = graph.indptr.tolist(), graph.indices.tolist()
        self._weight, self._degree = graph.data.tolist(), _degrees(graph).tolist()
        self._tie = [0] * graph.shape[0]
        self._walked = [False] * graph.shape[0]
        self._waiting: list[int] = []
        self.joined: list[int] = []
        self.lightest = bound
        self.side: list[int] = []
        for vertex, walked in enumerate(self._walked):
            if not walked:
                self._walk_part(vertex)

    def _walk_part(self, first: int) -> None:
        """Walk everything that is connected to the first vertex."""
        order, shortest, cut = list[int](), 0, 0
        heappush(self._waiting, first)
        while self._waiting:
            vertex = heappop(self._waiting) % len(self._tie)
            if self._walked[vertex]:
                continue
            self._walked[vertex] = True
            order.append(vertex)
            cut += self._degree[vertex] - 2 * self._tie[vertex]
            if 0 < cut < self.lightest:
                self.lightest, shortest = cut, len(order)
            self._tie_neighbours(vertex)
        if shortest:
            self.side = order[:shortest]

    def _tie_neighbours(self, vertex: int) -> None:
        """Tie the neighbours to those walked; one that is tied enough need not be queued again."""
        tie, walked, bound, vertices = self._tie, self._walked, self.lightest, len(self._tie)
        for edge in range(self._ends[vertex], self._ends[vertex + 1]):
            near = self._near[edge]
            if walked[near]:
                continue
            before = tie[near]
            after = tie[near] = before + self._weight[edge]
            if after >= bound:
                self.joined.append(edge)
            if before < bound:
                heappush(self._waiting, near - min(after, bound) * vertices)
