"""Omega against what lavaan makes of real survey data.

``lavaan::cfa("f =~ items", data = na.exclude(Y), std.lv = TRUE)`` 0.6-14. lavaan stops where the
slope is small, ours where it is 0: loadings and variances of R hold some six digits (with its
tolerances at 1e-15 it comes within 3e-7 of ours for agreeableness). Not held against ours, since
they are other models: ``omega_one_factor_minres`` and ``psych_omega``; nor cfi and rmsea, which we
do not give.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.mirror.surveys import SURVEYS, survey

from binnenuit.mirror.compute.consistency.omega import omega, omega_from_covariance
from binnenuit.mirror.model import Reason


@pytest.mark.parametrize("name", SURVEYS)
def test_omega_is_that_of_lavaan(name: str) -> None:
    items, entry = survey(name)
    told = entry["omega_one_factor_ML"]
    found = omega(items)
    assert found.reason is Reason.NONE
    assert found.n == entry["n_complete"]
    assert found.estimate == pytest.approx(told["omega"], rel=1e-6)
    assert found.chi_square == pytest.approx(told["chisq"], rel=1e-9)
    assert found.degrees == told["df"]
    # This divides loadings of lavaan by a variance, so that it holds their digits only.
    assert found.observed == pytest.approx(told["omega_observed_var"], rel=2e-6)


@pytest.mark.parametrize("name", SURVEYS)
def test_the_fit_is_that_of_lavaan(name: str) -> None:
    """Which end of a factor is high is a choice: lavaan starts from the first item."""
    items, entry = survey(name)
    told = entry["omega_one_factor_ML"]
    found = omega(items)
    loadings = np.array(told["lambda"])
    assert found.loadings == pytest.approx(loadings * np.sign(loadings.sum()), rel=2e-6)
    assert found.uniquenesses == pytest.approx(told["theta"], rel=1e-5)


@pytest.mark.parametrize("name", SURVEYS)
def test_ours_fits_no_worse_than_lavaan(name: str) -> None:
    items, entry = survey(name)
    told = entry["omega_one_factor_ML"]
    complete = items[~np.isnan(items).any(axis=1)]
    seen = np.cov(complete.T, ddof=0)
    implied = np.outer(told["lambda"], told["lambda"]) + np.diag(told["theta"])
    ratio = np.linalg.solve(implied, seen)
    theirs = len(complete) * (np.trace(ratio) - np.linalg.slogdet(ratio)[1] - len(seen))
    chi_square = omega(items).chi_square
    assert chi_square is not None
    assert chi_square <= theirs + 1e-7


def test_one_of_the_four_scales_of_bh1996_goes_the_other_way() -> None:
    found = omega(survey("bh1996")[0])
    assert np.sign(found.loadings).tolist() == [1, 1, -1, 1]


def test_lavaan_with_tolerances_of_1e_15_comes_closer() -> None:
    """control = list(rel.tol = 1e-15, x.tol = 1e-14, eval.max = 10000, iter.max = 10000)."""
    found = omega(survey("bfi A")[0])
    told = [0.528337676187, 0.774114616005, 0.993512502286, 0.717343989395, 0.79107292982]
    assert found.loadings == pytest.approx(told, rel=4e-7)
    assert found.estimate == pytest.approx(0.712129341979, rel=1e-7)
    assert found.observed == pytest.approx(0.713873480501, rel=3e-7)


def test_covariances_of_agreeableness_tell_the_same_as_its_answers() -> None:
    items, _ = survey("bfi A")
    complete = items[~np.isnan(items).any(axis=1)]
    told = omega_from_covariance(np.cov(complete.T), len(complete))
    assert told.estimate == pytest.approx(omega(items).estimate, rel=1e-12)
