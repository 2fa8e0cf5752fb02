"""Level B: two trees of published sets, through the lightest cut of a graph."""

from __future__ import annotations

import igraph
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array, csr_array
from tests.privacy.audit.brute import anything, fewest, rests_on, two_trees

from binnenuit.errors import ArgumentError
from binnenuit.privacy.audit import NOTHING_PUBLISHED, Level, attack
from binnenuit.privacy.audit import cut as cut_module
from binnenuit.privacy.audit.blocks import blocks
from binnenuit.privacy.audit.cut import _lightest, _Walk, minimum_cut
from binnenuit.privacy.audit.families import graph as graph_of
from binnenuit.privacy.audit.families import two_families


@st.composite
def graphs(draw):
    """Random weights between up to 30 vertices; edges side by side, and parts apart."""
    vertices = draw(st.integers(2, 30))
    end = st.integers(0, vertices - 1)
    edges = draw(st.lists(st.tuples(end, end, st.integers(1, 9)), min_size=1, max_size=120))
    return vertices, [edge for edge in edges if edge[0] != edge[1]] or [(0, 1, 3)]


def symmetric(vertices, edges):
    tails, heads, weights = np.array(edges, dtype=np.int64).T
    half = coo_array((weights, (tails, heads)), shape=(vertices, vertices))
    return csr_array(half + half.T)


def lightest_of_igraph(graph):
    half = coo_array(np.triu(graph.toarray()))
    whole = igraph.Graph(
        n=graph.shape[0],
        edges=list(zip(half.row.tolist(), half.col.tolist(), strict=True)),
        edge_attrs={"weight": half.data.tolist()},
    )
    parts = [part for part in whole.decompose() if part.vcount() > 1]
    return min(int(part.mincut(capacity="weight").value) for part in parts)


@settings(max_examples=300)
@given(graphs())
def test_the_lightest_cut_is_that_of_igraph(given_graph):
    graph = symmetric(*given_graph)
    cut = minimum_cut(graph, 1)
    assert cut.weight == cut.at_least == lightest_of_igraph(graph)


@settings(max_examples=300)
@given(graphs())
def test_the_side_cuts_what_the_weight_says(given_graph):
    graph = symmetric(*given_graph)
    cut = minimum_cut(graph, 1)
    across = graph[cut.side][:, ~cut.side]
    assert across.sum() == cut.weight > 0


@pytest.mark.parametrize("seed", range(8))
def test_larger_graphs_agree_with_igraph(seed):
    rng = np.random.default_rng(seed)
    vertices, count = int(rng.integers(50, 400)), int(rng.integers(400, 4000))
    edges = np.column_stack((rng.integers(0, vertices, (count, 2)), rng.integers(1, 30, count)))
    graph = symmetric(vertices, edges[edges[:, 0] != edges[:, 1]])
    cut = minimum_cut(graph, 1)
    assert cut.weight == cut.at_least == lightest_of_igraph(graph)


def two_dense_halves():
    half = np.ones((20, 20), dtype=int) - np.eye(20, dtype=int)
    graph = np.kron(np.eye(2, dtype=int), half)
    graph[0, 20] = graph[20, 0] = graph[5, 30] = graph[30, 5] = 1
    return csr_array(graph)


def test_two_dense_halves_are_cut_between_them():
    cut = minimum_cut(two_dense_halves(), 1)
    assert cut.weight == 2
    assert cut.side.sum() == 20


def test_a_light_cut_is_met_on_the_way_of_the_first_walk():
    walk = _Walk(two_dense_halves(), 19)
    assert walk.lightest == 2
    assert sorted(walk.side) == list(range(20))


@given(two_trees())
def test_two_trees_agree_with_every_group_of_blocks(sets):
    memberships, sizes = sets
    audit, least = attack(memberships, sizes, k=5), fewest(memberships, sizes)
    assert audit.level in {Level.LAMINAR, Level.CUT}
    assert audit.decided
    assert audit.smallest == (NOTHING_PUBLISHED if least is None else least)
    assert rests_on(memberships, sizes, audit.witness) == (least or 0)


@given(two_trees())
def test_the_cut_of_one_tree_is_its_smallest_region(sets):
    memberships, sizes = sets
    free, cut = (attack(memberships, sizes, k=5, level=level) for level in (None, Level.CUT))
    assert free.smallest == cut.smallest


@given(anything())
def test_whenever_two_trees_are_found_the_answer_is_exact(sets):
    memberships, sizes = sets
    try:
        audit = attack(memberships, sizes, k=5, level=Level.CUT)
    except ArgumentError:
        return
    assert audit.smallest == (fewest(memberships, sizes) or NOTHING_PUBLISHED)


