"""What each team keeps of a customer's euro."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from binnenuit.chain.compute import funding
from binnenuit.errors import ArgumentError

LINKS = np.array([[0, 0, 0.1], [0.7, 0, 0], [0.5, 0.4, 0]])
REVENUE = np.array([[0.9, 0], [0, 0.3], [0, 0]])


def brute_force(links, revenue, money, customer, rounds=500):
    """Send the customer's money inward, team by team, and see what stays behind."""
    kept_share = 1 - (links.T @ money) / money
    passed = (links * money[:, None]).T / money[:, None]
    arriving = revenue[:, customer] * money
    arriving = arriving / arriving.sum()
    kept = np.zeros(len(money))
    for _ in range(rounds):
        kept += arriving * kept_share
        arriving = arriving @ passed
    return kept


def test_hands_are_what_stays_behind_when_a_euro_is_followed_inward():
    found = funding(LINKS, REVENUE)
    money = found.through(np.array([5.0, 3.0, 2.0]))
    for customer in range(2):
        expected = brute_force(LINKS, REVENUE, money, customer)
        assert np.allclose(found.hands(customer, money), expected, rtol=0, atol=1e-8)


def test_hands_add_up_to_the_whole_euro():
    found = funding(LINKS, REVENUE)
    money = found.through(np.ones(3))
    assert found.hands(0, money).sum() == pytest.approx(1, abs=1e-8)
    assert found.hands(1, money).sum() == pytest.approx(1, abs=1e-8)


def test_money_in_cents_gives_the_same_hands():
    found = funding(LINKS, REVENUE)
    money = found.through(np.ones(3))
    assert np.allclose(found.hands(0, money), found.hands(0, 100 * money), rtol=0, atol=1e-12)


def test_through_is_what_is_kept_plus_what_is_passed_on():
    found = funding(LINKS, REVENUE)
    through = found.through(np.array([5.0, 3.0, 2.0]))
    assert np.allclose(through - LINKS.T @ through, [5, 3, 2], rtol=0, atol=1e-7)


def test_carried_is_the_mean_price_of_the_customers():
    found = funding(LINKS, REVENUE)
    expected = found.shares([0, 1]) @ [200.0, 50.0]
    assert np.allclose(found.carried(np.array([200.0, 50.0])), expected, rtol=0, atol=1e-5)


def test_a_customer_who_pays_nobody_leaves_nothing_in_any_hand():
    found = funding(np.zeros((2, 2)), np.array([[1.0, 0], [1.0, 0]]))
    assert found.hands(1, np.ones(2)).tolist() == [0, 0]


def test_a_team_that_passes_on_more_than_it_gets_is_named():
    found = funding(csr_array(LINKS), csr_array(REVENUE))
    with pytest.raises(ArgumentError) as refused:
        found.hands(0, np.array([1.0, 10.0, 1.0]))
    assert refused.value.code == "chain.passes-on-too-much"
    assert "Team 0" in refused.value.say()


def test_a_closed_loop_does_not_stand_in_the_way():
    links = np.zeros((4, 4))
    links[1, 0], links[2, 3], links[3, 2] = 1, 1, 1
    found = funding(links, np.array([[1.0], [0], [0], [0]]))
    money = found.through(np.array([1.0, 1.0, 5.0, 1.0]))
    assert money.tolist() == pytest.approx([2, 1, 5, 1])
    assert np.allclose(found.hands(0, money), [0.5, 0.5, 0, 0], rtol=0, atol=1e-8)


@pytest.mark.parametrize("money", [np.ones(2), np.array([1, -1.0, 1]), np.full(3, np.nan)])
def test_money_must_be_an_amount_for_each_team(money):
    found = funding(LINKS, REVENUE)
    for ask in (found.through, lambda given: found.hands(0, given)):
        with pytest.raises(ArgumentError) as refused:
            ask(money)
        assert refused.value.code == "chain.amounts"
