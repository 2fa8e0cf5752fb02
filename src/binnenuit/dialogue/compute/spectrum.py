"""The widest axes of opinion, from a table of votes that stays sparse.

The model is a factor model with partial pooling (probabilistic principal components, Tipping and
Bishop 1999), found by the Lanczos method; a person's place is his posterior mean given the
statements he voted on, so a missing vote is missing and is not filled in with a mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, eigsh

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels, Votes

ENOUGH_VOTES = 7
_FEW_STATEMENTS = 30
_HELD = 12


@dataclass(frozen=True, eq=False)
class Centred:
    """Votes less the mean of their statement, where there is a vote.

    Attributes
    ----------
    table
        Shape (people, statements); stored exactly where a vote is.
    placed
        Who voted enough. Shape (people,).
    weight
        Of each row when axes are sought: 1 / (own votes + the median number of votes), so that
        neither who voted on everything nor who voted little decides; 0 for who is not placed.
        Shape (people,).
    """

    table: csr_array[np.float64]
    placed: NDArray[np.bool_]
    weight: NDArray[np.float64]

    def first(self, people: int) -> Centred:
        """Return the first rows only."""
        return Centred(self.table[:people], self.placed[:people], self.weight[:people])


@dataclass(frozen=True, eq=False)
class Places:
    """Where people stand, and how well that is known.

    Attributes
    ----------
    mean
        Posterior mean, 0 for who is not placed. Shape (people, axes).
    known
        Share of the width of people along an axis that the votes of this person settle, mean over
        axes, 0 to 1 (reliability). Shape (people,).
    width
        Estimated variance of where people truly stand. Shape (axes,).
    """

    mean: NDArray[np.float64]
    known: NDArray[np.float64]
    width: NDArray[np.float64]


def canonical(votes: Votes) -> tuple[Votes, Labels]:
    """Sort rows by a fingerprint of their content, so that no result depends on their order.

    Returns
    -------
    tuple
        The sorted table, and for each of its rows where it stood. Rows of equal content may
        change places, which changes nothing. Cost: a few passes over the votes.
    """
    tidy = votes if votes.has_sorted_indices else votes.sorted_indices()
    kinds = np.random.default_rng(0).integers(2**63, size=3 * votes.shape[1], dtype=np.uint64)
    cells = tidy.indices.astype(np.int64) * 3 + tidy.data + 1
    ends = np.concatenate([[np.uint64(0)], np.cumsum(kinds[cells])])[tidy.indptr]
    order = np.argsort(np.diff(ends), kind="stable")
    return tidy[order], order


def centred(votes: Votes, *, least: int = ENOUGH_VOTES) -> Centred:
    """Subtract the mean of each statement, and weigh people.

    Parameters
    ----------
    votes
        As in Conversation.
    least
        Who voted on fewer statements than this (or than there are) is not placed.
    """
    statements = votes.shape[1]
    own = np.diff(votes.indptr)
    placed = (own >= min(least, statements)) & (own > 0)
    count = np.bincount(votes.indices, minlength=statements)
    means = np.bincount(votes.indices, votes.data, minlength=statements) / np.maximum(count, 1)
    table = csr_array(
        (votes.data - means[votes.indices], votes.indices, votes.indptr), shape=votes.shape
    )
    usual = float(np.median(own[placed])) if placed.any() else 1.0
    return Centred(table, placed, placed / (own + usual))


def axes(
    of: Centred,
    count: int,
    *,
    seed: int = 0,
    start: NDArray[np.float64] | None = None,
    exactness: float = 1e-4,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find the axes on which people differ most, by the Lanczos method.

    Parameters
    ----------
    of
        Centred votes.
    count
        Number of axes, at most the number of statements.
    seed
        Of the first guess.
    start
        First guess to use instead: the sum of these axes. Shape (statements, any).
    exactness
        Of strengths, as a share of each.

    Returns
    -------
    tuple
        Strengths (eigenvalues, descending; shape (count,)) and axes (orthonormal; shape
        (statements, count)); the largest entry of each axis is positive. Some 20 times two
        products of the sparse table with one column, more for axes of nearly one strength.
    """
    statements = of.table.shape[1]
    back = of.table.T

    def image(column: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(back @ (of.weight * (of.table @ column)), dtype=np.float64)

    if statements <= max(2 * count, _FEW_STATEMENTS):
        whole = np.stack([image(unit) for unit in np.eye(statements)])
        strengths, basis = np.linalg.eigh((whole + whole.T) / 2)
    else:
        guess = np.random.default_rng(seed).standard_normal(statements)
        first = guess if start is None else start.sum(axis=1)
        operator = LinearOperator((statements, statements), matvec=image, dtype=np.float64)
        held = max(2 * count + 1, _HELD)
        strengths, basis = eigsh(operator, count, v0=first, ncv=held, tol=exactness)
    strengths, basis = strengths[::-1][:count], basis[:, ::-1][:, :count]
    return np.maximum(strengths, 0.0), _signed(basis)


def places(of: Centred, along: NDArray[np.float64]) -> Places:
    """Place people on axes: the posterior mean given what each voted on.

    Parameters
    ----------
    of
        Centred votes.
    along
        Orthonormal axes. Shape (statements, axes).

    Returns
    -------
    Places
        With few votes a place is drawn towards the middle and little known. Noise and the width
        of people along each axis are estimated by moments. Cost: one product of the table
        with ``axes`` columns, one of its pattern with axes * (axes + 1) / 2, and a small solve
        per person.
    """
    number = along.shape[1]
    seen = _seen(of.table, along)
    score: NDArray[np.float64] = np.asarray(of.table @ along)
    noise = float(np.mean(of.table.data**2)) if of.table.nnz else 0.0
    noise = max(noise, 1e-12)
    own = seen[of.placed][:, range(number), range(number)]
    spare = 1e-3 * noise / np.maximum(own.mean(axis=0), 1e-300) if len(own) else np.ones(number)
    squares = (score[of.placed] ** 2 - noise * own).sum(axis=0)
    width = np.maximum(squares / np.maximum((own**2).sum(axis=0), 1e-300), spare)
    inverse = np.linalg.inv(seen + np.diag(noise / width))
    mean = np.asarray((inverse @ score[..., None])[..., 0], dtype=np.float64)
    unknown = noise * inverse[:, range(number), range(number)] / width
    known = np.clip(1.0 - unknown.mean(axis=1), 0.0, 1.0)
    return Places(mean * of.placed[:, None], known, width)


def _seen(table: csr_array[np.float64], along: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum the products of axes over the statements each person voted on."""
    number = along.shape[1]
    rows, columns = np.triu_indices(number)
    pattern = csr_array((np.ones(table.nnz), table.indices, table.indptr), shape=table.shape)
    sums = np.asarray(pattern @ (along[:, rows] * along[:, columns]))
    seen = np.empty((table.shape[0], number, number))
    seen[:, rows, columns] = sums
    seen[:, columns, rows] = sums
    return seen


def _signed(basis: NDArray[np.float64]) -> NDArray[np.float64]:
    top = basis[np.abs(basis).argmax(axis=0), np.arange(basis.shape[1])]
    return basis * np.where(top < 0, -1.0, 1.0)
