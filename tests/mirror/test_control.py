"""One team over time, with what stands out."""

from __future__ import annotations

import numpy as np
import pytest

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.charts.chart_constants import (
    RANGE_OF_TWO,
    SPREAD_OF_RANGE,
    mean_of_spread,
    spread_of_spread,
)
from binnenuit.mirror.compute.charts.control import p_chart, u_chart
from binnenuit.mirror.compute.charts.control_means import individual_charts, mean_charts
from binnenuit.mirror.compute.charts.run_rules import Rule, run_rules
from binnenuit.mirror.model import Reason

JUICE = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22]
JUICE += [8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
"""Cans of orange juice out of 50: Montgomery (2013), table 7.1."""
COMPUTERS = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5]
"""Faults in samples of 5 computers: Montgomery (2005), fifth edition, example 6-4."""
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
"""NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2."""
PRINTED = {  # c4, A3, B3, B4 of Montgomery (2013), appendix VI, and the AIAG manual
    2: (0.7979, 2.659, 0.0, 3.267),
    3: (0.8862, 1.954, 0.0, 2.568),
    4: (0.9213, 1.628, 0.0, 2.266),
    5: (0.9400, 1.427, 0.0, 2.089),
    6: (0.9515, 1.287, 0.030, 1.970),
    7: (0.9594, 1.182, 0.118, 1.882),
    8: (0.9650, 1.099, 0.185, 1.815),
    9: (0.9693, 1.032, 0.239, 1.761),
    10: (0.9727, 0.975, 0.284, 1.716),
    15: (0.9823, 0.789, 0.428, 1.572),
    25: (0.9896, 0.606, 0.565, 1.435),
}


def flagged(chart, rule: Rule = Rule.BEYOND_LIMITS) -> list[int]:
    """Number the points that a rule flags, from 1."""
    return (np.flatnonzero(chart.signals[rule]) + 1).tolist()


@pytest.mark.parametrize("n", PRINTED)
def test_constants_are_those_of_the_printed_tables(n) -> None:
    c4, a3, b3, b4 = PRINTED[n]
    assert mean_of_spread(n) == pytest.approx(c4, abs=5.1e-5)
    charts = mean_charts([0.0, 0.0], [1.0, 1.0], [n, n])
    assert charts.level.upper[0] == pytest.approx(a3, abs=5.1e-4)
    assert charts.spread.lower[0] == pytest.approx(b3, abs=5.1e-4)
    assert charts.spread.upper[0] == pytest.approx(b4, abs=5.1e-4)


def test_constants_of_two_are_those_of_the_printed_tables() -> None:
    assert pytest.approx(1.128, abs=5e-4) == RANGE_OF_TWO
    assert pytest.approx(0.853, abs=6e-4) == SPREAD_OF_RANGE
    assert pytest.approx(3.267, abs=5e-4) == 1 + 3 * SPREAD_OF_RANGE / RANGE_OF_TWO


def test_constants_are_what_normal_samples_show() -> None:
    spreads = np.random.default_rng(1).standard_normal((200_000, 4)).std(axis=1, ddof=1)
    assert mean_of_spread(4) == pytest.approx(spreads.mean(), abs=0.003)
    assert spread_of_spread(4) == pytest.approx(spreads.std(), abs=0.003)
    assert np.isnan(mean_of_spread([1, 0])).all()


def test_the_p_chart_of_orange_juice_is_montgomerys() -> None:
    chart = p_chart(JUICE, [50] * 30)
    assert chart.estimate == pytest.approx(0.2313, abs=5e-5)
    assert chart.upper[0] == pytest.approx(0.4102, abs=5e-5)
    assert chart.lower[0] == pytest.approx(0.0524, abs=5e-5)
    assert flagged(chart) == [15, 23]
    assert chart.fixed


