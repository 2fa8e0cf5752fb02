"""What must hold for every forest, whatever its shape, its people and its weights."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.privacy.forests import Forest, audited, check, forests, published, regions, safe

from binnenuit.privacy.model import State
from binnenuit.privacy.planning.plan import plan

SIZES = st.integers(5, 8)


@given(forests(), SIZES, st.booleans(), st.data())
def test_no_choice_of_sets_is_worth_more(forest, k, merge, data) -> None:
    size = len(forest.tree)
    weights = data.draw(st.none() | st.lists(st.integers(0, 9), min_size=size, max_size=size))
    made = plan(forest.tree, forest.counts, k=k, weights=weights, merge=merge)
    check(forest, made, k, weights=weights, merge=merge)


@given(forests(), SIZES, SIZES, st.booleans(), st.booleans())
def test_no_choice_within_an_earlier_plan_is_worth_more(forest, first, more, merge, again) -> None:
    earlier = plan(forest.tree, forest.counts, k=first, merge=merge)
    k = first + more - 5
    later = plan(forest.tree, forest.counts, k=k, merge=again, within=earlier)
    check(forest, later, k, merge=again, within=earlier)


@given(forests(), st.booleans(), st.booleans())
def test_a_later_plan_tells_nothing_that_the_earlier_did_not(forest, merge, again) -> None:
    earlier = plan(forest.tree, forest.counts, merge=merge)
    later = plan(forest.tree, forest.counts, k=8, merge=again, within=earlier)
    assert not (later.shown & ~earlier.shown).any()
    assert safe(forest, [*published(forest, earlier), *published(forest, later)], 5)
    assert safe(forest, published(forest, later), 8)


@given(forests(most=40), SIZES, st.booleans(), st.randoms(use_true_random=False))
def test_renumbering_the_nodes_leaves_the_weight_the_same(forest, k, merge, random) -> None:
    order = list(forest.nodes)
    random.shuffle(order)
    other = forest.renumbered(order)
    first = plan(forest.tree, forest.counts, k=k, merge=merge)
    second = plan(other.tree, other.counts, k=k, merge=merge)
    assert first.weight == second.weight


@given(forests(most=40), SIZES, st.booleans())
def test_every_region_is_empty_or_large_enough(forest, k, merge) -> None:
    made = plan(forest.tree, forest.counts, k=k, merge=merge)
    assert safe(forest, published(forest, made), k)
    assert audited(forest, published(forest, made), k).passed
    assert ((made.sizes == 0) | (made.sizes >= k)).all()


@given(forests(most=20), st.booleans())
def test_a_plan_tells_the_truth_about_its_sets(forest, merge) -> None:
    made = plan(forest.tree, forest.counts, merge=merge)
    sets = published(forest, made)
    assert made.people.tolist() == [forest.people(nodes) for nodes in sets]
    held = regions(forest, sets)
    assert sorted(s for s in made.sizes if s) == sorted(s for s in held.values() if s)
    members = made.memberships().toarray() @ made.sizes
    assert members.tolist() == made.people.tolist()


@given(forests(most=20), SIZES, st.booleans())
def test_every_state_has_its_reason(forest, k, merge) -> None:
    made = plan(forest.tree, forest.counts, k=k, merge=merge)
    in_group = {node for group in made.merged for node in group}
    for node, state in enumerate(made.state):
        small = forest.people(forest.holds(node)) < k
        assert (state is State.SHOWN) == made.shown[node]
        assert (state is State.MERGED) == (node in in_group)
        assert (state is State.SMALL) == (small and not made.shown[node] and node not in in_group)
        assert isinstance(state, State)


@given(forests(most=20), st.booleans(), st.data())
def test_an_empty_node_changes_nothing(forest, merge, data) -> None:
    parent = data.draw(st.sampled_from([-1, *(n for n in forest.nodes if not forest.leaf(n))]))
    other = Forest([*forest.tree, parent], [*forest.counts, 0])
    first = plan(forest.tree, forest.counts, merge=merge)
    second = plan(other.tree, other.counts, merge=merge)
    assert second.sets == first.sets
    assert second.regions.tolist() == [*first.regions, second.regions[-1]]
    assert second.state[-1] is State.SMALL


@given(forests(most=20))
def test_when_only_leaves_have_worth_each_large_leaf_is_shown(forest) -> None:
    leaves = [node for node in forest.nodes if forest.leaf(node)]
    weights = np.isin(list(forest.nodes), leaves).astype(float)
    large = [forest.counts[node] >= 5 for node in leaves]
    made = plan(forest.tree, forest.counts, weights=weights)
    assert made.shown[leaves].tolist() == large


@given(forests(most=20), st.booleans())
def test_nobody_is_in_a_figure_of_zero_people(forest, merge) -> None:
    empty = Forest(forest.tree, [0] * len(forest.tree))
    assert plan(empty.tree, empty.counts, merge=merge).sets == ()


@given(st.lists(st.integers(0, 12), max_size=30))
def test_in_a_forest_of_single_teams_each_is_judged_by_itself(counts) -> None:
    made = plan([-1] * len(counts), counts, merge=True)
    assert made.shown.tolist() == [count >= 5 for count in counts]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=30))
def test_in_a_star_only_the_middle_depends_on_the_others(counts) -> None:
    made = plan([-1, *([0] * len(counts))], [0, *counts])
    left = sum(count for count in counts if count < 5)
    assert made.shown[1:].tolist() == [count >= 5 for count in counts]
    assert made.shown[0] == (sum(counts) > 0 and (left == 0 or left >= 5))
