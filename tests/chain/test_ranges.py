"""Ranges for links that are rough estimates."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import beta

from binnenuit.chain.compute import funding, ranges
from binnenuit.errors import ArgumentError

LINKS = np.array([[0, 0, 0.1], [0.7, 0, 0], [0.5, 0.4, 0]])
REVENUE = np.array([[0.9, 0], [0, 0.3], [0, 0]])


def drawn(evidence, links=LINKS, revenue=REVENUE, seed=1, **more):
    return ranges(
        links,
        revenue,
        np.asarray(evidence, dtype=float),
        customers=[0, 1],
        generator=np.random.default_rng(seed),
        **more,
    )


def random_organisation(teams, seed=3):
    generator = np.random.default_rng(seed)
    weights = generator.random((teams, teams + 7))
    weights *= generator.random((teams, teams + 7)) < 6 / teams
    weights[:, -7] += 0.05
    weights /= weights.sum(axis=1, keepdims=True)
    return csr_array(weights[:, :teams]), csr_array(weights[:, teams:-1])


def test_a_team_paid_by_two_customers_has_the_range_of_the_beta_distribution():
    found = drawn([10], np.zeros((1, 1)), np.array([[0.3, 0.7]]), draws=20_000)
    expected = beta.ppf([0.05, 0.95], 3, 7)
    assert found.share_low[0, 0] == pytest.approx(expected[0], abs=0.01)
    assert found.share_high[0, 0] == pytest.approx(expected[1], abs=0.01)


def test_ranges_hold_the_share_and_the_handovers_that_we_show():
    found, shown = drawn([20, 20, 20]), funding(LINKS, REVENUE)
    shares = shown.shares([0, 1])
    assert (found.share_low <= shares).all()
    assert (shares <= found.share_high).all()
    assert (found.handovers_low <= shown.handovers).all()
    assert (shown.handovers <= found.handovers_high).all()


def test_more_evidence_gives_narrower_ranges():
    rough, firm = drawn([5] * 3), drawn([500] * 3)
    assert (firm.share_high - firm.share_low < rough.share_high - rough.share_low).all()


def test_rows_that_are_booked_exactly_have_no_range():
    found = drawn([np.inf] * 3)
    assert np.allclose(found.share_low, funding(LINKS, REVENUE).shares([0, 1]), rtol=0, atol=1e-9)
    assert np.array_equal(found.share_low, found.share_high)
    assert np.array_equal(found.handovers_low, found.handovers_high)


def test_a_team_with_nothing_rough_behind_it_has_no_range():
    links = np.array([[0, 0.4, 0], [0, 0, 0], [0, 1.0, 0]])
    found = drawn([5, np.inf, np.inf], links, np.array([[0.6, 0], [0.1, 0.9], [0, 0]]))
    assert np.array_equal(found.share_low[1:], found.share_high[1:])
    assert (found.share_low[0] < found.share_high[0]).all()


def test_an_exact_team_gets_its_range_from_the_rough_ones_behind_it():
    found = drawn([10, np.inf, np.inf])
    assert (found.share_high[1] > found.share_low[1]).all()


def test_unknown_money_is_drawn_too():
    found = drawn([10], np.zeros((1, 1)), np.array([[0.5, 0]]))
    assert found.share_low[0, 0] < 0.5 < found.share_high[0, 0]
    assert found.share_high[0, 1] == 0


def test_who_is_cut_off_stays_cut_off():
    links = np.zeros((4, 4))
    links[0, 1] = links[1, 0] = 1
    links[2, 0], links[2, 3] = 0.5, 0.3
    found = drawn([3] * 4, links, np.array([[0, 0], [0, 0], [0, 0], [1.0, 0]]))
    assert np.isinf(found.handovers_low).tolist() == [True, True, False, False]
    assert (found.share_high[:2] == 0).all()


def test_the_same_generator_state_gives_the_same_ranges():
    first, again, other = drawn([9] * 3), drawn([9] * 3), drawn([9] * 3, seed=2)
    assert np.array_equal(first.share_low, again.share_low)
    assert not np.array_equal(first.share_low, other.share_low)


def test_hardly_any_evidence_breaks_nothing():
    found = drawn([0.01] * 3)
    assert np.isfinite(found.handovers_high).all()
    assert ((found.share_low >= 0) & (found.share_high <= 1)).all()


def test_draws_are_the_same_however_many_are_solved_together(monkeypatch):
    links, revenue = random_organisation(200)
    together = drawn(np.full(200, 20.0), links, revenue, draws=20)
    monkeypatch.setattr(sys.modules[ranges.__module__], "TEAMS_TOGETHER", 1)
    one_by_one = drawn(np.full(200, 20.0), links, revenue, draws=20)
    assert np.allclose(together.share_low, one_by_one.share_low, rtol=0, atol=2e-3)
    assert np.allclose(together.handovers_high, one_by_one.handovers_high, rtol=2e-3)


def test_three_hundred_teams_are_drawn_together():
    links, revenue = random_organisation(300)
    found = ranges(
        links,
        revenue,
        np.full(300, 5.0),
        customers=range(6),
        generator=np.random.default_rng(1),
    )
    assert found.share_low.shape == (300, 6)
    assert (found.share_low <= found.share_high).all()


def test_nothing_that_is_given_is_changed_and_read_only_arrays_work():
    links, revenue, evidence = csr_array(LINKS), csr_array(REVENUE), np.full(3, 5.0)
    for array in (links.data, links.indices, links.indptr, revenue.data, evidence):
        array.setflags(write=False)
    assert drawn(evidence, links, revenue).share_low.shape == (3, 2)


def test_empty_input_gives_empty_ranges():
    found = drawn([], np.zeros((0, 0)), np.zeros((0, 2)))
    assert found.share_low.shape == (0, 2)
    assert found.handovers_high.shape == (0,)


@pytest.mark.parametrize("evidence", [[1, 1], [1, 0, 1], [1, -1, 1], [1, np.nan, 1]])
def test_evidence_must_be_a_number_above_zero_for_each_team(evidence):
    with pytest.raises(ArgumentError) as refused:
        drawn(evidence)
    assert refused.value.code == "chain.evidence"


def test_no_draws_is_refused():
    with pytest.raises(ArgumentError) as refused:
        drawn([1] * 3, draws=0)
    assert refused.value.code == "chain.draws"
