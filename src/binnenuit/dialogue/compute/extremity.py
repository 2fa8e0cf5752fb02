"""How far a statement pulls people apart, by the two axes of greatest spread that Polis uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, eigsh

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Votes

    Numbers = NDArray[np.float64]

AXES: Final = 2
_WHOLE: Final = 1000
"""Up to here all pairs of statements fit in a small table; beyond, only products are made."""
_NOTHING: Final = 1e-12


def extremity(votes: Votes, out: NDArray[np.bool_]) -> Numbers:
    """How far from the middle does one vote on each statement put a person?

    Parameters
    ----------
    votes
        1 agree, -1 disagree, a stored 0 for pass. Shape (people, statements).
    out
        Statements that are refused or meta: everybody counts as passing there, so they pull
        nobody, but they do count in the number of statements. Shape (statements,).

    Returns
    -------
    extremity
        ``sqrt(S) |1 - mean_j| |w_j|``, with w the two axes of unit length. 0 for what is out.
        Shape (statements,).

    Notes
    -----
    Somebody who did not vote stands at the mean of the statement, so the centred table is empty
    there and stays sparse. Axes of equal spread give the same figure, whichever they are, as long
    as both are among the two; an axis without any spread counts as nothing.
    """
    statements = votes.shape[1]
    means = _means(votes)
    means[out] = 0
    axes = _axes(_centred(votes, means, out))
    reach: Numbers = np.sqrt(statements) * np.abs(1 - means) * np.sqrt((axes**2).sum(axis=1))
    return reach


def _means(votes: Votes) -> Numbers:
    statements = votes.shape[1]
    voted = np.bincount(votes.indices, minlength=statements)
    total = np.bincount(votes.indices, weights=votes.data, minlength=statements)
    means: Numbers = np.divide(total, voted, out=np.zeros(statements), where=voted > 0)
    return means


def _centred(votes: Votes, means: Numbers, out: NDArray[np.bool_]) -> csr_array[np.float64]:
    data = np.where(out[votes.indices], 0.0, votes.data - means[votes.indices])
    return csr_array((data, votes.indices, votes.indptr), shape=votes.shape)


def _axes(centred: csr_array[np.float64]) -> Numbers:
    """Return the two directions of greatest spread as columns; empty ones where there are fewer."""
    statements = centred.shape[1]
    spread, directions = _widest(centred)
    axes = np.zeros((statements, AXES))
    order = np.argsort(-spread, kind="stable")[:AXES]
    told = order[spread[order] > _NOTHING * max(float(spread.max(initial=0.0)), _NOTHING)]
    axes[:, : len(told)] = directions[:, told]
    return axes


def _widest(centred: csr_array[np.float64]) -> tuple[Numbers, Numbers]:
    statements = centred.shape[1]
    if statements <= _WHOLE:
        spread, directions = np.linalg.eigh((centred.T @ centred).toarray())
        return spread, directions
    turned = centred.T.tocsr()

    def product(direction: Numbers) -> Numbers:
        return np.asarray(turned @ (centred @ direction))

    spreads = LinearOperator((statements, statements), matvec=product, dtype=np.float64)
    begin = np.sqrt(np.asarray(centred.multiply(centred).sum(axis=0)).ravel())
    if not begin.any():
        return np.zeros(1), np.zeros((statements, 1))
    spread, directions = eigsh(spreads, k=AXES, v0=begin, tol=0)
    return spread, directions
