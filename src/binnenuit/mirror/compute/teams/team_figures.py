"""One figure and one number of people for each team."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.arguments import column

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]


def team_figures(n: ArrayLike, figures: ArrayLike, variance: float) -> tuple[Integers, Numbers]:
    """Return people and figures; a team counts 0 people where its figure is missing.

    Raises
    ------
    ArgumentError
        ``mirror.table``: the figures are no list of numbers; ``mirror.team-figures``: not one whole
        number of people for each figure, or a variance that is not above 0.
    """
    people, numbers = np.asarray(n), column(figures, "figures")
    whole = not people.size or np.issubdtype(people.dtype, np.integer)
    if whole and people.shape == numbers.shape and variance > 0:
        counted = people.astype(np.int64)
        if (counted >= 0).all():
            return np.where(np.isnan(numbers), 0, counted), numbers
    raise ArgumentError(
        "mirror.team-figures",
        sentence(
            "These are not a whole number of people for each of {teams} figures, with a variance "
            "above 0 ({variance}). Give both lists for the same teams.",
            teams=len(numbers),
            variance=variance,
        ),
    )
