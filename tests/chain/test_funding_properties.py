"""What must hold for every organisation, and agreement with brute force."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from binnenuit.chain.compute import funding

CLOSE = {"rtol": 0, "atol": 2e-8}


@st.composite
def organisations(draw):
    """Whole euros between teams, from customers and of unknown origin; loops and all."""
    teams, customers = draw(st.integers(1, 7)), draw(st.integers(0, 3))
    amount = st.sampled_from([0, 0, 0, 1, 2, 3, 8])
    return draw(arrays(np.int64, (teams, teams + customers + 1), elements=amount)), teams


def shares_of(euros, teams):
    totals = euros.sum(axis=1, keepdims=True)
    rows = np.divide(euros, totals, out=np.zeros(euros.shape), where=totals > 0)
    return rows[:, :teams], rows[:, teams:-1]


def solved(euros, teams):
    found = funding(*map(csr_array, shares_of(euros, teams)))
    return found, found.shares(range(euros.shape[1] - teams - 1))


def ends_by_full_matrix(links, revenue):
    """Invert what is left when teams that reach no end are taken out; shares, unknown, loop."""
    remainder = 1 - links.sum(axis=1) - revenue.sum(axis=1)
    remainder[remainder < 1e-12] = 0
    moving = walked_to(links, (revenue > 0).any(axis=1) | (remainder > 0))
    into_loop = links[:, ~moving].sum(axis=1)
    ends = np.column_stack([revenue, remainder, into_loop])
    found = np.zeros(ends.shape)
    found[~moving, -1] = 1
    inside = np.eye(moving.sum()) - links[np.ix_(moving, moving)]
    found[moving] = np.linalg.inv(inside) @ ends[moving]
    return found[:, :-2], found[:, -2], found[:, -1]


def walked_to(links, ends):
    reached = ends.copy()
    for _ in range(len(reached)):
        reached |= ((links > 0) & reached).any(axis=1)
    return reached


@settings(deadline=None)  # the machine may be shared
@given(organisations())
def test_money_in_is_money_out(organisation):
    found, shares = solved(*organisation)
    assert np.allclose(shares.sum(axis=1) + found.unknown + found.loop, 1, **CLOSE)
    assert (shares >= 0).all()


@settings(deadline=None)  # the machine may be shared
@given(organisations())
def test_a_full_matrix_without_the_teams_that_are_stuck_says_the_same(organisation):
    found, shares = solved(*organisation)
    links, revenue = shares_of(*organisation)
    customers, unknown, loop = ends_by_full_matrix(links, revenue)
    assert np.allclose(shares, customers, **CLOSE)
    assert np.allclose(found.unknown, unknown, **CLOSE)
    assert np.allclose(found.loop, loop, **CLOSE)
    assert np.array_equal(found.cut_off, ~walked_to(links, (revenue > 0).any(axis=1)))


@settings(deadline=None)  # the machine may be shared
@given(organisations(), st.randoms(use_true_random=False))
def test_renumbering_teams_changes_nothing(organisation, random):
    euros, teams = organisation
    order = list(range(teams))
    random.shuffle(order)
    renumbered = euros[order][:, [*order, *range(teams, euros.shape[1])]]
    found, shares = solved(euros, teams)
    again, shares_again = solved(renumbered, teams)
    assert np.allclose(shares[order], shares_again, **CLOSE)
    assert np.allclose(found.handovers[order], again.handovers, rtol=1e-8, atol=1e-8)
    places = {team: place for place, team in enumerate(order)}
    moved = {frozenset(places[team] for team in loop) for loop in found.loops}
    assert moved == {frozenset(loop) for loop in again.loops}


@settings(deadline=None)  # the machine may be shared
@given(organisations())
def test_euros_or_cents_give_the_same_shares(organisation):
    euros, teams = organisation
    found, shares = solved(euros, teams)
    again, shares_again = solved(euros * 100, teams)
    assert np.allclose(shares, shares_again, **CLOSE)
    assert np.allclose(found.handovers, again.handovers, rtol=1e-8, atol=1e-8)


@settings(deadline=None)  # the machine may be shared
@given(organisations())
def test_an_isolated_team_changes_nothing(organisation):
    euros, teams = organisation
    more = np.insert(np.insert(euros, teams, 0, axis=0), teams, 0, axis=1)
    found, shares = solved(euros, teams)
    again, shares_again = solved(more, teams + 1)
    assert np.allclose(shares, shares_again[:teams], **CLOSE)
    assert np.allclose(found.unknown, again.unknown[:teams], **CLOSE)
    assert again.unknown[teams] == 1
    assert again.cut_off[teams]


@settings(deadline=None)  # the machine may be shared
@given(organisations())
def test_a_path_is_no_more_than_the_customer_brings(organisation):
    found, shares = solved(*organisation)
    links, revenue = shares_of(*organisation)
    for team in range(shares.shape[0]):
        for customer in range(shares.shape[1]):
            path, share = found.path(team, customer)
            assert (len(path) == 0) == (shares[team, customer] < 1e-7)
            assert share <= shares[team, customer] + 1e-8
            if path:
                along = [links[here, there] for here, there in pairwise(path)]
                assert np.isclose(share, np.prod(along) * revenue[path[-1], customer])


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(301, 900))
def test_large_organisations_agree_with_a_full_matrix(seed, teams):
    generator = np.random.default_rng(seed)
    weights = generator.random((teams, teams + 3)) * (
        generator.random((teams, teams + 3)) < 4 / teams
    )
    weights[:, -1] += 0.01
    weights /= weights.sum(axis=1, keepdims=True)
    links, revenue = weights[:, :teams], weights[:, teams:-1]
    found = funding(csr_array(links), csr_array(revenue))
    visits = np.linalg.inv(np.eye(teams) - links)
    steps = visits.sum(axis=1) - 1
    whole = ~found.cut_off
    assert np.abs(found.handovers[whole] - steps[whole]).max(initial=0) < 1e-8
    assert np.abs(found.shares([0, 1]) - visits @ revenue).max() < found.error_bound
    assert np.abs(found.team(3) - (visits @ revenue)[3]).max() < found.error_bound
