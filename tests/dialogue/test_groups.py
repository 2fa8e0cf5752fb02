"""Groups of opinion in made conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse import csr_array
from tests.dialogue.conversations import gradual, made, of_one_mind, opposed

from binnenuit.dialogue.compute.grouping import group_into
from binnenuit.dialogue.compute.groups import find_groups
from binnenuit.dialogue.compute.stability import adjusted_rand
from binnenuit.language import Sentence

if TYPE_CHECKING:
    from binnenuit.dialogue.model.results import Groups
    from binnenuit.dialogue.model.votes import Votes


def _says(groups: Groups) -> str:
    assert isinstance(groups.reason, Sentence)
    return groups.reason.template


@pytest.mark.parametrize(
    ("sizes", "statements", "share"),
    [((20, 20), 25, 0.7), ((60, 25), 30, 0.6), ((150, 150, 150), 60, 0.6)],
)
def test_groups_that_were_planted_are_found(
    sizes: tuple[int, ...], statements: int, share: float
) -> None:
    votes, truth = opposed(sizes, statements, share)
    found = find_groups(votes)
    assert found.count == len(sizes)
    assert adjusted_rand(found.labels, truth) >= 0.9
    assert found.p_value is not None
    assert found.p_value <= 0.01
    assert found.stability is not None
    assert found.stability >= 0.9
    assert list(found.sizes) == sorted(found.sizes, reverse=True)
    assert found.sizes.sum() == (found.labels >= 0).sum()
    assert found.reason is None


def test_the_order_of_rows_changes_no_bit() -> None:
    votes, _ = opposed((60, 40, 50), 40, 0.6)
    mixed = np.random.default_rng(3).permutation(votes.shape[0])
    here, there = find_groups(votes), find_groups(votes[mixed])
    assert here.count >= 2
    assert np.array_equal(here.labels[mixed], there.labels)
    assert np.array_equal(here.membership[mixed], there.membership)
    assert np.array_equal(here.positions[mixed], there.positions)
    assert here.p_value == there.p_value
    assert np.array_equal(group_into(votes, 4)[mixed], group_into(votes[mixed], 4))


def test_chance_alone_makes_no_groups() -> None:
    assert _says(find_groups(of_one_mind(80, 30))).startswith("Shuffled votes")


def test_people_who_differ_gradually_are_no_groups() -> None:
    found = find_groups(gradual(150, 40))
    assert found.count == 0
    assert _says(found).startswith("People differ, but gradually")
    assert found.p_value is not None
    assert found.p_value <= 0.01
    assert found.positions.shape == (150, 2)


def test_fewer_than_twenty_people_are_no_groups() -> None:
    votes, _ = opposed((10, 9), 25, 0.9)
    assert "voted enough" in _says(find_groups(votes))


def test_four_statements_make_no_groups() -> None:
    votes, _ = opposed((30, 30), 4, 1.0)
    assert "statements" in _says(find_groups(votes))


@pytest.mark.parametrize("shape", [(0, 0), (5, 0), (0, 5), (30, 1), (30, 30)])
def test_nothing_to_go_by_is_no_groups(shape: tuple[int, int]) -> None:
    votes: Votes = csr_array(np.zeros(shape, dtype=np.int8))
    found = find_groups(votes)
    assert found.count == 0
    assert found.labels.shape == shape[:1]
    assert not found.placed.any()
    assert (group_into(votes, 2) == -1).all()


def test_everybody_of_one_answer_is_no_groups() -> None:
    assert find_groups(made(np.ones((40, 20)), 0.8, 0)).count == 0


def test_somebody_who_votes_as_nobody_does_is_no_group_of_his_own() -> None:
    votes, truth = opposed((30, 30), 30, 0.7)
    whole = votes.toarray()
    whole[0] = -np.sign(whole.sum(axis=0) + 0.5)
    found = find_groups(csr_array(whole))
    assert found.count == 2
    assert min(found.sizes) >= 20
    assert adjusted_rand(found.labels[1:], truth[1:]) >= 0.9


def test_a_group_below_the_smallest_size_is_not_declared() -> None:
    votes, _ = opposed((60, 9), 30, 0.9)
    assert find_groups(votes).count == 2
    assert find_groups(votes, smallest=10).count == 0


def test_who_voted_on_six_statements_is_not_placed() -> None:
    votes, _ = opposed((40, 40), 40, 0.9)
    few = votes.toarray()
    few[0, 6:] = 0
    found = find_groups(csr_array(few))
    assert found.count == 2
    assert not found.placed[0]
    assert found.labels[0] == -1
    assert (found.membership[0] == 0).all()
    assert (found.positions[0] == 0).all()
    assert np.allclose(found.membership[1:].sum(axis=1), 1)


def test_who_votes_with_one_group_and_then_with_the_other_is_in_between() -> None:
    votes, groups = opposed((40, 40), 40, 0.9)
    whole = votes.toarray()
    apart = whole[groups == 0].sum(axis=0) - whole[groups == 1].sum(axis=0)
    widest_first = np.argsort(-np.abs(apart))
    whole[40, widest_first] = np.sign(apart[widest_first]) * np.tile([1, -1, -1, 1], 10)
    found = find_groups(csr_array(whole))
    assert found.count == 2
    assert found.placed[40]
    assert found.labels[40] == -1
    assert found.membership[40].max() < 0.9


def test_how_sure_somebody_is_of_a_group_is_how_often_he_is_in_it() -> None:
    votes, truth = opposed((500, 500), 60, 0.15)
    found = find_groups(votes)
    assert found.count == 2
    nearest, sure = found.membership.argmax(axis=1), found.membership.max(axis=1)
    right = nearest == truth
    right = right if right[found.placed].mean() > 0.5 else ~right
    for least in (0.5, 0.7, 0.9):
        those = found.placed & (sure >= least)
        assert abs(right[those].mean() - sure[those].mean()) < 0.05


def test_earlier_groups_keep_their_number() -> None:
    votes, truth = opposed((45, 30), 30, 0.8)
    first = find_groups(votes)
    turned = np.where(first.labels >= 0, 1 - first.labels, -1)
    again = find_groups(votes, previous=turned)
    assert np.array_equal(again.labels, turned)
    assert np.array_equal(again.sizes, first.sizes[::-1])
    assert np.array_equal(again.membership, first.membership[:, ::-1])
    assert adjusted_rand(again.labels, truth) >= 0.9


def test_a_given_number_of_groups_is_made_without_asking_whether_there_are_so_many() -> None:
    labels = group_into(of_one_mind(80, 30), 3)
    assert set(labels) <= {-1, 0, 1, 2}
    assert len(set(labels) - {-1}) == 3
    assert set(group_into(of_one_mind(30, 10, 1.0), 1)) == {0}


def test_without_tests_nothing_is_said_of_chance() -> None:
    found = find_groups(opposed((40, 40), 30)[0], test=False)
    assert found.count == 2
    assert found.p_value is None
    assert found.stability is None
