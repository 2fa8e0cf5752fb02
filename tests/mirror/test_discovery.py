"""Many tests at once, and how many of the flags may be chance."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.teams.discovery import false_discovery
from binnenuit.mirror.model import Reason

HEART = np.array(
    [1, 4, 19, 95, 201, 278, 298, 344, 459, 3240, 4262, 5719, 6528, 7590, 10000]
)  # ten-thousandths
"""Benjamini & Hochberg (1995), section 3.2: fifteen comparisons of two treatments."""


def test_the_example_of_benjamini_and_hochberg_flags_the_four_smallest() -> None:
    found = false_discovery(HEART / 10000)
    assert found.flagged.tolist() == [True] * 4 + [False] * 11
    assert (found.estimate, found.n, found.threshold) == (4.0, 15, 0.0095)
    assert found.adjusted[3] == pytest.approx(0.0095 * 15 / 4)


@pytest.mark.parametrize("method", ["bh", "by"])
def test_adjusted_p_values_are_those_of_scipy(method) -> None:
    generator = np.random.default_rng(1)
    p = np.concatenate([generator.uniform(0, 1, 200), generator.uniform(0, 1e-3, 30), [0.0, 1.0]])
    p[3] = p[4]
    found = false_discovery(p, method=method)
    theirs = stats.false_discovery_control(p, method=method)
    assert found.adjusted == pytest.approx(theirs, rel=1e-12)
    assert found.flagged.tolist() == (theirs <= 0.05).tolist()


def test_flags_are_in_the_order_given() -> None:
    order = np.random.default_rng(2).permutation(15)
    found = false_discovery(HEART[order] / 10000)
    assert sorted(HEART[order][found.flagged]) == [1, 4, 19, 95]


def test_a_missing_test_is_left_out_of_the_family() -> None:
    found = false_discovery([0.03, np.nan, 0.04])
    assert found.flagged.tolist() == [True, False, True]
    assert np.isnan(found.adjusted).tolist() == [False, True, False]
    assert (found.n, found.dropped) == (2, 1)


def test_dependence_of_any_kind_costs_flags() -> None:
    assert false_discovery(HEART / 10000, method="by").estimate == 3.0


def test_nothing_flagged_has_no_threshold() -> None:
    found = false_discovery([0.2, 0.9])
    assert (found.estimate, found.threshold) == (0.0, None)


def test_no_tests_have_no_flags() -> None:
    assert false_discovery([]).reason is Reason.NO_ANSWERS
    assert false_discovery([np.nan]).estimate is None


def test_of_the_flags_at_most_the_rate_is_chance() -> None:
    generator = np.random.default_rng(3)
    chance = []
    for _ in range(400):
        z = generator.standard_normal(200)
        z[:40] += 3.0
        found = false_discovery(stats.norm.sf(np.abs(z)) * 2, rate=0.1)
        chance.append(found.flagged[40:].sum() / max(found.estimate, 1))
    assert np.mean(chance) == pytest.approx(0.08, abs=0.012)  # rate times the share of true nulls


@pytest.mark.parametrize(
    ("given", "options", "said"),
    [
        ([1.5], {}, "1.5 is no p-value"),
        ([-0.1], {}, "is no p-value"),
        ([0.5], {"rate": 5}, "5 is no share"),
        ([0.5], {"method": "holm"}, "no method holm"),
    ],
)
def test_what_is_no_chance_or_no_method_is_refused(given, options, said) -> None:
    with pytest.raises(ArgumentError, match=said):
        false_discovery(given, **options)


def test_p_values_given_are_not_changed() -> None:
    p = HEART / 10000
    p.flags.writeable = False
    false_discovery(p, method="by")
