from __future__ import annotations

import numpy as np
import pytest
from tests.privacy.attacks import smallest_in
from tests.privacy.rounds import SUPPORT, Round, per_class, tallies

from binnenuit.errors import ArgumentError
from binnenuit.privacy import Attribute, close_round, open_round
from binnenuit.privacy.model import State
from binnenuit.privacy.planning.breakdown import break_down
from binnenuit.privacy.planning.plan import plan
from binnenuit.privacy.rounds.suppliers import distinct_raters, supplier_groups

TEAMS = ("a", "b", "c", "d", "e", "f")


def test_each_supplier_stands_alone():
    groups = supplier_groups(["it", "sales", "canteen"])
    made = plan(groups.tree, [5, 4, 60])
    assert made.state == (State.SHOWN, State.SMALL, State.SHOWN)
    assert (made.above == -1).all()


def test_a_small_supplier_hides_no_other_one():
    groups = supplier_groups(["it", "sales"])
    assert plan(groups.tree, [1, 5]).state == (State.SMALL, State.SHOWN)


def test_a_supplier_listed_twice_is_refused():
    with pytest.raises(ArgumentError) as caught:
        supplier_groups(["it", "it"])
    assert caught.value.code == "privacy.supplier-twice"


def test_who_rates_a_supplier_twice_counts_once_in_the_team_listed_first():
    raters = distinct_raters(
        np.array([0, 0, 1, 0]), np.array([1, 0, 0, 1]), np.array([7, 7, 7, 9]), suppliers=2, teams=2
    )
    assert raters.tolist() == [[0, 2], [1, 0]]


def test_who_rates_two_suppliers_counts_for_both():
    raters = distinct_raters(
        np.array([0, 1]), np.array([0, 0]), np.array([3, 3]), suppliers=2, teams=1
    )
    assert raters.tolist() == [[1], [1]]


def test_a_supplier_is_broken_down_by_rater_team_only_through_the_cut():
    raters = np.array([[12, 14, 0], [12, 9, 30], [4, 0, 0]])
    made = plan(supplier_groups(["it", "sales", "canteen"]).tree, raters.sum(axis=1))
    broken = break_down(made, raters, k=5)
    assert broken.sets.tolist() == [True, False]
    assert broken.cells.tolist() == [[0, 0], [0, 1]]


def test_suppliers_whose_raters_overlap_go_through_the_whole_gate():
    generator = np.random.default_rng(4)
    rated = np.repeat(np.arange(4), [90, 40, 12, 3])
    rater = np.concatenate([generator.permutation(90)[:number] for number in (90, 40, 12, 3)])
    raters = distinct_raters(rated, rater % 6, rater, suppliers=4, teams=6)
    groups, teams = (
        supplier_groups(["it", "sales", "books", "van"]),
        Attribute("team", tuple("abcdef")),
    )
    opening = open_round("2026-4", groups, raters, attribute=teams)
    answered = per_class(opening, raters)
    closing = close_round(opening, answered.sum(axis=1))
    out = Round(closing, SUPPORT, tallies(answered, generator)).release()
    assert [group.score.is_shown for group in out.groups] == [True, True, True, False]
    assert [list(group.breakdown) for group in out.groups] == [["team"], [], [], []]
    assert smallest_in(out.ledger) >= 10


def test_no_ratings_give_no_raters():
    none = np.zeros(0, dtype=np.int64)
    assert distinct_raters(none, none, none, suppliers=2, teams=3).tolist() == [[0, 0, 0]] * 2


@pytest.mark.parametrize(
    ("rated", "team", "rater"),
    [([2], [0], [0]), ([0], [3], [0]), ([-1], [0], [0]), ([0, 0], [0], [0]), ([0.5], [0], [0])],
)
def test_ratings_that_cannot_be_are_refused(rated, team, rater):
    with pytest.raises(ArgumentError) as caught:
        distinct_raters(np.array(rated), np.array(team), np.array(rater), suppliers=2, teams=3)
    assert caught.value.code == "privacy.ratings"
