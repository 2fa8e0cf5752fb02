"""How much of a leader's or supplier's score goes together with the score of those it serves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from binnenuit.mirror.compute.confidence import checked_level
from binnenuit.mirror.compute.groups import grouping
from binnenuit.mirror.compute.passing.cells import association, lags, within_branches
from binnenuit.mirror.compute.passing.circles import in_circles, inside_cells
from binnenuit.mirror.compute.passing.clusters import sums
from binnenuit.mirror.compute.passing.given import given
from binnenuit.mirror.compute.passing.likelihood import profile
from binnenuit.mirror.compute.passing.raters import shared_raters
from binnenuit.mirror.compute.passing.result import PassOn, Verdict
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from binnenuit.mirror.compute.passing.cells import Cells, Lag
    from binnenuit.mirror.compute.passing.clusters import Sums
    from binnenuit.mirror.compute.passing.given import Given, Matrix
    from binnenuit.mirror.model.ratings import Flags

__all__ = ["FEWEST_LEADERS", "LEAST_RELIABLE", "PassOn", "Verdict", "pass_on"]

FEWEST_LEADERS: Final = 20
"""Fewer leaders or suppliers to compare than this, and it cannot be told."""
LEAST_RELIABLE: Final = 0.5
"""Smallest share of what differs within branches that must not be rating error."""
_VERDICT_LEVEL: Final = 0.95

CLOSED: Final = "closed form within branches"
LIKELIHOOD: Final = "maximum likelihood within branches"


class _Found(Protocol):
    """A slope that knows its intervals."""

    @property
    def value(self) -> float: ...

    def interval(self, level: float) -> tuple[float, float]: ...


def pass_on(  # noqa: PLR0913 - each of these decides what may be said, so each has its name
    scores: ArrayLike,
    previous: ArrayLike | None = None,
    *,
    links: Matrix,
    branches: ArrayLike | None = None,
    reliability: ArrayLike | None = None,
    raters: Matrix | tuple[Matrix, Matrix] | None = None,
    randomised: bool = False,
    level: float = 0.95,
    seed: int = 0,
) -> PassOn:
    """How much of a supplier's score goes together with the scores of the teams it serves?

    Parameters
    ----------
    scores
        Of each team as seen by those it serves, NaN for missing. Shape (teams, waves), or (teams,)
        for one wave.
    previous
        Score of each team that is set, in that wave, against those it serves: its score in the wave
        before, or in the same wave by the other half of its raters. NaN for missing. Shape as
        ``scores``. None: the same scores.
    links
        ``links[i, j]`` above 0 where j (leader or supplier) serves i; rows are made to add up to 1,
        an empty row has nobody above. Sparse, shape (teams, teams).
    branches
        Number of the branch one level above the leader of each team (in a tree: the parent of its
        leader); negative for none. Shape (teams,). None: not known.
    reliability
        Share, 0 to 1, of the variance of ``previous`` over teams that is not rating error: one, or
        one for each team. None: not known.
    raters
        Who rated: nonzero where a rater (or a group of raters) judged that team's score. Sparse,
        shape (teams, raters). With other raters for ``previous``: a pair of such tables, first
        those of ``scores``.
    randomised
        Lot decided in which order the branches opened.
    level
        Share of intervals that hold the true value.
    seed
        Of the draws of clusters and of the probes; the same seed gives the same result.

    Returns
    -------
    passed
        The slope with its interval, or the reason why it cannot be told: ``NO_ANSWERS``,
        ``ONE_WAVE``, ``NO_BRANCHES`` (none, or all teams in one), ``RELIABILITY_UNKNOWN``,
        ``NO_VARIANCE`` (within branches all suppliers have the same score), ``FEW_LEADERS``,
        ``UNRELIABLE`` (within branches more than half of what differs is rating error),
        ``TOO_FEW_GROUPS`` (it all rests on a few branches), ``TOO_UNSURE`` (the 95 % interval
        holds both -1 and 1), ``NO_CONVERGENCE`` (in circles, the
        likelihood is largest at -1 or 1). Team-waves without a supplier's score or a branch are
        dropped.

    Raises
    ------
    ArgumentError
        ``mirror.same-raters``: the same raters judged both sides of a link. ``mirror.raters``,
        ``mirror.raters-unknown``: it is not said who rated. ``mirror.links``, ``mirror.self-link``,
        ``mirror.branches``, ``mirror.reliability``, ``mirror.waves``, ``mirror.table``,
        ``mirror.level``.

    Notes
    -----
    ``y_it = rho sum_j w_ij s_jt + a_bt + e_it``, with a an effect of each branch in each wave and s
    the suppliers' scores without rating error. Where suppliers stand outside the cells of those
    they serve, and nobody serves himself in a circle: least squares on moments within cells less
    their expected error (Fuller 1987, errors in variables), a jackknife for bias, and bootstrap-t
    over branches (over leaders, with fewer than 50 branches). Otherwise maximum likelihood, whose
    interval is the profile's. What this does and does not identify: docs/methods/pass-on.md.
    Cost: linear in links times waves, plus 999 times the branches; 1,000,000 teams in a tree about
    a second a wave. In circles 100 times the links for each of 32 probes: 100,000 teams about a
    second, 1,000,000 a quarter of a minute.
    """
    level = checked_level(level)
    asked = given(scores, previous, links, branches, reliability)
    shared = shared_raters(asked, raters)
    found = lags(asked)
    known = PassOn(
        estimate=None,
        shared_raters=shared,
        association=association(asked, found),
        dropped=_with_somebody_above(asked),
    )
    reason = _obstacle(asked, found)
    if reason:
        return replace(known, reason=reason)
    cells = [each for each in within_branches(asked, found) if len(each.teams)]
    if not cells:
        return replace(known, reason=Reason.NO_VARIANCE)
    return _told(asked, cells, known, randomised=randomised, level=level, seed=seed)


def _with_somebody_above(asked: Given) -> int:
    above = np.diff(asked.links.indptr) > 0
    return int((~np.isnan(asked.scores[above])).sum())


def _obstacle(asked: Given, found: Sequence[Lag]) -> Reason:
    """Tell what makes it unknowable before anything is computed."""
    waves = [each for each in found if each.ready.any()]
    if not waves:
        return Reason.NO_ANSWERS
    if asked.same and len(waves) == 1:
        return Reason.ONE_WAVE
    if asked.branches is None or _one_branch(asked, waves):
        return Reason.NO_BRANCHES
    return Reason.RELIABILITY_UNKNOWN if asked.error is None else Reason.NONE


def _one_branch(asked: Given, waves: Sequence[Lag]) -> bool:
    assert asked.branches is not None  # noqa: S101 - the caller has asked
    ready = np.logical_or.reduce([each.ready for each in waves])
    branches = asked.branches[ready & (asked.branches >= 0)]
    return not branches.size or bool((branches == branches[0]).all())


def _told(
    asked: Given,
    cells: Sequence[Cells],
    known: PassOn,
    *,
    randomised: bool,
    level: float,
    seed: int,
) -> PassOn:
    added = sums(asked, cells)
    known = _counted(asked, cells, added, known)
    if known.groups < FEWEST_LEADERS:
        return replace(known, reason=Reason.FEW_LEADERS)
    if added.reliability < LEAST_RELIABLE:
        return replace(known, reason=Reason.UNRELIABLE)
    slope, estimator, otherwise = _slope(asked, cells, added, seed)
    known = replace(known, estimator=estimator)
    if slope is None:
        return replace(known, reason=otherwise)
    interval, usual = slope.interval(level), slope.interval(_VERDICT_LEVEL)
    if not np.isfinite([*interval, *usual]).all():
        return replace(known, reason=Reason.TOO_FEW_GROUPS)
    if usual[0] < -1.0 and usual[1] > 1.0:
        return replace(known, reason=Reason.TOO_UNSURE)
    verdict = _verdict(usual, randomised=randomised)
    return replace(known, estimate=slope.value, interval=interval, verdict=verdict)


def _counted(asked: Given, cells: Sequence[Cells], added: Sums, known: PassOn) -> PassOn:
    used = np.zeros(len(asked.scores), dtype=np.bool_)
    for each in cells:
        used[each.teams] = True
    rows = sum(len(each.teams) for each in cells)
    branch = np.concatenate([each.branch for each in cells])
    return replace(
        known,
        n=rows,
        dropped=known.dropped - rows,
        groups=_suppliers(asked, used),
        waves=len(cells),
        branches=len(grouping(branch, rows)),
        attenuated=added.attenuated,
        within_reliability=added.reliability,
    )


def _suppliers(asked: Given, teams: Flags) -> int:
    """Count who serves at least one of these teams."""
    serves = np.zeros(len(teams), dtype=np.bool_)
    serves[asked.links.indices[np.repeat(teams, np.diff(asked.links.indptr))]] = True
    return int(serves.sum())


def _slope(
    asked: Given, cells: Sequence[Cells], added: Sums, seed: int
) -> tuple[_Found | None, str, Reason]:
    if asked.same and (len(in_circles(asked.links)) or inside_cells(asked, cells)):
        return profile(asked, cells, seed), LIKELIHOOD, Reason.NO_CONVERGENCE
    return added.slope(seed), CLOSED, Reason.TOO_FEW_GROUPS


def _verdict(interval: tuple[float, float], *, randomised: bool) -> Verdict:
    low, high = interval
    if low <= 0 <= high:
        return Verdict.NOT_SHOWN
    return Verdict.PASSED_ON if randomised and low > 0 else Verdict.GOES_TOGETHER
