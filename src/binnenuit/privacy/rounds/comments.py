"""Where may comments be read? Higher up, where they come from many people (rule R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.arguments import fixed, parents, people_in
from binnenuit.privacy.model import SMALLEST_GROUP_OF_ITEM
from binnenuit.privacy.tree import levels, nearest, totals

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.privacy.model import Flags, Integers

SMALLEST_AUDIENCE: Final = 25


def comment_groups(tree: ArrayLike, people: ArrayLike) -> Integers:
    """Find for each node where the comments of its own people are shown.

    Parameters
    ----------
    tree
        Parent of each node, -1 for a root. Shape (nodes,).
    people
        People of each node itself who answered, whether or not they wrote something. Shape
        (nodes,).

    Returns
    -------
    places
        The nearest node at or above that has 25 people with everything below it, and at which
        the comments of at least 10 people come together; -1 where there is none, and the comments
        are shown nowhere. Shape (nodes,).

    Raises
    ------
    ArgumentError
        ``privacy.tree``, ``privacy.circle``, ``privacy.counts``.

    Notes
    -----
    A node of 25 is not enough: when 30 of a manager's 33 people read and write lower down, three
    are left, and comments at the manager would be theirs. Those then go further up. A few array
    operations per level.
    """
    above = parents(tree)
    own = people_in(people, above.shape)
    return fixed(nearest(above, _shows_comments(above, own)))


def _shows_comments(tree: Integers, people: Integers) -> Flags:
    large = totals(tree, people) >= SMALLEST_AUDIENCE
    gathered = people.copy()
    shows = np.zeros(len(tree), dtype=np.bool_)
    for level in reversed(levels(tree)):
        shows[level] = large[level] & (gathered[level] >= SMALLEST_GROUP_OF_ITEM)
        further = level[~shows[level] & (tree[level] >= 0)]
        np.add.at(gathered, tree[further], gathered[further])
    return shows
