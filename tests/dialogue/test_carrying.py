"""Answers that carry: by hand, against scipy, against draws from the prior, and on real votes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import beta, betabinom
from tests.dialogue.polis_data import shared

from binnenuit.dialogue.compute.carrying import Priors, carrying, carrying_of_counts, prior_of
from binnenuit.dialogue.compute.chances import Ballot, chances
from binnenuit.dialogue.compute.prior import Prior, Seen
from binnenuit.dialogue.compute.remaining import EXACT_UP_TO, enough_yes
from binnenuit.dialogue.compute.tallies import tallied
from binnenuit.dialogue.model import Carries
from binnenuit.dialogue.read import read_polis
from binnenuit.errors import ArgumentError

AGREED, REJECTED, DIVIDED = Carries.AGREED, Carries.REJECTED, Carries.DIVIDED
OPEN, NOT_ENOUGH = Carries.OPEN, Carries.NOT_ENOUGH


def votes_of(table: list[list[int]]) -> csr_array:
    """Make a table of votes; 9 is no vote."""
    dense = np.asarray(table)
    rows, columns = np.nonzero(dense != 9)
    starts = np.concatenate([[0], np.cumsum((dense != 9).sum(axis=1))])
    return csr_array((dense[rows, columns].astype(np.int8), columns, starts), shape=dense.shape)


def fixed(share: float, weight: float) -> Prior:
    """One Beta distribution, as if everything else were known."""
    one = np.ones((1, 1))
    return Prior(np.array([share]), one, np.array([weight]), np.log(one), np.empty(0))


JEFFREYS = Priors(fixed(0.5, 1.0), fixed(0.5, 1.0))


def one_statement(agree, disagree, total, population, **more):
    columns = [np.array(counts)[:, None] for counts in (agree, disagree, total)]
    return carrying_of_counts(*columns, population=np.array(population), **more)


def test_when_everybody_voted_nothing_is_left_to_chance():
    # Two groups of 3 and 2; the bar is 60 %: of 3 people 2 exceed it, of 2 people both do.
    table = [[1, -1, 1, 1], [1, -1, 1, 0], [0, -1, 1, 0], [1, -1, -1, 1], [1, -1, -1, 1]]
    found = carrying(votes_of(table), [0, 0, 0, 1, 1])
    assert found.state == (AGREED, REJECTED, DIVIDED, DIVIDED)
    assert found.probability.tolist() == [1, 1, 0, 0]
    assert found.direction.tolist()[:2] == [1, -1]
    assert np.allclose(found.shares, [[2 / 3, 0, 1, 1 / 3], [1, 0, 0, 1]])
    assert np.allclose(found.shares_against, [[0, 1, 0, 0], [0, 1, 1, 0]])
    assert found.votes.tolist() == [[3] * 4, [2] * 4]


def test_exactly_the_bar_does_not_exceed_it():
    # 0.6 * 5 is a little over 3 in binary arithmetic in some ways of computing it.
    for people, agree in ((5, 3), (10, 6), (35, 21)):
        assert one_statement([agree], [0], [people], [people]).probability[0] == 0
        assert one_statement([agree + 1], [0], [people], [people]).probability[0] == 1


def test_eleven_of_twelve_votes_are_nearly_a_census():
    # 8 of 12 are needed. With 8 it is certain, with 6 impossible, with 7 the last one decides.
    certain, open_, impossible = (
        one_statement([agree], [11 - agree], [11], [12]).probability[0] for agree in (8, 7, 6)
    )
    assert (certain, impossible) == (1, 0)
    assert 0.5 < open_ < 0.8


def test_with_a_known_prior_it_is_the_beta_binomial_distribution():
    found = one_statement([9, 4], [2, 3], [14, 8], [20, 15], prior=JEFFREYS)
    # 13 of 20 and 10 of 15 are needed: 4 more of 6, 6 more of 7.
    first, second = betabinom.sf(3, 6, 9.5, 5.5), betabinom.sf(5, 7, 4.5, 4.5)
    assert found.probability[0] == pytest.approx(first * second, abs=1e-12)
    assert found.shares[0, 0] == pytest.approx((9 + 6 * 9.5 / 15) / 20, abs=1e-12)


@pytest.mark.parametrize(("agree", "bound"), [(2, 0.43), (10, 0.83)])
def test_the_five_percent_bounds_of_jeffreys_are_those_of_the_note(agree, bound):
    assert beta.ppf(0.05, agree + 0.5, 0.5) == pytest.approx(bound, abs=0.005)
    counts = np.array([[agree]])
    bar = float(beta.ppf(0.05, agree + 0.5, 0.5))
    ballot = Ballot(Seen(counts, counts), np.array([[10**7]]), bar)
    found = chances(ballot, JEFFREYS.agree, learn=False)
    assert found.probability[0] == pytest.approx(0.95, abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.05, 500), st.floats(0.05, 500), st.integers(1, EXACT_UP_TO), st.floats(0, 1))
def test_enough_of_the_others_is_the_tail_of_the_beta_binomial(yes, no, rest, where):
    needed = 1 + int(where * (rest - 1))
    found = enough_yes(np.array([yes]), np.array([no]), np.array([rest]), np.array([needed]))
    assert found[0] == pytest.approx(betabinom.sf(needed - 1, rest, yes, no), abs=1e-10)


def test_beyond_two_hundred_people_a_smooth_curve_is_close():
    generator = np.random.default_rng(3)
    yes, no = generator.uniform(3, 300, (2, 400))
    rest = generator.integers(EXACT_UP_TO + 1, 3000, 400)
    needed = np.round(rest * generator.uniform(0.1, 0.9, 400)).astype(np.int64)
    exact = betabinom.sf(needed - 1, rest, yes, no)
    assert np.abs(enough_yes(yes, no, rest, needed) - exact).max() < 0.003


def test_one_group_agrees_with_draws_from_the_stated_prior():
    generator = np.random.default_rng(1)
    draws = 300_000
    mean, spread = (
        generator.beta(5.5, 4.5, draws),
        np.exp(generator.uniform(*np.log([1.5, 12]), draws)),
    )
    statement = generator.beta(mean * spread, (1 - mean) * spread)
    alike = np.exp(generator.uniform(*np.log([2, 32]), draws))
    share = generator.beta(statement * alike + 1e-9, (1 - statement) * alike + 1e-9)
    seen = generator.binomial(6, share) == 4
    drawn = (4 + generator.binomial(9, share[seen]) > 9).mean()
    found = one_statement([4], [0], [6], [15])
    assert found.probability[0] == pytest.approx(drawn, abs=0.015)


def test_every_group_counts_and_not_their_average():
    both = one_statement([30, 30], [2, 2], [36, 36], [80, 80])
    lone = one_statement([57, 3], [2, 2], [62, 10], [80, 80])
    assert both.state == (AGREED,)
    assert lone.state == (DIVIDED,)


def test_directions_mirror_each_other_but_for_what_is_usual():
    agree, disagree = np.array([[30, 4], [18, 3]]), np.array([[4, 30], [3, 18]])
    found = carrying_of_counts(
        agree, disagree, agree + disagree, population=[50, 30], prior=JEFFREYS
    )
    assert found.direction.tolist() == [1, -1]
    assert found.probability[0] == found.probability[1]
    assert np.array_equal(found.shares[:, 0], found.shares_against[:, 1])


def test_few_votes_are_not_enough_unless_they_settle_it():
    assert one_statement([4, 20], [0, 0], [4, 20], [30, 30]).state == (NOT_ENOUGH,)
    assert one_statement([5, 20], [0, 0], [5, 20], [30, 30]).state != (NOT_ENOUGH,)
    assert one_statement([4, 20], [0, 0], [4, 20], [6, 20]).state == (AGREED,)  # 4 of 6: settled


def test_where_nobody_voted_nothing_is_said():
    found = one_statement([0, 0], [0, 0], [0, 0], [30, 30])
    assert found.state == (NOT_ENOUGH,)
    assert np.isnan(found.probability[0])
    assert found.direction[0] == 0
    empty = carrying(votes_of(np.full((3, 2), 9)), [0, 0, 1])
    assert empty.state == (NOT_ENOUGH, NOT_ENOUGH)


def test_without_groups_everybody_is_one():
    table = votes_of([[1, -1], [1, 1], [1, 1]])
    alone, together = carrying(table, [-1, -1, -1]), carrying(table, [0, 0, 0])
    assert alone.shares.shape == (1, 2)
    assert np.array_equal(alone.probability, together.probability)


def test_who_is_in_no_group_hinders_nothing():
    table = [[1], [1], [1], [-1]]
    assert carrying(votes_of(table), [0, 0, 0, -1]).probability[0] == 1
    assert carrying(votes_of(table), [0, 0, 0, 1]).probability[0] == 0


def test_groups_teach_each_other_where_votes_are_few():
    # The second group has five votes of ten people; the first is large, and like it elsewhere.
    alike = np.array([[40, 10, 25, 45, 5, 30, 20, 44], [4, 1, 2, 4, 0, 3, 2, 4]])
    total = np.array([[50] * 8, [5] * 8])
    found = carrying_of_counts(alike, np.zeros_like(alike), total, population=[50, 10])
    lonely = carrying_of_counts(alike[1:], alike[1:] * 0, total[1:], population=[10])
    # 4 of 5 agree, and 40 or 45 of 50 in the other group; 4 of 5 alone say less.
    assert found.shares[1, 3] > lonely.shares[0, 3] + 0.01
    assert found.probability[3] > found.probability[0]


def test_a_group_that_leans_is_not_taken_for_the_others():
    # On everything the second group agrees less; on the last statement it has one vote.
    first = np.full(20, 45)
    second = np.append(np.full(19, 8), 1)
    total = np.array([np.full(20, 50), np.append(np.full(19, 20), 1)])
    counts = np.array([first, second])
    found = carrying_of_counts(counts, counts * 0, total, population=[60, 30])
    assert found.shares[0, -1] > 0.85
    assert found.shares[1, -1] < 0.6


def test_a_prior_learnt_elsewhere_is_used_as_it_is():
    agree = np.array([[20, 25, 22, 24], [18, 23, 25, 20]])
    total = np.full((2, 4), 26)
    kind = prior_of(agree, agree * 0, total)
    few = one_statement([3, 4], [0, 0], [6, 6], [26, 26], prior=kind)
    usual = one_statement([3, 4], [0, 0], [6, 6], [26, 26])
    assert few.probability[0] > usual.probability[0]


def test_after_noise_even_a_census_is_not_quite_sure():
    # Of 20 people 13 are needed. The noise moved the count by at most two.
    known = [one_statement([n], [0], [20], [20], prior=JEFFREYS).probability[0] for n in (12, 13)]
    assert known == [0, 1]
    told = [
        one_statement([n], [0], [20], [20], prior=JEFFREYS, moved=2).probability[0]
        for n in (10, 13, 14, 15)
    ]
    weights = betabinom.pmf(np.arange(11, 16), 20, 0.5, 0.5)
    assert told[1] == pytest.approx(weights[2:].sum() / weights.sum(), abs=1e-12)
    assert told[0] == 0 < told[1] < told[2] < told[3] == 1


def test_noise_is_counted_out_of_what_is_left_open():
    found = one_statement([9], [0], [14], [20], prior=JEFFREYS, moved=1)
    weights = betabinom.pmf([8, 9, 10], 14, 0.5, 0.5)
    enough = [betabinom.sf(12 - n, 6, n + 0.5, 14.5 - n) for n in (8, 9, 10)]
    assert found.probability[0] == pytest.approx(weights @ enough / weights.sum(), abs=1e-12)


@pytest.mark.parametrize("population", [None, 60, [20, 30]])
def test_the_order_of_people_does_not_matter(population):
    generator = np.random.default_rng(4)
    table = generator.choice([1, -1, 0, 9], (30, 12))
    labels, order = np.arange(30) % 2, generator.permutation(30)
    one = carrying(votes_of(table), labels, population=population)
    other = carrying(votes_of(table[order]), labels[order], population=population)
    assert np.array_equal(one.probability, other.probability, equal_nan=True)
    assert one.state == other.state


def test_an_organisation_is_divided_over_groups_as_the_table_is():
    table = votes_of([[1]] * 40)
    labels = np.repeat([0, 1, -1], [20, 10, 10])
    whole = carrying(table, labels, population=400)
    apart = carrying(table, labels, population=[200, 100])
    assert whole.probability[0] == apart.probability[0] < 1
    assert carrying(table, labels).probability[0] == 1


def part_of(votes: csr_array, share: float, seed: int) -> csr_array:
    seen = np.random.default_rng(seed).random(votes.nnz) < share
    rows = np.repeat(np.arange(votes.shape[0]), np.diff(votes.indptr))[seen]
    return csr_array((votes.data[seen], (rows, votes.indices[seen])), votes.shape, dtype=np.int8)


def test_a_part_of_real_votes_tells_how_likely_the_rest_follows():
    """All who voted are the population, as published; four of ten of their votes are shown."""
    given = read_polis(shared("bg2050-volunteers")).value
    everybody = tallied(given.votes, given.published, 2)
    needed = np.floor(0.6 * everybody.total + 1e-9)
    told, true = [], []
    for seed in range(2):
        counts = tallied(part_of(given.votes, 0.4, seed), given.published, 2)
        found = carrying_of_counts(*counts, population=everybody.total)
        yes = np.where(found.direction == 1, everybody.agree, everybody.disagree)
        told.append(found.probability)
        true.append((yes > needed).all(axis=0))
    told, true = np.concatenate(told), np.concatenate(true)
    for low, high in ((0.05, 0.3), (0.3, 0.7), (0.7, 0.95)):
        here = (told > low) & (told < high)
        assert here.sum() > 80
        assert true[here].mean() == pytest.approx(told[here].mean(), abs=0.1)


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        (([[3]], [[2]], [[4]], [9]), "dialogue.counts"),
        (([[3]], [[-1]], [[4]], [9]), "dialogue.counts"),
        (([[3]], [[1]], [[4]], [3]), "dialogue.counts"),
        (([[3.5]], [[0]], [[4]], [9]), "dialogue.counts"),
        (([[3, 1]], [[0]], [[4]], [9]), "dialogue.counts"),
        (([3], [0], [4], [9]), "dialogue.counts"),
    ],
)
def test_counts_that_contradict_one_another_are_refused(counts, code):
    *votes, population = counts
    with pytest.raises(ArgumentError) as caught:
        carrying_of_counts(*votes, population=population)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("labels", "more", "code"),
    [
        ([0, 0], {}, "dialogue.labels"),
        ([0, 0, -2], {}, "dialogue.labels"),
        ([0, 0.5, 1], {}, "dialogue.labels"),
        ([0, 0, 1], {"bar": 0.4}, "dialogue.bar"),
        ([0, 0, 1], {"population": 2}, "dialogue.population"),
        ([0, 0, 1], {"population": [2, 0]}, "dialogue.population"),
        ([0, 0, 1], {"population": [2, 1, 1]}, "dialogue.population"),
    ],
)
def test_what_cannot_be_is_refused(labels, more, code):
    with pytest.raises(ArgumentError) as caught:
        carrying(votes_of([[1], [1], [1]]), labels, **more)
    assert caught.value.code == code
