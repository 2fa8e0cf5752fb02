"""Whether others judged each side: who judges both makes the two sides go together by himself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.passing.given import crossed

if TYPE_CHECKING:
    from binnenuit.mirror.compute.passing.given import Given, Integers, Matrix, Numbers, Sparse


def shared_raters(given: Given, raters: Matrix | tuple[Matrix, Matrix] | None) -> float:
    """Tell which share of the raters judged both sides of a link, as the mean over links.

    Parameters
    ----------
    raters
        As ``pass_on`` is given them.

    Returns
    -------
    share
        From 0 to below 1; 0 without links. Only links count of which both sides have a score.

    Raises
    ------
    ArgumentError
        ``mirror.raters``: it is not said who judged; ``mirror.same-raters``: the same raters judged
        both sides.

    Notes
    -----
    Of a link, raters of both sides divided by raters of either side (Jaccard). Linear in links
    times raters of a team.
    """
    if raters is None:
        raise ArgumentError(
            "mirror.raters",
            sentence(
                "It is not said who rated. Give for each team its raters, or the teams they are "
                "in: what goes together may come from people who judged both sides."
            ),
        )
    lower, upper = _both(raters, len(given.scores))
    team, supplier = _judged(given)
    _known(lower, team)
    _known(upper, supplier)
    common = _common(lower, upper, team, supplier)
    either = _count(lower)[team] + _count(upper)[supplier] - common
    _different(common, either, team, supplier)
    return float(np.mean(common / either)) if len(team) else 0.0


def _both(raters: Matrix | tuple[Matrix, Matrix], teams: int) -> tuple[Sparse, Sparse]:
    if not isinstance(raters, tuple):
        one = _judges(raters, teams, None)
        return one, one
    lower = _judges(raters[0], teams, None)
    return lower, _judges(raters[1], teams, lower.shape[1])


def _judges(raters: Matrix, teams: int, columns: int | None) -> Sparse:
    judges = crossed(raters, teams, columns, "raters")
    judges.data[:] = 1.0
    return judges


def _judged(given: Given) -> tuple[Integers, Integers]:
    """List the links of which both sides have a score in some wave."""
    team = np.repeat(np.arange(len(given.scores)), np.diff(given.links.indptr))
    supplier = given.links.indices.astype(np.int64)
    scored = np.isfinite(given.scores).sum(axis=1) > 0
    before = np.isfinite(given.previous).sum(axis=1) > 0
    held = scored[team] & before[supplier]
    return team[held], supplier[held]


def _count(judges: Sparse) -> Numbers:
    counts: Numbers = np.diff(judges.indptr).astype(np.float64)
    return counts


def _common(lower: Sparse, upper: Sparse, team: Integers, supplier: Integers) -> Numbers:
    both = lower[team].multiply(upper[supplier])
    common: Numbers = both @ np.ones(lower.shape[1])
    return common


def _known(judges: Sparse, teams: Integers) -> None:
    without = teams[np.diff(judges.indptr)[teams] == 0]
    if len(without):
        raise ArgumentError(
            "mirror.raters-unknown",
            sentence(
                "Team {team} has a score, and raters does not say who rated it. Say who did, or "
                "leave out its score.",
                team=int(without[0]),
            ),
        )


def _different(common: Numbers, either: Numbers, team: Integers, supplier: Integers) -> None:
    same = np.flatnonzero(common == either)
    if len(same):
        raise ArgumentError(
            "mirror.same-raters",
            sentence(
                "The same raters judged team {team} and team {supplier}, which serves it. Take "
                "other raters for each side, or split them in two halves by lot.",
                team=int(team[same[0]]),
                supplier=int(supplier[same[0]]),
            ),
        )
