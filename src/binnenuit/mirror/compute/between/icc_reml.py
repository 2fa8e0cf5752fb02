"""How much of what people answer lies between their groups? By restricted maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit.mirror.compute.between.intercept import random_intercept
from binnenuit.mirror.model import Estimate

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, eq=False, kw_only=True)
class IccReml(Estimate):
    """What lies between groups and within them, never negative; the estimate is ICC(1).

    Attributes
    ----------
    icc1
        Share of the variance of one answer that lies between groups, 0 to 1; None with a
        ``reason``.
    icc2
        How far the means of groups of the mean size can be told apart, 0 to 1; None with a
        ``reason``.
    between_variance, within_variance
        In squared units of the values.
    mean_size
        People per group.
    singular
        The best variance between groups is 0: then ``icc1`` and ``icc2`` are 0, the end of what
        they can be.
    """

    icc1: float | None = None
    icc2: float | None = None
    between_variance: float | None = None
    within_variance: float | None = None
    mean_size: float = 0.0
    singular: bool = False


def icc_reml(values: ArrayLike, groups: ArrayLike) -> IccReml:
    """How much of what people answer lies between their groups, by restricted likelihood?

    Parameters
    ----------
    values
        NaN for missing: that row is dropped. Shape (people,).
    groups
        Number of the group; negative for none, and then the row is dropped. Shape (people,).

    Returns
    -------
    icc
        Reasons are those of ``random_intercept``.

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``.

    Notes
    -----
    ``ICC(1) = tau^2 / (tau^2 + sigma^2)`` and ``ICC(2) = m ICC(1) / (1 + (m - 1) ICC(1))`` with m
    the mean size; Bliese (2000); multilevel's ``mult.icc``. Where sizes are equal and the groups
    differ more than by chance it is the number of :func:`icc_anova`; elsewhere it is another one.
    """
    fitted = random_intercept(values, None, groups)
    size = fitted.n / fitted.groups if fitted.groups else 0.0
    between, within = fitted.between_variance, fitted.within_variance
    icc1 = None if between is None or within is None else between / (between + within)
    return IccReml(
        estimate=icc1,
        n=fitted.n,
        groups=fitted.groups,
        dropped=fitted.dropped,
        estimator="ICC(1) by restricted maximum likelihood",
        reason=fitted.reason,
        icc1=icc1,
        icc2=None if icc1 is None else size * icc1 / (1 + (size - 1) * icc1),
        between_variance=between,
        within_variance=within,
        mean_size=size,
        singular=fitted.singular,
    )
