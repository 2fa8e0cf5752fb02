"""The usual rules on a tree, and whom they lay bare: by hand, and against slow and plain code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.errors import ArgumentError
from binnenuit.privacy.audit import attack
from binnenuit.privacy.audit.forest import layers, nearest, totals
from binnenuit.privacy.audit.usual import (
    RULES,
    Exposed,
    compare,
    exposed,
    hide_next_smallest,
    hide_sisters,
    hide_small,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

STAR = np.array([-1, 0, 0, 0, 0])


@st.composite
def trees(draw: st.DrawFn) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A forest in any order of its nodes, with a few people in each."""
    size = draw(st.integers(1, 14))
    parents = [draw(st.integers(-1, node - 1)) for node in range(size)]
    names = draw(st.permutations(range(size)))
    tree = np.full(size, -1)
    for node, parent in enumerate(parents):
        tree[names[node]] = -1 if parent == -1 else names[parent]
    return tree, np.array(draw(st.lists(st.integers(0, 9), min_size=size, max_size=size)))


def people_of(tree: NDArray[np.int64], node: int) -> set[int]:
    below = {node}
    while len(grown := below | {n for n, p in enumerate(tree) if int(p) in below}) > len(below):
        below = grown
    return below


def plainly_exposed(
    tree: NDArray[np.int64], counts: NDArray[np.int64], shown: NDArray[np.bool_], k: int
) -> Exposed:
    sets = [people_of(tree, node) for node in range(len(tree)) if shown[node]]
    regions: dict[frozenset[int], int] = {}
    for node in range(len(tree)):
        place = frozenset(number for number, nodes in enumerate(sets) if node in nodes)
        if place:
            regions[place] = regions.get(place, 0) + int(counts[node])
    small = [people for people in regions.values() if 0 < people < k]
    return Exposed(sum(small), len(small), small.count(1))


@given(trees(), st.integers(2, 9), st.randoms())
def test_whom_subtraction_lays_bare_is_what_membership_itself_says(
    made: tuple[NDArray[np.int64], NDArray[np.int64]], k: int, random: np.random.Generator
) -> None:
    tree, counts = made
    shown = np.array([random.random() < 0.6 for _ in tree])
    assert exposed(tree, counts, shown, k) == plainly_exposed(tree, counts, shown, k)
    assert totals(tree, counts).tolist() == [
        sum(counts[list(people_of(tree, node))]) for node in range(len(tree))
    ]


@given(trees(), st.integers(2, 9))
def test_the_attack_catches_every_rule_where_it_lays_people_bare(
    made: tuple[NDArray[np.int64], NDArray[np.int64]], k: int
) -> None:
    tree, counts = made
    for rule in RULES:
        shown = rule.show(tree, counts, k)
        sets = [
            [int(node in inside) for node in range(len(tree))]
            for inside in (people_of(tree, top) for top in np.flatnonzero(shown).tolist())
        ]
        found = attack(np.array(sets, dtype=np.int64).reshape(-1, len(tree)), counts, k=k)
        assert found.passed == (exposed(tree, counts, shown, k).groups == 0)


@given(trees(), st.integers(2, 9))
def test_no_rule_shows_a_group_below_k_or_changes_what_it_was_given(
    made: tuple[NDArray[np.int64], NDArray[np.int64]], k: int
) -> None:
    tree, counts = made
    tree.flags.writeable = counts.flags.writeable = False
    for rule in RULES:
        assert (totals(tree, counts)[rule.show(tree, counts, k)] >= k).all()


@given(trees(), st.integers(2, 9))
def test_hiding_more_sisters_shows_less(
    made: tuple[NDArray[np.int64], NDArray[np.int64]], k: int
) -> None:
    tree, counts = made
    two = hide_sisters(tree, counts, k, enough=2)
    assert (hide_sisters(tree, counts, k) <= two).all()
    assert (two <= hide_small(tree, counts, k)).all()


@given(trees(), st.integers(2, 9))
def test_of_sisters_the_hidden_ones_hold_enough_or_all_are_hidden(
    made: tuple[NDArray[np.int64], NDArray[np.int64]], k: int
) -> None:
    tree, counts = made
    people, shown = totals(tree, counts), hide_sisters(tree, counts, k)
    for parent in range(len(tree)):
        children = [node for node in range(len(tree)) if tree[node] == parent and people[node]]
        hidden = counts[parent] + sum(people[node] for node in children if not shown[node])
        assert hidden == 0 or hidden >= k or not any(shown[node] for node in children)


def test_below_k_is_hidden_and_follows_by_subtraction() -> None:
    counts = np.array([0, 8, 7, 3, 6])
    shown = hide_small(STAR, counts, 5)
    assert shown.tolist() == [True, True, True, False, True]
    assert exposed(STAR, counts, shown, 5) == Exposed(people=3, groups=1, single_people=0)


def test_the_next_smallest_is_hidden_beside_one_small_team() -> None:
    shown = hide_next_smallest(STAR, np.array([0, 8, 7, 3, 6]), 5)
    assert shown.tolist() == [True, True, True, False, False]


