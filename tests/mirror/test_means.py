"""Means of one team and of many, with what is unsure of them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.between.intercept import random_intercept
from binnenuit.mirror.compute.teams.means import pooled_spread, team_mean, team_mean_from_moments
from binnenuit.mirror.compute.teams.shrunk_means import shrunk_means, shrunk_means_from_sums
from binnenuit.mirror.model import Reason

ANSWERS = np.array([2.0, 3.0, np.nan, 4.0, 5.0, 3.0])


def teams(count: int, between: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw people of teams of 2 to 12, and what each team's mean truly is."""
    generator = np.random.default_rng(seed)
    sizes = generator.integers(2, 13, count)
    truth = 3.0 + np.sqrt(between) * generator.standard_normal(count)
    groups = np.repeat(np.arange(count), sizes)
    return truth[groups] + generator.standard_normal(len(groups)), groups, truth


def test_the_interval_of_a_mean_is_that_of_a_t_test() -> None:
    found = team_mean(ANSWERS)
    held = ANSWERS[~np.isnan(ANSWERS)]
    expected = stats.t.interval(0.95, 4, held.mean(), stats.sem(held))
    assert found.interval == pytest.approx(expected, abs=1e-12)
    assert (found.n, found.dropped, found.degrees, found.pooled) == (5, 1, 4, False)


def test_who_is_left_out_of_a_small_team_is_less_unsure_than_of_an_endless_one() -> None:
    endless, small = team_mean(ANSWERS), team_mean(ANSWERS, population=10)
    assert small.estimate == endless.estimate == 3.4
    assert small.standard_error == pytest.approx(endless.standard_error * np.sqrt(0.5), rel=1e-12)


def test_when_everybody_answered_there_is_no_interval_and_a_reason_for_that() -> None:
    found = team_mean(ANSWERS, population=5)
    assert found.estimate == 3.4
    assert (found.reason, found.interval) == (Reason.NONE, None)
    assert found.no_interval is Reason.ONLY_MEASUREMENT_ERROR
    assert found.standard_error == 0.0


def test_a_small_team_borrows_the_spread_of_all_teams_and_a_large_one_does_not() -> None:
    values, groups, _ = teams(30, 0.2, 1)
    pooled = pooled_spread(values, groups)
    of = groups == 0
    nine, ten = (team_mean(np.linspace(1, 5, n), pooled=pooled) for n in (9, 10))
    assert nine.pooled
    assert nine.spread == pooled.estimate
    assert nine.degrees == pooled.degrees == len(values) - 30
    assert not ten.pooled
    assert team_mean(values[of][:1], pooled=pooled).interval is not None


def test_the_pooled_spread_is_the_root_of_the_mean_square_within() -> None:
    found = pooled_spread([1.0, 3.0, 4.0, 8.0, 6.0, np.nan, 9.0], [0, 0, 5, 5, 5, 5, -1])
    # 1 + 1 within the first, 4 + 4 + 0 within the second; 5 people less 2 teams
    assert found.estimate == pytest.approx(np.sqrt(10 / 3), rel=1e-12)
    assert (found.n, found.groups, found.dropped, found.degrees) == (5, 2, 2, 3)


def test_no_spread_is_pooled_of_nobody_or_of_teams_of_one() -> None:
    assert pooled_spread([1.0, 2.0], [0, 1]).reason is Reason.ONE_PERSON_GROUPS
    assert pooled_spread([np.nan], [0]).reason is Reason.NO_ANSWERS


@pytest.mark.parametrize(
    ("values", "why"), [([4.0, 4.0, 4.0], Reason.NO_VARIANCE), ([4.0], Reason.TOO_FEW_PEOPLE)]
)
def test_a_mean_of_one_or_of_equal_answers_does_not_pretend_to_be_sure(values, why) -> None:
    found = team_mean(values)
    assert (found.estimate, found.interval, found.no_interval) == (4.0, None, why)


def test_nobody_has_no_mean() -> None:
    found = team_mean([np.nan, np.nan])
    assert (found.estimate, found.reason, found.dropped) == (None, Reason.NO_ANSWERS, 2)


def test_moments_give_the_same_mean_as_answers() -> None:
    held = ANSWERS[~np.isnan(ANSWERS)]
    told = team_mean_from_moments(5, 3.4, float(held.std(ddof=1)), population=9)
    assert told.interval == pytest.approx(team_mean(ANSWERS, population=9).interval, rel=1e-12)


def test_more_answers_than_people_is_refused() -> None:
    with pytest.raises(ArgumentError, match="5 people answered, but the team counts 4"):
        team_mean(ANSWERS, population=4)


def test_a_level_is_a_share() -> None:
    with pytest.raises(ArgumentError, match="95"):
        team_mean(ANSWERS, level=95)


def test_intervals_of_teams_drawn_from_a_known_population_hold_its_mean() -> None:
    generator = np.random.default_rng(3)
    population = generator.normal(3.5, 1.0, 20)
    held = 0
    for _ in range(2000):
        low, high = team_mean(
            generator.choice(population, 8, replace=False), population=20
        ).interval
        held += low <= population.mean() <= high
    assert held / 2000 == pytest.approx(0.95, abs=0.02)


