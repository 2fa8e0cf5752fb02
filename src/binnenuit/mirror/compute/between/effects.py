"""What belongs to whom, where several things play at once: crossed and nested random effects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.mirror.compute.between.intercept import random_intercept
from binnenuit.mirror.compute.between.mixed.crossed import crossed, layout
from binnenuit.mirror.compute.between.mixed.identified import why_not
from binnenuit.mirror.compute.between.mixed.predicted import effects, variances
from binnenuit.mirror.compute.between.mixed.profile import profile
from binnenuit.mirror.compute.between.mixed.rows import complete_rows
from binnenuit.mirror.compute.between.mixed.scale import given_criterion, given_units
from binnenuit.mirror.compute.between.mixed.search import LARGEST, least
from binnenuit.mirror.compute.between.mixed.sums import check_told_apart, standard, sums
from binnenuit.mirror.model import Estimate, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from binnenuit.mirror.compute.between.mixed.crossed import Crossed
    from binnenuit.mirror.compute.between.mixed.rows import Rows
    from binnenuit.mirror.compute.between.mixed.sums import Standard, Sums

    Integers: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

_ESTIMATOR: Final = {True: "random effects, REML", False: "random effects, ML"}
_SENSIBLE: Final = (0.1, 10.0)
"""Standard deviations over the residual's between which the search begins."""


@dataclass(frozen=True, eq=False, kw_only=True)
class RandomEffects(Estimate):
    """Fixed effects, variances and what each level of each factor differs; or a reason.

    Attributes
    ----------
    estimate
        The variance between levels of the first factor, as ``variances[0]``.
    groups
        Levels of the first factor.
    fixed
        Constant first, then a slope for each predictor. Shape (p + 1,).
    standard_errors
        Of ``fixed``, given the variances. Shape (p + 1,).
    covariance
        Of ``fixed``, given the variances. Shape (p + 1, p + 1).
    variances
        Of each factor in their order, then of the residual. Shape (factors + 1,).
    numbers
        For each factor the numbers of the levels with a complete row, ascending.
    effects
        For each factor how far each level lies from what all else says, shrunk to 0 by how little
        is known of it (best linear unbiased prediction). In the order of ``numbers``.
    effect_variances
        Of ``effects``, given fixed effects and variances. None where factors cross at so many
        levels that this would take far longer than all else: it needs the inverse of a matrix of
        which otherwise only thin factors are made.
    criterion
        Minus twice the log likelihood, restricted when ``reml``.
    reml
        Whether fixed effects were integrated out.
    singular
        The best variance of some factor is 0: nothing tells that its levels differ.
    """

    fixed: Numbers = field(default_factory=lambda: np.empty(0))
    standard_errors: Numbers = field(default_factory=lambda: np.empty(0))
    covariance: Numbers = field(default_factory=lambda: np.empty((0, 0)))
    variances: Numbers = field(default_factory=lambda: np.empty(0))
    numbers: tuple[Integers, ...] = ()
    effects: tuple[Numbers, ...] = ()
    effect_variances: tuple[Numbers, ...] | None = None
    criterion: float | None = None
    reml: bool = True
    singular: bool = False

    @property
    def log_likelihood(self) -> float | None:
        """Log likelihood, restricted when ``reml``."""
        return None if self.criterion is None else -0.5 * self.criterion


