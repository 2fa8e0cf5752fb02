"""Sums that cannot be taken apart by who skipped what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.privacy.model import NOWHERE

if TYPE_CHECKING:
    from binnenuit.mirror.model.ratings import Integers, Numbers


def where_alike(values: Numbers, places: Integers, fewest: int) -> Integers:
    """In which groups did each set of items find enough people who answered just these?

    Parameters
    ----------
    values
        Answers, NaN for none. Shape (rows, items).
    places
        Group of each row, -1 for none. Shape (rows,).
    fewest
        Fewest people who answered the same items of a scale and skipped the same others.

    Returns
    -------
    places
        The same, with -1 for everybody in the other groups. Shape (rows,).

    Notes
    -----
    Exact sums of scores, of answers and of products rest on different people where somebody
    skipped an item: the sum of an item, less the sum over those who answered a second one as well,
    is that of the people who skipped the second. Each person weighs in such a combination by what
    he skipped; so what remains is always everybody alike, or nobody. Linear in rows, but for a
    sort.
    """
    held = np.flatnonzero(places != NOWHERE)
    skipped = np.isnan(values[held]) @ (1 << np.arange(values.shape[1]))
    codes = places[held].astype(np.int64) * (1 << values.shape[1]) + skipped
    alike, people = np.unique(codes, return_counts=True)
    few = alike[people < fewest] >> values.shape[1]
    return np.where(np.isin(places, few), NOWHERE, places)
