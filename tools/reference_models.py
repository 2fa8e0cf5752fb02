"""Models with a random intercept, ours beside lme4's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.mirror.compute import random_intercept
from binnenuit.mirror.compute.between.within_between import within_between
from tools.reference_told import CLOSED, FIXED, LME4

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from binnenuit.mirror.compute.between.intercept import RandomIntercept
    from binnenuit.mirror.compute.between.within_between import WithinBetween
    from tools.reference_cases import Case
    from tools.reference_told import Row, Told

    Numbers: TypeAlias = NDArray[np.float64]


def intercept_rows(case: Case, told: Told) -> Iterator[Row]:
    """Fit one random intercept, restricted and not."""
    response, predictors = case.items[:, 0], case.items[:, 1:]
    known = predictors if predictors.size else None
    yield from _restricted(random_intercept(response, known, case.groups), told)
    yield from _likely(random_intercept(response, known, case.groups, reml=False), told)


def within_between_rows(case: Case, told: Told) -> Iterator[Row]:
    """Fit the slopes within groups and between them."""
    response, predictor = case.items.T
    found = within_between(response, predictor, case.groups)
    yield from _slopes(found, told)
    yield from _restricted(found.model, told)
    held = ~np.isnan(case.items).any(axis=1) & (case.groups >= 0)
    groups = case.groups[held]
    parts = _parts(predictor[held], groups)
    yield from _likely(random_intercept(response[held], parts, groups, reml=False), told)


def _slopes(found: WithinBetween, told: Told) -> Iterator[Row]:
    call = told.text("call")
    slopes = [found.within, found.between]
    errors = [found.within_standard_error, found.between_standard_error]
    names = ["fixed/xw", "fixed/xb", "fixed_se/xw", "fixed_se/xb"]
    name = "slopes within and between, their standard errors"
    yield told.row(name, call, names, [*slopes, *errors], FIXED)
    # A difference of two slopes: it has their digits, not its own.
    size, name = abs(found.between or 0.0), "contextual effect"
    difference = f"{call}: xb - xw"
    yield told.row(name, difference, ["contextual_effect"], found.contextual, FIXED, against=size)


def _parts(values: Numbers, groups: NDArray[np.int64]) -> Numbers:
    """Return what lies within groups, and their means. Shape (people, 2)."""
    means = (np.bincount(groups, values) / np.maximum(np.bincount(groups), 1))[groups]
    return np.column_stack([values - means, means])


def _restricted(found: RandomIntercept, told: Told) -> Iterator[Row]:
    call, variances = told.text("call"), [found.between_variance, found.within_variance]
    names = ["varcomp/0/vcov", "varcomp/1/vcov"]
    yield told.row("variances between and within, REML", call, names, variances, LME4)
    yield told.row("fixed effects, REML", call, ["fixed"], found.fixed, FIXED)
    yield told.row("standard errors, REML", call, ["fixed_se"], found.standard_errors, FIXED)
    yield told.row("REML criterion", call, ["REML_criterion"], found.criterion, CLOSED)
    counted = [found.n, found.singular]
    yield told.row("rows, singular", call, ["nobs", "singular"], counted, 0.0)
    yield from _effects(found, told)


def _effects(found: RandomIntercept, told: Told) -> Iterator[Row]:
    (factor,) = told.names("blup")
    place = f"blup/{factor}/first5"
    groups = told.names(place)
    places = [found.numbers.tolist().index(int(group)) for group in groups]
    call = f"ranef({told.text('call')}, condVar=TRUE)"
    names = [f"{place}/{group}/blup" for group in groups]
    # A deviation, so that one near 0 has no more digits than the others.
    size = (found.between_variance or 0.0) ** 0.5
    effects = found.effects[places]
    yield told.row("effects of groups (BLUP)", call, names, effects, LME4, against=size)
    names = [f"{place}/{group}/cond_var" for group in groups]
    variances = found.effect_variances[places]
    yield told.row("their conditional variances", call, names, variances, LME4)
    yield told.row("groups", call, [f"blup/{factor}/n"], found.groups, 0.0)


def _likely(found: RandomIntercept, told: Told) -> Iterator[Row]:
    call = told.text("call").replace("REML=TRUE", "REML=FALSE")
    variances = [found.between_variance, found.within_variance]
    yield told.row("variances between and within, ML", call, ["ML_varcomp"], variances, LME4)
    yield told.row("fixed effects, ML", call, ["ML_fixed"], found.fixed, FIXED)
    yield told.row("log likelihood, ML", call, ["ML_loglik"], found.log_likelihood, CLOSED)
