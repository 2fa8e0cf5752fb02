"""What differs between groups, and what within them: one random intercept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.mirror.compute.between.mixed.profile import profile
from binnenuit.mirror.compute.between.mixed.rows import complete_rows
from binnenuit.mirror.compute.between.mixed.scale import given_criterion, given_units
from binnenuit.mirror.compute.between.mixed.sums import (
    UNEXPLAINED,
    check_told_apart,
    standard,
    sums,
)
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.between.mixed.profile import Profile
    from binnenuit.mirror.compute.between.mixed.rows import Rows
    from binnenuit.mirror.compute.between.mixed.sums import Standard, Sums

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

_NOTHING_LEFT: Final = 1e-12
"""Share of all variance that is rounding, not variance within groups."""

_ESTIMATOR: Final = {True: "random intercept, REML", False: "random intercept, ML"}


@dataclass(frozen=True, eq=False, kw_only=True)
class RandomIntercept(Estimate):
    """Fixed effects, variances and what each group differs; nothing of it when there is a reason.

    Attributes
    ----------
    estimate
        The variance between groups, as ``between_variance``.
    fixed
        Constant first, then a slope for each predictor. Shape (p + 1,).
    standard_errors
        Of ``fixed``, given the variances. Shape (p + 1,).
    covariance
        Of ``fixed``, given the variances. Shape (p + 1, p + 1).
    between_variance, within_variance
        Of the groups' intercepts, and of people within a group.
    numbers
        Numbers of the groups with a complete row, ascending. Shape (groups,).
    effects
        How far each group lies from what the fixed effects say, shrunk to 0 by how little is known
        of it (best linear unbiased prediction). In the order of ``numbers``. Shape (groups,).
    effect_variances
        Of ``effects``, given fixed effects and variances. Shape (groups,).
    criterion
        Minus twice the log likelihood, restricted when ``reml``.
    reml
        Whether fixed effects were integrated out.
    singular
        The best variance between groups is 0: nothing tells that groups differ.
    """

    fixed: Numbers = field(default_factory=lambda: np.empty(0))
    standard_errors: Numbers = field(default_factory=lambda: np.empty(0))
    covariance: Numbers = field(default_factory=lambda: np.empty((0, 0)))
    between_variance: float | None = None
    within_variance: float | None = None
    numbers: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    effects: Numbers = field(default_factory=lambda: np.empty(0))
    effect_variances: Numbers = field(default_factory=lambda: np.empty(0))
    criterion: float | None = None
    reml: bool = True
    singular: bool = False

    @property
    def log_likelihood(self) -> float | None:
        """Log likelihood, restricted when ``reml``."""
        return None if self.criterion is None else -0.5 * self.criterion


def random_intercept(
    response: ArrayLike, predictors: ArrayLike | None, groups: ArrayLike, *, reml: bool = True
) -> RandomIntercept:
    """How much do groups differ, beyond what the predictors say of their people?

    Parameters
    ----------
    response
        What is explained; NaN for missing. Shape (people,).
    predictors
        Without a constant; None when there are none; NaN for missing. Shape (people, p).
    groups
        Number of each person's group; a negative one is no group. Shape (people,).
    reml
        Restricted maximum likelihood, which allows for the fixed effects that were estimated;
        False for maximum likelihood, to compare models with other fixed effects.

    Returns
    -------
    found
        Rows with anything missing are left out and counted in ``dropped``. Reasons: ``no-answers``,
        ``too-few-people``, ``no-variance``, ``too-few-groups`` (no more groups than effects that
        only tell between groups), ``one-person-groups``, ``no-variance-within`` (predictors and
        group tell everything).

    Raises
    ------
    ArgumentError
        ``mirror.table``, ``mirror.groups``, ``mirror.rows``; ``mirror.predictor`` for a predictor
        that is constant or follows from the others.

    Notes
    -----
    ``y_ig = x_ig' b + u_g + e_ig``. With n the size and m the means of a group, W the sums of
    products within groups and t the ratio of the variances, ``[X y]' V^-1 [X y] = W + sum n / (1 +
    n t) m m'``, and the criterion is ``sum log(1 + n t) + (N - p - 1) log(rss) + log|X' V^-1 X|``
    (Bates, Maechler, Bolker & Walker 2015, J. Stat. Software 67(1), section 3, for one grouping
    factor). Its derivative is set to 0; where it rises from t = 0 on, the variance is exactly 0.
    Some ten passes over the rows, and as many steps per trial of t as there are sizes of groups: a
    quarter of a second of processor time for a million people.
    """
    rows = complete_rows(response, predictors, [groups])
    reason = rows.nothing_to_fit()
    if reason:
        return _without(rows, reason, reml=reml)
    columns = standard(rows)
    summed = sums(columns, rows.factors[0])
    check_told_apart(summed)
    reason = _not_identified(rows, summed)
    if reason:
        return _without(rows, reason, reml=reml)
    return _fitted(rows, columns, summed, profile(summed, reml=reml))


def _not_identified(rows: Rows, summed: Sums) -> Reason:
    """Say why no ratio of variances is best; empty when one is."""
    within = summed.within[1:, 1:] / len(rows)
    told_within = int(np.linalg.matrix_rank(within[:-1, :-1], tol=UNEXPLAINED, hermitian=True))
    only_between = rows.predictors.shape[1] + 1 - told_within
    if len(summed.sizes) <= only_between:
        return Reason.TOO_FEW_GROUPS
    if summed.sizes.max() == 1:
        return Reason.ONE_PERSON_GROUPS
    if len(rows) <= len(summed.sizes) + told_within:
        return Reason.TOO_FEW_PEOPLE
    inverse = np.linalg.pinv(within[:-1, :-1], rcond=UNEXPLAINED, hermitian=True)
    left = within[-1, -1] - within[-1, :-1] @ inverse @ within[:-1, -1]
    return Reason.NO_VARIANCE_WITHIN if left < _NOTHING_LEFT else Reason.NONE


def _without(rows: Rows, reason: Reason, *, reml: bool) -> RandomIntercept:
    return RandomIntercept(
        estimate=None,
        n=len(rows),
        groups=len(rows.factors[0]),
        dropped=rows.dropped,
        estimator=_ESTIMATOR[reml],
        reason=reason,
        reml=reml,
    )


def _fitted(rows: Rows, columns: Standard, summed: Sums, shape: Profile) -> RandomIntercept:
    ratio = shape.best()
    found = shape.fixed(ratio)
    within = found.residual / shape.degrees
    unit = float(columns.scale[-1])
    effects, covariance = given_units(columns, found, within)
    unexplained = summed.means[:, -1] - summed.means[:, :-1] @ found.effects
    sizes = summed.sizes.astype(np.float64)
    shrunk = ratio / (1.0 + sizes * ratio)
    criterion = shape.criterion(ratio, found)
    return RandomIntercept(
        estimate=within * ratio * unit**2,
        n=len(rows),
        groups=len(summed.sizes),
        dropped=rows.dropped,
        estimator=_ESTIMATOR[shape.reml],
        fixed=effects,
        standard_errors=np.sqrt(np.diag(covariance)),
        covariance=covariance,
        between_variance=within * ratio * unit**2,
        within_variance=within * unit**2,
        numbers=rows.factors[0].numbers,
        effects=sizes * shrunk * unexplained * unit,
        effect_variances=within * shrunk * unit**2,
        criterion=given_criterion(columns, criterion, shape.degrees, reml=shape.reml),
        reml=shape.reml,
        singular=ratio == 0.0,
    )
