"""A plan shows as much as it can, and nothing that can be taken apart."""

from __future__ import annotations

import numpy as np
import pytest
from tests.privacy.forests import best_weight_of_many, check, published, random_forest, safe

from binnenuit.errors import ArgumentError
from binnenuit.privacy.model import State
from binnenuit.privacy.planning.plan import plan, plan_among


def states(*arguments, **keywords):
    return "".join(state.name[:2] for state in plan(*arguments, **keywords).state)


def test_a_team_of_four_is_not_shown() -> None:
    made = plan([-1], [4])
    assert made.state == (State.SMALL,)
    assert made.sets == ()
    assert made.regions.tolist() == [-1]


def test_a_team_of_five_is_shown() -> None:
    made = plan([-1], [5])
    assert made.state == (State.SHOWN,)
    assert made.regions.tolist() == [0]
    assert (made.k, made.weight) == (5, 10.0)


def test_a_team_of_five_is_not_shown_when_six_are_asked_for() -> None:
    assert plan([-1], [5], k=6).state == (State.SMALL,)


def test_a_manager_is_withheld_when_the_difference_would_be_a_small_team() -> None:
    made = plan([-1, 0, 0], [0, 9, 4])
    assert made.state == (State.PROTECTS, State.SHOWN, State.SMALL)
    assert made.regions.tolist() == [-1, 0, -1]


def test_a_manager_is_shown_when_two_small_teams_hide_one_another() -> None:
    made = plan([-1, 0, 0, 0], [0, 9, 4, 3])
    assert made.state == (State.SHOWN, State.SHOWN, State.SMALL, State.SMALL)
    assert made.regions.tolist() == [0, 1, 0, 0]
    assert made.sizes.tolist() == [7, 9]
    assert made.people.tolist() == [16, 9]
    assert made.above.tolist() == [-1, 0]


def test_a_manager_is_shown_as_the_exact_sum_of_the_teams() -> None:
    made = plan([1, -1, 1], [5, 0, 6])
    assert made.shown.all()
    assert made.sizes.tolist() == [5, 0, 6]
    assert made.memberships().toarray().tolist() == [[1, 0, 0], [1, 1, 1], [0, 0, 1]]


def test_a_team_gives_way_when_the_manager_is_worth_more() -> None:
    tree, counts = [-1, 0, 0], [0, 9, 4]
    made = plan(tree, counts, weights=[11, 10, 10])
    assert made.state == (State.SHOWN, State.PROTECTS, State.SMALL)
    assert made.weight == 11


def test_of_equal_worth_a_group_is_rather_shown() -> None:
    assert plan([-1, 0], [0, 7], weights=[0, 1]).shown.all()


def test_small_sisters_are_shown_as_one() -> None:
    made = plan([-1, 0, 0, 0], [0, 2, 9, 3], merge=True)
    assert made.state == (State.SHOWN, State.MERGED, State.SHOWN, State.MERGED)
    assert made.merged == ((1, 3),)
    assert made.sets == ((0,), (2,), (1, 3))
    assert made.regions.tolist() == [0, 2, 1, 2]
    assert made.above.tolist() == [-1, 0, 0]
    assert made.weight == 23


def test_without_merge_small_sisters_are_not_shown() -> None:
    assert plan([-1, 0, 0], [0, 2, 3]).merged == ()


@pytest.mark.parametrize("counts", [[0, 2, 2], [0, 0, 4], [0, 5, 4]])
def test_what_is_too_few_together_or_alone_stays_unmerged(counts: list[int]) -> None:
    assert plan([-1, 0, 0], counts, merge=True).merged == ()


def test_a_team_of_five_is_no_part_of_a_merged_group() -> None:
    made = plan([-1, 0, 0, 0], [0, 5, 4, 4], merge=True)
    assert made.merged == ((2, 3),)
    assert made.shown[1]


def test_a_team_of_one_is_part_of_a_merged_group() -> None:
    assert plan([-1, 0, 0, 0], [0, 3, 1, 4], merge=True).merged == ((1, 2, 3),)


def test_a_merged_group_takes_no_empty_team() -> None:
    assert plan([-1, 0, 0, 0], [0, 3, 3, 0], merge=True).merged == ((1, 2),)


def test_small_tops_have_no_parent_in_common() -> None:
    assert plan([-1, -1], [4, 4], merge=True).merged == ()


def test_a_small_team_with_teams_below_it_is_no_leaf() -> None:
    made = plan([-1, 0, 0, 1], [0, 3, 3, 0], merge=True)
    assert made.merged == ()
    assert made.state[0] is State.SHOWN


