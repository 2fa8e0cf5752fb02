"""Whether each item goes along with the others, and what the scale would be without it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.mirror.compute.consistency.covariances import (
    NEGLIGIBLE,
    about_means,
    obstacle,
    spread,
)
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.mirror.compute.consistency.covariances import Spread
    from binnenuit.mirror.model.results import Numbers
    from binnenuit.mirror.model.tally import Integers


@dataclass(frozen=True, eq=False, kw_only=True)
class ItemRest(Estimate):
    """How each item goes along with the rest; the estimate is the lowest of them.

    Attributes
    ----------
    item_rest
        Correlation of an item with the sum of the others; NaN where it is not defined. Shape
        (items,).
    raw
        Correlation of an item with the mean of all that was answered, itself among it; NaN where
        it is not defined. Shape (items,).
    alpha_if_dropped
        Cronbach's alpha of the others; NaN under 3 items. Shape (items,).
    means, sds
        Of the answers to each item, with divisor n - 1; NaN where too few answered. Shape
        (items,).
    counts
        Answers to each item. Shape (items,).
    suggest_reversed
        Items with a negative ``item_rest``, from 0: perhaps they were asked the other way round.
        Nothing is turned round here.
    """

    item_rest: Numbers = field(default_factory=lambda: np.empty(0))
    raw: Numbers = field(default_factory=lambda: np.empty(0))
    alpha_if_dropped: Numbers = field(default_factory=lambda: np.empty(0))
    means: Numbers = field(default_factory=lambda: np.empty(0))
    sds: Numbers = field(default_factory=lambda: np.empty(0))
    counts: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    suggest_reversed: tuple[int, ...] = ()


def item_rest(items: ArrayLike, *, pairwise: bool = False) -> ItemRest:
    """Tell for each item whether it goes along with the others.

    Parameters
    ----------
    items
        Answers, reversed items turned round, NaN for missing. Shape (people, items).
    pairwise
        False leaves out who missed an item; True uses for each pair of items who answered both,
        as psych's alpha does.

    Returns
    -------
    item_rest
        Without an estimate under 2 items or 2 people, and when no item varies together with the
        others; the mean, spread and count of each item are there all the same.

    Raises
    ------
    ArgumentError
        ``mirror.table``: not a table of numbers.

    Notes
    -----
    ``cov(x_i, T - x_i) / sqrt(var(x_i) var(T - x_i))`` from the covariances; Henrysson (1963),
    Psychometrika 28. Linear in people, square in items.
    """
    found = spread(items, pairwise=pairwise)
    corrected = corrected_correlations(found.covariance)
    defined = corrected[~np.isnan(corrected)]
    counts = np.count_nonzero(~np.isnan(found.rows), axis=0)
    return ItemRest(
        estimate=float(defined.min()) if defined.size else None,
        n=found.n,
        dropped=found.dropped,
        estimator=f"item-rest correlation, {found.way}",
        reason=Reason.NONE if defined.size else _reason(found),
        item_rest=corrected,
        raw=_raw_correlations(found.rows),
        alpha_if_dropped=_without_each(found.covariance),
        means=_divided(np.nansum(found.rows, axis=0), counts),
        sds=np.sqrt(np.diag(found.covariance)),
        counts=counts,
        suggest_reversed=against_the_rest(corrected),
    )


def alpha_if_dropped(items: ArrayLike, *, pairwise: bool = False) -> Numbers:
    """Tell what Cronbach's alpha would be without each item in turn.

    Parameters
    ----------
    items, pairwise
        As in :func:`item_rest`.

    Returns
    -------
    alphas
        NaN under 3 items, and where the sum of the others does not vary. Shape (items,).

    Raises
    ------
    ArgumentError
        ``mirror.table``: not a table of numbers.
    """
    return _without_each(spread(items, pairwise=pairwise).covariance)


def corrected_correlations(covariance: Numbers) -> Numbers:
    """Correlate each item with the sum of the others; NaN where either does not vary."""
    own = np.diag(covariance)
    with_rest = covariance.sum(axis=0) - own
    return _divided(with_rest, np.sqrt(own * np.maximum(_rest_variances(covariance), 0.0)))


def against_the_rest(corrected: Numbers) -> tuple[int, ...]:
    """List the items that go against the others, from 0; rounding is not against."""
    return tuple(int(item) for item in np.flatnonzero(corrected < -NEGLIGIBLE))


def _reason(found: Spread) -> Reason:
    if found.covariance.shape[0] < 2:
        return Reason.TOO_FEW_ITEMS
    return obstacle(found.covariance, found.n) or Reason.CONSTANT_ITEM


def _rest_variances(covariance: Numbers) -> Numbers:
    """Compute the variance of the sum of all items but one, for each; 0 where it is rounding."""
    own, rows = np.diag(covariance), covariance.sum(axis=0)
    rest = covariance.sum() - 2 * rows + own
    size = np.abs(covariance).sum()
    varies: Numbers = np.where(np.abs(rest) > NEGLIGIBLE * size, rest, 0.0)
    return varies


def _without_each(covariance: Numbers) -> Numbers:
    others = len(covariance) - 1
    if others < 2:
        return np.full(len(covariance), np.nan)
    own = np.trace(covariance) - np.diag(covariance)
    shares = _divided(own, np.maximum(_rest_variances(covariance), 0.0))
    alphas: Numbers = others / (others - 1) * (1 - shares)
    return alphas


def _raw_correlations(rows: Numbers) -> Numbers:
    """Correlate each item with the mean of what was answered, among who answered that item."""
    if not rows.size:
        return np.full(rows.shape[1], np.nan)
    totals = np.nanmean(rows, axis=1, keepdims=True)
    own, whole = about_means(rows), about_means(np.where(np.isnan(rows), np.nan, totals))
    shared = (own * whole).sum(axis=0)
    return _divided(shared, np.sqrt((own**2).sum(axis=0) * (whole**2).sum(axis=0)))


def _divided(amounts: Numbers, by: Numbers | Integers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: Numbers = np.where(by > 0, amounts / by, np.nan)
    return shares
