"""Invented organisations in which it is known how much is passed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import spsolve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Numbers = NDArray[np.float64]

BURN_IN = 5


@dataclass(frozen=True)
class Tree:
    """A top, heads of branches, leaders, and teams; parents come before their children."""

    parent: Integers
    above: Integers

    @property
    def teams(self) -> int:
        return len(self.parent)

    @property
    def unit(self) -> Integers:
        """Branch in which leaders and their teams stand together, without its head."""
        leads = (self.above == 0) & (self.parent > 0)
        return np.where(leads, self.parent, self.above)

    @property
    def links(self) -> csr_array:
        return links_of(self.parent)

    @property
    def raters(self) -> csr_array:
        return by_themselves(self.teams)


def links_of(parent: Integers) -> csr_array:
    children = np.flatnonzero(parent >= 0)
    at = (children, parent[children])
    return csr_array((np.ones(len(children)), at), shape=(len(parent), len(parent)))


def by_themselves(teams: int) -> csr_array:
    """Each team judged by a group of raters of its own."""
    return csr_array(eye_array(teams))


def tree(rng: np.random.Generator, branches: int, leaders: int) -> Tree:
    """Spans of 4 to 7 under each leader, and 2 leaders or more in each branch."""
    extra = rng.multinomial(leaders - 2 * branches, np.full(branches, 1 / branches))
    head_of = np.repeat(np.arange(1, branches + 1), 2 + extra)
    spans = rng.integers(4, 8, leaders)
    leader_of = np.repeat(np.arange(leaders) + branches + 1, spans)
    parent = np.concatenate([[-1], np.zeros(branches, dtype=np.int64), head_of, leader_of])
    return Tree(parent, np.where(parent >= 0, parent[parent], -1))


@dataclass(frozen=True)
class World:
    """What moves scores, beside passing on: standard deviations, all of independent draws.

    ``shock`` is shared by the leaders and teams of a branch in a wave, ``trait`` for ever,
    ``siblings`` by those under one leader in a wave; ``lasting`` is the share of a team's own
    variance that lasts. ``reliability`` is that of a team's own part, whose variance is 1.
    """

    rho: float
    shock: float = 0.0
    trait: float = 0.0
    siblings: float = 0.0
    lasting: float = 0.0
    reliability: float = 1.0
    lagged: bool = False

    def own(self, rng: np.random.Generator, place: Tree, waves: int) -> Numbers:
        """Draw what is not handed down. Shape (teams, waves)."""
        size, branch, under = (place.teams, waves), place.unit, place.parent
        shared = self.shock * rng.standard_normal(size)
        shared += self.trait * rng.standard_normal((place.teams, 1))
        drawn = np.sqrt(1 - self.lasting) * rng.standard_normal(size)
        drawn += np.sqrt(self.lasting) * rng.standard_normal((place.teams, 1))
        drawn += np.where(branch[:, None] >= 0, shared[branch], 0.0)
        beside = self.siblings * rng.standard_normal(size)
        return drawn + np.where(under[:, None] >= 0, beside[under], 0.0)

    def scores(
        self, rng: np.random.Generator, place: Tree, waves: int = 3
    ) -> tuple[Numbers, Numbers, float]:
        """Draw scores of all waves, what they are to be set against, and its reliability."""
        drawn = self.own(rng, place, waves + BURN_IN)
        true = _lagged(drawn, place.links, self.rho) if self.lagged else drawn
        if not self.lagged:
            true = handed_down(drawn, place.links, self.rho)
        before = true[:, -waves - 1 : -1] if self.lagged else true[:, -waves:]
        noise = 1 / self.reliability - 1
        seen = true + np.sqrt(noise) * rng.standard_normal(true.shape)
        variance = float(before.var(axis=0, ddof=1).mean())
        return seen[:, -waves:], seen[:, -waves - 1 : -1], variance / (variance + noise)


def handed_down(own: Numbers, links: csr_array, rho: float) -> Numbers:
    """Solve scores = rho W scores + own."""
    system = (eye_array(links.shape[0]) - rho * links).tocsc()
    return spsolve(system, own).reshape(own.shape)


def _lagged(own: Numbers, links: csr_array, rho: float) -> Numbers:
    scores = own.copy()
    for wave in range(1, own.shape[1]):
        scores[:, wave] += rho * (links @ scores[:, wave - 1])
    return scores


def circles(branches: int, size: int) -> Tree:
    """Branches of equal size (``above``) without leaders: who serves whom is in ``network``."""
    teams = branches * size
    return Tree(np.full(teams, -1), np.repeat(np.arange(branches), size))


def network(rng: np.random.Generator, place: Tree, suppliers: int = 3) -> csr_array:
    """Draw suppliers, two in three from the own branch; teams serve one another in circles."""
    teams = place.teams
    size = teams // (int(place.above.max()) + 1)
    team = np.repeat(np.arange(teams), suppliers)
    near = place.above[team] * size + rng.integers(0, size, len(team))
    inside = rng.random(len(team)) < 2 / 3
    supplier = np.where(inside, near, rng.integers(0, teams, len(team)))
    held = supplier != team
    drawn = csr_array((np.ones(held.sum()), (team[held], supplier[held])), shape=(teams, teams))
    return csr_array(drawn / np.maximum(drawn.sum(axis=1), 1)[:, None])