def test_a_merged_group_is_worth_its_weightiest_member() -> None:
    made = plan([-1, 0, 0, 0], [3, 2, 2, 2], merge=True, weights=[5, 1, 6, 2])
    assert made.merged == ((1, 2, 3),)
    assert made.weight == 6
    made = plan([-1, 0, 0, 0], [3, 2, 2, 2], merge=True, weights=[7, 1, 6, 2])
    assert (made.merged, made.weight) == ((), 7)


def test_groups_below_several_managers_are_counted_on() -> None:
    made = plan([-1, 0, 0, 2, 2, 1, 1], [0, 0, 0, 3, 4, 4, 3], merge=True)
    assert made.merged == ((3, 4), (5, 6))
    assert made.regions.tolist() == [0, 1, 2, 3, 3, 4, 4]
    assert made.above.tolist() == [-1, 0, 0, 2, 1]


def test_a_plan_for_ten_shows_only_what_the_plan_for_five_shows() -> None:
    tree, counts = [-1, 0, 0, 0], [0, 12, 7, 4]
    five = plan(tree, counts, weights=[0, 5, 5, 5])
    assert five.shown.tolist() == [False, True, True, False]
    assert plan(tree, counts, k=10).shown.tolist() == [True, True, False, False]
    assert plan(tree, counts, k=10, within=five).shown.tolist() == [False, True, False, False]


def test_groups_of_an_earlier_plan_stay_as_they_are() -> None:
    tree, counts = [-1, 0, 0, 0, 0], [0, 4, 3, 4, 30]
    five = plan(tree, counts, merge=True)
    ten = plan(tree, counts, k=10, within=five)
    assert five.merged == ten.merged == ((1, 2, 3),)
    assert plan(tree, counts, k=12, within=five).merged == ()


def test_teams_shown_apart_may_become_one_group_in_a_later_plan() -> None:
    tree, counts = [-1, 0, 0, 0], [0, 6, 7, 4]
    five = plan(tree, counts)
    assert five.shown.tolist() == [False, True, True, False]
    assert plan(tree, counts, k=10, within=five).sets == ()
    assert plan(tree, counts, k=10, within=five, merge=True).merged == ((1, 2),)


def test_zero_people_show_nothing() -> None:
    made = plan([-1, 0], [0, 0], merge=True)
    assert made.state == (State.SMALL, State.SMALL)
    assert made.weight == 0
    assert made.sizes.shape == made.above.shape == made.people.shape == (0,)


def test_no_nodes_at_all_is_a_plan_too() -> None:
    made = plan([], [], weights=[])
    assert made.sets == made.state == ()
    assert made.memberships().shape == (0, 0)


def test_a_branch_without_people_stays_dark_below_a_shown_top() -> None:
    assert plan([-1, 0, 1], [6, 0, 0]).shown.tolist() == [True, False, False]


def test_a_chain_of_ten_thousand_shows_every_team_of_five() -> None:
    made = plan(np.arange(10_000) - 1, np.full(10_000, 5))
    assert made.shown.all()
    assert made.people[0] == 50_000


def test_a_chain_with_single_people_is_shown_in_steps_of_five() -> None:
    made = plan(np.arange(1, 21) % 20 - (np.arange(1, 21) == 20), np.ones(20, dtype=int))
    assert np.count_nonzero(made.shown) == 4
    assert made.sizes.min() >= 5


def test_a_star_shows_each_team_of_five_and_the_rest_through_its_middle() -> None:
    counts = np.array([0, *([5, 4] * 500)])
    made = plan(np.array([-1, *([0] * 1000)]), counts)
    assert made.shown.tolist() == [True, *([True, False] * 500)]
    assert made.weight == 5003


def test_the_same_arguments_give_the_same_plan() -> None:
    forest = random_forest(np.random.default_rng(3), 200)
    first, second = (plan(forest.tree, forest.counts, merge=True) for _ in range(2))
    assert first.sets == second.sets


def test_arrays_given_are_not_changed_and_arrays_returned_cannot_be() -> None:
    tree, counts, weights = np.array([-1, 0]), np.array([5, 5]), np.array([1.0, 1.0])
    for array in (tree, counts, weights):
        array.flags.writeable = False
    made = plan(tree, counts, weights=weights, merge=True)
    arrays = (made.tree, made.counts, made.shown, made.regions)
    computed = (made.sizes, made.above, made.people)
    assert not any(array.flags.writeable for array in (*arrays, *computed))
    assert made.tree is not tree


def test_arrays_changed_afterwards_do_not_change_the_plan() -> None:
    tree, counts = np.array([-1, 0]), np.array([5, 5])
    made = plan(tree, counts)
    tree[1], counts[1] = -1, 4
    assert (made.tree.tolist(), made.counts.tolist()) == ([-1, 0], [5, 5])


