"""Teams beside one another, in the order given."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.teams.discovery import false_discovery
from binnenuit.mirror.compute.teams.dispersion import dispersion
from binnenuit.mirror.compute.teams.funnel import funnel, funnel_means
from binnenuit.mirror.compute.teams.funnel_limits import exact_limits
from binnenuit.mirror.model import Reason


def alike(count: int, seed: int, spread: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Draw counts of teams of 5 to 60 with share 0.3, or shares about it."""
    generator = np.random.default_rng(seed)
    n = generator.integers(5, 61, count)
    truth = np.clip(0.3 + spread * generator.standard_normal(count), 0.01, 0.99)
    return generator.binomial(n, truth), n


def naive_limits(n: int, target: float, level: float) -> tuple[int, int]:
    """Go in from both ends as long as what lies beyond is small enough."""
    beyond, chances = (1 - level) / 2, stats.binom.pmf(np.arange(n + 1), n, target)
    low, high = 0, n
    while chances[: low + 1].sum() < beyond:
        low += 1
    while chances[high:].sum() <= beyond:
        high -= 1
    return low, high


def test_limits_are_the_counts_beyond_which_too_little_of_the_binomial_lies() -> None:
    n = np.array([1, 2, 5, 10, 17, 40])
    found = funnel(np.zeros(6, dtype=int), n, target=0.3)
    for level, low, high in zip((0.95, 0.998), found.lower, found.upper, strict=True):
        expected = [naive_limits(size, 0.3, level) for size in n.tolist()]
        assert (low * n).round().astype(int).tolist() == [each[0] for each in expected]
        assert (high * n).round().astype(int).tolist() == [each[1] for each in expected]


def test_chance_alone_passes_limits_no_more_often_than_they_say() -> None:
    for n in range(1, 80):
        counts = np.arange(n + 1)
        found = funnel(counts, np.full(n + 1, n), target=0.3)
        chance = stats.binom.pmf(counts, n, 0.3)
        for level, outside in zip(found.levels, found.outside, strict=True):
            assert chance[outside != 0].sum() <= 1 - level + 1e-12


def test_a_p_value_below_five_percent_lies_outside_and_the_other_way_round() -> None:
    x, n = alike(500, 1, 0.1)
    found = funnel(x, n)
    assert ((found.p_values <= 0.05) == (found.outside[0] != 0)).all()
    assert ((found.p_values <= 0.002) == (found.outside[1] != 0)).all()
    assert (found.outside[0] == -1).any()
    assert (found.outside[0] == 1).any()


def test_a_p_value_is_twice_the_smaller_tail() -> None:
    found = funnel([9, 0], [10, 3], target=0.5)
    assert found.p_values == pytest.approx([2 * 11 / 1024, 2 / 8])


def test_teams_stay_in_the_order_given() -> None:
    x, n = alike(30, 2, 0.2)
    order = np.random.default_rng(0).permutation(30)
    one, other = funnel(x, n), funnel(x[order], n[order])
    assert one.values[order].tolist() == other.values.tolist()
    assert one.outside[:, order].tolist() == other.outside.tolist()
    assert one.estimate == x.sum() / n.sum()


def test_the_smaller_the_team_the_wider_the_limits() -> None:
    found = funnel([3, 30, 300], [10, 100, 1000])
    widths = found.upper[0] - found.lower[0]
    assert widths[0] > widths[1] > widths[2]


def test_means_have_normal_limits() -> None:
    found = funnel_means([3.0, 4.0, 5.0], [4, 16, 4], 2.0)
    assert found.estimate == 4.0
    half = stats.norm.ppf(0.975) * np.sqrt(2.0 / np.array([4, 16, 4]))
    assert found.upper[0] == pytest.approx(4 + half, rel=1e-12)
    assert found.lower[0] == pytest.approx(4 - half, rel=1e-12)
    z = 1 / np.sqrt(0.5)
    assert found.p_values == pytest.approx([2 * stats.norm.sf(z), 1.0, 2 * stats.norm.sf(z)])


