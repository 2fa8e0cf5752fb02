"""Level D: exact whatever the sets look like, as long as the organisation is small."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import OptimizeResult
from tests.privacy.audit.brute import anything, fewest, rests_on, two_trees

from binnenuit.privacy.audit import NOTHING_PUBLISHED, Level, attack, support
from binnenuit.privacy.audit.blocks import blocks
from binnenuit.privacy.audit.rank import rank_attack

#            alone  two more  shared  other
THREE_BLOCKS = ([[1, 0, 0, 1, 0], [0, 1, 1, 1, 0], [1, 1, 0, 0, 1]], [1, 1, 1, 5, 5])
FOUR_BLOCKS = (
    [[1, 1, 0, 0, 1, 0], [0, 0, 1, 1, 1, 0], [1, 0, 1, 0, 0, 1]],
    [1, 1, 1, 1, 5, 5],
)


ONE_MORE = (THREE_BLOCKS[0], [2, 1, 1, 5, 5])


@pytest.mark.parametrize(
    ("example", "people"), [(THREE_BLOCKS, 3), (FOUR_BLOCKS, 4), (ONE_MORE, 4)]
)
def test_groups_of_three_and_four_blocks_pass_level_c_and_are_caught_by_d(example, people):
    by_rank = attack(*example, k=5, level=Level.RANK)
    assert (by_rank.smallest >= 5, by_rank.decided, by_rank.passed) == (True, False, False)
    chosen = attack(*example, k=5)
    assert (chosen.smallest, chosen.level, chosen.decided) == (people, Level.SUPPORT, True)
    assert rests_on(*example, chosen.witness) == people


@settings(max_examples=150)
@given(anything(), st.integers(1, 12))
def test_level_d_agrees_with_every_group_of_blocks(sets, k):
    audit, least = attack(*sets, k=k, level=Level.SUPPORT), fewest(*sets)
    if least is None:
        assert audit.smallest == NOTHING_PUBLISHED
        return
    assert audit.decided
    assert audit.smallest == least if least < k else audit.smallest >= k
    assert rests_on(*sets, audit.witness) == audit.smallest


@settings(max_examples=60)
@given(two_trees())
def test_level_d_agrees_with_the_lightest_cut(sets):
    cut = attack(*sets, k=100, level=Level.CUT)
    assert attack(*sets, k=100, level=Level.SUPPORT).smallest == cut.smallest


@settings(max_examples=100)
@given(st.data())
def test_sets_with_whole_weights_agree_with_every_group_of_blocks(data):
    shape = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 6))
    matrix = data.draw(arrays(np.int64, shape, elements=st.integers(-3, 3)))
    sizes = data.draw(arrays(np.int64, shape[1], elements=st.integers(0, 5)))
    audit, least = attack(matrix, sizes, k=100, level=Level.SUPPORT), fewest(matrix, sizes)
    assert audit.smallest == (NOTHING_PUBLISHED if least is None else least)
    assert audit.decided


def random_organisation(rng, people):
    """Teams in divisions, and two attributes split out per division, from five people up."""
    team = np.sort(rng.integers(0, people // 8, people))
    division = team // 3
    columns = [np.zeros(people, dtype=int), division, team]
    for values in (2, 3):
        columns += [division * values + rng.integers(0, values, people)]
    sets = [column == value for column in columns for value in np.unique(column)]
    return np.array([row for row in sets if row.sum() >= 5], dtype=np.int64)


def test_hide_below_five_leaks_in_most_organisations_of_sixty():
    caught = 0
    for seed in range(10):
        sets = random_organisation(np.random.default_rng(seed), 60)
        audit = attack(sets, np.ones(60, dtype=int), k=5)
        assert audit.decided
        assert rests_on(sets, np.ones(60), audit.witness) == audit.smallest
        caught += audit.smallest < 5
    assert caught >= 6


def test_a_group_is_repaired_by_withholding_one_set_of_the_witness_after_the_other():
    """The witness is what a repair needs: take one of its sets away until the audit passes."""
    sets, sizes = random_organisation(np.random.default_rng(0), 60), np.ones(60, dtype=int)
    audit = attack(sets, sizes, k=5)
    assert not audit.passed
    while not audit.passed:
        sets = np.delete(sets, audit.witness[-1][0], axis=0)
        audit = attack(sets, sizes, k=5)
        assert audit.decided
    assert len(sets) > 5


@pytest.mark.parametrize("status", [1, 4])
def test_a_solver_that_gives_up_leaves_it_undecided(monkeypatch, status):
    monkeypatch.setattr(support, "milp", lambda *_, **__: OptimizeResult(status=status, x=None))
    audit = attack(*THREE_BLOCKS, k=5)
    assert (audit.decided, audit.passed, audit.smallest >= 5) == (False, False, True)


def test_a_solver_that_names_a_group_that_carries_nothing_is_not_believed(monkeypatch):
    def first_block_only(objective, **_):
        light = (objective > 0).sum()
        chosen = (np.arange(light) == 0).astype(float)
        values = np.append(np.zeros(len(objective) - light), chosen)
        return OptimizeResult(status=0, x=values)

    monkeypatch.setattr(support, "milp", first_block_only)
    audit = attack(*THREE_BLOCKS, k=5)
    assert (audit.decided, audit.smallest >= 5) == (False, True)


def test_a_part_with_too_many_blocks_is_left_undecided(monkeypatch):
    monkeypatch.setattr(support, "MOST_BLOCKS", 2)
    assert not attack(*THREE_BLOCKS, k=5).decided


def test_parts_that_share_no_block_are_searched_apart():
    matrix, sizes = THREE_BLOCKS
    twice = np.kron(np.eye(2, dtype=int), np.array(matrix))
    tidy = blocks(twice, sizes * 2)
    light = np.flatnonzero(tidy.sizes < 5)
    assert [len(part.columns) for part in support._parts(tidy, light)] == [3, 3]
    found = support.support_attack(tidy, rank_attack(tidy, 5), 5)
    assert (found.smallest, found.decided) == (3, True)