@pytest.mark.parametrize(
    ("tree", "counts", "keywords", "code"),
    [
        ([-1], [9], {"k": 4}, "privacy.k-too-low"),
        ([-1], [9], {"k": 5.0}, "privacy.k-too-low"),
        ([-1], [9], {"k": True}, "privacy.k-too-low"),
        ([-1], [9], {"k": None}, "privacy.k-too-low"),
        ([-1], [9], {"k": [6]}, "privacy.k-too-low"),
        ([1], [9], {}, "privacy.tree"),
        ([-2], [9], {}, "privacy.tree"),
        ([[-1]], [9], {}, "privacy.tree"),
        ([-1.0], [9], {}, "privacy.tree"),
        ([0], [9], {}, "privacy.circle"),
        ([-1, 2, 3, 1], [9] * 4, {}, "privacy.circle"),
        ([-1], [9, 9], {}, "privacy.counts"),
        ([-1], [-1], {}, "privacy.counts"),
        ([-1], [0.5], {}, "privacy.counts"),
        ([-1], np.array([2**63], dtype=np.uint64), {}, "privacy.counts"),
        ([-1], [9], {"weights": [-1]}, "privacy.weights"),
        ([-1], [9], {"weights": [np.nan]}, "privacy.weights"),
        ([-1], [9], {"weights": [np.inf]}, "privacy.weights"),
        ([-1, 0], [9, 9], {"weights": [1e308, 1e308]}, "privacy.weights"),
        ([-1], [9], {"weights": [1, 1]}, "privacy.weights"),
        ([-1], [9], {"weights": ["heavy"]}, "privacy.weights"),
        ([-1], [9], {"within": plan([-1], [8])}, "privacy.within-other-people"),
        ([-1, -1], [9, 9], {"within": plan([-1, 0], [9, 9])}, "privacy.within-other-people"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_its_reason(tree, counts, keywords, code) -> None:
    with pytest.raises(ArgumentError) as refusal:
        plan(tree, counts, **keywords)
    assert refusal.value.code == code
    assert "{" not in str(refusal.value)


def test_a_refusal_names_the_value() -> None:
    with pytest.raises(ArgumentError, match="Groups of 3 people"):
        plan([-1], [9], k=3)
    with pytest.raises(ArgumentError) as refusal:
        plan([-1, 2, 1], [9] * 3)
    assert str(refusal.value) == (
        "Above node 1 there is no top: its parents form a circle. Correct one of them, or give it "
        "-1 as a top."
    )


@pytest.mark.parametrize("seed", range(100))
def test_a_plan_is_the_best_of_all_plans(seed: int) -> None:
    generator = np.random.default_rng(seed)
    forest = random_forest(generator, int(generator.integers(1, 9)))
    weights = generator.integers(0, 12, len(forest.tree)).tolist()
    for merge in (False, True):
        for given in (None, weights):
            arguments = {"weights": given, "merge": merge}
            five = plan(forest.tree, forest.counts, **arguments)
            check(forest, five, 5, **arguments)
            arguments["within"] = five
            check(forest, plan(forest.tree, forest.counts, k=9, **arguments), 9, **arguments)


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_for_many_teams_is_the_best_too(seed: int) -> None:
    generator = np.random.default_rng(seed)
    forest = random_forest(generator, int(generator.integers(40, 160)), reach=seed * 6 + 3)
    weights = None if seed % 2 else generator.integers(0, 9, len(forest.tree)).tolist()
    arguments = {"weights": weights, "merge": seed % 3 > 0}
    made = plan(forest.tree, forest.counts, k=5 + seed % 4, **arguments)
    assert safe(forest, published(forest, made), made.k)
    assert made.weight == best_weight_of_many(forest, made.k, **arguments)


@pytest.mark.parametrize("number", range(60))
def test_planning_among_some_nodes_is_planning_within_a_plan_that_shows_them(number) -> None:
    generator = np.random.default_rng(number)
    forest = random_forest(generator, 12)
    tree, counts = forest.tree, forest.counts
    worth, k = generator.integers(0, 9, 12), int(generator.integers(5, 8))
    everywhere = np.ones(12, dtype=bool)
    for arguments in ({}, {"merge": False}, {"merge": True}):
        among = plan_among(tree, counts, everywhere, k=k, weights=worth, **arguments)
        same_choice(among, plan(tree, counts, k=k, weights=worth, **arguments))
    earlier = plan(tree, counts)
    for merge in (False, True):
        among = plan_among(tree, counts, earlier.shown, k=k + 2, weights=worth, merge=merge)
        wanted = plan(tree, counts, k=k + 2, weights=worth, merge=merge, within=earlier)
        same_choice(among, wanted)


def same_choice(one, other) -> None:
    assert one.k == other.k
    assert one.merged == other.merged
    assert one.state == other.state
    assert one.weight == other.weight
    assert one.shown.tolist() == other.shown.tolist()
