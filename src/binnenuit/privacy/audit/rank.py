"""Level C: every single block and every pair of blocks that can be laid bare."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from binnenuit.privacy.audit.elimination import PRIME, inverses, reduced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit.privacy.audit.blocks import Blocks, Flags, Integers
    from binnenuit.privacy.audit.elimination import Reduced


class Exposed(NamedTuple):
    """The lightest group of blocks that was found to carry a combination.

    Attributes
    ----------
    smallest
        People.
    support
        Blocks of the group. Shape (blocks,).
    decided
        No combination rests on fewer people; when there are k or more: none rests on fewer than k.
    """

    smallest: int
    support: Flags
    decided: bool


def rank_attack(given: Blocks, k: int) -> Exposed:
    """Find every combination of published sums that rests on one or two blocks.

    Notes
    -----
    In a reduced basis of the row space each pivot block stands in one row only. A combination of
    one block is therefore a row without other blocks; a combination of two is a row with one other
    block, or two rows whose other parts are proportional. These are all, so what is proven is: no
    group of one or two blocks lighter than the answer can be laid bare. Groups of three and more
    blocks are looked at only as far as they happen to be a published set or a row of the basis;
    the answer is decided when it, or ``k``, is no more than the three lightest blocks together,
    which is what any other combination must rest on at least.

    Modulo a prime every combination over the rationals survives, unless the prime divides the
    minors of the memberships: the attack can find too much, hardly ever too little. Time grows with
    rank x sets x blocks at worst; 260 people with three attributes take 0.1 s.
    """
    basis = reduced(given.memberships.toarray())
    supports = [_whole_sets(given), basis.rows != 0, *_pairs(basis, given.sizes)]
    every = np.vstack(supports)
    people = every @ given.sizes
    lightest = int(np.argmin(people))
    three = np.sort(given.sizes)[:3].sum() if len(given.sizes) > 2 else np.inf
    decided = min(people[lightest], k) <= three
    return Exposed(int(people[lightest]), every[lightest], bool(decided))


def _whole_sets(given: Blocks) -> Flags:
    whole: Flags = given.memberships.toarray() != 0
    return whole


def _pairs(basis: Reduced, sizes: Integers) -> Iterator[Flags]:
    """Add up rows of the basis whose parts outside the pivots are proportional.

    Of rows with the same part only the two lightest pivots matter.
    """
    other = np.delete(basis.rows, basis.pivots, axis=1)
    with_other = np.flatnonzero((other != 0).any(axis=1))
    if not with_other.size:
        return
    other = other[with_other]
    first = other[np.arange(len(other)), (other != 0).argmax(axis=1)]
    scaled = other * inverses(first)[:, None] % PRIME
    order = np.lexsort((sizes[basis.pivots[with_other]], *scaled.T))
    starts_group = True
    for one, two in pairwise(order.tolist()):
        same = bool((scaled[one] == scaled[two]).all())
        if same and starts_group:
            pair = np.zeros((1, len(sizes)), dtype=np.bool_)
            pair[0, basis.pivots[with_other[[one, two]]]] = True
            yield pair
        starts_group = not same