def test_three_ways_to_split_the_same_people_are_not_two_trees():
    bits = np.arange(8)
    sets = [bits & 1, bits >> 1 & 1, bits >> 2]
    with pytest.raises(ArgumentError, match="do not fit level B"):
        attack(sets, np.full(8, 5), k=5, level=Level.CUT)


def test_a_site_that_nearly_coincides_with_two_teams_gives_three_people_away():
    """Every cell holds at least ten; the site is two teams, less the three who work elsewhere."""
    #          team 1  team 1 away  team 2  team 3
    regions = [12, 3, 14, 30]
    company, site = [1, 1, 1, 1], [1, 0, 1, 0]
    teams = [[1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    elsewhere = [0, 1, 0, 1]
    memberships = np.array([company, *teams, site, elsewhere])
    assert (memberships @ regions >= 10).all()
    audit = attack(memberships, regions, k=5)
    assert (audit.smallest, audit.level, audit.passed) == (3, Level.CUT, False)
    assert rests_on(memberships, regions, audit.witness) == 3


def test_three_people_without_a_category_are_laid_bare_by_all_categories_together():
    """The ground is then one side of the cut by itself."""
    #          team 1: a, b, none  team 2: a, b, none
    regions = [10, 11, 1, 12, 13, 2]
    teams, categories = [[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]], [[1, 0, 0] * 2, [0, 1, 0] * 2]
    audit = attack(np.array(teams + categories), regions, k=5)
    assert (audit.smallest, audit.level) == (3, Level.CUT)
    assert sorted(audit.witness) == [(0, 1.0), (1, 1.0), (2, -1.0), (3, -1.0)]


def two_partitions(groups, seed):
    """Every person in two groups of eight: nearly every group is a lightest cut."""
    first = np.arange(groups * 8) // 8
    second = groups + np.random.default_rng(seed).permutation(groups * 8) // 8
    return symmetric(2 * groups, np.column_stack((first, second, np.ones_like(first))))


@pytest.mark.parametrize("enough", [3, 5, 6])
def test_where_everything_is_lightest_a_proof_of_what_is_asked_is_enough(monkeypatch, enough):
    monkeypatch.setattr(cut_module, "_STEPS", 0)
    graph = two_partitions(300, seed=2)
    cut = minimum_cut(graph, enough)
    assert (cut.weight, cut.at_least) == (8, enough)
    assert graph[cut.side][:, ~cut.side].sum() == 8


def test_what_could_not_be_proven_is_not_decided(monkeypatch):
    monkeypatch.setattr(cut_module, "_STEPS", 0)
    monkeypatch.setattr(cut_module, "_WALKS", 0)
    memberships, sizes = teams_and_categories(80, seed=1)
    audit = attack(memberships, sizes, k=5)
    assert (audit.level, audit.decided, audit.passed) == (Level.CUT, False, False)
    assert rests_on(memberships.toarray(), sizes, audit.witness) == audit.smallest


@given(two_trees(), st.integers(1, 12))
def test_a_short_search_is_right_below_k(sets, k):
    """As ``minimum_cut`` goes on when the lightest cut takes too long."""
    tidy = blocks(*sets)
    trees = two_families(tidy)
    drawn = graph_of(tidy, trees)
    if drawn.nnz:
        cut, least = _lightest(drawn, k), fewest(*sets)
        assert cut.at_least == min(least, k)
        assert cut.weight == least if least < k else cut.weight >= k


def teams_and_categories(people, seed):
    """Teams of eight in layers of eight, beside twelve categories spread over all of them."""
    rng = np.random.default_rng(seed)
    team = np.arange(people) // 8
    layers = [team // 8**depth for depth in range(6)] + [rng.integers(0, 12, people)]
    first = np.cumsum([0] + [int(layer.max()) + 1 for layer in layers])
    rows = np.concatenate([layer + start for layer, start in zip(layers, first, strict=False)])
    columns = np.tile(np.arange(people), len(layers))
    memberships = csr_array((np.ones(len(rows), dtype=int), (rows, columns)))
    return memberships, np.ones(people, dtype=int)


def test_a_hundred_thousand_people_in_twelve_categories_are_attacked_exactly():
    memberships, sizes = teams_and_categories(100_000, seed=1)
    audit = attack(memberships, sizes, k=5)
    assert (audit.smallest, audit.level, audit.passed) == (8, Level.CUT, True)