def test_phi_and_the_variance_between_teams_are_spiegelhalters() -> None:
    z = np.array([-6.0, -1.0, -0.5, 0.0, 0.4, 0.8, 1.1, 1.5, 2.0, 2.5, 9.0])
    variances = np.linspace(0.01, 0.02, 11)
    # eleven values: the 10th and 90th percentiles are the second and the tenth
    drawn_in = np.array([-1.0, -1.0, -0.5, 0.0, 0.4, 0.8, 1.1, 1.5, 2.0, 2.5, 2.5])
    phi = (drawn_in**2).sum() / 11
    w = 1 / variances
    between = (11 * phi - 10) / (w.sum() - (w**2).sum() / w.sum())
    found = dispersion(z, variances)
    assert found.phi == pytest.approx(phi, rel=1e-12)
    assert found.between_variance == pytest.approx(between, rel=1e-12)
    assert found.beyond_chance == (phi > 1 + 2 * np.sqrt(2 / 11))


def test_teams_that_differ_beyond_chance_are_said_to_and_additive_limits_let_them() -> None:
    x, n = alike(2000, 3, 0.12)
    plain, let = funnel(x, n), funnel(x, n, adjustment="additive")
    assert plain.beyond_chance
    assert (plain.outside[0] != 0).mean() > 0.15
    assert (let.outside[0] != 0).mean() < 0.13
    assert (let.outside[1] != 0).mean() < 0.2 * (plain.outside[1] != 0).mean()
    p = let.estimate
    half = stats.norm.ppf(0.975) * np.sqrt(p * (1 - p) / n + let.between_variance)
    assert let.upper[0] == pytest.approx(np.minimum(p + half, 1))
    assert let.lower[0] == pytest.approx(np.maximum(p - half, 0))


def test_without_drawing_in_the_variance_between_teams_is_the_true_one() -> None:
    generator = np.random.default_rng(7)
    n = generator.integers(5, 61, 4000)
    means = 3 + generator.normal(0, 0.4, 4000) + generator.normal(0, 1, 4000) / np.sqrt(n)
    found = funnel_means(means, n, 1.0, adjustment="additive", winsorised=0.0)
    assert found.between_variance == pytest.approx(0.16, rel=0.1)
    assert (found.outside[0] != 0).mean() == pytest.approx(0.05, abs=0.012)
    drawn_in = funnel_means(means, n, 1.0, adjustment="additive")
    assert (drawn_in.outside[0] != 0).mean() == pytest.approx(0.12, abs=0.015)


def test_one_wild_team_does_not_widen_the_limits_of_others() -> None:
    means, n = np.append(np.linspace(2.5, 3.5, 30), 30.0), np.full(31, 20)
    drawn_in, whole = (
        funnel_means(means, n, 1.0, target=3.0, adjustment="additive", winsorised=share)
        for share in (0.1, 0.0)
    )
    assert whole.between_variance > 20
    assert drawn_in.between_variance < 0.1


def test_multiplied_limits_move_out_by_the_root_of_phi() -> None:
    means = 3 + np.random.default_rng(4).normal(0, 0.8, 50)
    n = np.full(50, 10)
    plain, wide = (
        funnel_means(means, n, 1.0, adjustment=how) for how in ("none", "multiplicative")
    )
    widened = (wide.upper - wide.estimate) / (plain.upper - plain.estimate)
    assert widened == pytest.approx(np.full((2, 50), np.sqrt(wide.phi)))
    assert wide.phi > 1


def test_an_adjustment_never_narrows_limits() -> None:
    means, n = np.full(20, 3.0), np.full(20, 10)
    plain = funnel_means(means, n, 1.0)
    for how in ("additive", "multiplicative"):
        assert funnel_means(means, n, 1.0, adjustment=how).upper.tolist() == plain.upper.tolist()


