"""What is thought of a statement before the first vote, and what the other statements add to it.

Three levels [hierarchical beta-binomial model]: a conversation has typical shares that agree,
disagree and pass; each statement has shares of its own around them; each group has shares of its
own around those of the statement, and some groups lean to yes, or to no, on everything. How far all
this lies apart is learnt from all statements together; with few votes what is stated here rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.special import betainc, expit, gammaln, logit, logsumexp

from binnenuit.dialogue.compute.remaining import log_ways

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

TYPICAL: Final = (0.55, 0.25, 0.20)
"""Shares that agree, disagree and pass, before anything is known."""
TYPICAL_WEIGHT: Final = 10.0
"""Votes which that knowledge is worth: the conversation's shares are Dirichlet around it."""
STATEMENTS_ALIKE: Final = (1.5, 12.0)
"""Weight of the conversation's shares for a statement: between these, log-uniform."""
GROUPS_ALIKE: Final = (2.0, 32.0)
"""Weight of the statement's shares for a group: between these, log-uniform."""
LEANING: Final = 0.5
"""Standard deviation of how far a group leans to yes on everything, on the logit scale."""

_MEANS: Final = 9
_SPREADS: Final = 5
_KINSHIPS: Final = 7
_SHARES: Final = 32
_LEANINGS: Final = np.linspace(-1.6, 1.6, 9)
_TURNS: Final = 2
_LIKELY: Final = 0.02
"""Shares of a statement that are less likely than this say nothing of leanings."""
_IMPOSSIBLE: Final = -30.0
"""Log of a weight, beside the greatest, that cannot be seen in any result."""
_ENOUGH: Final = 200
"""Statements from which leanings are learnt; of more, so many at even distances."""


