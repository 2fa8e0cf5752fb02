"""Whole numbers out of whole numbers: how many of those who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Integers: TypeAlias = NDArray[np.int64]


def trials(successes: ArrayLike, n: ArrayLike) -> tuple[Integers, Integers]:
    """Return both as lists of whole numbers, when none of the first is above the second.

    Raises
    ------
    ArgumentError
        ``mirror.successes``: not two lists of whole numbers of one length, from 0, or more
        successes than people.
    """
    part, whole = np.asarray(successes), np.asarray(n)
    if part.shape == whole.shape and part.ndim == 1 and _whole(part) and _whole(whole):
        counted, of = part.astype(np.int64), whole.astype(np.int64)
        if (counted >= 0).all() and (counted <= of).all():
            return counted, of
    raise ArgumentError(
        "mirror.successes",
        sentence(
            "These are not two lists of whole numbers, of which the first is nowhere above the "
            "second. Give how many said so, and how many answered."
        ),
    )


def _whole(given: NDArray[np.generic]) -> bool:
    return not given.size or np.issubdtype(given.dtype, np.integer)


def population_of(n: int, population: int | None) -> int | None:
    """Return the number of people now in the team, when it is not less than who answered.

    Raises
    ------
    ArgumentError
        ``mirror.population``.
    """
    if population is None or population >= n:
        return population
    raise ArgumentError(
        "mirror.population",
        sentence(
            "{n} people answered, but the team counts {population}. Give the number of people "
            "who could have answered, or none.",
            n=n,
            population=population,
        ),
    )
