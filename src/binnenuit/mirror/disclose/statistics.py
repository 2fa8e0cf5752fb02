"""How far a scale can be relied on in a round, as far as may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.mirror.compute.agreement.null_variance import uniform_variance
from binnenuit.mirror.compute.agreement.rwg import rwg_j_from_counts
from binnenuit.mirror.compute.consistency.alpha_intervals import alpha_ci
from binnenuit.mirror.model.tally import FEWEST_FOR_MOMENTS
from binnenuit.privacy import derive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from binnenuit.privacy import Disclosed, Group, ReadBack, Scale

    Numbers: TypeAlias = NDArray[np.float64]
    Derived: TypeAlias = tuple[float, tuple[float, float] | None]

_OF_SHARE: Final = 1_000_000
"""A share as a number of answers: so many that its variance is that of the shares."""


@dataclass(frozen=True)
class Statistics:
    """How far a scale can be relied on, over everybody in the groups with new figures.

    Attributes
    ----------
    alpha, alpha_low, alpha_high
        Cronbach's alpha with its 95 % interval (Feldt), for the fewest people of its band. Withheld
        for a scale that is an index: its items need not go together.
    omega
        One-factor omega; withheld for an index, and for fewer than three items.
    icc1, icc2
        One-way analysis of variance with the mean group size, from released means and ``spread``.
    spread
        Standard deviation of people's scores within groups.
    agreement
        rwg(j) with the uniform null, by name of the group whose figures these are, where 30 people
        or more answered; from released shares.
    """

    alpha: Disclosed[float]
    alpha_low: Disclosed[float]
    alpha_high: Disclosed[float]
    omega: Disclosed[float]
    icc1: Disclosed[float]
    icc2: Disclosed[float]
    spread: Disclosed[float]
    agreement: Mapping[str, Disclosed[float]]


def fewest(band: str) -> int:
    """Fewest people that a band allows: 5 of ``5-9``, 250 of ``250+``."""
    return int(band.rstrip("+").split("-")[0])


def statistics(shown: ReadBack) -> Statistics:
    """How far can a scale be relied on, by what was released of it?

    Returns
    -------
    statistics
        All of it follows from released figures.

    Notes
    -----
    Linear in groups of 30 people and more, and their items and options.
    """
    whole, items = shown.whole, len(shown.scale.items)
    alpha = whole["alpha"]
    low, high = (_alpha_end(alpha, items, end) for end in (0, 1))
    return Statistics(
        alpha=alpha,
        alpha_low=low,
        alpha_high=high,
        omega=whole["omega"],
        icc1=whole["icc1"],
        icc2=whole["icc2"],
        spread=whole["spread"],
        agreement=MappingProxyType(_agreement(shown.groups, shown.scale)),
    )


def _alpha_end(alpha: Disclosed[float], items: int, end: int) -> Disclosed[float]:
    def interval(values: Numbers, _ends: Numbers) -> Derived:
        found = alpha_ci(float(values[0]), fewest(alpha.n_band), items)
        return (np.nan if found is None else round(found[end], 2)), None

    return derive(interval, [alpha])


def _agreement(groups: Sequence[Group], scale: Scale) -> dict[str, Disclosed[float]]:
    found: dict[str, Disclosed[float]] = {}
    for group in groups:
        name = group.place_of_items.figure_of
        if group.large and name not in found:
            shares = [share for item in group.items.values() for share in item.shares]
            people = max(fewest(group.place_of_items.n_band), FEWEST_FOR_MOMENTS)
            found[name] = derive(_RwgJ(scale, people), shares)
    return found


class _RwgJ:
    """Agreement from the shares of answers at each option, item by item."""

    def __init__(self, scale: Scale, people: int) -> None:
        self._shape = (1, len(scale.items), scale.options)
        # Shares give the variance with divisor n: the null is made smaller by as much.
        self._null = uniform_variance(scale.options) * (people - 1) / people

    def __call__(self, shares: Numbers, _ends: Numbers) -> Derived:
        counts = np.rint(shares.reshape(self._shape) * _OF_SHARE).astype(np.int64)
        found = rwg_j_from_counts(counts, null_variance=self._null)
        return (np.nan if found.estimate is None else round(found.estimate, 2)), None