def test_teams_that_differ_by_chance_are_seldom_said_to_differ_beyond_it() -> None:
    said = [funnel(*alike(100, seed)).beyond_chance for seed in range(40)]
    assert sum(said) <= 1


def test_flags_over_many_like_teams_vanish_when_they_are_counted_as_many() -> None:
    found = funnel(*alike(1000, 5))
    assert (found.outside[0] != 0).sum() > 10
    assert false_discovery(found.p_values).estimate == 0


def test_a_team_without_answers_has_no_limits() -> None:
    found = funnel([3, 0, 4], [10, 0, 10])
    assert np.isnan(found.values).tolist() == [False, True, False]
    assert np.isnan(found.lower[0]).tolist() == [False, True, False]
    assert found.outside[:, 1].tolist() == [0, 0]
    assert found.groups == 2
    means = funnel_means([3.0, np.nan], [5, 5], 1.0)
    assert (means.groups, means.n, means.phi) == (1, 5, None)


@pytest.mark.parametrize(
    ("successes", "n", "why"),
    [
        ([], [], Reason.NO_ANSWERS),
        ([0], [0], Reason.NO_ANSWERS),
        ([0, 0], [5, 6], Reason.NO_VARIANCE),
        ([5, 6], [5, 6], Reason.NO_VARIANCE),
    ],
)
def test_without_a_target_between_0_and_1_there_are_no_limits(successes, n, why) -> None:
    found = funnel(np.array(successes, dtype=int), np.array(n, dtype=int))
    assert (found.estimate, found.reason) == (None, why)
    assert np.isnan(found.lower).all()
    assert not found.outside.any()


def test_nobody_has_no_means_to_compare() -> None:
    assert funnel_means([], [], 1.0).reason is Reason.NO_ANSWERS


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ArgumentError, match="no share to compare with"):
        funnel([1], [2], target=1.0)
    with pytest.raises(ArgumentError, match="no method wide"):
        funnel([1], [2], adjustment="wide")
    with pytest.raises(ArgumentError, match="nowhere above"):
        funnel([3], [2])
    with pytest.raises(ArgumentError, match="2 figures"):
        funnel_means([3.0, 4.0], [2], 1.0)
    with pytest.raises(ArgumentError, match="cannot be drawn in"):
        funnel([1, 1], [2, 3], winsorised=0.5)
    with pytest.raises(ArgumentError, match="no level"):
        funnel([1], [2], levels=[95])


def test_counts_given_are_not_changed() -> None:
    x, n = alike(20, 6)
    for given in (x, n):
        given.flags.writeable = False
    funnel(x, n, adjustment="additive")
    funnel_means(x / n, n, 1.0)


def test_limits_and_chances_are_those_of_the_binomial() -> None:
    generator = np.random.default_rng(4)
    n = generator.integers(1, 3000, 300)
    levels = (0.95, 0.998)
    beyond = np.array([(1 - level) / 2 for level in levels])[:, np.newaxis]
    for target in (1e-9, 0.02, 0.3, 0.5, 0.97, 0.999):
        x = generator.binomial(n, target)
        found = exact_limits(x, n, target, levels)
        lowest, highest = stats.binom.ppf(beyond, n, target), stats.binom.isf(beyond, n, target)
        assert np.rint(found.lower * n).tolist() == np.asarray(lowest).tolist()
        assert np.rint(found.upper * n).tolist() == np.asarray(highest).tolist()
        tails = np.minimum(stats.binom.cdf(x, n, target), stats.binom.sf(x - 1, n, target))
        assert found.p_values == pytest.approx(np.minimum(2 * tails, 1), rel=1e-12)


def test_a_count_with_exactly_as_much_beyond_as_allowed_lies_outside_at_both_ends() -> None:
    # Nobody of two, with 0.5: a quarter of the distribution at either end.
    found = funnel([0, 1, 2], [2, 2, 2], target=0.5, levels=(0.5,))
    assert found.p_values.tolist() == [0.5, 1.0, 0.5]
    assert found.outside[0].tolist() == [-1, 0, 1]
