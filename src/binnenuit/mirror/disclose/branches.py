"""Parts of an organisation large enough for sums of products: each person in one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.mirror.model.tally import FEWEST_FOR_MOMENTS
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.tree import levels

if TYPE_CHECKING:
    from binnenuit.privacy.model import Integers


def branches(above: Integers, people: Integers) -> Integers:
    """Into which parts of 30 people or more does an organisation fall?

    Parameters
    ----------
    above
        Region above each region, -1 for none. Shape (regions,).
    people
        People in each region, 0 where it takes no part. Shape (regions,).

    Returns
    -------
    heads
        For each region the region after which its part is named; -1 throughout when there are
        fewer than 30 people. Shape (regions,).

    Notes
    -----
    From the bottom up: as soon as what is at and below a region has 30 people it is a part; what is
    left at the top becomes one, or joins the last. So parts have nobody in common, and every sum or
    difference of them rests on 30 people or more. Linear in regions.
    """
    heads = np.full(len(above), NOWHERE)
    waiting: list[list[int]] = [[node] for node in range(len(above))]
    rest: list[int] = []
    last = NOWHERE
    for level in levels(above)[::-1]:
        for node in level.tolist():
            nodes = waiting[node]
            if people[nodes].sum() >= FEWEST_FOR_MOMENTS:
                heads[nodes] = last = node
            else:
                over = rest if above[node] == NOWHERE else waiting[above[node]]
                over.extend(nodes)
    heads[rest] = rest[0] if people[rest].sum() >= FEWEST_FOR_MOMENTS else last
    return fixed(heads)
