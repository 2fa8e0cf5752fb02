"""Whether the items of a scale tell the same story: Cronbach's alpha."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.mirror.compute.confidence import checked_level
from binnenuit.mirror.compute.consistency.alpha_intervals import (
    alpha_ci,
    alpha_standard_error,
    around,
)
from binnenuit.mirror.compute.consistency.covariances import (
    checked_covariance,
    constant_items,
    correlations,
    obstacle,
    spread,
    total_variance,
)
from binnenuit.mirror.compute.consistency.item_rest import against_the_rest, corrected_correlations
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from binnenuit.mirror.model.results import Numbers


@dataclass(frozen=True, eq=False, kw_only=True)
class Alpha(Estimate):
    """How consistent a scale is; the interval is Feldt's.

    Attributes
    ----------
    items
        Items of the scale, those that do not vary among them.
    standardised
        Alpha of the items when each is given the same variance; None when an item is constant.
    mean_correlation, median_correlation
        Of the pairs of items; None when an item is constant.
    guttman6
        Guttman's lambda 6, from what each item shares with all others; None when an item is
        constant or follows from the others.
    standard_error
        Of Duhachek and Iacobucci; None under 3 people.
    duhachek
        The interval of that standard error. It may end above 1.
    constant
        Items that everybody answered in the same way, from 0.
    suggest_reversed
        Items that go against the rest, from 0: perhaps they were asked the other way round.
        Nothing is turned round here.
    """

    items: int = 0
    standardised: float | None = None
    mean_correlation: float | None = None
    median_correlation: float | None = None
    guttman6: float | None = None
    standard_error: float | None = None
    duhachek: tuple[float, float] | None = None
    constant: tuple[int, ...] = ()
    suggest_reversed: tuple[int, ...] = ()

    @property
    def feldt(self) -> tuple[float, float] | None:
        """The interval of Feldt, which is ``interval``."""
        return self.interval


def cronbach_alpha(items: ArrayLike, *, pairwise: bool = False, level: float = 0.95) -> Alpha:
    """Tell how consistent the items of a scale are.

    Parameters
    ----------
    items
        Answers, reversed items turned round, NaN for missing. Shape (people, items).
    pairwise
        False leaves out who missed an item, as multilevel's cronbach does; True uses for each
        pair of items who answered both, as psych's alpha does.
    level
        Share of intervals that hold the true value.

    Returns
    -------
    alpha
        At most 1, and negative when items go against one another. Without an estimate under 2
        items or 2 people, when a pair of items was answered by fewer than 2, and when the sum of
        the items does not vary.

    Raises
    ------
    ArgumentError
        ``mirror.table``: not a table of numbers; ``mirror.level``: no level.

    Notes
    -----
    ``k/(k-1) (1 - sum s_i^2 / s_T^2)``; Cronbach (1951), Psychometrika 16, equation 2.
    ``k rbar / (1 + (k-1) rbar)`` standardised. Lambda 6: Guttman (1945), Psychometrika 10. That
    .70 would do is a convention. Linear in people, square in items.
    """
    found = spread(items, pairwise=pairwise)
    return _alpha(
        found.covariance,
        found.n,
        level=level,
        dropped=found.dropped,
        estimator=f"Cronbach's alpha, {found.way}",
    )


def alpha_from_covariance(covariance: ArrayLike, n: int, *, level: float = 0.95) -> Alpha:
    """Tell how consistent a scale is when only its covariances are known.

    Parameters
    ----------
    covariance
        With divisor n - 1; NaN where too few answered both. Shape (items, items).
    n
        People behind it; with pairwise covariances all who answered anything.
    level
        As in :func:`cronbach_alpha`, which gives the same from the same covariances.

    Raises
    ------
    ArgumentError
        ``mirror.covariance``: not square, or its halves differ; ``mirror.level``: no level.
    """
    return _alpha(
        checked_covariance(covariance),
        n,
        level=level,
        dropped=0,
        estimator="Cronbach's alpha, from covariances",
    )


def _alpha(covariance: Numbers, n: int, *, level: float, dropped: int, estimator: str) -> Alpha:
    checked_level(level)
    items = len(covariance)
    reason = _reason(covariance, n)
    if reason:
        return Alpha(
            estimate=None,
            n=n,
            dropped=dropped,
            estimator=estimator,
            reason=reason,
            items=items,
            constant=() if n < 2 else constant_items(covariance),
        )
    estimate = raw_alpha(covariance)
    error = alpha_standard_error(covariance, n)
    mean, median = _middle_correlations(covariance)
    return Alpha(
        estimate=estimate,
        interval=alpha_ci(estimate, n, items, level),
        n=n,
        dropped=dropped,
        estimator=estimator,
        items=items,
        standardised=None if mean is None else _stepped_up(mean, items),
        mean_correlation=mean,
        median_correlation=median,
        guttman6=_guttman6(covariance),
        standard_error=error,
        duhachek=None if error is None else around(estimate, error, level),
        constant=constant_items(covariance),
        suggest_reversed=against_the_rest(corrected_correlations(covariance)),
    )


def raw_alpha(covariance: Numbers) -> float:
    """Compute alpha of two items or more whose sum varies."""
    items = len(covariance)
    own_share = float(np.trace(covariance)) / total_variance(covariance)
    return items / (items - 1) * (1 - own_share)


def _reason(covariance: Numbers, n: int) -> Reason:
    if len(covariance) < 2:
        return Reason.TOO_FEW_ITEMS
    reason = obstacle(covariance, n)
    if reason:
        return reason
    return Reason.NONE if total_variance(covariance) else Reason.CONSTANT_TOTAL


def _middle_correlations(covariance: Numbers) -> tuple[float | None, float | None]:
    pairs = correlations(covariance)[np.tril_indices(len(covariance), -1)]
    if np.isnan(pairs).any():
        return None, None
    return float(pairs.mean()), float(np.median(pairs))


def _stepped_up(correlation: float, items: int) -> float | None:
    whole = 1 + (items - 1) * correlation
    return items * correlation / whole if whole > 0 else None


def _guttman6(covariance: Numbers) -> float | None:
    shared = correlations(covariance)
    if np.isnan(shared).any() or np.linalg.eigvalsh(shared)[0] < 1e-10:
        return None
    # What an item does not share with all others together: 1 over the diagonal of the inverse.
    own = 1 / np.diag(np.linalg.inv(shared))
    return 1 - float(own.sum()) / float(shared.sum())
