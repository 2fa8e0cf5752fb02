"""Invented trees of teams with people in them, the same for the same seed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

SPAN = 6
RESPONSE = 0.8


class Staffed(NamedTuple):
    """Parent of each node, and how many answered; teams are the leaves, managers the others."""

    tree: np.ndarray
    counts: np.ndarray


def staffed(teams: int, seed: int = 20261121) -> Staffed:
    """Draw teams of about eight of whom 80 % answer, six to a manager, managers six to a manager.

    Managers' own people are counted with the team they come from; sizes are drawn from a gamma
    distribution of mean 8, at least 2.
    """
    rng = np.random.default_rng(seed)
    layers = [teams]
    while layers[-1] > 1:
        layers.append(-(-layers[-1] // SPAN))
    starts = np.cumsum([0, *layers])
    parents = [
        starts[layer + 1] + np.arange(size) // SPAN for layer, size in enumerate(layers[:-1])
    ]
    tree = np.concatenate([*parents, [-1]])
    people = np.maximum(2, rng.gamma(4.0, 2.0, teams).round().astype(np.int64))
    counts = np.zeros(len(tree), dtype=np.int64)
    counts[:teams] = rng.binomial(people, RESPONSE)
    return Staffed(tree, counts)
