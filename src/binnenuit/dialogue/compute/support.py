"""Do layers and departments, known beforehand, stand behind a statement?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.dialogue.compute.carrying import BAR, carrying_of_counts
from binnenuit.dialogue.compute.tallies import checked_labels, tallied
from binnenuit.dialogue.compute.totals import everybody
from binnenuit.dialogue.model import Support
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from binnenuit.dialogue.model.votes import Votes


def support(
    votes: Votes,
    places: ArrayLike,
    names: Sequence[str],
    *,
    bar: float = BAR,
    population: int | ArrayLike | None = None,
) -> Support:
    """Which statements carry in every layer, or every department?

    Parameters
    ----------
    votes
        1 agree, -1 disagree, a stored 0 for pass. Shape (people, statements).
    places
        Number of each person's layer or department in ``names``; -1 for none. Shape (people,).
    names
        Of the layers or departments. One without people is no hindrance: its share is 0.
    bar, population
        As in :func:`~binnenuit.dialogue.compute.carrying.carrying`; per place instead of per group.

    Raises
    ------
    ArgumentError
        ``dialogue.labels``, ``dialogue.places``: a number without a name. ``dialogue.population``,
        ``dialogue.bar``.

    Notes
    -----
    Costs as much as :func:`~binnenuit.dialogue.compute.carrying.carrying`.
    """
    given = checked_labels(places, votes.shape[0])
    if given.max(initial=-1) >= len(names):
        raise ArgumentError(
            "dialogue.places",
            sentence(
                "Place number {number} has no name. Give {names} names or more.",
                number=int(given.max()),
                names=int(given.max()) + 1,
            ),
        )
    sizes = np.bincount(given + 1, minlength=len(names) + 1)[1:].astype(np.int64)
    people = everybody(population, sizes, len(given))
    counts = tallied(votes, given, len(names))
    return Support(tuple(names), carrying_of_counts(*counts, population=people, bar=bar))
