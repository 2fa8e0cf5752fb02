"""What is thought of a statement before the first vote, and what the other statements add to it.

Three levels [hierarchical beta-binomial model]: a conversation has typical shares that agree,
disagree and pass; each statement has shares of its own around them; each group has shares of its
own around those of the statement. How far they lie apart is learnt from all statements together;
with few votes what is stated here rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import betainc, betaln, logsumexp

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

_MEANS: Final = 9
_SPREADS: Final = 5
_KINSHIPS: Final = 7
_SHARES: Final = 32
_ENOUGH: Final = 300
"""Statements from which the spreads are learnt; of more, so many at even distances."""


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
    """

    shares: Numbers
    mixing: Numbers
    kinships: Numbers
    log_weight: Numbers


@dataclass(frozen=True, eq=False)
class Belief:
    """What is thought of each statement after the votes.

    Attributes
    ----------
    shares, kinships
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
    return Prior(shares, mixing, _steps(*GROUPS_ALIKE, _KINSHIPS), np.log(weight))


def learnt(prior: Prior, yes: Whole, total: Whole) -> Prior:
    """Return what all statements together say of typical shares and spreads.

    Parameters
    ----------
    yes, total
        Votes by group. Shape (groups, statements).
    """
    each = _by_conversation(prior, _log_likelihood(prior, yes, total))
    together = prior.log_weight + each.sum(axis=1)
    return Prior(prior.shares, prior.mixing, prior.kinships, together - logsumexp(together))


def believed(prior: Prior, yes: Whole, total: Whole, *, learn: bool) -> Belief:
    """Return what is thought of each statement.

    Parameters
    ----------
    yes, total
        Votes by group. Shape (groups, statements).
    learn
        Whether the other statements say something of typical shares and spreads, each statement
        being left out of what is learnt for itself; otherwise ``prior`` holds as it is.
    """
    likely = _log_likelihood(prior, yes, total)
    log_weight = prior.log_weight[:, None, :]
    if learn:
        each = _by_conversation(prior, likely)
        log_weight = log_weight + each.sum(axis=1, keepdims=True) - each
    log_weight = log_weight - logsumexp(log_weight, axis=(0, 2), keepdims=True)
    weight = (np.exp(log_weight) @ prior.mixing) * np.exp(
        likely - likely.max(axis=(0, 2), keepdims=True)
    )
    return Belief(prior.shares, prior.kinships, weight / weight.sum(axis=(0, 2), keepdims=True))


def _log_likelihood(prior: Prior, yes: Whole, total: Whole) -> Numbers:
    """Log of how likely the votes of each statement are. Shape (kinships, statements, shares)."""
    found = np.zeros((prior.kinships.size, yes.shape[1], prior.shares.size))
    for number, kinship in enumerate(prior.kinships):
        first, second = kinship * prior.shares, kinship * (1.0 - prior.shares)
        for group_yes, group_total in zip(yes, total, strict=True):
            group_no = group_total - group_yes
            found[number] += betaln(first + group_yes[:, None], second + group_no[:, None])
        found[number] -= len(yes) * betaln(first, second)
    return found


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
