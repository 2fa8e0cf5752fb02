"""Deep, wide and awkward organisations: still right, and still quick."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from binnenuit.chain.compute import funding

pytestmark = pytest.mark.timeout(30)


def test_a_line_of_a_hundred_thousand_teams_is_followed_to_its_end():
    teams = 100_000
    after = (np.ones(teams - 1), (np.arange(1, teams), np.arange(teams - 1)))
    found = funding(
        csr_array(after, shape=(teams, teams)), csr_array(([1.0], ([0], [0])), (teams, 1))
    )
    assert np.abs(found.handovers - np.arange(teams)).max() <= found.error_bound * teams
    assert np.abs(found.shares(0) - 1).max() <= found.error_bound
    assert found.team(teams - 1)[0] == pytest.approx(1, abs=found.error_bound)


def test_money_that_wanders_to_and_fro_along_a_line_is_certified():
    teams = 1_000
    here = np.arange(teams - 1)
    rows, columns = np.concatenate([here, here + 1]), np.concatenate([here + 1, here])
    weights = np.full(2 * (teams - 1), 0.5)
    weights[-1] = 1.0  # the last team lives on the one before it
    links = csr_array((weights, (rows, columns)), shape=(teams, teams))
    found = funding(links, csr_array(([0.5], ([0], [0])), shape=(teams, 1)))
    far = np.arange(1, teams + 1)
    expected = far * (2 * teams - far) - 1
    assert found.handovers == pytest.approx(expected, rel=1e-8)
    assert np.abs(found.shares(0) - 1).max() <= found.error_bound


def test_a_service_for_fifty_thousand_teams_is_certified():
    teams = 50_000
    everyone = np.arange(1, teams)
    rows = np.concatenate([np.zeros(teams - 1, dtype=int), everyone])
    columns = np.concatenate([everyone, np.zeros(teams - 1, dtype=int)])
    weights = np.concatenate([np.full(teams - 1, 1 / (teams - 1)), np.full(teams - 1, 0.9)])
    links = csr_array((weights, (rows, columns)), shape=(teams, teams))
    paid = csr_array((np.full(teams - 1, 0.1), (everyone, np.zeros(teams - 1, dtype=int))))
    found = funding(links, paid)
    assert found.handovers[0] == pytest.approx(19, abs=1e-8)
    assert np.abs(found.shares(0) - 1).max() <= found.error_bound


def test_average_propagation_length_to_one_customer_is_two_solves():
    # Dietzenbacher, Romero & Bosma (2005): H = L (L - I); APL = H / L, element by element.
    generator = np.random.default_rng(5)
    weights = generator.random((30, 33))
    weights /= weights.sum(axis=1, keepdims=True)
    links, revenue = weights[:, :30], weights[:, 30:]
    inverse = np.linalg.inv(np.eye(30) - links)
    lengths = inverse @ (inverse - np.eye(30)) @ revenue / (inverse @ revenue)
    found = funding(links, revenue)
    shares = found.shares([0, 1, 2])
    steps = np.column_stack(
        [
            funding(
                links * shares[:, c] / shares[:, [c]], revenue[:, [c]] / shares[:, [c]]
            ).handovers
            for c in range(3)
        ]
    )
    assert np.abs(steps - lengths).max() < 1e-6
    assert np.abs([found.handovers_of(team) for team in range(30)] - lengths).max() < 1e-6
