"""Check what ``pass_on`` is given; nothing given is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np
from scipy.sparse import csr_array

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import table

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from scipy.sparse import sparray, spmatrix

    Matrix: TypeAlias = sparray | spmatrix | NDArray[Any]
    Sparse: TypeAlias = csr_array[Any]
    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Given:
    """What the question is put to.

    Attributes
    ----------
    scores
        Of each team as seen by those it serves. Shape (teams, waves).
    previous
        The score of each team that is set against those whom it serves. Shape (teams, waves).
    same
        ``previous`` are the very same scores.
    links
        Share of supplier j in what team i gets; rows add up to 1 or are empty. (teams, teams).
    branches
        Number of the branch, -1 for none; None when not known. Shape (teams,).
    error
        Variance of the rating error in ``previous``; None when not known. Shape (teams, waves).
    """

    scores: Numbers
    previous: Numbers
    same: bool
    links: Sparse
    branches: Integers | None
    error: Numbers | None

    @property
    def waves(self) -> int:
        """How many rounds were given."""
        return int(self.scores.shape[1])


def given(
    scores: ArrayLike,
    previous: ArrayLike | None,
    links: Matrix,
    branches: ArrayLike | None,
    reliability: ArrayLike | None,
) -> Given:
    """Tidy the arguments.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.waves``, ``mirror.links``, ``mirror.self-link``,
        ``mirror.branches``, ``mirror.reliability``.
    """
    seen = table(scores, "scores")
    before = seen if previous is None else table(previous, "previous")
    if before.shape != seen.shape:
        raise ArgumentError(
            "mirror.waves",
            sentence(
                "scores has the shape {scores} and previous {previous}. Give both a row for each "
                "team and a column for each wave.",
                scores=str(seen.shape),
                previous=str(before.shape),
            ),
        )
    teams = len(seen)
    return Given(
        scores=seen,
        previous=before,
        same=previous is None,
        links=_shares(crossed(links, teams, teams, "links")),
        branches=None if branches is None else _branches(branches, teams),
        error=None if reliability is None else _errors(reliability, before),
    )


def crossed(matrix: Matrix, rows: int, columns: int | None, what: str) -> Sparse:
    """Return a table of relations of at least 0 as sorted CSR without zeros.

    Raises
    ------
    ArgumentError
        ``mirror.links``: another shape, or something else than finite numbers from 0.
    """
    try:
        tidy = csr_array(cast("Any", matrix), dtype=np.float64, copy=True)
        fits = tidy.shape[0] == rows and columns in {None, tidy.shape[1]}
        if fits and np.isfinite(tidy.data).all() and (tidy.data >= 0).all():
            tidy.sum_duplicates()
            tidy.eliminate_zeros()
            return tidy
    except (TypeError, ValueError, IndexError):
        pass
    raise ArgumentError(
        "mirror.links",
        sentence(
            "{what} is not a table of numbers from 0 with {rows} rows. Give a sparse matrix with a "
            "row for each team.",
            what=what,
            rows=rows,
        ),
    )


def _shares(links: Sparse) -> Sparse:
    loops = np.flatnonzero(links.diagonal())
    if len(loops):
        raise ArgumentError(
            "mirror.self-link",
            sentence(
                "Team {team} is said to serve itself. Leave out links of a team with itself.",
                team=int(loops[0]),
            ),
        )
    sums = links @ np.ones(links.shape[1])
    data = links.data / np.repeat(sums, np.diff(links.indptr))
    shares: Sparse = csr_array((data, links.indices, links.indptr), shape=links.shape)
    return shares


def _branches(branches: ArrayLike, teams: int) -> Integers:
    numbers = np.asarray(branches)
    if numbers.shape == (teams,) and (not teams or np.issubdtype(numbers.dtype, np.integer)):
        return numbers.astype(np.int64, copy=False)
    raise ArgumentError(
        "mirror.branches",
        sentence(
            "branches is not a list of {teams} whole numbers. Give for each team the number of the "
            "branch one level above its leader, and -1 where there is none.",
            teams=teams,
        ),
    )


def _errors(reliability: ArrayLike, previous: Numbers) -> Numbers:
    """Give the variance of the rating error of each score."""
    shares = np.asarray(reliability)
    if shares.shape in {(), (len(previous),)} and np.can_cast(shares.dtype, np.float64):
        share = np.broadcast_to(shares.astype(np.float64), (len(previous),))
        if ((share >= 0) & (share <= 1)).all():
            errors: Numbers = (1 - share)[:, np.newaxis] * _variances(previous)
            return errors
    raise ArgumentError(
        "mirror.reliability",
        sentence(
            "The reliability is not a share from 0 to 1. Give one for all, or one for each of the "
            "{teams} teams.",
            teams=len(previous),
        ),
    )


def _variances(previous: Numbers) -> Numbers:
    """Give the variance over teams in each wave; 0 where fewer than two have a score."""
    held = ~np.isnan(previous)
    people = np.maximum(held.sum(axis=0), 1)
    apart = np.where(held, previous - np.where(held, previous, 0).sum(axis=0) / people, 0)
    variances: Numbers = (apart**2).sum(axis=0) / np.maximum(people - 1, 1)
    return variances