def test_a_mean_is_drawn_in_by_how_little_is_known_of_it() -> None:
    # Two people in each team: balanced, so REML is ANOVA. Means 2, 4, 9; MSB 26, MSW 2.
    values = np.array([1.0, 3.0, 3.0, 5.0, 8.0, 10.0])
    found = shrunk_means(values, [0, 0, 1, 1, 2, 2])
    between, within = (26 - 2) / 2, 2.0
    weight = 2 * between / (2 * between + within)
    assert found.estimate == pytest.approx(5.0, rel=1e-9)
    assert found.by_group == pytest.approx(5 + weight * np.array([-3.0, -1.0, 4.0]), rel=1e-9)
    variance = between * (1 - weight) + (1 - weight) ** 2 * (between + within / 2) / 3
    half = stats.norm.ppf(0.975) * np.sqrt(variance)
    assert found.upper_by_group - found.by_group == pytest.approx(np.full(3, half), rel=1e-9)
    assert found.raw_by_group.tolist() == [2, 4, 9]


def test_drawn_in_means_are_the_fixed_effect_and_the_teams_own() -> None:
    values, groups, _ = teams(40, 0.3, 2)
    found, model = shrunk_means(values, groups), random_intercept(values, None, groups)
    assert found.by_group == pytest.approx(model.fixed[0] + model.effects, rel=1e-9)
    rest = found.between_variance * (1 - found.weights)
    assert rest == pytest.approx(model.effect_variances, rel=1e-9)


def test_sums_give_what_people_give_when_teams_are_of_one_size() -> None:
    values, groups = np.random.default_rng(4).normal(3, 1, 200), np.repeat(np.arange(40), 5)
    values = values + np.repeat(np.random.default_rng(5).normal(0, 0.7, 40), 5)
    people = shrunk_means(values, groups)
    sums = np.bincount(groups, values)
    found = shrunk_means_from_sums(np.full(40, 5), sums, people.within_variance)
    assert found.by_group == pytest.approx(people.by_group, rel=1e-8)
    assert found.lower_by_group == pytest.approx(people.lower_by_group, rel=1e-8)
    assert found.estimator != people.estimator


def test_teams_that_differ_no_more_than_chance_get_one_mean_and_say_so() -> None:
    found = shrunk_means([1.0, 5.0, 2.0, 4.0, 3.0, 3.0], [0, 0, 1, 1, 2, 2])
    assert found.singular
    assert found.by_group == pytest.approx(np.full(3, 3.0))
    assert (found.upper_by_group > found.lower_by_group).all()
    sums = shrunk_means_from_sums([2, 2, 2], [6.0, 6.0, 6.0], 2.0)
    assert sums.singular
    assert sums.by_group.tolist() == [3, 3, 3]


def test_people_without_answer_or_team_are_counted_as_left_out() -> None:
    found = shrunk_means([1.0, 2.0, np.nan, 5.0, 6.0, 7.0, 3.0, np.nan], [4, 4, 4, 9, 9, 9, -1, 12])
    assert (found.n, found.dropped, found.groups) == (5, 3, 2)
    assert found.numbers.tolist() == [4, 9]
    assert found.sizes.tolist() == [2, 3]


def test_without_variances_raw_means_are_told_with_the_reason() -> None:
    found = shrunk_means([1.0, 2.0], [0, 1])
    assert found.estimate is None
    assert found.reason in {Reason.ONE_PERSON_GROUPS, Reason.TOO_FEW_PEOPLE}
    assert found.raw_by_group.tolist() == [1, 2]
    assert np.isnan(found.by_group).all()


def test_a_team_without_people_has_no_drawn_in_mean() -> None:
    found = shrunk_means_from_sums([4, 0, 6], [12.0, 0.0, 30.0], 1.0)
    assert np.isnan(found.by_group).tolist() == [False, True, False]
    assert found.groups == 2
    assert shrunk_means_from_sums([0, 3], [0.0, 9.0], 1.0).reason is Reason.TOO_FEW_GROUPS
    assert shrunk_means_from_sums([], [], 1.0).reason is Reason.NO_ANSWERS


def test_sums_need_people_for_each_and_a_spread() -> None:
    with pytest.raises(ArgumentError, match="2 figures"):
        shrunk_means_from_sums([4, 3, 2], [1.0, 2.0], 1.0)
    with pytest.raises(ArgumentError, match="above 0"):
        shrunk_means_from_sums([4, 3], [1.0, 2.0], 0.0)


def test_intervals_of_drawn_in_means_hold_the_true_means() -> None:
    held = []
    for seed in range(10):
        values, groups, truth = teams(200, 0.25, seed)
        found = shrunk_means(values, groups)
        held.append((found.lower_by_group <= truth) & (truth <= found.upper_by_group))
    assert np.mean(held) == pytest.approx(0.95, abs=0.015)


def test_drawn_in_means_lie_closer_to_the_truth_than_raw_ones() -> None:
    values, groups, truth = teams(300, 0.25, 11)
    found = shrunk_means(values, groups)
    raw, drawn_in = (((m - truth) ** 2).mean() for m in (found.raw_by_group, found.by_group))
    assert drawn_in < 0.75 * raw


def test_what_is_given_is_not_changed() -> None:
    values, groups, _ = teams(20, 0.3, 6)
    for given in (values, groups):
        given.flags.writeable = False
    shrunk_means(values, groups)
    pooled_spread(values, groups)
    team_mean(values)
