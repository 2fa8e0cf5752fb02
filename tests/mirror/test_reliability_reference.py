"""Alpha and what comes with it, against what R makes of real survey data.

``psych::alpha(X, keys, use = "pairwise")`` 2.2.9 and ``multilevel::cronbach(Y)`` 2.7. The shared
values have ten digits.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.mirror.surveys import SURVEYS, survey

from binnenuit.mirror.compute.consistency.alpha_intervals import alpha_ci
from binnenuit.mirror.compute.consistency.item_rest import alpha_if_dropped, item_rest
from binnenuit.mirror.compute.consistency.reliability import cronbach_alpha
from binnenuit.mirror.compute.consistency.scores import scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

near = partial(pytest.approx, rel=1e-9)


@pytest.fixture(params=SURVEYS)
def case(request: pytest.FixtureRequest) -> tuple[NDArray[np.float64], dict[str, Any]]:
    """Give the answers, reversed items turned round, and R's values."""
    return survey(request.param)


def test_pairwise_alpha_is_that_of_psych(
    case: tuple[NDArray[np.float64], dict[str, Any]],
) -> None:
    items, told = case[0], case[1]["psych_alpha_pairwise"]
    alpha = cronbach_alpha(items, pairwise=True)
    assert alpha.n == case[1]["n_rows"]
    assert alpha.estimate == near(told["raw_alpha"])
    assert alpha.standardised == near(told["std_alpha"])
    assert alpha.guttman6 == near(told["G6"])
    assert alpha.mean_correlation == near(told["average_r"])
    assert alpha.median_correlation == near(told["median_r"])
    assert alpha.standard_error == near(told["ase_duhachek"])
    feldt = told["feldt_ci95"]
    assert feldt["alpha"] == told["raw_alpha"]
    assert alpha.feldt == near((feldt["lower"], feldt["upper"]))
    assert alpha_ci(told["raw_alpha"], alpha.n, alpha.items) == near(alpha.feldt)


def test_the_duhachek_interval_of_psych_is_1_96_standard_errors_wide(
    case: tuple[NDArray[np.float64], dict[str, Any]],
) -> None:
    """Ours takes the quantile of the normal distribution, 1.959964, as the listwise values do."""
    alpha = cronbach_alpha(case[0], pairwise=True)
    told = case[1]["psych_alpha_pairwise"]["duhachek_ci95"]
    assert alpha.estimate is not None
    assert alpha.standard_error is not None
    reach = 1.96 * alpha.standard_error
    assert (alpha.estimate - reach, alpha.estimate + reach) == near(tuple(told))
    assert alpha.duhachek == pytest.approx(tuple(told), abs=1e-6)


def test_listwise_alpha_is_that_of_multilevel(
    case: tuple[NDArray[np.float64], dict[str, Any]],
) -> None:
    items, told = case[0], case[1]["listwise"]
    alpha = cronbach_alpha(items)
    assert alpha.n == told["n"] == case[1]["n_complete"]
    assert alpha.dropped == case[1]["n_rows"] - case[1]["n_complete"]
    assert alpha.estimate == near(told["alpha"])
    assert alpha.standardised == near(told["std_alpha"])
    assert alpha.feldt == near(tuple(told["feldt_ci95"]))
    assert alpha.standard_error == near(told["duhachek_ase"])
    assert alpha.duhachek == near(tuple(told["duhachek_ci95"]))


def test_each_item_against_the_rest_is_that_of_psych(
    case: tuple[NDArray[np.float64], dict[str, Any]],
) -> None:
    items, told = case[0], case[1]["psych_alpha_pairwise"]
    found = item_rest(items, pairwise=True)
    by_item = told["item_stats"]
    assert found.counts.tolist() == by_item["n"]
    assert found.item_rest == near(by_item["r.drop"])
    assert found.raw == near(by_item["raw.r"])
    assert found.means == near(by_item["mean"])
    assert found.sds == near(by_item["sd"])
    assert alpha_if_dropped(items, pairwise=True) == near(told["alpha_if_dropped"]["raw_alpha"])
    assert found.suggest_reversed == tuple(np.flatnonzero(np.array(by_item["r.drop"]) < 0))


def test_scores_of_who_answered_anything_are_those_of_psych(
    case: tuple[NDArray[np.float64], dict[str, Any]],
) -> None:
    given = scores(case[0], share=0)
    told = case[1]["psych_alpha_pairwise"]
    assert given.mean() == near(told["mean"])
    assert given.std(ddof=1) == near(told["sd"])


def test_an_item_of_agreeableness_that_was_not_turned_round_is_named() -> None:
    items, _ = survey("bfi A, A1 not reversed")
    assert cronbach_alpha(items).suggest_reversed == (0,)
    assert item_rest(items).suggest_reversed == (0,)
    turned, _ = survey("bfi A")
    assert cronbach_alpha(turned).suggest_reversed == ()
