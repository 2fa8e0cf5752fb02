"""What distinguishes groups: exact tests against scipy, and nothing found where nothing is."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control
from scipy.stats import fisher_exact as one_by_one
from tests.dialogue.conversations import AUSTRIA, BREXIT, BULGARIA, accepted, made

from binnenuit.dialogue.compute.distinguishing import distinguishing
from binnenuit.dialogue.compute.fisher import false_discovery, fisher_exact
from binnenuit.dialogue.compute.grouping import group_into
from binnenuit.dialogue.compute.null import shuffled
from binnenuit.errors import ArgumentError

room = import_module("binnenuit.dialogue.compute.distinguishing")


def halves(votes: csr_array, count: int, *, seed: int = 0) -> np.ndarray:
    """Put everybody into groups of even size along one axis, structure or not."""
    lots = np.random.default_rng(seed).normal(size=votes.shape[1])
    means = votes.sum(axis=0) / np.maximum(np.bincount(votes.indices, minlength=votes.shape[1]), 1)
    table = csr_array((votes.data - means[votes.indices], votes.indices, votes.indptr), votes.shape)
    for _ in range(30):
        lots = table.T @ (table @ lots)
        lots /= np.linalg.norm(lots)
    place = table @ lots
    return np.searchsorted(np.quantile(place, np.arange(1, count) / count), place).astype(np.int64)


def two_sides(people: int = 120, statements: int = 30) -> tuple[csr_array, np.ndarray]:
    """Two groups that differ on the first ten statements."""
    sides = np.arange(people) % 2
    chances = np.full((people, statements), 0.6)
    chances[:, :10] = np.where(sides[:, None] == 1, 0.9, 0.15)
    return made(chances, 0.7, 5), sides


@settings(max_examples=30, deadline=None)
@given(st.tuples(*[st.integers(0, 60)] * 4))
def test_the_exact_test_is_that_of_scipy(cells):
    yes, no, other_yes, other_no = (np.array([cell]) for cell in cells)
    found = fisher_exact(yes, yes + no, other_yes, other_yes + other_no)[0]
    if min(cells[0] + cells[1], cells[2] + cells[3], cells[0] + cells[2], cells[1] + cells[3]) == 0:
        assert np.isnan(found)
    else:
        known = one_by_one([[cells[0], cells[1]], [cells[2], cells[3]]]).pvalue
        assert found == pytest.approx(known, rel=1e-8, abs=1e-14)


def test_large_tables_are_exact_as_well():
    tables = [(900, 1500, 1100, 2500), (3000, 5000, 8000, 20000), (10, 4000, 60, 9000)]
    found = fisher_exact(*np.array(tables).T)
    for told, (yes, total, other_yes, other_total) in zip(found, tables, strict=True):
        table = [[yes, total - yes], [other_yes, other_total - other_yes]]
        assert told == pytest.approx(one_by_one(table).pvalue, rel=1e-7, abs=1e-300)


def test_adjusted_probabilities_are_those_of_scipy_and_missing_ones_count_for_nothing():
    p_values = np.random.default_rng(0).beta(0.3, 1, (3, 20))
    known = false_discovery_control(p_values.ravel()).reshape(3, 20)
    assert np.allclose(false_discovery(p_values), known, rtol=1e-12)
    holed = np.append(p_values.ravel(), [np.nan] * 5)
    assert np.allclose(false_discovery(holed)[:60], known.ravel(), rtol=1e-12)
    assert np.isnan(false_discovery(holed)[60:]).all()


def test_statements_on_which_sides_differ_are_found_and_no_others():
    votes, sides = two_sides()
    found = distinguishing(votes, sides)
    assert found.distinguishes[:, :10].all()
    assert found.distinguishes[:, 10:].sum() <= 2
    assert (found.difference[1, :10] > 0.5).all()
    assert np.allclose(found.difference[0], -found.difference[1])


def test_difference_is_of_the_groups_given_and_of_all_who_voted():
    votes = np.array([1, 1, 1, -1, 0, 1, -1, 1, -1, 1], np.int8)  # five people, two statements
    table = csr_array((votes, np.tile([0, 1], 5), np.arange(0, 11, 2)), shape=(5, 2))
    found = distinguishing(table, [0, 0, 1, 1, -1])
    # Everybody in the group agrees with the first, of the others one passes and one disagrees.
    assert found.difference[0].tolist() == [1.0, -0.5]


def test_no_groups_have_nothing_that_distinguishes():
    votes, sides = two_sides(30, 8)
    assert distinguishing(votes, np.full_like(sides, -1)).p_value.shape == (0, 8)
    lone = distinguishing(votes, np.zeros_like(sides))
    assert lone.p_value.shape == (1, 8)
    assert np.isnan(lone.p_value).all()
    assert not lone.distinguishes.any()


def test_the_order_of_people_does_not_matter(monkeypatch):
    monkeypatch.setattr(room, "ENOUGH_PEOPLE", 80)  # so that people are chosen, too
    votes, sides = two_sides()
    order = np.random.default_rng(2).permutation(len(sides))
    one, other = distinguishing(votes, sides), distinguishing(votes[order], sides[order])
    assert np.array_equal(one.p_value, other.p_value, equal_nan=True)
    assert np.array_equal(one.distinguishes, other.distinguishes)


def discoveries(votes: csr_array, runs: int) -> tuple[float, float]:
    """Share of statements called distinguishing, and of p values at or under 5 %, after shuffling.

    Groups of even size are forced on everybody, in the whole and in each part.
    """
    called, low = [], []
    for seed in range(runs):
        mixed = shuffled(votes, seed)
        found = distinguishing(mixed, halves(mixed, 2 + seed % 2), seed=seed)
        called.append(found.distinguishes.any(axis=0).mean())
        tested = found.p_value[~np.isnan(found.p_value)]
        low.append((tested <= 0.05).mean())
    return float(np.mean(called)), float(np.mean(low))


@pytest.mark.parametrize(("name", "runs"), [(BREXIT, 10), (BULGARIA, 5), (AUSTRIA, 1)])
def test_nothing_distinguishes_groups_of_shuffled_votes(name, runs, monkeypatch):
    votes, _ = accepted(name)
    monkeypatch.setattr(room, "group_into", halves)
    called, low = discoveries(votes, runs)
    assert called <= 0.01  # the nominal rate is 0.1
    assert 0.005 < low < 0.06  # tested indeed, and no more often low than chance makes it


def test_groups_tested_on_the_votes_that_made_them_would_be_found_everywhere():
    # What cross-fitting is for: the same test, with the groups of the whole table.
    votes, _ = accepted(BREXIT)
    mixed = shuffled(votes, 1)
    p_values, _ = room._compared(mixed, halves(mixed, 2), 2)
    assert (false_discovery(p_values) <= 0.1).any(axis=0).mean() > 0.1  # it was 0.18


def test_nothing_distinguishes_groups_of_invented_votes_without_groups():
    votes = made(np.tile(np.linspace(0.2, 0.9, 40), (150, 1)), 0.5, 11)
    assert not distinguishing(votes, group_into(votes, 2)).distinguishes.any()
    assert not distinguishing(votes, halves(votes, 2)).distinguishes.any()


@pytest.mark.parametrize(("name", "least"), [(BREXIT, 12), (BULGARIA, 40), (AUSTRIA, 150)])
def test_published_groups_of_real_conversations_differ_on_many_statements(name, least):
    votes, published = accepted(name)
    assert distinguishing(votes, published).distinguishes.any(axis=0).sum() >= least


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "runs"), [(BREXIT, 200), (BULGARIA, 100), (AUSTRIA, 40)])
def test_shuffled_votes_a_hundred_times(name, runs, monkeypatch):
    votes, _ = accepted(name)
    mixed = [shuffled(votes, seed) for seed in range(runs // 2)]
    grouped = [
        distinguishing(table, group_into(table, 2 + seed % 2), seed=seed).distinguishes.any(axis=0)
        for seed, table in enumerate(mixed)
    ]
    assert np.mean(grouped) <= 0.01
    monkeypatch.setattr(room, "group_into", halves)
    called, low = discoveries(votes, runs)
    assert called <= 0.01
    assert low <= 0.05


def test_a_rate_that_is_none_is_refused():
    votes, sides = two_sides(30, 8)
    with pytest.raises(ArgumentError) as caught:
        distinguishing(votes, sides, level=1)
    assert caught.value.code == "dialogue.level"
