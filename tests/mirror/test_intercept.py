from __future__ import annotations

import numpy as np
import pytest
from tests.mirror.dense_mixed import best, solved

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.between.intercept import random_intercept
from binnenuit.mirror.model import Reason

NONE = np.empty((0, 0))


def people(seed=3, spread=0.8):
    """25 people in 7 groups of 1 to 6, two predictors, one of which differs between groups."""
    generator = np.random.default_rng(seed)
    groups = np.repeat(np.arange(7), [1, 6, 2, 5, 3, 4, 4])
    known = generator.normal(size=(25, 2)) + generator.normal(size=7)[groups, np.newaxis]
    response = 2 + known @ [0.5, -0.2] + generator.normal(size=7)[groups] * spread
    return response + generator.normal(size=25), known, groups


def test_groups_of_one_size_have_the_variances_of_the_analysis_of_variance():
    response = np.array([1.0, 2.0, 3.0, 5.0, 6.0, 10.0, 2.0, 4.0, 6.0])
    found = random_intercept(response, None, np.repeat([4, 2, 9], 3))
    # Means 2, 7, 4; mean squares between 19 and within 4, by hand: 3 * (49 + 64 + 1) / 9 / 2.
    assert found.within_variance == pytest.approx((2 + 14 + 8) / 6, rel=1e-12)
    assert found.between_variance == pytest.approx((19 - 4) / 3, rel=1e-12)
    assert found.estimate == found.between_variance
    assert found.fixed == pytest.approx([13 / 3], rel=1e-12)
    assert found.standard_errors == pytest.approx([np.sqrt(19 / 9)], rel=1e-12)
    assert found.numbers.tolist() == [2, 4, 9]
    shrinkage = 15 / 19
    assert found.effects == pytest.approx(shrinkage * (np.array([7, 2, 4]) - 13 / 3), rel=1e-12)
    assert found.effect_variances == pytest.approx(np.full(3, 5 * 4 / 19), rel=1e-12)


@pytest.mark.parametrize("reml", [True, False])
@pytest.mark.parametrize("seed", [3, 4])
def test_it_finds_what_the_whole_variance_matrix_gives(seed, reml):
    response, known, groups = people(seed)
    variances, there = best(response, known, [groups], reml=reml)
    found = random_intercept(response, known, groups, reml=reml)
    assert [found.between_variance, found.within_variance] == pytest.approx(variances, rel=1e-6)
    assert found.criterion == pytest.approx(there.criterion, rel=1e-12)
    assert found.log_likelihood == pytest.approx(-there.criterion / 2, rel=1e-12)
    exact = solved(
        response,
        known,
        [groups],
        [found.between_variance / found.within_variance],
        reml=reml,
    )
    assert found.fixed == pytest.approx(exact.fixed, rel=1e-10)
    assert found.standard_errors == pytest.approx(exact.standard_errors, rel=1e-10)
    assert found.effects == pytest.approx(exact.effects[0], rel=1e-9)
    assert found.effect_variances == pytest.approx(exact.effect_variances[0], rel=1e-9)
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(found.standard_errors)


def test_groups_that_differ_less_than_by_lot_have_exactly_no_variance():
    found = random_intercept([1.0, 5.0, 1.0, 5.0, 2.0, 4.0], None, [0, 0, 1, 1, 2, 2])
    assert found.singular
    assert found.between_variance == 0.0
    assert found.effects.tolist() == [0.0, 0.0, 0.0]
    assert found.effect_variances.tolist() == [0.0, 0.0, 0.0]
    assert found.within_variance == pytest.approx(18 / 5)
    assert found.reason is Reason.NONE


def test_of_several_dips_the_deepest_is_taken():
    """Large groups that hardly differ and tiny ones that lie far off: often two dips, or three."""
    generator = np.random.default_rng(1)
    sizes = np.array([3, 1, 2, 2, 357, 407, 268, 3, 371, 32])
    groups = np.repeat(np.arange(10), sizes)
    ratios = [0.0, *np.geomspace(1e-4, 1e3, 43)]
    deep = []
    for _ in range(20):
        means = generator.normal(size=10) * np.where(sizes < 10, 2.0, 0.1)
        response = means[groups] + generator.normal(size=len(groups))
        found = random_intercept(response, None, groups)
        best_ratio = found.between_variance / found.within_variance
        tried = [_criterion(response, groups, each) for each in ratios]
        assert _criterion(response, groups, best_ratio) <= min(tried) + 1e-9
        inner = np.array(tried[1:-1])
        dips = np.flatnonzero((inner < tried[:-2]) & (inner < tried[2:]))
        deep.append((len(dips), best_ratio < 0.1))
    assert {(2, True), (2, False)} <= set(deep)


def _criterion(response, groups, ratio):
    sizes = np.bincount(groups)
    means = np.bincount(groups, response) / sizes
    weights = sizes / (1 + sizes * ratio)
    mean = weights @ means / weights.sum()
    rest = ((response - means[groups]) ** 2).sum() + weights @ (means - mean) ** 2
    degrees = len(response) - 1
    return np.log1p(sizes * ratio).sum() + degrees * np.log(rest) + np.log(weights.sum())


