"""The reciprocal method of cost accounting: published data, answers recomputed.

Service departments are teams, production departments customers: of the costs of a service, a share
goes to other services and the rest to production. The printed answers of some pages are wrong or
absent, so the expected figures are exact solutions, and each also satisfies its own equations.
"""

from __future__ import annotations

import numpy as np
import pytest

from binnenuit.chain.compute import funding

# accountingformanagement.org, two service departments: Y = 7260 + 0.3 Z and Z = 4000 + 0.2 Y.
TWO_SERVICES = (
    [[0, 0.2], [0.3, 0]],
    [[0.8], [0.7]],
    [7260, 4000],
    [0],
    [9000, 5800],
    [11260],
    0.005,
)
# astarmathsandphysics.com, page 4672; services also use themselves. The page prints 1638, 2569 and
# 1562 for the services, which do not satisfy its own equations.
SELF_SERVICE = (
    np.transpose([[0.25, 0.15, 0.15], [0.35, 0.20, 0.25], [0.10, 0.10, 0.35]]),
    np.transpose([[0.15, 0.25, 0.15], [0.15, 0.30, 0.10]]),
    [600, 1100, 600],
    [2100, 1500],
    [1629.8932, 2578.8849, 1570.5813],
    [3224.7924, 2675.2076],
    0.00006,
)
# tutorsglobe.com, question 52122418: administration, finance, maintenance, material handling;
# machining, assembly, finishing and packing. No answer is printed.
FOUR_SERVICES = (
    np.transpose(
        [[0, 0.15, 0.05, 0.15], [0.20, 0, 0.05, 0.05], [0.05, 0.10, 0, 0.05], [0.15, 0.25, 0.05, 0]]
    ),
    np.transpose([[0.15, 0.20, 0.55, 0.40], [0.30, 0.25, 0.20, 0.20], [0.15, 0.05, 0.10, 0.15]]),
    [1_700_000, 350_000, 275_000, 400_000],
    [650_000, 400_000, 225_000],
    [1_987_169.57, 818_963.98, 502_652.33, 927_949.05],
    [1_759_506.63, 1_487_012.14, 753_481.22],
    0.006,
)
# transtutors.com, Westmoreland: occupancy, research, supervision; three production departments.
WESTMORELAND = (
    [[0, 0.15, 0.10], [0, 0, 0], [0.10, 0.20, 0]],
    [[0.30, 0.25, 0.20], [0.50, 0.50, 0], [0.20, 0.30, 0.20]],
    [85_000, 120_000, 45_000],
    [550_000, 775_000, 285_000],
    [90_404.04, 144_368.69, 54_040.40],
    [660_113.64, 885_997.47, 313_888.89],
    0.006,
)
CASES = pytest.mark.parametrize(
    ("between", "to_production", "services", "production", "gross", "total", "printed"),
    [TWO_SERVICES, SELF_SERVICE, FOUR_SERVICES, WESTMORELAND],
    ids=["two services", "self service", "four services", "Westmoreland"],
)


@CASES
def test_costs_of_services_reach_production(
    between, to_production, services, production, gross, total, printed
):
    shares = funding(between, to_production).shares(range(len(total)))
    assert np.abs(production + services @ shares - total).max() < printed


@CASES
def test_gross_costs_of_services_count_what_they_charge_one_another(
    between, to_production, services, production, gross, total, printed
):
    through = funding(between, to_production).through(np.array(services, dtype=float))
    assert np.abs(through - gross).max() < printed


@CASES
def test_nothing_is_lost(between, to_production, services, production, gross, total, printed):
    found = funding(between, to_production)
    through = found.through(np.array(services, dtype=float))
    arrived = through @ np.asarray(to_production)
    assert arrived.sum() == pytest.approx(sum(services), rel=1e-8)
    assert sum(total) == pytest.approx(sum(services) + sum(production), rel=1e-8)


def test_two_departments_have_a_closed_form():
    # S1 = (d1 + a12 d2) / (1 - a12 a21)
    found = funding([[0, 0.2], [0.3, 0]], [[0.8], [0.7]])
    gross = (7260 + 0.3 * 4000) / (1 - 0.3 * 0.2)
    assert found.through(np.array([7260.0, 4000.0]))[0] == pytest.approx(gross, rel=1e-8)
