"""Sums per group in whole numbers: exact, and therefore the same in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.model.tally import Moments, unit

if TYPE_CHECKING:
    from binnenuit.mirror.model.results import Numbers
    from binnenuit.mirror.model.tally import Integers
    from binnenuit.privacy.answers import Scale

NOWHERE: Final = -1


@dataclass(frozen=True, eq=False)
class Stretches:
    """Rows put together by group, to be summed exactly; made by :func:`stretches`.

    Attributes
    ----------
    groups
        Number of groups, with or without rows.
    order
        Rows that are in a group, by group.
    present, starts
        Groups that have rows, and where in ``order`` those of each begin.
    """

    groups: int
    order: Integers
    present: Integers
    starts: Integers

    def sums(self, values: Integers) -> Integers:
        """Add up the rows of each group; 0 for a group without rows. Shape (groups, ...).

        Notes
        -----
        ``bincount`` would add weights as rounded numbers.
        """
        sums = np.zeros((self.groups, *values.shape[1:]), dtype=np.int64)
        if len(self.present):
            sums[self.present] = np.add.reduceat(values[self.order], self.starts, axis=0)
        return sums

    def sizes(self) -> Integers:
        """Count the rows of each group. Shape (groups,)."""
        sizes = np.zeros(self.groups, dtype=np.int64)
        sizes[self.present] = np.diff(self.starts, append=len(self.order))
        return sizes


def stretches(places: Integers, groups: int) -> Stretches:
    """Put rows together by group; a negative place is no group."""
    held = np.flatnonzero(places != NOWHERE)
    order = held[np.argsort(places[held], kind="stable")]
    present, starts = np.unique(places[order], return_index=True)
    return Stretches(groups, order, present, starts)


def moments(
    scale: Scale, answers: Numbers, scores: Integers, places: Integers, names: tuple[str, ...]
) -> Moments:
    """Sum products per group, of people with a valid score.

    Parameters
    ----------
    answers
        NaN where there is none. Shape (people, items).
    scores
        Times the unit of the scale. Shape (people,).
    places
        Number in ``names``, -1 for none. Shape (people,).
    names
        Ascending.
    """
    both_ends = 2 * scale.lowest + scale.options - 1
    answered = (~np.isnan(answers)).astype(np.int64)
    centred = answered * (2 * np.nan_to_num(answers).astype(np.int64) - both_ends)
    by = stretches(places, len(names))
    squares = (2 * scores - unit(scale) * both_ends) ** 2
    return Moments(
        groups=names,
        people=by.sizes(),
        squares=by.sums(squares),
        pairs=_products(by, answered, answered),
        sums=_products(by, centred, answered),
        products=_products(by, centred, centred),
    )


def _products(by: Stretches, first: Integers, second: Integers) -> Integers:
    # One item against all at a time: all against all of everybody would fill the memory.
    sums = [by.sums(first[:, [item]] * second) for item in range(first.shape[1])]
    return np.stack(sums, axis=1)
