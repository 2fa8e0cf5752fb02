"""What was answered in one round, as it was read: one row for each rater and whom he rated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ratings:
    """The answers of one round, as given: reversed items are not turned round yet.

    Attributes
    ----------
    round
        Name of the round.
    teams
        Ids of all teams that rate or are rated.
    raters
        Ids of the people who rate; empty when the table has no raters, and then nothing about
        teams can be released, because people cannot be counted.
    rated, rater_team
        Number of the team in ``teams``; -1 when the table does not say. Shape (rows,).
    rater
        Number in ``raters``; -1 throughout without raters. Shape (rows,).
    items
        Codes of the items, in the order of the columns.
    values
        Answers; NaN where there is none. Shape (rows, items).
    dont_know
        "Don't know" was said; ``values`` is NaN there. Shape (rows, items).
    """

    round: str
    teams: tuple[str, ...]
    raters: tuple[str, ...]
    rated: Integers
    rater_team: Integers
    rater: Integers
    items: tuple[str, ...]
    values: Numbers
    dont_know: Flags
