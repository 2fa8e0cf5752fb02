"""How far a scale can be relied on in a round, as far as may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.privacy import Disclosed


@dataclass(frozen=True)
class Statistics:
    """How far a scale can be relied on, over everybody in the groups with new figures.

    Attributes
    ----------
    alpha, alpha_low, alpha_high
        Cronbach's alpha with its 95 % interval (Feldt), for the fewest people of its band.
    omega
        One-factor omega; withheld for a scale that is an index, or has fewer than three items.
    icc1, icc2
        One-way analysis of variance with the mean group size, from released means and ``spread``.
    spread
        Standard deviation of people's scores within groups.
    agreement
        rwg(j) with the uniform null, by name of the group, where 30 people or more answered.
    """

    alpha: Disclosed[float]
    alpha_low: Disclosed[float]
    alpha_high: Disclosed[float]
    omega: Disclosed[float]
    icc1: Disclosed[float]
    icc2: Disclosed[float]
    spread: Disclosed[float]
    agreement: Mapping[str, Disclosed[float]]
