"""Invented organisations in which everybody's vote is known, also of those who did not cast it.

The prior that `carrying` states, drawn from: a conversation has typical shares that agree,
disagree and pass, Dirichlet with weight 10 around 0.55, 0.25 and 0.20. The weight of these for each
statement is log-uniform from 1.5 to 12; the weight of a statement's shares for each group is
log-uniform from 2 to 32; both are drawn once for a conversation. A group leans to agreeing on
everything: the odds of agreeing to passing, and of passing to disagreeing, are multiplied by the
exponent of a normal variate with standard deviation 0.5. Everybody has an opinion on each
statement, drawn by his group's shares; who casts his vote is drawn without regard to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from binnenuit.dialogue.compute.prior import (
    GROUPS_ALIKE,
    LEANING,
    STATEMENTS_ALIKE,
    TYPICAL,
    TYPICAL_WEIGHT,
)
from binnenuit.dialogue.compute.tallies import tallied

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Labels, Votes

    Numbers = NDArray[np.float64]

_LEAST = 1e-3
"""Least weight of a share: under it a gamma variate may be nothing at all."""


@dataclass(frozen=True, eq=False)
class Simulated:
    """One organisation.

    Attributes
    ----------
    votes
        Cast. Shape (people, statements).
    everybody
        What all would have voted, of the same shape.
    labels
        True group of each person.
    """

    votes: Votes
    everybody: Votes
    labels: Labels

    def carries(self, bar: float = 0.6) -> NDArray[np.int64]:
        """Whether more than ``bar`` of every group agrees (1), or disagrees (-1), or neither (0).

        Counted, not computed. Shape (statements,).
        """
        groups = int(self.labels.max()) + 1
        agree, disagree, total = tallied(self.everybody, self.labels, groups)
        needed = np.floor(bar * total + 1e-9)
        carried = (agree > needed).all(axis=0).astype(np.int64)
        return np.asarray(carried - (disagree > needed).all(axis=0), dtype=np.int64)


def simulated(
    people: int, statements: int, groups: int, *, cast: float, generator: np.random.Generator
) -> Simulated:
    """Invent an organisation.

    Parameters
    ----------
    people, statements, groups
        Numbers. Groups are of different size: each next one half to all of the one before.
    cast
        Share of votes that are cast: 0 to 1.
    generator
        Of all that is drawn.
    """
    labels = _labels(people, groups, generator)
    typical = generator.dirichlet(np.array(TYPICAL) * TYPICAL_WEIGHT)
    statement = _around(np.tile(typical, (statements, 1)), STATEMENTS_ALIKE, generator)
    shares = _around(_leaning(statement, groups, generator), GROUPS_ALIKE, generator)
    drawn = generator.random((people, statements))
    agree, disagree = shares[labels, :, 0], shares[labels, :, 1]
    opinion = np.where(drawn < agree, 1, np.where(drawn < agree + disagree, -1, 0)).astype(np.int8)
    said = generator.random((people, statements)) < cast
    return Simulated(_table(opinion, said), _table(opinion, np.ones_like(said)), labels)


def _labels(people: int, groups: int, generator: np.random.Generator) -> Labels:
    weight = np.cumprod(np.append(1.0, generator.uniform(0.5, 1.0, groups - 1)))
    bounds = np.round(np.cumsum(weight) / weight.sum() * people)
    return np.searchsorted(bounds, np.arange(people), side="right").astype(np.int64)


def _leaning(statement: Numbers, groups: int, generator: np.random.Generator) -> Numbers:
    """Shares of each statement as each group sees it. Shape (groups, statements, 3)."""
    leaning = generator.normal(0.0, LEANING, groups) if groups > 1 else np.zeros(1)
    odds = np.exp(leaning[:, None, None] * np.array([1.0, -1.0, 0.0]))
    shares = statement * odds
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True), dtype=np.float64)


def _around(shares: Numbers, alike: tuple[float, float], generator: np.random.Generator) -> Numbers:
    """Draw Dirichlet shares around given ones, with one log-uniform weight for all."""
    weight = np.exp(generator.uniform(*np.log(alike)))
    parts = generator.standard_gamma(np.maximum(shares * weight, _LEAST))
    parts += np.finfo(float).tiny
    return np.asarray(parts / parts.sum(axis=-1, keepdims=True), dtype=np.float64)


def _table(opinion: NDArray[np.int8], said: NDArray[np.bool_]) -> Votes:
    rows, columns = np.nonzero(said)
    starts = np.concatenate([[0], np.cumsum(said.sum(axis=1))])
    return csr_array((opinion[rows, columns], columns, starts), shape=opinion.shape)