def test_the_u_chart_of_computers_is_montgomerys() -> None:
    chart = u_chart(COMPUTERS, [5] * 20)
    found = (chart.estimate, chart.lower[0], chart.upper[0])
    assert found == pytest.approx((1.93, 0.07, 3.79), abs=5e-3)
    assert flagged(chart) == []


def test_the_individuals_chart_of_flow_is_nists() -> None:
    charts = individual_charts(FLOW)
    assert charts.level.estimate == pytest.approx(50.81)
    assert charts.spread.estimate == pytest.approx(1.8778, abs=5e-5)
    # NIST divides by 1.128; here by 2 / sqrt(pi) = 1.12838
    assert charts.level.upper[0] == pytest.approx(55.8041, abs=2e-3)
    assert charts.level.lower[0] == pytest.approx(45.8159, abs=2e-3)
    assert not charts.level.fixed


def test_piston_rings_have_the_limits_that_montgomery_gives() -> None:
    """Mean 74.001 and mean spread 0.0094 of 25 samples of 5: example 6.3."""
    charts = mean_charts([74.001] * 25, [0.0094] * 25, [5] * 25)
    assert charts.level.upper[0] == pytest.approx(74.014, abs=5e-4)
    assert charts.level.lower[0] == pytest.approx(73.988, abs=5e-4)
    assert charts.spread.upper[0] == pytest.approx(0.0196, abs=5e-5)
    assert charts.spread.lower[0] == 0.0


def test_limits_follow_the_number_that_answered() -> None:
    chart = p_chart([2, 20, 4], [10, 100, 20])
    half = 3 * np.sqrt(0.2 * 0.8 / np.array([10, 100, 20]))
    assert chart.upper == pytest.approx(0.2 + half)
    assert chart.lower == pytest.approx(np.maximum(0.2 - half, 0))


def test_laney_widens_limits_by_the_moving_range_of_z() -> None:
    generator = np.random.default_rng(2)
    n = generator.integers(2000, 4000, 25)
    x = generator.binomial(n, np.clip(generator.normal(0.3, 0.03, 25), 0, 1))
    plain, wide = p_chart(x, n), p_chart(x, n, laney=True)
    p = x.sum() / n.sum()
    z = (x / n - p) / np.sqrt(p * (1 - p) / n)
    sigma = np.mean([abs(z[i] - z[i - 1]) for i in range(1, 25)]) / 1.12838
    assert wide.inflation == pytest.approx(sigma, rel=1e-5)
    assert wide.upper - p == pytest.approx((plain.upper - p) * sigma, rel=1e-5)
    assert len(flagged(plain)) > 3
    assert len(flagged(wide)) <= 1


def test_laney_does_the_same_for_counts() -> None:
    counts, exposure = np.array([900, 1100, 1000, 1300, 700.0]), np.full(5, 10.0)
    chart = u_chart(counts, exposure, laney=True)
    z = (counts / 10 - 100) / np.sqrt(10.0)
    sigma = np.abs(np.diff(z)).mean() / RANGE_OF_TWO
    assert chart.upper == pytest.approx(np.full(5, 100 + 3 * np.sqrt(10.0) * sigma))


def test_where_there_is_chance_alone_laney_changes_little() -> None:
    n = np.full(400, 50)
    x = np.random.default_rng(3).binomial(n, 0.3)
    assert p_chart(x, n, laney=True).inflation == pytest.approx(1.0, abs=0.08)


def test_sizes_that_differ_are_weighed_by_what_they_tell() -> None:
    generator = np.random.default_rng(4)
    n = generator.integers(3, 30, 3000)
    samples = [generator.normal(3, 0.8, size) for size in n]
    charts = mean_charts(
        [each.mean() for each in samples], [each.std(ddof=1) for each in samples], n
    )
    assert charts.spread.estimate == pytest.approx(0.8, abs=0.01)
    assert len(flagged(charts.level)) / 3000 == pytest.approx(0.0027, abs=0.003)
    assert charts.level.estimate == pytest.approx(np.concatenate(samples).mean())


