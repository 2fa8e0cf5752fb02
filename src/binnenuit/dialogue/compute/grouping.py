"""Put people into a given number of groups, by where they stand on the widest axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.dialogue.compute.membership import (
    SURE,
    Mixture,
    drawn_in,
    fitted,
    membership,
    usual_distance,
)
from binnenuit.dialogue.compute.spectrum import ENOUGH_VOTES, axes, canonical, centred, places
from binnenuit.dialogue.model.results import NO_GROUP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.compute.spectrum import Centred
    from binnenuit.dialogue.model.votes import Labels, Votes

_FITTED_ON = 2_000
_TURNS = 100


@dataclass(frozen=True, eq=False)
class Grouping:
    """People in groups.

    Attributes
    ----------
    membership
        How sure; rows sum to 1, all 0 for who is not placed. Shape (people, groups).
    positions
        Shape (people, groups - 1).
    mixture
        The fitted clouds.
    gain
        How much better the clouds explain the positions than one cloud does: difference of the
        Bayesian information criterion.
    """

    membership: NDArray[np.float64]
    positions: NDArray[np.float64]
    mixture: Mixture
    gain: float

    @property
    def nearest(self) -> Labels:
        """Likeliest group of each person; -1 for who is not placed."""
        return self._where(self.membership.max(axis=1, initial=0.0) > 0)

    @property
    def labels(self) -> Labels:
        """Group of who is sure of one; -1 for who is in between or not placed."""
        return self._where(self.membership.max(axis=1, initial=0.0) >= SURE)

    def _where(self, placed: NDArray[np.bool_]) -> Labels:
        return np.where(placed, self.membership.argmax(axis=1), NO_GROUP).astype(np.int64)


def group_into(votes: Votes, count: int, *, seed: int = 0, least: int = ENOUGH_VOTES) -> Labels:
    """Put people into ``count`` groups, whether there are such groups or not.

    Parameters
    ----------
    votes
        As in Conversation.
    count
        Number of groups, from 1.
    seed
        Of the first guess of the axes.
    least
        Who voted on fewer statements than this (or than there are) is not placed.

    Returns
    -------
    ndarray
        Group of each person, from 0, the largest first; -1 for who is in between or not placed;
        all -1 when people cannot be told apart into so many groups. The order of rows does not
        matter. Shape (people,). Cost: as `binnenuit.dialogue.compute.groups.find_groups` without
        its tests.
    """
    table, order = canonical(votes)
    of = centred(table, least=least)
    labels = np.full(votes.shape[0], NO_GROUP, dtype=np.int64)
    if count == 1:
        labels[order] = np.where(of.placed, 0, NO_GROUP)
        return labels
    if of.placed.sum() < count or votes.shape[1] < count - 1:
        return labels
    found = grouped(of, axes(of, count - 1, seed=seed)[1], count)
    if found is not None:
        labels[order] = by_size(found).labels
    return labels


def grouped(of: Centred, along: NDArray[np.float64], count: int) -> Grouping | None:
    """Group people by their places on the first ``count`` - 1 axes; None when they coincide.

    So many groups stand in general on so many axes. Clouds are fitted on at most 2,000 people
    and everybody is then placed by them.
    """
    where = places(of, along[:, : count - 1])
    here = where.mean[of.placed]
    usual = usual_distance(here)
    points = drawn_in(here[:_FITTED_ON], usual)
    first = nearest_middles(points, count)
    if first is None:
        return None
    clouds = fitted(points, first, count)
    one = fitted(points, np.zeros(len(points), dtype=np.int64), 1)
    belongs = membership(where, clouds, usual) * of.placed[:, None]
    return Grouping(belongs, where.mean, clouds, one.evidence - clouds.evidence)


def by_size(found: Grouping) -> Grouping:
    """Give the largest group, by who is sure of it, the first number."""
    sizes = np.bincount(found.labels + 1, minlength=len(found.mixture.middles) + 1)[1:]
    order = np.lexsort((*found.mixture.middles.T[::-1], -sizes))
    clouds = Mixture(
        found.mixture.middles[order],
        found.mixture.shares[order],
        found.mixture.shape,
        found.mixture.evidence,
    )
    return Grouping(found.membership[:, order], found.positions, clouds, found.gain)


def nearest_middles(points: NDArray[np.float64], count: int) -> Labels | None:
    """Begin with one group and split, each time where that helps most (Su and Dy 2007).

    Every group is tried: halved across its widest direction, then settled by k-means. There is no
    lot in it. None when points coincide.
    """
    labels = np.zeros(len(points), dtype=np.int64)
    for number in range(1, count):
        tries = [_settled(points, labels, group, number) for group in range(number)]
        possible = [tried for tried in tries if tried is not None]
        if not possible:
            return None
        labels = min(possible, key=lambda tried: tried[0])[1]
    return labels


def _settled(
    points: NDArray[np.float64], labels: Labels, group: int, fresh: int
) -> tuple[float, Labels] | None:
    """Halve a group and settle all; the sum of squares and the groups."""
    now = labels.copy()
    inside = points[labels == group] - points[labels == group].mean(axis=0)
    widest = np.linalg.eigh(inside.T @ inside)[1][:, -1]
    now[np.flatnonzero(labels == group)[inside @ widest > 0]] = fresh
    for _ in range(_TURNS):
        sizes = np.bincount(now, minlength=fresh + 1)
        if sizes.min() == 0:
            return None
        sums = [np.bincount(now, one, minlength=fresh + 1) for one in points.T]
        middles = np.stack(sums, axis=1) / sizes[:, None]
        squares = (middles**2).sum(axis=1)[:, None] - 2 * middles @ points.T
        before, now = now, squares.argmin(axis=0)
        if np.array_equal(before, now):
            break
    return float(squares.min(axis=0).sum()), now
