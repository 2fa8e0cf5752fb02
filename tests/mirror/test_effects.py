from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array, diags_array, eye_array
from tests.mirror.dense_mixed import best, solved

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.between.effects import random_effects
from binnenuit.mirror.compute.between.intercept import random_intercept
from binnenuit.mirror.compute.between.mixed.crossed import layout
from binnenuit.mirror.compute.between.mixed.remaining import remaining
from binnenuit.mirror.compute.groups import grouping
from binnenuit.mirror.model import Reason


def crossed(seed=5, rows=70, levels=(12, 9), spread=(0.7, 1.2)):
    """Rows of raters and suppliers who meet by lot, and one predictor."""
    generator = np.random.default_rng(seed)
    factors = [np.append(np.arange(k), generator.integers(0, k, rows - k)) for k in levels]
    known = generator.normal(size=(rows, 1))
    response = 3 + known[:, 0] * 0.4 + generator.normal(size=rows)
    for factor, k, deviation in zip(factors, levels, spread, strict=True):
        response = response + deviation * generator.normal(size=k)[factor]
    return response, known, factors


def nested(seed=6):
    """People in teams in branches in countries, all with numbers of their own."""
    generator = np.random.default_rng(seed)
    teams = np.repeat(np.arange(24), generator.integers(1, 9, 24))
    branches = teams // 3
    response = generator.normal(size=24)[teams] + 1.5 * generator.normal(size=8)[branches]
    return response + generator.normal(size=len(teams)), [teams, branches]


CASES = {
    "crossed": crossed(),
    "crossed, weak": crossed(seed=7, spread=(0.4, 0.4)),
    "the largest factor last": crossed(seed=8, levels=(5, 20)),
    "three": crossed(seed=9, levels=(6, 15, 10), spread=(1.0, 0.6, 0.8)),
    "nested": (nested()[0], np.empty((len(nested()[0]), 0)), nested()[1]),
}


@pytest.mark.parametrize("reml", [True, False])
@pytest.mark.parametrize("case", CASES)
def test_it_finds_what_the_whole_variance_matrix_gives(case, reml):
    response, known, factors = CASES[case]
    variances, there = best(response, known, factors, reml=reml)
    found = random_effects(response, known, factors, reml=reml)
    assert found.criterion == pytest.approx(there.criterion, rel=1e-11)
    assert found.criterion <= there.criterion + 1e-8
    assert found.variances == pytest.approx(variances, rel=1e-5)
    assert found.estimate == found.variances[0]
    assert found.log_likelihood == pytest.approx(-found.criterion / 2)
    exact = solved(response, known, factors, found.variances[:-1] / found.variances[-1], reml=reml)
    assert found.fixed == pytest.approx(exact.fixed, rel=1e-9)
    assert found.standard_errors == pytest.approx(exact.standard_errors, rel=1e-9)
    for place in range(len(factors)):
        assert found.effects[place] == pytest.approx(exact.effects[place], rel=1e-7, abs=1e-10)
        expected = exact.effect_variances[place]
        assert found.effect_variances[place] == pytest.approx(expected, rel=1e-8)


REMAINING = "binnenuit.mirror.compute.between.mixed.remaining"


