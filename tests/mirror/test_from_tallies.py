"""Statistics of tallies are those of the answers, and say on whom they rest."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.agreement.deviations import (
    ad_m,
    ad_m_from_counts,
    ad_md,
    ad_md_from_counts,
)
from binnenuit.mirror.compute.agreement.rwg import (
    rwg_j,
    rwg_j_from_counts,
    rwg_j_lindell,
    rwg_j_lindell_from_counts,
)
from binnenuit.mirror.compute.between.icc import icc_anova
from binnenuit.mirror.compute.consistency.omega import omega, omega_from_covariance
from binnenuit.mirror.compute.consistency.reliability import cronbach_alpha
from binnenuit.mirror.compute.tallies.from_tallies import (
    tallied_alpha,
    tallied_bootstrap,
    tallied_covariance,
    tallied_omega,
)
from binnenuit.mirror.compute.tallies.tallied_groups import (
    tallied_agreement,
    tallied_icc,
    tallied_means,
    tallied_within_sd,
)
from binnenuit.mirror.compute.tallies.tally import empty, tally, without_small_moments
from binnenuit.mirror.compute.teams.means import pooled_spread
from binnenuit.mirror.model import Reason
from binnenuit.privacy.answers import Scale

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from binnenuit.mirror.model import Agreement, Tally

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.int64]

SCALE = Scale("trust", tuple("abcde"), 1, 5)
NAMES = tuple("rstuvwxyz")


def answers(seed: int, people: int, missing: float = 0.0) -> tuple[Numbers, Integers]:
    """Invent people who lean to one side, in groups that do so too; the first groups are small."""
    chance = np.random.default_rng(seed)
    group = np.sort(chance.choice(len(NAMES), people, p=np.arange(1, 10) / 45))
    leaning = chance.normal(0, 0.7, len(NAMES))[group] + chance.normal(0, 0.8, people)
    noise = chance.normal(0, 0.8, (people, 5))
    values = np.clip(np.rint(3.2 + leaning[:, np.newaxis] + noise), 1, 5)
    values[chance.random(values.shape) < missing] = np.nan
    return values, group


def summed(values: Numbers, group: Integers, branches: Integers | None = None) -> Tally:
    places = np.zeros_like(group) if branches is None else branches
    names = [f"{number:03}" for number in range(int(places.max(initial=0)) + 1)]
    return tally(
        SCALE, values, group, NAMES, rounds=["1"], moment_places=places, moment_groups=names
    )


def valid(values: Numbers) -> NDArray[np.bool_]:
    counted: NDArray[np.bool_] = (~np.isnan(values)).sum(axis=1) >= SCALE.needed
    return counted


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32 - 1), missing=st.sampled_from([0.0, 0.1]))
def test_alpha_is_that_of_the_answers_pair_by_pair(seed: int, missing: float) -> None:
    values, group = answers(seed, 60, missing)
    found = tallied_alpha(summed(values, group))
    expected = cronbach_alpha(values[valid(values)], pairwise=True)
    assert found.estimate == pytest.approx(expected.estimate, rel=1e-12)
    assert found.interval == pytest.approx(expected.interval, rel=1e-12)
    assert found.duhachek == pytest.approx(expected.duhachek, rel=1e-12)
    assert found.standardised == pytest.approx(expected.standardised, rel=1e-12)
    assert (found.n, found.dropped) == (expected.n, 0)


def test_alpha_by_hand() -> None:
    scale = Scale("two", ("a", "b"), 1, 3)
    values = [[1, 1], [2, 3], [3, 2], [2, 2]]
    found = tally(
        scale, values, [0] * 4, ["x"], rounds=["1"], moment_places=[0] * 4, moment_groups=["x"]
    )
    # Variances 2/3 and 2/3, covariance 1/3; 2 (1 - (4/3) / 2) = 2/3.
    np.testing.assert_allclose(tallied_covariance(found), [[2 / 3, 1 / 3], [1 / 3, 2 / 3]])
    assert tallied_alpha(found).estimate == pytest.approx(2 / 3, rel=1e-14)


def test_omega_is_that_of_the_answers() -> None:
    values, group = answers(1, 400)
    found, expected = tallied_omega(summed(values, group)), omega(values)
    assert found.estimate == pytest.approx(expected.estimate, rel=1e-9)
    assert found.interval == pytest.approx(expected.interval, rel=1e-6)
    assert found.chi_square == pytest.approx(expected.chi_square, rel=1e-6)


def test_moments_of_branches_together_are_those_of_everybody() -> None:
    values, group = answers(2, 300, 0.05)
    branches = np.random.default_rng(0).integers(0, 4, 300)
    apart, together = summed(values, group, branches), summed(values, group)
    assert tallied_alpha(apart).estimate == tallied_alpha(together).estimate


def test_people_without_moments_are_told() -> None:
    values, group = answers(3, 200)
    branches = np.where(np.arange(200) < 25, 1, 0)
    found = tallied_alpha(without_small_moments(summed(values, group, branches)))
    assert (found.n, found.dropped) == (175, 25)
    assert found.estimate == pytest.approx(
        cronbach_alpha(values[25:], pairwise=True).estimate, rel=1e-12
    )


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32 - 1), missing=st.sampled_from([0.0, 0.1]))
def test_what_lies_between_groups_is_that_of_the_scores(seed: int, missing: float) -> None:
    values, group = answers(seed, 80, missing)
    kept = valid(values)
    scores, of = np.nanmean(values[kept], axis=1), group[kept]
    given = summed(values, group)
    found, expected = tallied_icc(given), icc_anova(scores, of)
    for name in ("icc1", "icc1_n0", "icc2", "ms_between", "ms_within", "f", "eta_squared"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=1e-9), name
    assert found.interval == pytest.approx(expected.interval, rel=1e-9)
    assert (found.n, found.groups, found.dropped) == (expected.n, expected.groups, 0)
    spread, pooled = tallied_within_sd(given), pooled_spread(scores, of)
    assert spread.estimate == pytest.approx(pooled.estimate, rel=1e-12)
    assert (spread.n, spread.groups, spread.degrees) == (pooled.n, pooled.groups, pooled.degrees)


def test_squares_of_other_people_than_those_of_the_groups_are_not_used() -> None:
    values, group = answers(4, 200)
    branches = np.where(group < 4, 1, 0)
    assert 0 < (branches == 1).sum() < 50
    given = summed(values, group, branches)
    part = tally(
        SCALE, values, group, NAMES, rounds=["1"],
        moment_places=np.where(branches == 1, -1, 0), moment_groups=["all"],
    )  # fmt: skip
    assert tallied_icc(given).reason is Reason.NONE
    assert tallied_icc(part).reason is Reason.PARTLY_KEPT
    assert tallied_within_sd(part).reason is Reason.PARTLY_KEPT
    assert np.isnan(tallied_means(part).low).all()
    covered = np.arange(9) >= 4
    found = tallied_icc(part, covered=covered)
    expected = icc_anova(values.mean(axis=1)[group >= 4], group[group >= 4])
    assert found.icc1 == pytest.approx(expected.icc1, rel=1e-9)
    assert (found.n, found.dropped) == (int((group >= 4).sum()), int((group < 4).sum()))
    assert not np.isnan(tallied_means(part, covered=covered).low[part.people > 0]).any()


def test_it_is_to_be_said_of_each_group_whether_it_is_covered() -> None:
    values, group = answers(4, 50)
    for covered in (np.array([True]), np.arange(9)):
        with pytest.raises(ArgumentError) as raised:
            tallied_icc(summed(values, group), covered=covered)
        assert raised.value.code == "mirror.covered"


def test_means_and_their_intervals_from_the_pooled_spread() -> None:
    values, group = answers(5, 120, 0.05)
    kept = valid(values)
    scores, of = np.nanmean(values[kept], axis=1), group[kept]
    found = tallied_means(summed(values, group), level=0.9)
    spread = pooled_spread(scores, of)
    assert spread.estimate is not None
    quantile = stats.t.ppf(0.95, spread.degrees)
    for number in range(9):
        own = scores[of == number]
        assert found.people[number] == len(own)
        half = quantile * spread.estimate / sqrt(len(own))
        assert found.means[number] == pytest.approx(own.mean(), rel=1e-12)
        assert found.low[number] == pytest.approx(own.mean() - half, rel=1e-12)
        assert found.high[number] == pytest.approx(own.mean() + half, rel=1e-12)
    assert found.estimate == pytest.approx(scores.mean(), rel=1e-12)


def test_where_more_of_the_group_answered_its_mean_is_surer() -> None:
    values, group = answers(6, 120)
    given = summed(values, group)
    populations = 2 * given.people
    populations[8] = given.people[8]
    without, found = tallied_means(given), tallied_means(given, populations=populations)
    np.testing.assert_allclose(
        found.high[:8] - found.means[:8],
        (without.high[:8] - without.means[:8]) * sqrt(0.5),
    )
    assert np.isnan([found.low[8], found.high[8]]).all()
    assert found.means[8] == without.means[8]
    for wrong in (given.people - 1, given.people[:3]):
        with pytest.raises(ArgumentError) as raised:
            tallied_means(given, populations=wrong)
        assert raised.value.code == "mirror.populations"


@pytest.mark.parametrize(
    ("of_counts", "of_rows"),
    [
        (rwg_j_from_counts, lambda items, groups: rwg_j(items, groups, 5)),
        (rwg_j_lindell_from_counts, lambda items, groups: rwg_j_lindell(items, groups, 5)),
        (ad_m_from_counts, ad_m),
        (ad_md_from_counts, ad_md),
    ],
)
def test_agreement_is_that_of_groups_of_thirty_or_more(
    of_counts: Callable[[Integers], Agreement], of_rows: Callable[[Numbers, Integers], Agreement]
) -> None:
    values, group = answers(7, 300)
    sizes = np.bincount(group, minlength=9)
    large = sizes >= 30
    assert 0 < large.sum() < 9
    found = tallied_agreement(summed(values, group), of_counts)
    expected = of_rows(values, np.where(large[group], group, -1))
    np.testing.assert_allclose(found.by_group[large], expected.by_group, rtol=1e-12)
    assert np.isnan(found.by_group[~large]).all()
    assert found.estimate == pytest.approx(expected.estimate, rel=1e-12)
    assert (found.n, found.dropped) == (int(sizes[large].sum()), int(sizes[~large].sum()))
    assert (found.groups, found.undefined) == (int(large.sum()), int((~large).sum()))


def test_agreement_of_small_groups_alone_is_not_told() -> None:
    values, group = answers(8, 60)
    found = tallied_agreement(summed(values, group))
    assert (found.estimate, found.reason) == (None, Reason.TOO_FEW_PEOPLE)
    assert (found.n, found.dropped) == (0, 60)


def test_branches_are_drawn_whole() -> None:
    values, group = answers(9, 600)
    branches = np.arange(600) % 12
    given = summed(values, group, branches)
    found = tallied_bootstrap(given, rounds=200, seed=3)
    assert found.estimate == tallied_alpha(given).estimate
    assert found.groups == 12
    assert found.interval is not None
    again = tallied_bootstrap(given, rounds=200, seed=3)
    assert found.interval == again.interval
    # Leaving a branch out of the sums is leaving its people out of the answers.
    one = tallied_bootstrap(
        summed(values[branches > 0], group[branches > 0], branches[branches > 0] - 1), rounds=1
    )
    assert one.estimate == pytest.approx(
        cronbach_alpha(values[branches > 0], pairwise=True).estimate, rel=1e-12
    )


def test_another_figure_of_the_items_can_be_drawn() -> None:
    values, group = answers(10, 600)
    given = summed(values, group, np.arange(600) % 10)
    found = tallied_bootstrap(
        given, lambda covariance, n: omega_from_covariance(covariance, n).estimate, rounds=20
    )
    assert found.estimate == pytest.approx(omega(values).estimate, rel=1e-9)


def test_few_branches_tell_too_little_of_branches() -> None:
    values, group = answers(11, 300)
    found = tallied_bootstrap(summed(values, group, np.arange(300) % 9), rounds=10)
    assert (found.estimate, found.reason) == (None, Reason.TOO_FEW_GROUPS)


def test_nobody_answered() -> None:
    nobody = empty(SCALE)
    for found in (
        tallied_alpha(nobody),
        tallied_omega(nobody),
        tallied_icc(nobody),
        tallied_within_sd(nobody),
        tallied_means(nobody),
        tallied_agreement(nobody),
        tallied_bootstrap(nobody),
    ):
        assert (found.estimate, found.reason, found.n) == (None, Reason.NO_ANSWERS, 0)


def test_equal_scores_within_groups_have_no_spread_at_all() -> None:
    values = np.repeat([[1.0], [3.0]], 40, axis=0) * np.ones(5)
    found = tallied_within_sd(summed(values, np.repeat([0, 1], 40)))
    assert found.estimate == 0
    shifted = tallied_within_sd(summed(values + 1, np.repeat([0, 1], 40)))
    assert shifted.estimate == 0