class Seen(NamedTuple):
    """Votes in one direction.

    Attributes
    ----------
    yes, total
        Votes by group. Shape (groups, statements).
    moved
        ``yes`` was moved by noise, by any whole number from -moved to moved, each equally likely.
    """

    yes: Whole
    total: Whole
    moved: int = 0

    def could_be(self, group: int) -> list[tuple[Whole, NDArray[np.bool_]]]:
        """Return what ``yes`` may have been before the noise, and where that is possible."""
        total, shifts = self.total[group], range(-self.moved, self.moved + 1)
        before = [self.yes[group] - shift for shift in shifts]
        return [(np.clip(yes, 0, total), (yes >= 0) & (yes <= total)) for yes in before]

    def log_chance(self, group: int, first: Numbers, known: Numbers) -> Numbers:
        """Return how likely the votes of a group are, the share being Beta(first, known - first).

        Shape (rows of ``first``, statements, columns of ``first``).
        """
        total = self.total[group]
        together = [
            np.where(possible, log_ways(yes, total), -np.inf)[:, None]
            + _rising(first, yes)
            + _rising(known - first, total - yes)
            for yes, possible in self.could_be(group)
        ]
        found = together[0] if not self.moved else np.logaddexp.reduce(together, axis=0)
        return np.asarray(found - _rising(known, total), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Prior:
    """What is thought of the share that says yes, on a grid.

    Attributes
    ----------
    shares
        Of a statement, ascending, at equal distances. Shape (shares,).
    mixing
        How likely each share is under each typical share and spread; rows sum to 1.
        Shape (conversations, shares).
    kinships
        Weight of the statement's share for its groups. Shape (kinships,).
    log_weight
        Of each kinship with each conversation, summing to 1. Shape (kinships, conversations).
    leanings
        How far each group leans to yes; empty: not at all. Shape (groups,).
    """

    shares: Numbers
    mixing: Numbers
    kinships: Numbers
    log_weight: Numbers
    leanings: Numbers

    def by_group(self, groups: int) -> Numbers:
        """Shares of a statement as groups see them that lean. Shape (groups, shares)."""
        leanings = self.leanings if self.leanings.size == groups else np.zeros(groups)
        return _leant(self.shares, leanings)


@dataclass(frozen=True, eq=False)
class Belief:
    """What is thought of each statement after the votes.

    Attributes
    ----------
    shares
        Of a statement as each group sees it. Shape (groups, shares).
    kinships
        As in :class:`Prior`.
    weight
        Of each kinship with each share of the statement; sums to 1 over both.
        Shape (kinships, statements, shares).
    """

    shares: Numbers
    kinships: Numbers
    weight: Numbers


def stated(typical: float) -> Prior:
    """Return what is thought before any vote of a share that is ``typical`` of conversations."""
    edges = np.linspace(0.0, 1.0, _SHARES + 1)
    mean, spread = np.meshgrid(_middles(0.0, 1.0, _MEANS), _steps(*STATEMENTS_ALIKE, _SPREADS))
    first, second = (mean * spread).reshape(-1, 1), ((1.0 - mean) * spread).reshape(-1, 1)
    mixing = np.diff(np.asarray(betainc(first, second, edges), dtype=np.float64), axis=1)
    bounds = np.linspace(0.0, 1.0, _MEANS + 1)
    likely = np.diff(betainc(typical * TYPICAL_WEIGHT, (1 - typical) * TYPICAL_WEIGHT, bounds))
    weight = np.tile(np.tile(likely / _SPREADS, _SPREADS) / _KINSHIPS, (_KINSHIPS, 1))
    shares = (edges[:-1] + edges[1:]) / 2
    kinships = _steps(*GROUPS_ALIKE, _KINSHIPS)
    return Prior(shares, mixing, kinships, np.log(weight), np.empty(0))


def learnt(prior: Prior, seen: Seen) -> Prior:
    """Return what all statements together say of typical shares and spreads."""
    leaning = replace(prior, leanings=_learnt_leanings(prior, seen))
    each = _by_conversation(leaning, _log_likelihood(leaning, seen))
    together = prior.log_weight + each.sum(axis=1)
    return replace(leaning, log_weight=together - logsumexp(together))


def believed(prior: Prior, seen: Seen, *, learn: bool) -> Belief:
    """Return what is thought of each statement.

    Parameters
    ----------
    prior
        What was thought before.
    seen
        The votes.
    learn
        Whether the other statements say something of typical shares and spreads, each statement
        being left out of what is learnt for itself; otherwise ``prior`` holds as it is.
    """
    if learn:
        prior = replace(prior, leanings=_learnt_leanings(prior, seen))
    return _updated(prior, seen, learn=learn)


def _updated(prior: Prior, seen: Seen, *, learn: bool) -> Belief:
    likely = _log_likelihood(prior, seen)
    log_weight = prior.log_weight[:, None, :]
    if learn:
        each = _by_conversation(prior, likely)
        log_weight = log_weight + each.sum(axis=1, keepdims=True) - each
    log_weight = log_weight - log_weight.max(axis=(0, 2), keepdims=True)
    likely -= likely.max(axis=(0, 2), keepdims=True)
    weight = np.zeros(likely.shape)
    for kinship in np.flatnonzero(log_weight.max(axis=(1, 2)) > _IMPOSSIBLE):
        weight[kinship] = (np.exp(log_weight[kinship]) @ prior.mixing) * np.exp(likely[kinship])
    weight /= weight.sum(axis=(0, 2), keepdims=True)
    return Belief(prior.by_group(len(seen.yes)), prior.kinships, weight)


def _learnt_leanings(prior: Prior, seen: Seen) -> Numbers:
    """Estimate how far each group leans. [expectation maximisation, with a normal prior]"""
    groups, statements = seen.yes.shape
    found = np.zeros(groups)
    if groups == 1:
        return found
    few = np.unique(np.linspace(0, statements - 1, min(statements, _ENOUGH)).astype(np.int64))
    seen = Seen(seen.yes[:, few], seen.total[:, few], seen.moved)
    for _ in range(_TURNS):
        belief = _updated(replace(prior, leanings=found), seen, learn=True)
        alike = float(prior.kinships[belief.weight.sum(axis=(1, 2)).argmax()])
        found = _leanings(prior.shares, alike, belief.weight.sum(axis=0), seen)
    return found


def _leanings(shares: Numbers, alike: float, weight: Numbers, seen: Seen) -> Numbers:
    """Find the likeliest leaning of each group when shares of statements are thought known."""
    statement, share = np.nonzero(weight > _LIKELY)
    first, no = alike * _leant(shares, _LEANINGS), seen.total - seen.yes
    found = np.empty(len(no))
    for group, yes in enumerate(seen.yes):
        likely = _rising(first, yes) + _rising(alike - first, no[group])
        score = likely[:, statement, share] @ weight[statement, share]
        found[group] = _summit(score - (_LEANINGS / LEANING) ** 2 / 2)
    return found


def _summit(score: Numbers) -> float:
    """Where a parabola through the best leaning and its neighbours has its top."""
    best = min(max(int(score.argmax()), 1), score.size - 2)
    left, middle, right = score[best - 1 : best + 2]
    step = _LEANINGS[1] - _LEANINGS[0]
    bend = min(left - 2 * middle + right, -1e-12)
    moved = float(np.clip((left - right) / (2 * bend), -1.0, 1.0))
    return float(_LEANINGS[best] + moved * step)


def _leant(shares: Numbers, leanings: Numbers) -> Numbers:
    return expit(logit(shares) + leanings[:, None])


def _log_likelihood(prior: Prior, seen: Seen) -> Numbers:
    """Log of how likely the votes of each statement are. Shape (kinships, statements, shares)."""
    alike, shares = prior.kinships[:, None], prior.by_group(len(seen.yes))
    found = np.zeros((alike.size, seen.yes.shape[1], prior.shares.size))
    for group in range(len(shares)):
        found += seen.log_chance(group, alike * shares[group], alike)
    return found


def _rising(start: Numbers, counts: Whole) -> Numbers:
    """Log of start * (start + 1) * ... over as many factors as each count, every count once.

    Shape (rows of ``start``, counts, columns of ``start``).
    """
    different, which = np.unique(counts, return_inverse=True)
    logs = gammaln(start[:, None, :] + different[:, None]) - gammaln(start)[:, None, :]
    return np.asarray(logs[:, which], dtype=np.float64)


def _by_conversation(prior: Prior, likely: Numbers) -> Numbers:
    """Log of the same under each conversation. Shape (kinships, statements, conversations)."""
    top = likely.max(axis=2, keepdims=True)
    result: Numbers = np.log(np.exp(likely - top) @ prior.mixing.T + 1e-300) + top
    return result


def _middles(low: float, high: float, count: int) -> Numbers:
    edges = np.linspace(low, high, count + 1)
    middles: Numbers = (edges[:-1] + edges[1:]) / 2
    return middles


def _steps(low: float, high: float, count: int) -> Numbers:
    return np.exp(_middles(np.log(low), np.log(high), count))
