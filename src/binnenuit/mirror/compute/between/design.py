"""How many times more people are needed because people of one group resemble one another?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.mirror.compute.between.icc import icc_anova
from binnenuit.mirror.model import Estimate

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.mirror.compute.between.icc import Icc


@dataclass(frozen=True, eq=False, kw_only=True)
class DesignEffect(Estimate):
    """How much wider than of people drawn one by one; the estimate is that with the mean size.

    Attributes
    ----------
    by_mean_size
        Variance of a mean over whole groups, as a multiple of that of as many people drawn one by
        one; below 1 where ICC(1) is negative. None with a ``reason``.
    by_weighted_size
        The same with the size of the group of the average person: larger where sizes differ.
    icc1
        ICC(1) by analysis of variance, with the mean group size.
    mean_size, weighted_size
        People per group, and ``sum n^2 / N``.
    """

    by_mean_size: float | None = None
    by_weighted_size: float | None = None
    icc1: float | None = None
    mean_size: float = 0.0
    weighted_size: float = 0.0


def design_effect(values: ArrayLike, groups: ArrayLike) -> DesignEffect:
    """How many times more people are needed because people of one group resemble one another?

    Parameters
    ----------
    values
        NaN for missing: that row is dropped. Shape (people,).
    groups
        Number of the group; negative for none, and then the row is dropped. Shape (people,).

    Returns
    -------
    effect
        No estimate where :func:`icc_anova` has none, for the same reason.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``.

    Notes
    -----
    ``1 + (m - 1) ICC(1)`` with m the mean size, and with ``sum n^2 / N`` for m; Kish (1965). Linear
    in people.
    """
    return design_effect_of(icc_anova(values, groups))


def design_effect_of(icc: Icc) -> DesignEffect:
    """How many times more people are needed, when the ICC is known already, as from sums?

    Parameters
    ----------
    icc
        From ``icc_anova`` or ``icc_from_sums``.
    """
    by_mean_size = _effect(icc.icc1, icc.mean_size)
    return DesignEffect(
        estimate=by_mean_size,
        n=icc.n,
        groups=icc.groups,
        dropped=icc.dropped,
        estimator="design effect, ICC(1) by analysis of variance, mean group size",
        reason=icc.reason,
        by_mean_size=by_mean_size,
        by_weighted_size=_effect(icc.icc1, icc.weighted_size),
        icc1=icc.icc1,
        mean_size=icc.mean_size,
        weighted_size=icc.weighted_size,
    )


def _effect(icc1: float | None, size: float) -> float | None:
    return None if icc1 is None else 1 + (size - 1) * icc1