def test_two_small_teams_need_no_third_and_are_laid_bare_together() -> None:
    counts = np.array([0, 8, 2, 1, 6])
    shown = hide_next_smallest(STAR, counts, 5)
    assert shown.tolist() == [True, True, False, False, True]
    assert exposed(STAR, counts, shown, 5).people == 3


def test_people_of_the_group_itself_are_the_second_hidden_group() -> None:
    shown = hide_next_smallest(STAR, np.array([9, 8, 7, 3, 6]), 5)
    assert shown.tolist() == [True, True, True, False, True]


def test_sisters_are_hidden_until_the_hidden_ones_are_enough() -> None:
    counts = np.array([0, 8, 2, 1, 6])
    assert hide_sisters(STAR, counts, 5).tolist() == [True, True, False, False, False]
    assert hide_sisters(STAR, counts, 5, enough=2).tolist() == [True, True, False, False, True]


def test_no_more_sisters_are_hidden_than_are_needed() -> None:
    shown = hide_sisters(STAR, np.array([0, 8, 3, 2, 6]), 5)
    assert shown.tolist() == [True, True, False, False, True]


def test_a_sister_that_is_hidden_is_laid_bare_by_those_below_it() -> None:
    # hidden together: the team of 2 and the department of 8, whose only team is shown below it
    tree = np.array([-1, 0, 0, 0, 2])
    counts = np.array([0, 2, 0, 20, 8])
    shown = hide_sisters(tree, counts, 5)
    assert shown.tolist() == [True, False, False, True, True]
    assert exposed(tree, counts, shown, 5) == Exposed(people=2, groups=1, single_people=0)


def test_single_people_are_counted_apart() -> None:
    counts = np.array([0, 8, 7, 1, 6])
    bare = exposed(STAR, counts, hide_small(STAR, counts, 5), 5)
    assert (bare.people, bare.single_people) == (1, 1)


def test_the_comparison_tells_who_keeps_a_figure() -> None:
    small, next_smallest, _, _ = (result for _, result in compare(STAR, STAR * 0 + 6, k=7))
    assert (small.people, small.teams_shown, small.teams) == (30, 0, 4)
    assert (small.managers_shown, small.managers, small.share) == (1, 1, 0.0)
    assert next_smallest == small


def test_a_withheld_group_counts_in_the_total_and_shows_no_figure() -> None:
    counts = np.array([0, 8, 9, 0, 0])
    withheld = np.array([False, False, False, True, False])
    for (_, told), (_, plain) in zip(
        compare(STAR, counts, k=5, withheld=withheld), compare(STAR, counts, k=5), strict=True
    ):
        assert (told.teams_shown, told.teams, plain.teams) == (2, 3, 2)
        assert (told.managers_shown, told.managers) == (1, 1)
        assert told.exposed == plain.exposed


def test_every_rule_names_its_source_and_a_public_page() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES) >= 3
    assert all(str(rule.source) and rule.page.startswith("https://") for rule in RULES)


def test_how_a_rule_is_set_is_said_in_the_language_and_the_product_is_not() -> None:
    sources = {rule.code: rule.source for rule in RULES}
    assert str(sources["hide-until-two"]) == "Viva Glint, suppression threshold, as it comes"
    dutch = sources["hide-until-enough"].say("nl")
    assert dutch.startswith("Viva Glint, suppression threshold, ")
    assert "smallest group" not in dutch
    assert sources["hide-small"].say("nl") == str(sources["hide-small"])


def test_nobody_and_nothing_are_no_trouble() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    for tree, counts in ((nothing, nothing), (STAR, STAR * 0)):
        for _, result in compare(tree, counts, k=5):
            assert (result.exposed.people, result.share, result.teams) == (0, 0.0, 0)


def test_every_usual_rule_lays_people_bare_in_a_large_organisation() -> None:
    rng = np.random.default_rng(11)
    managers = np.maximum(np.arange(-1, 999) // 6, -1)
    managers[1:7] = 0
    tree = np.concatenate([managers, rng.integers(150, 1_000, 5_000)])
    counts = rng.binomial(rng.poisson(8, len(tree)), 0.8) * (np.arange(len(tree)) >= 1_000)
    assert all(result.exposed.people > 0 for _, result in compare(tree, counts, k=5))


def test_a_deep_chain_and_circles_are_handled() -> None:
    chain = np.arange(-1, 9_999)
    assert len(layers(chain)) == 10_000
    assert totals(chain, np.ones(10_000, dtype=np.int64))[0] == 10_000
    shown = np.zeros(10_000, dtype=bool)
    shown[3] = True
    assert nearest(chain, shown)[[2, 3, 9_999]].tolist() == [-1, 3, 3]
    with pytest.raises(ArgumentError, match="circle"):
        layers(np.array([-1, 2, 1]))
    with pytest.raises(ArgumentError, match="outside"):
        layers(np.array([-1, 3]))
