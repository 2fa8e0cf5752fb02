"""Of statements given about 90 %, about 90 % carry, in companies drawn from the stated prior."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from binnenuit.dialogue.compute.carrying import carrying
from binnenuit.dialogue.compute.simulated import simulated


class Company(NamedTuple):
    """People, statements, groups, the share of votes that is cast, and how many are invented."""

    people: int
    statements: int
    groups: int
    cast: float
    repeats: int


def told_and_true(company: Company, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Probability of each statement, and whether it carries when everybody's vote is counted."""
    generator = np.random.default_rng(seed)
    told, true = [], []
    for _ in range(company.repeats):
        place = simulated(
            company.people,
            company.statements,
            company.groups,
            cast=company.cast,
            generator=generator,
        )
        found = carrying(place.votes, place.labels)
        told.append(found.probability)
        true.append((place.carries() == found.direction) & (found.direction != 0))
    return np.concatenate(told), np.concatenate(true)


def share_that_carries(
    company: Company, low: float, high: float, seed: int = 1
) -> tuple[float, int]:
    told, true = told_and_true(company, seed)
    about = (told >= low) & (told <= high)
    return float(true[about].mean()), int(about.sum())


def test_nine_of_ten_statements_given_90_percent_carry():
    share, statements = share_that_carries(Company(40, 40, 2, 0.4, 60), 0.85, 0.95)
    # Of about 140, a standard error of 2.5 %; the seed is fixed.
    assert statements >= 120
    assert share == pytest.approx(0.9, abs=0.06)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "company",
    [
        Company(12, 20, 1, 0.5, 600),
        Company(12, 20, 2, 0.5, 600),
        Company(40, 40, 2, 0.4, 400),
        Company(200, 60, 3, 0.25, 350),
        Company(2000, 100, 3, 0.05, 280),
    ],
    ids=lambda company: f"{company.people} people in {company.groups}",
)
def test_nine_of_ten_statements_given_90_percent_carry_in_companies_of_any_size(company):
    share, statements = share_that_carries(company, 0.85, 0.95)
    # 800 statements leave a standard error of 1.1 % of their own.
    assert statements >= 800
    assert share == pytest.approx(0.9, abs=0.05)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_other_probabilities_hold_as_well():
    told, true = told_and_true(Company(40, 40, 2, 0.4, 400), 2)
    for low in np.arange(0.05, 0.95, 0.1):
        about = (told >= low) & (told < low + 0.1)
        assert true[about].mean() == pytest.approx(told[about].mean(), abs=0.05)
