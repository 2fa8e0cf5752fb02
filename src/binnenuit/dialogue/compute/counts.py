"""Check counts of votes before anything is computed from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.dialogue.compute.tallies import Tallies
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Whole = NDArray[np.int64]


def checked_counts(agree: ArrayLike, disagree: ArrayLike, total: ArrayLike) -> Tallies:
    """Return counts by group and statement.

    Raises
    ------
    ArgumentError
        ``dialogue.counts``: not whole numbers of one shape (groups, statements), negative, or more
        who agree and disagree than who voted.
    """
    counts = Tallies(*(_whole(given) for given in (agree, disagree, total)))
    if not counts.agree.ndim == 2 or len({array.shape for array in counts}) > 1:
        raise _contradiction()
    if min(array.min(initial=0) for array in counts) < 0:
        raise _contradiction()
    if (counts.agree + counts.disagree > counts.total).any():
        raise _contradiction()
    return counts


def checked_people(population: ArrayLike, total: Whole) -> Whole:
    """Return the people of each group, for each statement. Shape (groups, statements).

    Raises
    ------
    ArgumentError
        ``dialogue.counts``: not one number by group, or by group and statement; or fewer people
        than voted.
    """
    people = _whole(population)
    people = people[:, None] if people.ndim == 1 else people
    if people.shape not in {(len(total), 1), total.shape} or (total > people).any():
        raise _contradiction()
    return np.broadcast_to(people, total.shape)


def checked_bar(bar: float) -> float:
    """Return the share to be exceeded.

    Raises
    ------
    ArgumentError
        ``dialogue.bar``: under one half, or 1 or more.
    """
    if 0.5 <= bar < 1:
        return float(bar)
    raise ArgumentError(
        "dialogue.bar",
        sentence("A bar of {bar} cannot be used. Give a share from 0.5, under 1.", bar=bar),
    )


def _whole(given: ArrayLike) -> Whole:
    array = np.asarray(given)
    if array.size and array.dtype.kind not in "iu":
        raise _contradiction()
    return array.astype(np.int64)


def _contradiction() -> ArgumentError:
    return ArgumentError(
        "dialogue.counts",
        sentence(
            "The counts of votes contradict one another. Give whole numbers by group and "
            "statement: who agrees and who disagrees are at most who voted, and who voted are at "
            "most the people of the group."
        ),
    )
