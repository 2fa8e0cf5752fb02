"""Against lme4::lmer on the survey data beside this checkout; the calls stand in its JSON."""

from __future__ import annotations

import numpy as np
import pytest
from tests.mirror import reference

from binnenuit.mirror.compute.between.intercept import random_intercept

MODELS = [
    ("bh1996", "lmer_null", "WBEING", [], "GRP"),
    ("bh1996", "lmer_random_intercept", "WBEING", ["HRS"], "GRP"),
    ("bh1996", "slope_2_1", "WBEING", ["HRS", "G.LEAD", "G.HRS"], "GRP"),
    ("bhr2000", "lmer_null", "LEAD", [], "GRP"),
    ("bhr2000", "lmer_random_intercept", "RELIG", ["HRS"], "GRP"),
    ("bfi", "lmer_random_intercept", "Ascore", ["Cscore"], "education"),
    ("sleepstudy", "lmer_null", "Reaction", [], "Subject"),
    ("sleepstudy", "lmer_random_intercept", "Reaction", ["Days"], "Subject"),
]


def _columns(data):
    columns = dict(reference.table(data))
    if data == "bfi":
        for letter, turned in (("A", {"A1"}), ("C", {"C4", "C5"})):
            items = [f"{letter}{number}" for number in range(1, 6)]
            answers = [7 - columns[item] if item in turned else columns[item] for item in items]
            columns[f"{letter}score"] = np.nanmean(answers, axis=0)
    if data == "bhr2000":
        items = [name for name in columns if name.startswith("A")]
        columns["LEAD"] = reference.matrix(columns, items).mean(axis=1)
    return columns


def _fitted(data, response, predictors, group, *, reml=True):
    columns = _columns(data)
    known = reference.matrix(columns, predictors) if predictors else None
    groups = np.where(np.isnan(columns[group]), -1, columns[group]).astype(np.int64)
    return random_intercept(columns[response], known, groups, reml=reml)


def _expected(data, entry):
    stored = reference.values()[data]
    return stored["grouped_by_education_numeric_test"][entry] if data == "bfi" else stored[entry]


@pytest.mark.parametrize(("data", "entry", "response", "predictors", "group"), MODELS)
def test_the_restricted_fit_is_that_of_lmer(data, entry, response, predictors, group):
    expected = _expected(data, entry)
    found = _fitted(data, response, predictors, group)
    variances = [component["vcov"] for component in expected["varcomp"]]
    assert found.n == expected["nobs"]
    assert [found.between_variance, found.within_variance] == pytest.approx(variances, rel=1e-5)
    assert found.fixed == pytest.approx(list(expected["fixed"].values()), rel=1e-6)
    assert found.standard_errors == pytest.approx(list(expected["fixed_se"].values()), rel=1e-6)
    assert found.criterion == pytest.approx(expected["REML_criterion"], rel=1e-9)
    assert found.singular == expected["singular"]
    blups = next(iter(expected["blup"].values()))
    assert found.groups == blups["n"]
    for number, blup in blups["first5"].items():
        place = found.numbers.tolist().index(int(number))
        assert found.effects[place] == pytest.approx(blup["blup"], rel=1e-5)
        assert found.effect_variances[place] == pytest.approx(blup["cond_var"], rel=1e-5)


@pytest.mark.parametrize(("data", "entry", "response", "predictors", "group"), MODELS)
def test_the_maximum_likelihood_is_that_of_lmer(data, entry, response, predictors, group):
    expected = _expected(data, entry)
    found = _fitted(data, response, predictors, group, reml=False)
    variances = [found.between_variance, found.within_variance]
    assert variances == pytest.approx(expected["ML_varcomp"], rel=1e-5)
    assert found.fixed == pytest.approx(list(expected["ML_fixed"].values()), rel=1e-6)
    assert found.log_likelihood == pytest.approx(expected["ML_loglik"], rel=1e-9)


def test_where_days_are_as_many_for_everyone_the_variances_are_those_of_the_analysis():
    found = _fitted("sleepstudy", "Reaction", [], "Subject")
    days = reference.table("sleepstudy")["Reaction"].reshape(18, 10)
    within = days.var(axis=1, ddof=1).mean()
    between = days.mean(axis=1).var(ddof=1) - within / 10
    assert found.between_variance == pytest.approx(between, rel=1e-12)
    assert found.within_variance == pytest.approx(within, rel=1e-12)