def test_a_larger_sample_tells_more_of_the_spread() -> None:
    # c4 is 0.7979 for 2 and 0.9869 for 20, so h is 1.7519 and 37.52 (Burr 1969)
    charts = mean_charts([3.0, 3.0], [1.0, 2.0], [2, 20])
    expected = (1.7519 * 1 / 0.7979 + 37.52 * 2 / 0.9869) / (1.7519 + 37.52)
    assert charts.spread.estimate == pytest.approx(expected, rel=2e-4)


def test_limits_of_the_first_periods_stay_where_they_are() -> None:
    chart = p_chart(JUICE, [50] * 30, baseline=20)
    assert chart.estimate == sum(JUICE[:20]) / 1000
    assert (chart.baseline, chart.fixed) == (20, True)
    later = p_chart([*JUICE[:20], 50], [50] * 21, baseline=20)
    assert later.upper[0] == chart.upper[0]
    assert flagged(later)[-1] == 21


def test_limits_of_nineteen_periods_are_not_called_fixed() -> None:
    assert not p_chart(JUICE, [50] * 30, baseline=19).fixed


def test_eight_in_a_row_on_one_side_are_flagged_from_the_eighth_on() -> None:
    z = np.array([-0.1] + [0.2] * 9 + [-0.1])
    assert np.flatnonzero(run_rules(z)[Rule.EIGHT_ON_ONE_SIDE]).tolist() == [8, 9]
    z[4] = 0.0  # on the line: on neither side
    assert not run_rules(z)[Rule.EIGHT_ON_ONE_SIDE].any()


def test_a_point_on_the_limit_is_within_it() -> None:
    z = np.array([3.0, 3.001, -3.0, -3.001])
    assert run_rules(z)[Rule.BEYOND_LIMITS].tolist() == [False, True, False, True]


def test_two_of_three_and_four_of_five_need_one_side() -> None:
    rules = tuple(Rule)
    found = run_rules(np.array([2.1, 0.0, 2.2, 0.0, -2.1]), rules)
    assert found[Rule.TWO_OF_THREE].tolist() == [False, False, True, False, False]
    found = run_rules(np.array([1.1, 1.2, -1.1, 1.3, 1.4, 0.0, 1.5]), rules)
    assert found[Rule.FOUR_OF_FIVE].tolist() == [False] * 4 + [True, False, False]
    found = run_rules(-np.array([1.1, 1.2, 0.1, 1.3, 1.4, 1.5]), rules)
    assert found[Rule.FOUR_OF_FIVE].tolist() == [False] * 4 + [True, True]


def test_a_point_that_is_not_out_itself_completes_no_pattern() -> None:
    found = run_rules(np.array([2.1, 2.2, 0.0]), tuple(Rule))
    assert found[Rule.TWO_OF_THREE].tolist() == [False, True, False]


def test_only_two_rules_are_asked_unless_more_are() -> None:
    assert set(run_rules(np.zeros(3))) == {Rule.BEYOND_LIMITS, Rule.EIGHT_ON_ONE_SIDE}


def test_a_series_in_which_nothing_changes_is_flagged_as_often_as_the_books_say() -> None:
    """Champ & Woodall (1987): on average after 153 points, and after 92 with all four rules."""
    z = np.random.default_rng(5).standard_normal((3000, 500))
    for rules, expected in ((None, 152.7), (tuple(Rule), 91.8)):
        first = []
        for series in z[:1200]:
            flags = run_rules(series) if rules is None else run_rules(series, rules)
            out = np.any(list(flags.values()), axis=0)
            first.append(out.argmax() + 1 if out.any() else np.nan)
        # The series end after 500 points; for waiting times of which so few are longer, the
        # share still waiting after 100 is exp(-100 / mean), but for the first points.
        waiting = np.mean(~(np.array(first) <= 100))
        assert waiting == pytest.approx(np.exp(-97 / expected), abs=0.04)


