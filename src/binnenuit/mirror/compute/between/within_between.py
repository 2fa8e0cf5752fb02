"""Does what goes together among people also go together among their groups?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.mirror.compute.arguments import column
from binnenuit.mirror.compute.between.icc import icc_anova
from binnenuit.mirror.compute.between.intercept import RandomIntercept, random_intercept
from binnenuit.mirror.compute.between.mixed.rows import complete_rows
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.groups import Grouping

    Numbers: TypeAlias = NDArray[np.float64]

_ESTIMATOR: Final = "contextual effect, random intercept with group means, REML"
_ROUNDING: Final = 1e-11
"""Share of a predictor's variance that is rounding, not a difference."""


@dataclass(frozen=True, eq=False, kw_only=True)
class WithinBetween(Estimate):
    """Slopes within and between groups, and how much they differ.

    Attributes
    ----------
    estimate
        The contextual effect, as ``contextual``.
    within
        How much more response goes with one unit more of the predictor than the group's mean.
    between
        How much more response goes with one unit more of the group's mean; drawn towards
        ``within`` where group means are unreliable (see ``predictor_icc2``).
    contextual
        ``between - within``: what the group's mean tells beyond the person's own value.
    within_standard_error, between_standard_error, contextual_standard_error
        Of these, given the variances; None where they are None.
    predictor_icc2
        Reliability of the group means of the predictor, ICC(2) by ANOVA; None where it is not
        defined. Where the people of a group stand for more of their kind, ``contextual`` is nearer
        to 0 than the truth, the more so the lower this is.
    model
        The random intercept model behind it.
    """

    within: float | None = None
    between: float | None = None
    contextual: float | None = None
    within_standard_error: float | None = None
    between_standard_error: float | None = None
    contextual_standard_error: float | None = None
    predictor_icc2: float | None = None
    model: RandomIntercept = field(default_factory=lambda: RandomIntercept(estimate=None))


def within_between(response: ArrayLike, predictor: ArrayLike, groups: ArrayLike) -> WithinBetween:
    """How much goes together among people of a group, and how much among groups?

    Parameters
    ----------
    response, predictor
        NaN for missing. Shape (people,).
    groups
        Number of each person's group; a negative one is no group. Shape (people,).

    Returns
    -------
    found
        Rows with anything missing are left out, also of the group means, and counted in
        ``dropped``. Where all group means are the same the reason is ``between-not-identified`` and
        ``within`` is still told; where the people of a group never differ in the predictor it is
        ``within-not-identified`` and ``between`` is still told; else as :func:`random_intercept`.

    Raises
    ------
    ArgumentError
        As :func:`random_intercept`; ``mirror.predictor`` when the predictor is constant.

    Notes
    -----
    ``y_ig = a + w (x_ig - m_g) + b m_g + u_g + e_ig`` by REML, with m the group means (Enders &
    Tofighi 2007; Raudenbush & Bryk 2002, chapter 5). Groups of one person tell of b only. Means of
    small groups are partly noise, which draws b towards w. Cost as :func:`random_intercept`, twice.
    """
    rows = complete_rows(response, column(predictor, "predictor"), [groups])
    group = rows.factors[0]
    parts, unknown = rows.predictors, Reason.NONE
    if not rows.nothing_to_fit():
        parts, unknown = _split(rows.predictors[:, 0], group)
    model = random_intercept(rows.response, parts, group.numbers[group.of])
    reliability = icc_anova(rows.predictors[:, 0], group.of).icc2
    return _told(replace(model, dropped=rows.dropped), unknown, reliability)


def _split(values: Numbers, group: Grouping) -> tuple[Numbers, Reason]:
    """Return deviations and group means, or one of them where there is no other."""
    centred = values - values.mean()
    means = group.sums(centred) / group.sizes()
    deviations = centred - means[group.of]
    total = float(centred @ centred)
    within = float(deviations @ deviations)
    between = float(group.sizes() @ means**2)
    if between <= _ROUNDING * total:
        return values[:, np.newaxis], Reason.BETWEEN_NOT_IDENTIFIED
    if within <= _ROUNDING * total:
        return values[:, np.newaxis], Reason.WITHIN_NOT_IDENTIFIED
    return np.column_stack([deviations, means[group.of] + values.mean()]), Reason.NONE


def _told(model: RandomIntercept, unknown: Reason, reliability: float | None) -> WithinBetween:
    within, within_error = _slope(model, 1, missing=unknown is Reason.WITHIN_NOT_IDENTIFIED)
    last = len(model.fixed) - 1
    between, between_error = _slope(model, last, missing=unknown is Reason.BETWEEN_NOT_IDENTIFIED)
    contextual = None if within is None or between is None else between - within
    return WithinBetween(
        estimate=contextual,
        n=model.n,
        groups=model.groups,
        dropped=model.dropped,
        estimator=_ESTIMATOR,
        reason=model.reason or unknown,
        within=within,
        between=between,
        contextual=contextual,
        within_standard_error=within_error,
        between_standard_error=between_error,
        contextual_standard_error=None if contextual is None else _difference_error(model),
        predictor_icc2=reliability,
        model=model,
    )


def _slope(
    model: RandomIntercept, place: int, *, missing: bool
) -> tuple[float | None, float | None]:
    if missing or model.reason:
        return None, None
    return float(model.fixed[place]), float(model.standard_errors[place])


def _difference_error(model: RandomIntercept) -> float:
    weights = np.array([0.0, -1.0, 1.0])
    return float(np.sqrt(weights @ model.covariance @ weights))
