"""Omega of one factor: by hand, by a naive search, and where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.optimize import minimize
from tests.mirror.answers import people

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.consistency.omega import omega, omega_from_covariance
from binnenuit.mirror.compute.consistency.reliability import alpha_from_covariance
from binnenuit.mirror.model import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Covariances of which one factor leaves something over.
FOUR = np.array(
    [[1, 0.5, 0.45, 0.3], [0.5, 1.2, 0.4, 0.35], [0.45, 0.4, 0.9, 0.5], [0.3, 0.35, 0.5, 1.1]]
)


def test_omega_of_three_items_by_hand() -> None:
    """Squared loadings: r12 r13 / r23 = 2/3, r12 r23 / r13 = 3/8, r13 r23 / r12 = 6/25."""
    correlations = np.array([[1, 0.5, 0.4], [0.5, 1, 0.3], [0.4, 0.3, 1]])
    found = omega_from_covariance(correlations * 200 / 199, 200)
    squares = np.array([2 / 3, 3 / 8, 6 / 25])
    common = np.sqrt(squares).sum() ** 2
    assert found.loadings == pytest.approx(np.sqrt(squares), rel=1e-10)
    assert found.uniquenesses == pytest.approx(1 - squares, rel=1e-10)
    assert found.estimate == pytest.approx(common / (common + 3 - squares.sum()), rel=1e-12)
    assert found.chi_square == pytest.approx(0, abs=1e-9)
    assert found.degrees == 0
    assert found.observed == pytest.approx(common / (5.4 * 200 / 199), rel=1e-12)


def test_omega_finds_loadings_of_items_that_one_factor_explains() -> None:
    loadings, own = np.array([0.4, 1.5, -0.3, 0.9, 2.0]), np.array([1, 0.5, 2, 0.1, 3])
    covariance = (np.outer(loadings, loadings) + np.diag(own)) * 50 / 49
    found = omega_from_covariance(covariance, 50)
    assert found.loadings == pytest.approx(loadings, rel=1e-9)
    assert found.uniquenesses == pytest.approx(own, rel=1e-9)
    assert found.estimate == pytest.approx(4.5**2 / (4.5**2 + 6.6), rel=1e-10)
    assert found.degrees == 5
    assert found.estimator == "omega, one factor by maximum likelihood, from covariances"


def test_omega_is_that_of_lavaan() -> None:
    """lavaan 0.6-14, cfa of one factor with std.lv = TRUE, 200 people; it stops at some 1e-6."""
    found = omega_from_covariance(FOUR, 200)
    assert found.estimate == pytest.approx(0.725740677937, rel=1e-6)
    assert found.standard_error == pytest.approx(0.0314811488014, rel=1e-5)
    assert found.interval == pytest.approx((0.664038760094, 0.78744259578), rel=1e-5)
    assert found.chi_square == pytest.approx(12.217432457, rel=1e-9)
    assert found.degrees == 2
    loadings = [0.624867870739, 0.612357488068, 0.729070076802, 0.610524951883]
    own = [0.604540172388, 0.819018415577, 0.363956858373, 0.721759369716]
    assert found.loadings == pytest.approx(loadings, rel=2e-6)
    assert found.uniquenesses == pytest.approx(own, rel=2e-6)


@pytest.mark.parametrize("seed", range(4))
def test_no_naive_search_finds_a_better_fit(seed: int) -> None:
    random = np.random.default_rng(seed)
    items = people(80, 5, seed=seed) + np.outer(random.normal(size=80), [1, 1, 0, 0, 0])
    found = omega(items)
    covariance = np.cov(items.T, ddof=0)
    assert found.reason is Reason.NONE
    best = min(naive_misfit(covariance, start) for start in random.uniform(0.2, 0.9, (3, 5)))
    assert found.chi_square == pytest.approx(80 * best, abs=1e-5)
    implied = np.outer(found.loadings, found.loadings) + np.diag(found.uniquenesses)
    # At the maximum the model gives each item the variance that was seen.
    assert np.diag(implied) == pytest.approx(np.diag(covariance), rel=1e-10)


def test_items_that_weigh_alike_have_alpha_for_omega() -> None:
    covariance = np.full((4, 4), 0.6) + np.diag([0.5, 1.0, 2.0, 0.7])
    found = omega_from_covariance(covariance, 90)
    assert found.estimate == pytest.approx(alpha_from_covariance(covariance, 90).estimate)


def test_the_standard_error_is_that_of_the_delta_method() -> None:
    """The information by differences of the likelihood that the model itself expects."""
    found = omega_from_covariance(FOUR, 200)
    at = np.concatenate([found.loadings, found.uniquenesses])
    inverse = np.linalg.inv(implied(at))
    slopes = [differences(implied, at, place) for place in range(8)]
    information = np.array([[np.trace(inverse @ a @ inverse @ b) for a in slopes] for b in slopes])
    slope = np.array([differences(share, at, place) for place in range(8)])
    variance = 2 / 200 * slope @ np.linalg.solve(information, slope)
    assert found.standard_error == pytest.approx(np.sqrt(variance), rel=1e-6)


def test_neither_order_of_people_nor_another_zero_changes_omega() -> None:
    items = people(60, 5, seed=21)
    order = np.random.default_rng(0).permutation(60)
    found, other = omega(items), omega(items[order] + [1, -2, 3, 0, 5])
    assert other.estimate == pytest.approx(found.estimate, rel=1e-11)
    assert other.loadings == pytest.approx(found.loadings, rel=1e-9)


def test_the_unit_of_an_item_changes_its_loading_and_not_the_fit() -> None:
    items = people(60, 5, seed=22)
    unit = np.array([1, 10, 0.1, 2, 1])
    found, other = omega(items), omega(items * unit)
    assert other.loadings == pytest.approx(found.loadings * unit, rel=1e-9)
    assert other.uniquenesses == pytest.approx(found.uniquenesses * unit**2, rel=1e-9)
    assert other.chi_square == pytest.approx(found.chi_square, rel=1e-9)


def test_items_the_other_way_round_turn_loadings_and_their_sum_stays_positive() -> None:
    items = people(80, 4, seed=23)
    assert omega(-items).loadings == pytest.approx(omega(items).loadings, rel=1e-9)
    items[:, 2] *= -1
    turned = omega(items)
    assert (np.sign(turned.loadings) == [1, 1, -1, 1]).all()
    assert turned.loadings.sum() > 0


def test_who_missed_an_item_is_left_out() -> None:
    items = people(40, 4, seed=24)
    gaps = np.vstack([items, [1, np.nan, 3, 4], [np.nan] * 4])
    found = omega(gaps)
    assert found.estimate == pytest.approx(omega(items).estimate, rel=1e-12)
    assert (found.n, found.dropped) == (40, 2)
    assert found.estimator == "omega, one factor by maximum likelihood, listwise"


def test_omega_from_covariances_is_omega_from_answers() -> None:
    items = people(40, 4, seed=25)
    told, asked = omega_from_covariance(np.cov(items.T), 40, level=0.8), omega(items, level=0.8)
    assert told.estimate == pytest.approx(asked.estimate, rel=1e-11)
    assert told.interval == pytest.approx(asked.interval, rel=1e-10)
    assert told.observed == pytest.approx(asked.observed, rel=1e-11)


def test_a_negative_uniqueness_is_told_and_not_cut_off() -> None:
    """Squared loading 0.8 * 0.8 / 0.3; lavaan warns, and gives -1.1277 too."""
    found = omega_from_covariance([[1, 0.8, 0.8], [0.8, 1, 0.3], [0.8, 0.3, 1]], 200)
    assert found.estimate is found.interval is found.observed is found.standard_error is None
    assert found.reason is Reason.HEYWOOD
    assert found.uniquenesses == pytest.approx([-1.127666637145, 0.6965, 0.6965], rel=1e-7)


def test_a_fit_that_runs_away_is_a_heywood_case_too() -> None:
    """No three loadings have one negative product of three correlations."""
    triple = omega_from_covariance([[1, 0.5, 0.4], [0.5, 1, -0.3], [0.4, -0.3, 1]], 200)
    assert (triple.estimate, triple.reason) == (None, Reason.HEYWOOD)


def test_a_negative_uniqueness_does_not_hide_behind_a_worse_fit_without() -> None:
    """From what all items share a search ends at 0.8121 here, and everything looks well."""
    correlations = [
        [1, 0.27, 0.02, 0.49, 0.31],
        [0.27, 1, -0.62, -0.36, -0.19],
        [0.02, -0.62, 1, 0.54, 0.13],
        [0.49, -0.36, 0.54, 1, 0.32],
        [0.31, -0.19, 0.13, 0.32, 1],
    ]
    found = omega_from_covariance(correlations, 100)
    assert found.chi_square == pytest.approx(78.19378552935277, rel=1e-9)
    assert found.reason is Reason.HEYWOOD
    starts = np.random.default_rng(1).uniform(-0.9, 0.9, (8, 5))
    best = min(naive_misfit(0.99 * np.array(correlations), start) for start in starts)
    assert found.chi_square <= 100 * best + 1e-6


def test_a_uniqueness_of_zero_is_no_heywood_case() -> None:
    found = omega_from_covariance(
        [[1, 0.6, 0.5, 0.4], [0.6, 1, 0.3, 0.24], [0.5, 0.3, 1, 0.2], [0.4, 0.24, 0.2, 1]], 50
    )
    assert found.reason is Reason.NONE
    assert found.estimate == pytest.approx(2.5**2 / (2.5**2 + 0.64 + 0.75 + 0.84), rel=1e-9)


def test_two_pairs_that_share_nothing_cannot_tell_one_factor() -> None:
    pairs = np.kron(np.eye(2), [[1, 0.5], [0.5, 1]])
    assert omega_from_covariance(pairs, 100).reason is Reason.NOT_IDENTIFIED
    assert omega_from_covariance(np.eye(4), 100).reason is Reason.NOT_IDENTIFIED


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        (people(20, 2, seed=1), Reason.NOT_IDENTIFIED),
        (people(20, 1, seed=1), Reason.NOT_IDENTIFIED),
        (np.empty((0, 4)), Reason.NO_ANSWERS),
        (np.full((5, 4), np.nan), Reason.NO_ANSWERS),
        ([[1.0, 2.0, 3.0]], Reason.TOO_FEW_PEOPLE),
        (people(4, 4, seed=1), Reason.TOO_FEW_PEOPLE),
        (np.full((9, 3), 2.0), Reason.NO_VARIANCE),
        (np.column_stack([people(20, 3, seed=1), np.full(20, 0.1)]), Reason.CONSTANT_ITEM),
        (people(20, 3, seed=1)[:, [0, 1, 2, 2]], Reason.NOT_IDENTIFIED),
    ],
)
def test_where_there_is_no_omega_it_says_why(items: NDArray[np.float64], reason: Reason) -> None:
    found = omega(items)
    assert found.estimate is None
    assert found.reason is reason
    assert found.interval is found.chi_square is None


def test_a_constant_item_is_named() -> None:
    assert omega(np.column_stack([np.full(20, 0.1), people(20, 3, seed=1)])).constant == (0,)


def test_covariances_of_items_that_nobody_answered_together_leave_no_omega() -> None:
    covariance = FOUR.copy()
    covariance[0, 1] = covariance[1, 0] = np.nan
    assert omega_from_covariance(covariance, 50).reason is Reason.TOO_FEW_PEOPLE


def test_nothing_given_is_changed_and_the_same_gives_the_same() -> None:
    items = people(30, 4, seed=26)
    items.setflags(write=False)
    first, second = omega(items), omega(items)
    assert first.estimate == second.estimate
    assert first.loadings.tolist() == second.loadings.tolist()


def test_a_level_that_is_no_share_is_refused() -> None:
    with pytest.raises(ArgumentError, match="no level of an interval"):
        omega(people(20, 4, seed=1), level=95)


def test_what_is_no_covariance_matrix_is_refused() -> None:
    with pytest.raises(ArgumentError, match="no covariance matrix"):
        omega_from_covariance(np.ones((4, 3)), 50)


@pytest.mark.slow
def test_the_interval_of_omega_holds_the_truth_as_often_as_it_says() -> None:
    assert coverage(rounds=2000, seed=5) == pytest.approx(0.95, abs=0.02)


def test_the_interval_of_omega_holds_the_truth_about_as_often_as_it_says() -> None:
    assert coverage(rounds=60, seed=5) == pytest.approx(0.95, abs=0.06)


def coverage(*, rounds: int, seed: int) -> float:
    random = np.random.default_rng(seed)
    loadings, own = np.array([0.5, 0.7, 0.8, 0.9]), np.array([0.9, 0.6, 0.5, 0.4])
    truth = loadings.sum() ** 2 / (loadings.sum() ** 2 + own.sum())
    held = 0
    for _ in range(rounds):
        factor = random.normal(size=(400, 1))
        interval = omega(factor * loadings + random.normal(size=(400, 4)) * np.sqrt(own)).interval
        held += interval is not None and interval[0] < truth < interval[1]
    return held / rounds


def implied(at: NDArray[np.float64]) -> NDArray[np.float64]:
    items = len(at) // 2
    return np.outer(at[:items], at[:items]) + np.diag(at[items:])


def share(at: NDArray[np.float64]) -> float:
    items = len(at) // 2
    common = at[:items].sum() ** 2
    return float(common / (common + at[items:].sum()))


def differences(function: object, at: NDArray[np.float64], place: int) -> NDArray[np.float64]:
    step = np.zeros(len(at))
    step[place] = 1e-6
    return (function(at + step) - function(at - step)) / 2e-6  # type: ignore[operator,no-any-return]


def naive_misfit(covariance: NDArray[np.float64], start: NDArray[np.float64]) -> float:
    """Search without derivatives worth the name, as anyone would who knows only the likelihood."""

    def misfit(at: NDArray[np.float64]) -> float:
        values = np.linalg.eigvalsh(implied(at))
        if values[0] <= 0:
            return 1e6
        ratio = np.linalg.solve(implied(at), covariance)
        return float(np.trace(ratio) - np.linalg.slogdet(ratio)[1] - len(covariance))

    deviations = np.sqrt(np.diag(covariance))
    guess = np.concatenate([start * deviations, (1 - start**2) * deviations**2])
    return float(minimize(misfit, guess, method="BFGS", options={"gtol": 1e-7}).fun)