def test_a_period_without_a_point_is_passed_over() -> None:
    chart = p_chart([5, 0, 6, 5], [10, 0, 10, 10])
    assert np.isnan(chart.values).tolist() == [False, True, False, False]
    assert np.isnan(chart.upper).tolist() == [False, True, False, False]
    assert (chart.n, chart.dropped) == (3, 1)
    z = np.insert(np.full(8, 0.5), 4, np.nan)
    assert np.flatnonzero(run_rules(z)[Rule.EIGHT_ON_ONE_SIDE]).tolist() == [8]


def test_no_jump_is_counted_across_a_gap() -> None:
    charts = individual_charts([1.0, 2.0, np.nan, 9.0, 10.0])
    assert charts.spread.estimate == 1.0
    assert charts.level.estimate == 5.5
    assert np.isnan(charts.spread.values).tolist() == [True, False, True, True, False]


def test_jumps_are_looked_at_for_limits_only() -> None:
    charts = individual_charts([1.0, 1.1, 1.0, 1.1, 1.0, 1.1, 1.0, 5.0], rules=tuple(Rule))
    assert set(charts.spread.signals) == {Rule.BEYOND_LIMITS}
    assert flagged(charts.spread) == [8]


def test_a_period_of_one_person_has_a_mean_and_no_spread() -> None:
    charts = mean_charts([3.0, 4.0, 3.5], [0.5, 99.0, 0.5], [5, 1, 5])
    assert np.isnan(charts.spread.values).tolist() == [False, True, False]
    assert charts.spread.estimate == pytest.approx(0.5 / 0.9400, abs=1e-3)
    assert np.isfinite(charts.level.upper).all()


@pytest.mark.parametrize(
    ("chart", "why"),
    [
        (lambda: p_chart([], []), Reason.NO_ANSWERS),
        (lambda: p_chart([3], [9]), Reason.TOO_FEW_PERIODS),
        (lambda: p_chart([0, 0], [9, 9]), Reason.NO_VARIANCE),
        (lambda: p_chart([3, 3], [9, 9], laney=True), Reason.NO_VARIANCE),
        (lambda: p_chart([3, 0, 3], [9, 0, 9], laney=True), Reason.TOO_FEW_PERIODS),
        (lambda: u_chart([0, 0], [1, 1]), Reason.NO_VARIANCE),
        (lambda: u_chart([np.nan], [1.0]), Reason.NO_ANSWERS),
        (lambda: individual_charts([4.0, 4.0]).level, Reason.NO_VARIANCE),
        (lambda: individual_charts([4.0, np.nan, 4.0]).spread, Reason.TOO_FEW_PERIODS),
        (lambda: mean_charts([4.0, 3.0], [0.0, 0.0], [5, 5]).level, Reason.NO_VARIANCE),
        (lambda: mean_charts([4.0, 3.0], [0.0, 0.0], [1, 1]).spread, Reason.TOO_FEW_PERIODS),
        (lambda: mean_charts([4.0], [1.0], [5]).level, Reason.TOO_FEW_PERIODS),
    ],
)
def test_a_chart_without_limits_says_why_and_flags_nothing(chart, why) -> None:
    found = chart()
    assert (found.estimate, found.reason) == (None, why)
    assert np.isnan(found.upper).all()
    assert not any(flags.any() for flags in found.signals.values())


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ArgumentError, match="0 periods cannot set limits"):
        p_chart([1, 2], [3, 3], baseline=0)
    with pytest.raises(ArgumentError, match="one count for each exposure"):
        u_chart([1, -2], [3, 3])
    with pytest.raises(ArgumentError, match="2 means, 1 spreads and 2"):
        mean_charts([1.0, 2.0], [1.0], [3, 3])


def test_series_given_are_not_changed() -> None:
    series = np.array(FLOW)
    series.flags.writeable = False
    individual_charts(series)
    u_chart(series, series)
    mean_charts(series, series, series)
