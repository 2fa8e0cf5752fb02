"""Do the same groups come back when a part of the votes is left out?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels, Votes


def dropped(votes: Votes, share: float, seed: int) -> Votes:
    """Leave out a part of the votes, by lot.

    Parameters
    ----------
    votes
        As in Conversation.
    share
        Chance of each vote to be left out, 0 to 1.
    seed
        Of the lot.
    """
    kept = np.random.default_rng(seed).random(votes.nnz) >= share
    ends = np.concatenate([[0], np.cumsum(kept)])[votes.indptr].astype(votes.indptr.dtype)
    return csr_array((votes.data[kept], votes.indices[kept], ends), shape=votes.shape)


def adjusted_rand(first: Labels, second: Labels) -> float:
    """Return how much two groupings of the same people agree (Hubert and Arabie 1985).

    Parameters
    ----------
    first, second
        Group of each person; who is -1 in either is left out. Shape (people,).

    Returns
    -------
    float
        1 for the same grouping, about 0 by chance; 1 when both put everybody in one group, and
        NaN when there are not two people placed by both.
    """
    both = (first >= 0) & (second >= 0)
    if both.sum() < 2:
        return float("nan")
    a, b = first[both], second[both]
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)
    rows, columns = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    chance = rows * columns / _pairs(np.array([len(a)]))
    most = (rows + columns) / 2
    return 1.0 if most == chance else (_pairs(table) - chance) / (most - chance)


def _pairs(counts: NDArray[np.float64] | NDArray[np.int64]) -> float:
    return float((counts * (counts - 1) / 2).sum())
