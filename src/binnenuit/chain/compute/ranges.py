"""How far shares and hand-overs could be off, when the links behind them are rough estimates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, hstack

from binnenuit.chain.compute.arguments import positions, shares
from binnenuit.chain.compute.existence import reaches
from binnenuit.chain.compute.walks import Walks
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.solve import Solver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from binnenuit.chain.compute.arguments import Flags, Floats, Matrix, Shares, Sparse

LOW, HIGH = 0.05, 0.95
SMALLEST = 1e-4
"""No share is drawn below this, or below itself: one unlucky draw would close an open loop."""
TEAMS_TOGETHER = 5_000
"""As many draws are solved together as make about so many teams."""
TOLERANCE, EXACT = 1e-3, 1e-8


@dataclass(frozen=True, eq=False)
class Ranges:
    """Where nine in ten draws lie: from the 5th to the 95th percentile.

    Attributes
    ----------
    share_low, share_high
        0 to 1. Shape (teams, k).
    handovers_low, handovers_high
        Infinite for teams that are cut off. Shape (teams,).
    """

    share_low: Floats
    share_high: Floats
    handovers_low: Floats
    handovers_high: Floats


def ranges(
    works_for: Matrix,
    revenue: Matrix,
    evidence: Floats,
    *,
    customers: int | Sequence[int],
    generator: np.random.Generator,
    draws: int = 200,
) -> Ranges:
    """Tell how much the shares could differ, had the rough links been estimated once more.

    Parameters
    ----------
    works_for, revenue
        As for ``funding``.
    evidence
        How firmly each team's own row is known, as a number of observations; more than 0, infinite
        for a row that is booked exactly. Shape (teams,).
    customers
        Columns of ``revenue`` whose shares are asked for.
    generator
        Source of chance; the same state gives the same ranges.
    draws
        How many times all rows are drawn anew.

    Returns
    -------
    ranges
        Low and high are equal where nothing uncertain lies behind a team.

    Raises
    ------
    ArgumentError
        As ``funding``; ``chain.evidence``, ``chain.draws``.
    UncertifiedError
        When a draw cannot be certified to one in a thousand.

    Notes
    -----
    Row i, its remainder included, is drawn from a Dirichlet distribution with parameters
    ``evidence[i]`` times its shares: the mean is the row itself (Gelman and others, 2013, Bayesian
    Data Analysis, third edition, section 3.4). Links stay links, so who is cut off does not change.
    Keeps draws times teams times (k + 1) numbers.
    """
    given = shares(works_for, revenue)
    columns = positions(customers, given.revenue.shape[1])
    sure = _evidence(evidence, given.links.shape[0])
    if draws < 1:
        raise ArgumentError(
            "chain.draws",
            sentence("{draws} draws were asked for. Give at least 1, such as 200.", draws=draws),
        )
    walks = Walks(given, EXACT)
    point = np.column_stack([walks.shares(columns), walks.handovers])
    low, high = point.copy(), point.copy()
    rough = reaches(given.links, np.isfinite(sure)) & ~walks.stuck
    if rough.any():
        found = _drawn(_Rows(given, ~walks.stuck), sure, generator, columns, draws)
        low[rough], high[rough] = np.quantile(found[:, rough], [LOW, HIGH], axis=0)
    low[walks.cut_off, -1] = high[walks.cut_off, -1] = np.inf
    return Ranges(low[:, :-1], high[:, :-1], low[:, -1], high[:, -1])


class _Rows:
    """Links, revenue and remainder side by side: what a row says of one team's euro."""

    def __init__(self, given: Shares, moving: Flags) -> None:
        remainder = csr_array(given.remainder[:, None])
        self.whole: Sparse = hstack([given.links, given.revenue, remainder], format="csr")
        self.teams = given.links.shape[0]
        self.moving = moving


def _drawn(
    rows: _Rows,
    evidence: Floats,
    generator: np.random.Generator,
    columns: Sequence[int],
    draws: int,
) -> Floats:
    """Return shares and, last, hand-overs of every draw; shape (draws, teams, k + 1)."""
    found = np.empty((draws, rows.teams, len(columns) + 1))
    done = 0
    for batch in _batches(rows, evidence, generator, draws):
        found[done : done + len(batch)] = _solved(rows, batch, columns)
        done += len(batch)
    return found


def _batches(
    rows: _Rows, evidence: Floats, generator: np.random.Generator, draws: int
) -> Iterator[Floats]:
    """Yield drawn data of ``rows.whole``, several draws at a time; shape (batch, entries)."""
    lengths = np.diff(rows.whole.indptr)
    known = rows.whole.data
    exact = np.repeat(np.isinf(evidence), lengths)
    weights = known * np.repeat(np.where(np.isinf(evidence), 1.0, evidence), lengths)
    starts, together = rows.whole.indptr[:-1], max(1, TEAMS_TOGETHER // max(1, rows.teams))
    for first in range(0, draws, together):
        data = generator.standard_gamma(weights, (min(together, draws - first), len(weights)))
        for _ in range(2):  # once to make shares, once more after raising the smallest
            data /= np.repeat(np.add.reduceat(data, starts, axis=1), lengths, axis=1)
            data = np.maximum(data, np.minimum(SMALLEST, known))
        yield np.where(exact, known, data)


def _solved(rows: _Rows, batch: Floats, columns: Sequence[int]) -> Floats:
    """Return shares and, last, hand-overs of every draw; shape (batch, teams, k + 1)."""
    drawn = _side_by_side(rows.whole, batch)
    moving = np.tile(rows.moving, len(batch))
    width = rows.whole.shape[1]
    places = np.arange(len(batch))[:, None] * width
    inside = (places + np.flatnonzero(rows.moving)).ravel()
    solver = Solver(drawn[moving][:, inside], tolerance=TOLERANCE)
    ends = np.empty((len(moving), len(columns)))
    for place, column in enumerate(columns):
        ends[:, place] = drawn[:, places[:, 0] + rows.teams + column].sum(axis=1)
    found = np.zeros((len(moving), len(columns) + 1))
    found[moving, :-1] = np.clip(solver.solve(ends[moving]), 0.0, 1.0)
    found[moving, -1] = np.maximum(0.0, solver.steps - 1)
    return found.reshape(len(batch), rows.teams, -1)


def _side_by_side(whole: Sparse, batch: Floats) -> Sparse:
    """Put the draws on the diagonal of one large matrix, so that they are solved together."""
    count, (teams, width) = len(batch), whole.shape
    places = np.arange(count)[:, None]
    indices = (whole.indices + places * width).ravel()
    indptr = np.append((whole.indptr[:-1] + places * whole.nnz).ravel(), count * whole.nnz)
    drawn: Sparse = csr_array(
        (batch.ravel(), indices, indptr), shape=(count * teams, count * width)
    )
    return drawn


def _evidence(evidence: Floats, teams: int) -> NDArray[np.float64]:
    sure = np.asarray(evidence, dtype=np.float64)
    if sure.shape == (teams,) and (sure > 0).all():
        return sure
    raise ArgumentError(
        "chain.evidence",
        sentence(
            "The evidence is not {teams} numbers above 0. Give for each team the number of "
            "observations behind its shares; infinity for shares that are exact.",
            teams=teams,
        ),
    )
