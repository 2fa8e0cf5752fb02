"""How many people there are in each group, those who did not vote included?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Whole = NDArray[np.int64]


def everybody(population: int | ArrayLike | None, sizes: Whole, people: int) -> Whole:
    """Return the number of people of each group.

    Parameters
    ----------
    population
        None: nobody but who is in the table. A whole number: everybody in the organisation, divided
        as those in the table are. One number per group: as given.
    sizes
        People in the table by group. Shape (groups,).
    people
        People in the table, in a group or in none.

    Raises
    ------
    ArgumentError
        ``dialogue.population``: fewer people than are in the table, or not one number per group.
    """
    if population is None:
        return sizes
    given = np.asarray(population)
    if given.ndim == 0 and given.dtype.kind in "iu" and given >= people:
        return np.maximum(sizes, (2 * sizes * int(given) + people) // (2 * max(people, 1)))
    if given.shape == sizes.shape and given.dtype.kind in "iu" and (given >= sizes).all():
        return given.astype(np.int64)
    raise ArgumentError(
        "dialogue.population",
        sentence(
            "The population of {people} people in {groups} groups is a whole number of at least as "
            "many people, or one such number per group. Count everybody, also who did not vote.",
            people=people,
            groups=len(sizes),
        ),
    )
