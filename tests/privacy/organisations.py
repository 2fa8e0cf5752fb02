"""Invented organisations for the attacks: trees of teams, people, one attribute, who answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CATEGORIES = 4


@dataclass(frozen=True, eq=False)
class Invented:
    """A tree of teams; ``invited`` and ``people`` (who answered) per team and category."""

    tree: NDArray[np.int64]
    invited: NDArray[np.int64]
    people: NDArray[np.int64]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f"t{number}" for number in range(len(self.tree)))


def organisation(rng: np.random.Generator, *, at_most: int = 400) -> Invented:
    """Draw one: 20 to ``at_most`` people, teams of about eight, some managers with own members.

    The attribute is awkward on purpose: half of the time it nearly coincides with branches of the
    tree, as sites do.
    """
    people = int(rng.integers(20, at_most + 1))
    teams = max(2, people // int(rng.integers(5, 11)))
    tree = [-1]
    span = int(rng.integers(2, 8))
    while len(tree) < 1 + teams // span:
        tree.append(int(rng.integers(0, len(tree))))
    managers = len(tree)
    tree += [int(parent) for parent in rng.integers(0, managers, teams)]
    nodes = len(tree)
    sizes = rng.multinomial(people, _likely(rng, managers, nodes))
    category = _categories(rng, np.asarray(tree))
    invited = np.stack([rng.multinomial(sizes[node], category[node]) for node in range(nodes)])
    answered = rng.binomial(invited, rng.uniform(0.5, 1.0))
    return Invented(np.asarray(tree, dtype=np.int64), invited, answered)


def _likely(rng: np.random.Generator, managers: int, nodes: int) -> NDArray[np.float64]:
    """How likely somebody works where: managers have few own members, teams differ in size."""
    weights = rng.gamma(3.0, size=nodes)
    weights[:managers] *= 0.1
    return weights / weights.sum()


def _categories(rng: np.random.Generator, tree: NDArray[np.int64]) -> NDArray[np.float64]:
    """How likely each category is in each team; a site follows the branch, with a few strangers."""
    common = rng.dirichlet(np.full(CATEGORIES, 2.0))
    if rng.random() < 0.5:
        return np.tile(common, (len(tree), 1))
    site = rng.integers(0, CATEGORIES, len(tree))
    for node in range(1, len(tree)):
        if rng.random() < 0.7:
            site[node] = site[tree[node]]
    return 0.9 * np.eye(CATEGORIES)[site] + 0.1 * common