def test_full_and_sparse_ways_give_the_same(monkeypatch):
    """Raters know three suppliers nearby; numbers are shuffled, so a sparse order matters."""
    generator = np.random.default_rng(10)
    raters = np.repeat(np.arange(90), 3)
    suppliers = np.clip(raters * 60 // 90 + generator.integers(-4, 5, 270), 0, 59)
    branches = suppliers // 7
    suppliers = generator.permutation(60)[suppliers]
    response = generator.normal(size=90)[raters] + 0.8 * generator.normal(size=60)[suppliers]
    response = response + generator.normal(size=9)[branches] + generator.normal(size=270)
    factors = [branches, suppliers, raters]
    kinds, found = [], []
    for crossing, small in ((0.0, 1000), (0.9, 1000), (0.9, 0)):
        monkeypatch.setattr(f"{REMAINING}._CROSSED", crossing)
        monkeypatch.setattr(f"{REMAINING}._SMALL", small)
        monkeypatch.setattr(f"{REMAINING}._FULL", small)
        groupings = [grouping(factor, 270) for factor in factors]
        laid = layout(groupings)
        kinds.append(type(remaining(laid.counts, laid.joint)).__name__)
        found.append(random_effects(response, None, factors))
    assert kinds == ["FullCounts", "FullPairs", "Scattered"]
    for other in found[1:]:
        assert other.criterion == pytest.approx(found[0].criterion, rel=1e-12)
        assert other.variances == pytest.approx(found[0].variances, rel=1e-6)
        for place in range(3):
            assert other.effects[place] == pytest.approx(found[0].effects[place], abs=1e-6)
            expected = found[0].effect_variances[place]
            assert other.effect_variances[place] == pytest.approx(expected, rel=1e-5)


def test_a_matrix_with_more_places_than_32_bits_count_is_filled_in_well():
    """50,000 suppliers in a ring, each rated by two neighbours."""
    levels = 50_000
    raters = np.repeat(np.arange(levels), 2)
    suppliers = (raters + np.tile([0, 1], levels)) % levels
    counts = csr_array((np.ones(2 * levels), (raters, suppliers)))
    made = remaining(counts, csr_array(2.0 * eye_array(levels)))
    weights, scale = np.linspace(0.1, 0.3, levels), np.linspace(0.5, 2.0, levels)
    direct = eye_array(levels) + diags_array(scale) @ (
        2.0 * eye_array(levels) - counts.T @ diags_array(weights) @ counts
    ) @ diags_array(scale)
    factored = made.factored(weights, scale)
    solved = factored.solve(np.arange(levels, dtype=float)[:, np.newaxis])
    assert direct @ solved[:, 0] == pytest.approx(np.arange(levels), abs=1e-6)


def test_a_factor_by_which_nothing_differs_has_exactly_no_variance():
    response, known, factors = crossed(seed=11, spread=(0.9, 0.0))
    found = random_effects(response, known, factors)
    assert found.singular
    assert found.variances[1] == 0.0
    assert not found.effects[1].any()
    assert not found.effect_variances[1].any()
    alone = random_intercept(response, known, factors[0])
    assert found.variances[0] == pytest.approx(alone.between_variance, rel=1e-6)
    assert found.criterion == pytest.approx(alone.criterion, rel=1e-12)
    assert found.effects[0] == pytest.approx(alone.effects, rel=1e-6)


def test_factors_by_which_nothing_differs_at_all_leave_only_the_residual():
    generator = np.random.default_rng(12)
    raters, suppliers = np.divmod(np.arange(60), 10)
    response = generator.normal(size=(6, 10))
    response -= response.mean(axis=0)
    response -= response.mean(axis=1, keepdims=True)
    found = random_effects(response.ravel(), None, [raters, suppliers])
    assert found.variances[:2].tolist() == [0.0, 0.0]
    assert found.variances[2] == pytest.approx((response**2).sum() / 59)


def test_everybody_rating_everybody_gives_the_variances_of_the_analysis():
    """Balanced and crossed: expected mean squares, by hand."""
    generator = np.random.default_rng(13)
    table = generator.normal(size=(7, 5)) + 2 * generator.normal(size=(7, 1))
    table = table + 2 * generator.normal(size=5)
    rows, columns = np.divmod(np.arange(35), 5)
    by_row, by_column = table.mean(axis=1), table.mean(axis=0)
    rest = table - by_row[:, np.newaxis] - by_column + table.mean()
    residual = (rest**2).sum() / 24
    expected = [
        by_row.var(ddof=1) - residual / 5,
        by_column.var(ddof=1) - residual / 7,
        residual,
    ]
    found = random_effects(table.ravel(), None, [rows, columns])
    assert found.variances == pytest.approx(expected, rel=1e-6)


def test_a_supplier_is_told_apart_from_mild_raters():
    """Mild raters rate the worse suppliers: plain means would put those first."""
    generator = np.random.default_rng(14)
    goodness = generator.permutation(np.linspace(-1, 1, 12))
    worst, raters = np.argsort(goodness), np.repeat(np.arange(80), 4)
    mild = np.arange(80) < 40
    rated = [generator.permutation(8)[:4] + (0 if each else 4) for each in mild]
    suppliers = worst[np.concatenate(rated)]
    mildness = np.where(mild, 1.5, -1.5) + 0.3 * generator.normal(size=80)
    response = goodness[suppliers] + mildness[raters] + 0.3 * generator.normal(size=320)
    plain = np.bincount(suppliers, response) / np.bincount(suppliers)
    found = random_effects(response, None, [suppliers, raters])
    assert np.corrcoef(plain, goodness)[0, 1] < -0.5
    assert np.corrcoef(found.effects[0], goodness)[0, 1] > 0.9


def test_one_factor_is_a_random_intercept():
    response, known, factors = crossed()
    alone = random_intercept(response, known, factors[0], reml=False)
    found = random_effects(response, known, factors[:1], reml=False)
    assert found.variances.tolist() == [alone.between_variance, alone.within_variance]
    assert found.effects[0].tolist() == alone.effects.tolist()
    assert found.criterion == alone.criterion


def test_the_order_of_factors_and_rows_and_their_numbers_change_nothing():
    response, known, factors = crossed()
    order = np.random.default_rng(15).permutation(len(response))
    names = np.array([5, 10**9, 2, 0, 77, 12, 8, 31, 4])
    plain = random_effects(response, known, factors)
    other = random_effects(
        response[order], known[order], [names[factors[1]][order], factors[0][order]]
    )
    assert other.variances[[1, 0, 2]] == pytest.approx(plain.variances, rel=1e-6)
    assert other.numbers[0].tolist() == sorted(names)
    assert other.effects[0] == pytest.approx(plain.effects[1][np.argsort(names)], rel=1e-6)


def test_rows_with_anything_missing_are_dropped_and_counted():
    response, known, factors = crossed()
    spoiled, left = response.copy(), [factor.copy() for factor in factors]
    spoiled[2] = np.nan
    left[1][5] = -1
    kept = np.setdiff1d(np.arange(len(response)), [2, 5])
    found = random_effects(spoiled, known, left)
    whole = random_effects(response[kept], known[kept], [factor[kept] for factor in factors])
    assert (found.n, found.dropped) == (68, 2)
    assert found.variances.tolist() == whole.variances.tolist()


def test_what_is_given_is_not_changed():
    response, known, factors = crossed()
    for each in (response, known, *factors):
        each.setflags(write=False)
    assert random_effects(response, known, factors).reason is Reason.NONE


def test_effect_variances_that_would_take_too_long_are_left_out(monkeypatch):
    monkeypatch.setattr("binnenuit.mirror.compute.between.mixed.predicted._MOST_WORK", 10)
    response, known, factors = crossed()
    found = random_effects(response, known, factors)
    assert found.effect_variances is None
    assert len(found.effects) == 2


@pytest.mark.parametrize(
    ("factors", "reason"),
    [
        ([[0, 0, 1, 1, 2, 2, 3, 3], [5] * 8], Reason.TOO_FEW_GROUPS),
        ([[0, 0, 1, 1, 2, 2, 3, 3], range(8)], Reason.ONE_PERSON_GROUPS),
        ([[0, 0, 1, 1, 2, 2, 3, 3], [9, 9, 5, 5, 4, 4, 0, 0]], Reason.NOT_IDENTIFIED),
        # Both teams of two: who goes together is the same as the residual, turned round.
        ([[0, 1, 0, 1], [0, 0, 1, 1], [0, 1, 1, 0]], Reason.NOT_IDENTIFIED),
    ],
)
def test_factors_that_cannot_be_told_apart_give_a_reason(factors, reason):
    levels = [np.array(factor) for factor in factors]
    response = np.array([1.0, 2.0, 4.0, 3.0, 7.0, 5.0, 6.0, 9.0])[: len(levels[0])]
    found = random_effects(response, None, levels)
    assert found.reason is reason
    assert found.estimate is None
    assert found.effect_variances is None
    assert found.log_likelihood is None


def test_without_variance_or_answers_there_is_a_reason():
    one, two = np.divmod(np.arange(30), 5)
    exact = one * 1.0 + two**2
    assert random_effects(exact, None, [one, two]).reason is Reason.NO_VARIANCE_WITHIN
    assert random_effects(exact * 0, None, [one, two]).reason is Reason.NO_VARIANCE
    assert random_effects(exact * np.nan, None, [one, two]).reason is Reason.NO_ANSWERS
    assert random_effects(exact, None, [one * 0]).reason is Reason.TOO_FEW_GROUPS


def test_no_factors_and_a_constant_predictor_are_refused():
    response, known, factors = crossed()
    with pytest.raises(ArgumentError, match="at least one list") as raised:
        random_effects(response, known, [])
    assert raised.value.code == "mirror.factors"
    with pytest.raises(ArgumentError, match="Predictor 1"):
        random_effects(response, known * 0 + 2, factors)
