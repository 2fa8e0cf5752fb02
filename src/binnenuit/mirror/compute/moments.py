"""Sums per group in whole numbers: exact, and therefore the same in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.model.tally import Moments, unit

if TYPE_CHECKING:
    from binnenuit.mirror.model.results import Numbers
    from binnenuit.mirror.model.tally import Integers
    from binnenuit.privacy.answers import Scale

NOWHERE: Final = -1


def sums_by(places: Integers, groups: int, values: Integers) -> Integers:
    """Add up the rows of each group, exactly.

    Parameters
    ----------
    places
        Group of each row; negative for none. Shape (rows,).
    values
        Whole numbers. Shape (rows, ...).

    Returns
    -------
    sums
        0 for a group without rows. Shape (groups, ...).

    Notes
    -----
    Sorted and added per stretch, since ``bincount`` would add weights as rounded numbers.
    """
    held = np.flatnonzero(places != NOWHERE)
    order = held[np.argsort(places[held], kind="stable")]
    present, starts = np.unique(places[order], return_index=True)
    sums = np.zeros((groups, *values.shape[1:]), dtype=np.int64)
    if len(present):
        sums[present] = np.add.reduceat(values[order], starts, axis=0)
    return sums


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
    squares = (2 * scores - unit(scale) * both_ends) ** 2
    return Moments(
        groups=names,
        people=sums_by(places, len(names), np.ones_like(places)),
        squares=sums_by(places, len(names), squares),
        pairs=_products(places, len(names), answered, answered),
        sums=_products(places, len(names), centred, answered),
        products=_products(places, len(names), centred, centred),
    )


def _products(places: Integers, groups: int, first: Integers, second: Integers) -> Integers:
    # One item against all at a time: all against all of everybody would fill the memory.
    sums = [sums_by(places, groups, first[:, [item]] * second) for item in range(first.shape[1])]
    return np.stack(sums, axis=1)
