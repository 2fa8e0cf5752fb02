"""Leontief's inverse as pymrio computes it, on the small table that it ships."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from binnenuit.chain.compute import funding

pymrio = pytest.importorskip("pymrio", reason="pymrio is only there to compare with")


@pytest.fixture(scope="module")
def table():
    economy = pymrio.load_test()
    output = pymrio.calc_x(economy.Z, economy.Y)
    coefficients = pymrio.calc_A(economy.Z, output)
    return economy, coefficients, pymrio.calc_L(coefficients)


def test_shares_are_the_leontief_inverse_times_value_added(table):
    _, coefficients, inverse = table
    added = 1 - coefficients.to_numpy().sum(axis=0)
    found = funding(csr_array(coefficients.to_numpy().T), np.diag(added))
    expected = inverse.to_numpy().T * added
    assert np.abs(found.shares(range(len(added))) - expected).max() < 1e-12


def test_steps_are_the_output_multipliers(table):
    _, coefficients, inverse = table
    found = funding(csr_array(coefficients.to_numpy().T), np.zeros((len(coefficients), 0)))
    assert found.cut_off.all()
    paid = funding(
        csr_array(coefficients.to_numpy().T), 1 - coefficients.to_numpy().sum(axis=0)[:, None]
    )
    assert np.abs(paid.handovers + 1 - inverse.to_numpy().sum(axis=0)).max() < 1e-12


def test_output_is_what_final_demand_calls_for(table):
    economy, coefficients, _ = table
    added = 1 - coefficients.to_numpy().sum(axis=0)
    demand = economy.Y.to_numpy().sum(axis=1)
    output = pymrio.calc_x(economy.Z, economy.Y).to_numpy()[:, 0]
    found = funding(csr_array(coefficients.to_numpy().T), added[:, None])
    assert found.through(demand) == pytest.approx(output, rel=1e-10)