def random_effects(
    response: ArrayLike,
    predictors: ArrayLike | None,
    factors: Sequence[ArrayLike],
    *,
    reml: bool = True,
) -> RandomEffects:
    """How much does each of several things differ, apart from the others?

    For instance: how good is a supplier, apart from how mild those are who rate it? In rounds those
    are the rater teams, because single raters are known nowhere beyond a round; single raters only
    in an analyst's own table.

    Parameters
    ----------
    response
        What is explained; NaN for missing. Shape (rows,).
    predictors
        Without a constant; None when there are none; NaN for missing. Shape (rows, p).
    factors
        For each factor the number of each row's level; a negative one is no level. Factors may
        cross or lie within one another, and levels must then have numbers of their own: the second
        team of two branches is not one level. Each of shape (rows,).
    reml
        Restricted maximum likelihood, which allows for the fixed effects that were estimated;
        False for maximum likelihood, to compare models with other fixed effects.

    Returns
    -------
    found
        Rows with anything missing are left out and counted in ``dropped``. Reasons: ``no-answers``,
        ``too-few-people``, ``no-variance``, ``too-few-groups`` (a factor with one level),
        ``one-person-groups`` (a factor with a level for each row), ``not-identified`` (factors that
        say the same of which rows go together), ``no-variance-within``, ``no-convergence``.

    Raises
    ------
    ArgumentError
        ``mirror.factors`` when there are none; ``mirror.table``, ``mirror.groups``,
        ``mirror.rows``; ``mirror.predictor`` for a predictor that is constant or follows from the
        others.

    Notes
    -----
    ``y = X b + sum_k Z_k u_k + e``. The profiled criterion of Bates, Maechler, Bolker & Walker
    (2015, J. Stat. Software 67(1), section 3) as a function of each factor's standard deviation
    over the residual's. The factor with the most levels has a diagonal block and is eliminated
    exactly; of the others a matrix remains (its Schur complement), which is factored: as a full
    one where few levels or many meetings make that quicker, else by SuperLU in symmetric mode. So
    the cost is that of the second largest factor: its cube where everybody meets everybody, nearly
    linear where factors nest or meet nearby. Some 25 factorisations for two factors, 50 for three.
    """
    rows = complete_rows(response, predictors, _some(factors))
    reason = rows.nothing_to_fit()
    if reason:
        return _without(rows, reason, reml=reml)
    if len(rows.factors) == 1:
        return _one(rows, reml=reml)
    columns = standard(rows)
    summed = [sums(columns, factor) for factor in rows.factors]
    check_told_apart(summed[0])
    reason = why_not(rows.factors)
    if reason:
        return _without(rows, reason, reml=reml)
    laid = layout(rows.factors)
    model = crossed(columns, rows.factors[laid.first], summed[laid.first], laid, reml=reml)
    spreads = least(model.criterion, _start(summed, reml=reml))
    if spreads is None:
        return _without(rows, Reason.NO_CONVERGENCE, reml=reml)
    if spreads.max() > LARGEST:
        return _without(rows, Reason.NO_VARIANCE_WITHIN, reml=reml)
    return _fitted(rows, columns, model, spreads)


def _some(factors: Sequence[ArrayLike]) -> Sequence[ArrayLike]:
    if len(factors):
        return factors
    raise ArgumentError(
        "mirror.factors",
        sentence("There is no factor to tell apart. Give at least one list of group numbers."),
    )


def _start(summed: Sequence[Sums], *, reml: bool) -> Numbers:
    """Begin where each factor would be if it were alone."""
    ratios = [profile(by_level, reml=reml).best() for by_level in summed]
    start: Numbers = np.clip(np.sqrt(ratios), *_SENSIBLE)
    return start


def _without(rows: Rows, reason: Reason, *, reml: bool) -> RandomEffects:
    return RandomEffects(
        estimate=None,
        n=len(rows),
        groups=len(rows.factors[0]),
        dropped=rows.dropped,
        estimator=_ESTIMATOR[reml],
        reason=reason,
        reml=reml,
    )


def _one(rows: Rows, *, reml: bool) -> RandomEffects:
    alone = random_intercept(rows.response, rows.predictors, rows.factors[0].of, reml=reml)
    if alone.between_variance is None or alone.within_variance is None:
        return _without(rows, alone.reason, reml=reml)
    return RandomEffects(
        estimate=alone.estimate,
        n=alone.n,
        groups=alone.groups,
        dropped=rows.dropped,
        estimator=_ESTIMATOR[reml],
        fixed=alone.fixed,
        standard_errors=alone.standard_errors,
        covariance=alone.covariance,
        variances=np.array([alone.between_variance, alone.within_variance]),
        numbers=(rows.factors[0].numbers,),
        effects=(alone.effects,),
        effect_variances=(alone.effect_variances,),
        criterion=alone.criterion,
        reml=reml,
        singular=alone.singular,
    )


def _fitted(rows: Rows, columns: Standard, model: Crossed, spreads: Numbers) -> RandomEffects:
    point = model.at(spreads)
    residual = point.found.residual / model.degrees
    unit = float(columns.scale[-1])
    fixed, covariance = given_units(columns, point.found, residual)
    predicted = model.layout.by_factor(*effects(model, point))
    spread = variances(model, point)
    known = None if spread is None else model.layout.by_factor(*spread)
    components = np.append(spreads**2, 1.0) * residual * unit**2
    return RandomEffects(
        estimate=float(components[0]),
        n=len(rows),
        groups=len(rows.factors[0]),
        dropped=rows.dropped,
        estimator=_ESTIMATOR[model.reml],
        fixed=fixed,
        standard_errors=np.sqrt(np.diag(covariance)),
        covariance=covariance,
        variances=components,
        numbers=tuple(factor.numbers for factor in rows.factors),
        effects=tuple(effect * unit for effect in predicted),
        effect_variances=known and tuple(one * residual * unit**2 for one in known),
        criterion=given_criterion(columns, model.profiled(point), model.degrees, reml=model.reml),
        reml=model.reml,
        singular=bool((spreads == 0).any()),
    )
