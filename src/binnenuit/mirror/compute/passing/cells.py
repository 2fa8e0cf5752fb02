"""Scores and lags within branches, wave by wave, with what rating error adds to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.compute.groups import Grouping, grouping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.mirror.compute.passing.given import Given, Integers, Numbers
    from binnenuit.mirror.model.ratings import Flags

_ROUNDING: Final = 1e-20
"""Share of the squared lags of a wave below which what differs within a cell is rounding."""


@dataclass(frozen=True, eq=False)
class Lag:
    """One wave before anything is taken off.

    Attributes
    ----------
    wave
        Which one.
    ready
        The team has a score, somebody above, and all of those have one. Shape (teams,).
    lag
        Weighted mean of the suppliers' scores; 0 where not ready. Shape (teams,).
    """

    wave: int
    ready: Flags
    lag: Numbers


@dataclass(frozen=True, eq=False)
class Cells:
    """One wave, centred within branches; only branches in which the lag varies.

    All arrays but ``sizes`` have a row for each team used.

    Attributes
    ----------
    wave
        Which one.
    teams, branch
        Numbers of the team and of its branch.
    lag, score
        Less the mean of the cell.
    sizes
        Rows of the cell in which the row stands.
    lag_error
        What rating error adds to the square of the lag.
    shared_error
        What it adds to lag times score; not 0 only for the same scores, where a supplier stands in
        the cell of those whom it serves.
    score_error
        What it adds to the square of the score; only for the same scores.
    """

    wave: int
    teams: Integers
    branch: Integers
    lag: Numbers
    score: Numbers
    sizes: Integers
    lag_error: Numbers
    shared_error: Numbers
    score_error: Numbers


def lags(given: Given) -> list[Lag]:
    """Set the scores of suppliers against those of the teams they serve."""
    above = np.diff(given.links.indptr) > 0
    return [_lag(given, wave, above) for wave in range(given.waves)]


def _lag(given: Given, wave: int, above: Flags) -> Lag:
    before = given.previous[:, wave]
    missing = np.isnan(before)
    ready = above & ~np.isnan(given.scores[:, wave])
    if missing.any():
        linked = np.repeat(np.arange(len(ready)), np.diff(given.links.indptr))
        ready[linked[missing[given.links.indices]]] = False
        before = np.where(missing, 0.0, before)
    return Lag(wave, ready, np.where(ready, given.links @ before, 0.0))


def association(given: Given, found: list[Lag]) -> float | None:
    """Return the slope of scores on lags without branch effects; None where no lag varies."""
    products = squares = 0.0
    for each in found:
        lag = each.lag[each.ready]
        score = given.scores[each.ready, each.wave]
        if len(lag):
            apart = lag - lag.mean()
            products += float(apart @ score)
            squares += float(apart @ apart) if np.ptp(lag) > 0 else 0.0
    return products / squares if squares > 0 else None


def within_branches(given: Given, found: list[Lag]) -> Iterator[Cells]:
    """Centre each wave within branches and drop the cells in which no lag varies."""
    assert given.branches is not None  # noqa: S101 - the caller has asked
    for each in found:
        held = np.flatnonzero(each.ready & (given.branches >= 0))
        if len(held):
            varying = _varying(each.lag[held], grouping(given.branches[held], len(held)))
            yield _cells(given, each, held[varying])


def _varying(lag: Numbers, cells: Grouping) -> Flags:
    apart = _centred(lag - lag.mean(), cells)
    squares = cells.sums(apart**2)
    enough: Flags = squares > _ROUNDING * float(lag @ lag)
    return enough[cells.of]


def _centred(values: Numbers, cells: Grouping) -> Numbers:
    return values - (cells.sums(values) / cells.sizes())[cells.of]


def _cells(given: Given, lag: Lag, teams: Integers) -> Cells:
    assert given.branches is not None  # noqa: S101 - as above
    cells = grouping(given.branches[teams], len(teams))
    sizes = cells.sizes()[cells.of]
    lag_error, shared_error, score_error = _errors(given, lag.wave, teams, cells)
    return Cells(
        wave=lag.wave,
        teams=teams,
        branch=given.branches[teams],
        lag=_centred(lag.lag[teams], cells),
        score=_centred(given.scores[teams, lag.wave], cells),
        sizes=sizes,
        lag_error=lag_error,
        shared_error=shared_error,
        score_error=score_error,
    )


def _errors(
    given: Given, wave: int, teams: Integers, cells: Grouping
) -> tuple[Numbers, Numbers, Numbers]:
    """Spread the expected part of rating error over the rows.

    Notes
    -----
    With v the error variances and c_jR the weight of supplier j in cell R: row i adds
    ``sum_j w_ij v_j (w_ij - c_jR / |R|)`` to the square of the lag. For the same scores it adds
    ``-sum_j w_ij v_j / |R|`` over j in R to lag times score, ``v_i (1 - 1 / |R|)`` to the score.
    """
    nothing = np.zeros(len(teams))
    if given.error is None or not given.error[:, wave].any():
        return nothing, nothing, nothing
    error = given.error[:, wave]
    row, supplier, weight = _links(given, teams)
    carried = weight * error[supplier]
    sizes = cells.sizes().astype(np.float64)[cells.of]
    load = _load(cells.of[row], supplier, weight, len(error))
    lag_error = _summed(row, carried * (weight - load / sizes[row]), len(teams))
    if not given.same:
        return lag_error, nothing, nothing
    place = np.full(len(error), -1)
    place[teams] = cells.of
    inside = place[supplier] == cells.of[row]
    shared = _summed(row[inside], carried[inside], len(teams))
    return lag_error, -shared / sizes, error[teams] * (1 - 1 / sizes)


def _links(given: Given, teams: Integers) -> tuple[Integers, Integers, Numbers]:
    """List the links of these teams: place of the team, number of the supplier, weight."""
    counts = np.diff(given.links.indptr)[teams]
    row = np.repeat(np.arange(len(teams)), counts)
    first = np.repeat(given.links.indptr[teams] - (np.cumsum(counts) - counts), counts)
    at = first + np.arange(len(row))
    return row, given.links.indices[at].astype(np.int64), given.links.data[at]


def _load(cell: Integers, supplier: Integers, weight: Numbers, teams: int) -> Numbers:
    """Return for each link what its supplier weighs in all of the cell."""
    _, place = np.unique(cell * teams + supplier, return_inverse=True)
    return _summed(place, weight, len(weight))[place]


def _summed(place: Integers, values: Numbers, size: int) -> Numbers:
    return np.bincount(place, values, size).astype(np.float64, copy=False)
