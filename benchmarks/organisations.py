"""Invented organisations of any size, for measuring; the same seed gives the same organisation.

A tree of eight with links to the team above and below, one link to a team nearby in both
directions and two to teams anywhere, of which two in three also run back: about 7.3 links a team.
Customers pay 20 % of the teams (flat) or 2 % (deep).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import coo_array, csr_array

CUSTOMERS = 1000
PAID_TEAMS = {"flat": 0.20, "deep": 0.02}


class SyntheticOrganisation(NamedTuple):
    works_for: csr_array[Any]
    revenue: csr_array[Any]


def organisation(teams: int, shape: str, seed: int = 20261121) -> SyntheticOrganisation:
    generator = np.random.default_rng(seed)
    links = _links(teams, generator)
    paid = generator.random(teams) < PAID_TEAMS[shape]
    paid[0] = True
    direct = np.where(paid, generator.uniform(0.3, 0.9, teams), 0.0)
    lengths = np.diff(links.indptr)
    links.data *= np.repeat((1 - direct) / (links @ np.ones(teams)), lengths)
    return SyntheticOrganisation(links, _revenue(direct, generator))


def _links(teams: int, generator: np.random.Generator) -> csr_array[Any]:
    every = np.arange(teams, dtype=np.int32)
    above = (every[1:] - 1) // 8
    near = (every + generator.integers(1, 20, teams, dtype=np.int32)) % teams
    far = generator.integers(0, teams, (2, teams), dtype=np.int32)
    back = generator.random((2, teams)) < 2 / 3
    both = np.broadcast_to(every, (2, teams))
    rows = np.concatenate([every[1:], above, every, near, both.ravel(), far[back]])
    columns = np.concatenate([above, every[1:], near, every, far.ravel(), both[back]])
    weights = generator.uniform(0.1, 1.0, len(rows))
    weights[rows == columns] = 0
    links = csr_array(coo_array((weights, (rows, columns)), shape=(teams, teams)))
    links.eliminate_zeros()
    return links


def _revenue(direct: np.ndarray, generator: np.random.Generator) -> csr_array[Any]:
    teams = len(direct)
    paid = np.flatnonzero(direct)
    split = generator.random(len(paid))
    customers = np.minimum(generator.zipf(1.3, (2, len(paid))) - 1, CUSTOMERS - 1)
    amounts = np.concatenate([direct[paid] * split, direct[paid] * (1 - split)])
    entries = (amounts, (np.tile(paid, 2), customers.ravel()))
    return csr_array(coo_array(entries, shape=(teams, CUSTOMERS)))