def test_rows_with_anything_missing_are_dropped_and_counted():
    response, known, groups = people()
    spoiled, holes, left = response.copy(), known.copy(), groups.copy()
    spoiled[3] = np.nan
    holes[7, 1] = np.nan
    left[9] = -1
    left[0] = -5
    kept = np.setdiff1d(np.arange(25), [0, 3, 7, 9])
    found = random_intercept(spoiled, holes, left)
    whole = random_intercept(response[kept], known[kept], groups[kept])
    assert (found.n, found.dropped, found.groups) == (21, 4, 6)
    assert found.numbers.tolist() == [1, 2, 3, 4, 5, 6]
    assert found.effects == pytest.approx(whole.effects, rel=1e-12)
    assert found.estimate == pytest.approx(whole.estimate, rel=1e-12)


def test_units_and_origin_change_nothing_else():
    response, known, groups = people()
    plain = random_intercept(response, known, groups)
    turned = random_intercept(1000 * response + 1e6, known / 50 + 300, groups)
    assert turned.estimate == pytest.approx(1e6 * plain.estimate, rel=1e-8)
    assert turned.fixed[1:] == pytest.approx(50_000 * plain.fixed[1:], rel=1e-8)
    assert turned.effects == pytest.approx(1000 * plain.effects, rel=1e-7)
    raw = 1000 * response + 1e6
    ratio = turned.between_variance / turned.within_variance
    exact = solved(raw, known / 50 + 300, [groups], [ratio])
    assert turned.criterion == pytest.approx(exact.criterion, rel=1e-9)
    assert turned.standard_errors == pytest.approx(exact.standard_errors, rel=1e-6)


def test_other_numbers_for_the_groups_change_nothing():
    response, known, groups = people()
    names = np.array([70, 3, 10**12, 5, 8, 0, 41])
    plain, named = (random_intercept(response, known, each) for each in (groups, names[groups]))
    assert named.numbers.tolist() == sorted(names)
    assert named.effects == pytest.approx(plain.effects[np.argsort(names)], rel=1e-9)


def test_what_is_given_is_not_changed():
    response, known, groups = people()
    for each in (response, known, groups):
        each.setflags(write=False)
    assert random_intercept(response, known, groups).reason is Reason.NONE


def test_a_predictor_that_tells_nothing_new_is_named():
    response, known, groups = people()
    constant = np.column_stack([known, np.full(25, 0.1)])
    with pytest.raises(ArgumentError, match="Predictor 3") as raised:
        random_intercept(response, constant, groups)
    assert raised.value.code == "mirror.predictor"
    follows = np.column_stack([known[:, 0], 3 - 2 * known[:, 0], known[:, 1]])
    with pytest.raises(ArgumentError, match="Predictor 2"):
        random_intercept(response, follows, groups)


def test_another_number_of_predictors_than_of_answers_is_refused():
    response, known, groups = people()
    with pytest.raises(ArgumentError, match="25 answers, but 24 rows") as raised:
        random_intercept(response, known[1:], groups)
    assert raised.value.code == "mirror.rows"


@pytest.mark.parametrize(
    ("response", "known", "groups", "reason"),
    [
        ([], None, [], Reason.NO_ANSWERS),
        ([np.nan, np.nan], None, [0, 1], Reason.NO_ANSWERS),
        ([1.0, 2.0], [1.0, 5.0], [0, 1], Reason.TOO_FEW_PEOPLE),
        ([2.0, 2.0, 2.0, 2.0], None, [0, 0, 1, 1], Reason.NO_VARIANCE),
        ([1.0, 2.0, 3.0, 4.0], None, [6, 6, 6, 6], Reason.TOO_FEW_GROUPS),
        ([1.0, 2.0, 3.0, 5.0], [1.0, 1.0, 2.0, 2.0], [0, 0, 1, 1], Reason.TOO_FEW_GROUPS),
        ([1.0, 2.0, 4.0, 4.0], None, [0, 1, 2, 3], Reason.ONE_PERSON_GROUPS),
        ([1.0, 2.0, 4.0, 4.5], [1.0, 2.0, 5.0, 7.0], [0, 0, 1, 2], Reason.TOO_FEW_PEOPLE),
        ([1.1, 1.1, 2.3, 2.3, 4.7, 4.7], None, [0, 0, 1, 1, 2, 2], Reason.NO_VARIANCE_WITHIN),
    ],
)
def test_where_nothing_can_be_told_there_is_a_reason(response, known, groups, reason):
    found = random_intercept(response, known, np.array(groups, dtype=np.int64))
    assert found.reason is reason
    assert found.estimate is None
    assert found.between_variance is None
    assert found.log_likelihood is None
    assert found.effects.size == 0
    assert found.estimator == "random intercept, REML"


def test_a_few_groups_hold_a_great_share_of_the_variance_without_losing_digits():
    generator = np.random.default_rng(8)
    groups = np.repeat(np.arange(6), 5)
    response = 1e4 * groups + generator.normal(size=30)
    table = response.reshape(6, 5)
    within = table.var(axis=1, ddof=1).mean()
    between = table.mean(axis=1).var(ddof=1) - within / 5
    found = random_intercept(response, None, groups)
    assert found.within_variance == pytest.approx(within, rel=1e-9)
    assert found.between_variance == pytest.approx(between, rel=1e-12)
