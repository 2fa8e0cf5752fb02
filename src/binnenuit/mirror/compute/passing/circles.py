"""How much of a team's score comes back to itself, over circles and over the mean of its branch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from binnenuit.mirror.compute.groups import grouping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.mirror.compute.groups import Grouping
    from binnenuit.mirror.compute.passing.cells import Cells
    from binnenuit.mirror.compute.passing.given import Given, Integers, Numbers, Sparse

STEPS: Final = 100
"""Hand-overs that are followed. After many of them everybody has come near the same mean, and
within cells nothing of it is left."""
_EXACT_CIRCLE: Final = 300
_EXACT_CELLS: Final = 400_000
_PROBES: Final = 32
_FEWER_PROBES: Final = 8
_LARGE: Final = 100_000
"""From so many teams on, fewer probes: the error they leave shrinks with the teams."""


@dataclass(frozen=True, eq=False)
class Returns:
    """What comes back after 1, 2, ... hand-overs, over all waves.

    Attributes
    ----------
    by_step
        ``tr(Q W^k)`` summed over waves, k from 1; Q takes off the means of cells. (steps,).
    """

    by_step: Numbers

    def logarithm(self, rho: Numbers) -> Numbers:
        """Return ``sum_k rho^k tr(Q W^k) / k``; without Q that is -log|I - rho W|. Shape of rho."""
        step = np.arange(1, len(self.by_step) + 1)
        value: Numbers = rho[:, np.newaxis] ** step @ (self.by_step / step)
        return value


def in_circles(links: Sparse) -> Integers:
    """Return the numbers of the teams that in the end serve themselves.

    Notes
    -----
    Strongly connected components with more than one team (Tarjan); linear in teams and links.
    """
    _, label = connected_components(links, directed=True, connection="strong")
    of = grouping(label.astype(np.int64), len(label))
    return np.flatnonzero(of.sizes()[of.of] > 1)


def inside_cells(given: Given, cells: Sequence[Cells]) -> bool:
    """Tell whether a supplier stands in the same cell as a team it serves, in some wave."""
    row = np.repeat(np.arange(given.links.shape[0]), np.diff(given.links.indptr))
    for each in cells:
        branch = np.full(given.links.shape[0], -1)
        branch[each.teams] = each.branch
        held = branch[row] >= 0
        if (branch[row[held]] == branch[given.links.indices[held]]).any():
            return True
    return False


def returns(given: Given, cells: Sequence[Cells], seed: int) -> Returns:
    """Follow scores along the links until they come back.

    Notes
    -----
    ``log|I - rho W| = -sum_k rho^k tr(W^k) / k`` is a sum over strongly connected components.
    Circles of up to 300 teams in small networks: powers of their dense blocks, exact. Otherwise
    tr(W) = 0 and tr(W^2) exact, further steps from 32 probes of +1 and -1 (8 from 100,000 teams
    on; Barry & Pace 1999): they add less than a fifth of a standard error.
    Cost: 100 times the links times the probes (or the branches).
    """
    circled = in_circles(given.links)
    block = given.links[circled][:, circled]
    _, label = connected_components(block, directed=True, connection="strong")
    largest = int(np.bincount(label).max(initial=0))
    branches = len(np.unique(np.concatenate([each.branch for each in cells])))
    if largest <= _EXACT_CIRCLE and given.links.shape[0] * branches <= _EXACT_CELLS:
        own = _around(block, label.astype(np.int64), _times_used(given, cells)[circled])
        return Returns(own - _through_cells(given, cells))
    return Returns(_probed(given, cells, seed))


def _times_used(given: Given, cells: Sequence[Cells]) -> Numbers:
    used = np.zeros(given.links.shape[0])
    for each in cells:
        used[each.teams] += 1
    return used


def _around(block: Sparse, label: Integers, used: Numbers) -> Numbers:
    """Sum the chances of being back after each number of steps, component by component."""
    back = np.zeros(STEPS)
    for component in range(int(label.max(initial=-1)) + 1):
        members = np.flatnonzero(label == component)
        step = block[members][:, members].toarray()
        power = np.eye(len(members))
        for k in range(STEPS):
            power = power @ step
            back[k] += used[members] @ power.diagonal()
    return back


def _through_cells(given: Given, cells: Sequence[Cells]) -> Numbers:
    """Sum what comes back through the means of cells, each step for all branches at once."""
    back = np.zeros(STEPS)
    for each in cells:
        of = grouping(each.branch, len(each.branch))
        reached = np.zeros((given.links.shape[0], len(of)))
        reached[each.teams, of.of] = 1.0
        for k in range(STEPS):
            reached = given.links @ reached
            back[k] += (reached[each.teams, of.of] / each.sizes).sum()
    return back


def _probed(given: Given, cells: Sequence[Cells], seed: int) -> Numbers:
    generator = np.random.default_rng(seed)
    teams = given.links.shape[0]
    probes = _PROBES if teams < _LARGE else _FEWER_PROBES
    probe = generator.choice([-1.0, 1.0], (teams, probes))
    own = _times_used(given, cells)[:, np.newaxis] * probe
    means = np.zeros_like(probe)
    for each in cells:
        of = grouping(each.branch, len(each.branch))
        means[each.teams] += _means(probe[each.teams], of)
    back, through = np.zeros(STEPS), np.zeros(STEPS)
    reached = probe
    for k in range(STEPS):
        reached = given.links @ reached
        if not reached.any():
            break
        back[k] = np.vdot(own, reached) / probes
        through[k] = np.vdot(means, reached) / probes
    back[:2] = 0.0, float(_times_used(given, cells) @ _mutual(given.links))
    return back - through


def _means(values: Numbers, of: Grouping) -> Numbers:
    rows = len(of.of)
    member = csr_array((np.ones(rows), (of.of, np.arange(rows))), shape=(len(of), rows))
    summed = np.asarray(member @ values)
    means: Numbers = (summed / of.sizes()[:, np.newaxis])[of.of]
    return means


def _mutual(links: Sparse) -> Numbers:
    mutual: Numbers = links.multiply(links.T) @ np.ones(links.shape[0])
    return mutual
