"""Which teams can be reached by money from outside: decided on the graph, before any numerics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from binnenuit.chain.compute.arguments import Flags, Sparse


def reaches(links: Sparse, ends: Flags) -> Flags:
    """Tell for every team whether its links lead to one of ``ends``, itself included.

    Parameters
    ----------
    links
        Explicit zeros count as links. Shape (teams, teams).
    ends
        Shape (teams,).

    Returns
    -------
    reaches
        Shape (teams,).

    Notes
    -----
    A breadth-first search against the links from one extra node before all ends: each team and each
    link is looked at once, however deep the organisation.
    """
    if ends.all() or not ends.any():
        return ends.copy()
    teams = len(ends)
    found = np.zeros(teams + 1, dtype=np.bool_)
    graph = _reversed(links, np.flatnonzero(ends))
    found[breadth_first_order(graph, teams, return_predecessors=False)] = True
    return found[:teams]


def _reversed(links: Sparse, ends: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Sparse:
    """Turn all links round and add a last node with links to ``ends``."""
    back = links.T.tocsr()
    indices = np.concatenate([back.indices, ends.astype(back.indices.dtype)])
    indptr = np.append(back.indptr, back.indptr[-1:] + len(ends))
    size = len(indptr) - 1
    reverse: Sparse = csr_array((np.ones(len(indices)), indices, indptr), shape=(size, size))
    return reverse


def closed_loops(links: Sparse, stuck: Flags) -> tuple[tuple[int, ...], ...]:
    """Find the circles of teams that live only on one another.

    Parameters
    ----------
    links
        Shape (teams, teams).
    stuck
        Teams from which no money from outside can be reached; every link of such a team leads to
        another one. Shape (teams,).

    Returns
    -------
    loops
        Each circle as team numbers in increasing order: a strongly connected part that no link
        leaves. Teams that only feed on a circle are not in it.

    Notes
    -----
    Tarjan (1972), https://doi.org/10.1137/0201010, as implemented in scipy; looks only at the links
    among the stuck teams.
    """
    teams = np.flatnonzero(stuck)
    if not teams.size:
        return ()
    inner = links[teams][:, teams].tocoo()
    count, part = connected_components(inner, directed=True, connection="strong")
    is_open = np.zeros(count, dtype=np.bool_)
    leaving = part[inner.row] != part[inner.col]
    is_open[part[inner.row[leaving]]] = True
    members = teams[np.argsort(part, kind="stable")]
    groups = np.split(members, np.cumsum(np.bincount(part, minlength=count))[:-1])
    closed = [
        tuple(group.tolist()) for group, open_ in zip(groups, is_open, strict=True) if not open_
    ]
    return tuple(sorted(closed))


def first_reached(links: Sparse, loops: Sequence[Sequence[int]]) -> NDArray[np.intp]:
    """Tell for every team the first of ``loops`` that its links lead to, -1 for none.

    Parameters
    ----------
    links
        Shape (teams, teams).
    loops
        Groups of team numbers.

    Notes
    -----
    A search against the links from each loop in turn. It stops at teams that an earlier loop found:
    all who lead to those were found then too. So each team and each link is looked at once.
    """
    first = np.full(links.shape[0], -1, dtype=np.intp)
    back = links.T.tocsr() if loops else links
    for number, loop in enumerate(loops):
        waiting = [team for team in loop if first[team] < 0]
        first[waiting] = number
        while waiting:
            team = waiting.pop()
            below = back.indices[back.indptr[team] : back.indptr[team + 1]]
            new = below[first[below] < 0]
            first[new] = number
            waiting.extend(new.tolist())
    return first
