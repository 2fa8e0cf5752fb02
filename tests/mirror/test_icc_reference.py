"""What lies between groups, against R, on the survey data beside this checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.mirror import reference

from binnenuit.mirror.compute.between.design import design_effect
from binnenuit.mirror.compute.between.icc import icc_anova
from binnenuit.mirror.compute.between.icc_reml import icc_reml

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Case = tuple[dict[str, Any], NDArray[np.float64], NDArray[np.int64]]

CLOSED = 1e-9
LME4 = 1e-5
CASES = ["COHES", "LEAD", "HRS", "WBEING", "bhr2000", "bfi", "sleepstudy"]
NAMES = {
    "n": "n",
    "groups": "groups",
    "mean_size": "mean_size",
    "n0": "n0",
    "size_weighted_mean": "weighted_size",
    "MSB": "ms_between",
    "MSW": "ms_within",
    "F": "f",
    "p": "p",
    "ICC1": "icc1",
    "ICC2": "icc2",
    "ICC1_n0": "icc1_n0",
    "ICC1_n0_ci95": "interval",
    "eta_squared": "eta_squared",
    "omega_squared": "omega_squared",
}


@pytest.mark.parametrize("case", CASES)
def test_icc_by_analysis_of_variance_as_r_gives_it(case: str) -> None:
    expected, values, groups = _case(case)
    found = icc_anova(values, groups)
    for theirs, ours in NAMES.items():
        assert getattr(found, ours) == pytest.approx(expected[theirs], rel=CLOSED), theirs
    assert found.degrees == (expected["df1"], expected["df2"])


@pytest.mark.parametrize("case", CASES)
def test_icc_by_likelihood_as_r_gives_it(case: str) -> None:
    expected, values, groups = _case(case)
    found = icc_reml(values, groups)
    assert found.icc1 == pytest.approx(expected["mult.icc"]["ICC1"], rel=LME4)
    assert found.icc2 == pytest.approx(expected["mult.icc"]["ICC2"], rel=LME4)


@pytest.mark.parametrize("case", CASES)
def test_design_effects_as_r_gives_them(case: str) -> None:
    expected, values, groups = _case(case)
    found = design_effect(values, groups)
    assert found.by_mean_size == pytest.approx(expected["design_effect_mean_size"], rel=CLOSED)
    assert found.by_weighted_size == pytest.approx(
        expected["design_effect_weighted_size"], rel=CLOSED
    )


def _case(name: str) -> Case:
    values = reference.values()
    if name == "bhr2000":
        columns = reference.table(name)
        items = reference.matrix(columns, values[name]["agreement_j"]["items"])
        return values[name]["icc"], items.mean(axis=1), columns["GRP"].astype(int)
    if name == "bfi":
        columns = reference.table(name)
        items = reference.matrix(columns, ["A1", "A2", "A3", "A4", "A5"])
        items[:, 0] = 7 - items[:, 0]
        education = np.nan_to_num(columns["education"], nan=-1).astype(int)
        expected = values[name]["grouped_by_education_numeric_test"]["icc"]
        return expected, np.nanmean(items, axis=1), education
    if name == "sleepstudy":
        columns = reference.table(name)
        return values[name]["icc"], columns["Reaction"], columns["Subject"].astype(int)
    columns = reference.table("bh1996")
    return values["bh1996"]["icc"][name], columns[name], columns["GRP"].astype(int)
