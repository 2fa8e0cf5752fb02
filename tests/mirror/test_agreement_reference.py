"""Agreement against R's multilevel 2.7, group by group, on the survey data beside this checkout."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.mirror import reference

from binnenuit.mirror.compute.agreement.a_wg import a_wg
from binnenuit.mirror.compute.agreement.deviations import ad_m, ad_md
from binnenuit.mirror.compute.agreement.rwg import rwg, rwg_j, rwg_j_lindell

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.mirror.model import Agreement

DIGITS = 1e-9
STATISTICS = {
    "rwg": rwg,
    "rwg.j": rwg_j,
    "rwg.j.lindell": rwg_j_lindell,
    "ad_mean": ad_m,
    "ad_median": ad_md,
    "awg": a_wg,
}


@pytest.mark.parametrize("name", ["COHES", "LEAD", "WBEING", "HRS"])
def test_scores_of_army_companies_of_1996(name: str) -> None:
    expected = reference.values()["bh1996"]["agreement"][name]
    columns = reference.table("bh1996")
    _check(expected, columns[name], columns["GRP"])


def test_three_scores_of_army_companies_of_1996_as_items() -> None:
    expected = reference.values()["bh1996"]["agreement_j_numeric_test"]
    columns = reference.table("bh1996")
    _check(expected, reference.matrix(columns, expected["items"]), columns["GRP"])


def test_one_item_of_army_companies_of_2000() -> None:
    expected = reference.values()["bhr2000"]["agreement_item"]
    columns = reference.table("bhr2000")
    _check(expected, columns[expected["variable"]], columns["GRP"])


def test_eleven_items_of_army_companies_of_2000() -> None:
    expected = reference.values()["bhr2000"]["agreement_j"]
    columns = reference.table("bhr2000")
    _check(expected, reference.matrix(columns, expected["items"]), columns["GRP"])


def test_an_agreeableness_score_by_education() -> None:
    expected = reference.values()["bfi"]["grouped_by_education_numeric_test"]["agreement"]
    _check(expected, np.nanmean(_agreeableness(), axis=1), reference.table("bfi")["education"])


def test_agreeableness_items_by_education_with_answers_missing() -> None:
    expected = reference.values()["bfi"]["grouped_by_education_numeric_test"]["agreement_j"]
    _check(expected, _agreeableness(), reference.table("bfi")["education"])


def test_reaction_times_by_sleeper() -> None:
    expected = reference.values()["sleepstudy"]["agreement"]["ad_mean"]
    columns = reference.table("sleepstudy")
    _same(ad_m(columns["Reaction"], columns["Subject"].astype(int)), expected)


def _agreeableness() -> NDArray[np.float64]:
    columns = reference.table("bfi")
    items = reference.matrix(columns, ["A1", "A2", "A3", "A4", "A5"])
    items[:, 0] = 7 - items[:, 0]
    return items


def _check(expected: dict[str, Any], answers: Any, groups: NDArray[np.float64]) -> None:
    numbers = np.where(np.isnan(groups), -1, groups).astype(int)
    low, high = expected["range"]
    options, null = high - low + 1, expected["ranvar"]
    known = {
        "awg": {"options": options, "lowest": low},
        "ad_mean": {},
        "ad_median": {},
    }
    asked = [name for name in expected if name in STATISTICS]
    assert len(asked) >= 3
    for name in asked:
        arguments = known.get(name, {"options": options, "null_variance": null})
        _same(partial(STATISTICS[name], **arguments)(answers, numbers), expected[name])


def _same(found: Agreement, expected: dict[str, Any]) -> None:
    wanted = sorted((int(group), value) for group, value in expected["all"].items())
    values = [np.nan if value is None else value for _, value in wanted]
    assert found.by_group == pytest.approx(values, rel=DIGITS, nan_ok=True)
    assert found.estimate == pytest.approx(expected["mean"], rel=DIGITS)
    assert found.undefined == expected["n_undefined"]
    assert found.groups == expected["n_groups"] - expected["n_undefined"]
    known = found.by_group[~np.isnan(found.by_group)]
    assert [np.median(known), known.min(), known.max()] == pytest.approx(
        [expected["median"], expected["min"], expected["max"]], rel=DIGITS
    )
