"""What is told of teams whose own figures are drawn in towards that of all teams."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.model import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]


def _numbers() -> Numbers:
    return np.empty(0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Shrunk(Estimate):
    """Teams as they are best guessed: what each said, drawn in by how little it says.

    In the order given, and never a ranking: neighbours in a sorted list overlap.

    Attributes
    ----------
    estimate, interval
        The mean or share of all teams, each team weighed by what it tells.
    numbers
        Numbers of the groups; for sums and counts their place in what was given. Shape (groups,).
    sizes
        People of each. Shape (groups,).
    by_group
        Drawn in; NaN where nothing can be told. Shape (groups,).
    lower_by_group, upper_by_group
        Ends of the interval of each; NaN as above. Shape (groups,).
    raw_by_group
        Not drawn in, to be shown beside it; NaN without answers. Shape (groups,).
    weights
        How much each team's own figure counts against that of all, 0 to 1. Shape (groups,).
    between_variance, within_variance
        Of teams, and of people within a team; None when there is a reason.
    singular
        The best variance between teams is 0: nothing tells that teams differ, so all are drawn in
        to the same figure.
    """

    numbers: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    sizes: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    by_group: Numbers = field(default_factory=_numbers)
    lower_by_group: Numbers = field(default_factory=_numbers)
    upper_by_group: Numbers = field(default_factory=_numbers)
    raw_by_group: Numbers = field(default_factory=_numbers)
    weights: Numbers = field(default_factory=_numbers)
    between_variance: float | None = None
    within_variance: float | None = None
    singular: bool = False
