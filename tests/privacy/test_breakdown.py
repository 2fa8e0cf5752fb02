from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from binnenuit.errors import ArgumentError
from binnenuit.privacy.audit.attack import attack
from binnenuit.privacy.audit.model import Audit, Level
from binnenuit.privacy.planning import choice
from binnenuit.privacy.planning.breakdown import break_down
from binnenuit.privacy.planning.plan import plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.model import Integers, Plan
    from binnenuit.privacy.planning.breakdown import Breakdown

Unit = tuple[int, int]
"""A node and a category."""


def organisation(rng: np.random.Generator) -> tuple[Plan, Integers]:
    """Teams of some 12 people in a random tree; categories that partly follow the teams."""
    nodes = int(rng.integers(3, 16))
    tree = np.array([-1, *(int(rng.integers(0, node)) for node in range(1, nodes))])
    categories = int(rng.integers(2, 4))
    counts = rng.poisson(rng.choice([6, 20, 60]), nodes) * (rng.random(nodes) < 0.8)
    common = rng.dirichlet(np.full(categories, 2.0))
    people = np.zeros((nodes, categories), dtype=np.int64)
    for node in range(nodes):
        alike = common if rng.random() < 0.6 else np.eye(categories)[rng.integers(categories)]
        people[node] = rng.multinomial(counts[node], alike)
    within = plan(tree, people.sum(axis=1), merge=bool(rng.random() < 0.5))
    return within, people


def below(within: Plan, number: int) -> set[int]:
    """Nodes in a published set: found by walking up from every node."""
    wanted = set(within.sets[number])
    inside = set()
    for node in range(len(within.tree)):
        walk = node
        while walk != -1:
            if walk in wanted:
                inside.add(node)
                break
            walk = int(within.tree[walk])
    return inside


def cells_of(within: Plan, people: Integers, number: int) -> list[set[Unit]]:
    nodes = below(within, number)
    cells = [
        {(node, category) for node in nodes if people[node, category]}
        for category in range(people.shape[1])
    ]
    return [cell for cell in cells if cell]


def smallest(within: Plan, people: Integers, broken: Sequence[int]) -> int:
    """Attack the sets and the cells, each written out as the people in it."""
    units = [(int(node), int(category)) for node, category in np.argwhere(people)]
    sets = [
        {unit for unit in units if unit[0] in below(within, number)}
        for number in range(len(within.sets))
    ]
    cells = [cell for number in broken for cell in cells_of(within, people, number)]
    rows = np.array([[unit in made for unit in units] for made in [*sets, *cells]], dtype=np.int64)
    sizes = [people[unit] for unit in units]
    return attack(rows.reshape(len(rows), len(units)), sizes, k=5).smallest


def one_by_one(within: Plan, people: Integers, k: int = 5) -> list[int]:
    """Try every set, the largest first, with an attack for each."""

    def size(cell: set[Unit]) -> int:
        return sum(int(people[unit]) for unit in cell)

    kept: list[int] = []
    depth = [0] * len(within.sets)
    for number in range(len(within.sets)):
        walk = number
        while within.above[walk] != -1:
            walk = int(within.above[walk])
            depth[number] += 1
    for number in sorted(range(len(depth)), key=lambda one: (-within.people[one], depth[one], one)):
        cells = cells_of(within, people, number)
        if len(cells) < 2 or min(size(cell) for cell in cells) < 10:
            continue
        if smallest(within, people, [*kept, number]) >= k:
            kept.append(number)
    return sorted(kept)


def broken(made: Breakdown) -> list[int]:
    return np.flatnonzero(made.sets).tolist()


@pytest.mark.parametrize("seed", range(60))
def test_it_keeps_what_trying_one_by_one_would_keep(seed):
    within, people = organisation(np.random.default_rng(seed))
    assert broken(break_down(within, people, k=5)) == one_by_one(within, people)


def test_some_of_these_organisations_keep_some_and_refuse_some_by_the_cut(monkeypatch):
    failed = []

    def watched(*arguments: object, **keywords: object) -> Audit:
        audit = attack(*arguments, **keywords)
        failed.append(not audit.passed)
        return audit

    monkeypatch.setattr(choice, "attack", watched)
    made = [
        break_down(*organisation(np.random.default_rng(seed)), k=5).sets.sum() for seed in range(60)
    ]
    assert sum(kept > 1 for kept in made) > 5
    assert any(failed)


@pytest.mark.parametrize("seed", range(60, 120))
def test_nothing_below_k_can_be_derived_from_sets_and_cells_together(seed):
    within, people = organisation(np.random.default_rng(seed))
    made = break_down(within, people, k=5)
    assert smallest(within, people, broken(made)) >= 5
    memberships, sizes = made.joint()
    assert attack(memberships, sizes, k=5).passed


@pytest.mark.parametrize("seed", range(20))
def test_its_regions_add_up_to_its_cells(seed):
    within, people = organisation(np.random.default_rng(seed))
    made = break_down(within, people, k=5)
    cells = [
        sum(int(people[node, category]) for node in below(within, number))
        for number, category in made.cells.tolist()
    ]
    assert (made.memberships() @ made.sizes).tolist() == cells
    assert all(cell >= 10 for cell in cells)
    memberships, sizes = made.joint()
    assert (memberships @ sizes).tolist() == [*within.people.tolist(), *cells]
    for cell, holder in enumerate(made.above.tolist()):
        if holder != -1:
            assert made.cells[holder, 1] == made.cells[cell, 1]
            assert cells[holder] >= cells[cell]


def test_a_site_that_nearly_coincides_with_teams_is_refused():
    # Everybody of the first two teams works in one place but three, and nobody else does but these:
    # place minus teams tells about three people, though every cell holds ten or more.
    tree = [-1, 0, 0, 0]
    people = np.array([[0, 0], [20, 0], [17, 3], [0, 30]])
    within = plan(tree, people.sum(axis=1))
    assert within.shown.all()
    assert smallest(within, people, [0]) == 3
    assert not break_down(within, people, k=5).sets.any()


def test_without_the_three_the_site_is_shown():
    people = np.array([[0, 0], [20, 0], [14, 6], [0, 30]])
    within = plan([-1, 0, 0, 0], people.sum(axis=1))
    assert broken(break_down(within, people, k=5)) == [0]
    assert not break_down(within, people, k=7).sets.any()


def test_a_cell_below_ten_withholds_all_categories_of_its_group():
    within = plan([-1], [39])
    assert not break_down(within, np.array([[30, 9]]), k=5).sets.any()
    assert break_down(within, np.array([[30, 9]]), k=5, smallest=9).sets.all()


def test_a_group_in_one_category_is_not_broken_down():
    assert not break_down(plan([-1], [40]), np.array([[40, 0]]), k=5).sets.any()


def test_categories_with_nobody_have_no_cell():
    made = break_down(plan([-1], [40]), np.array([[20, 0, 20]]), k=5)
    assert made.cells.tolist() == [[0, 0], [0, 2]]
    assert made.regions.tolist() == [[0, -1, 1]]


def test_a_child_is_refused_when_too_few_would_be_left_in_a_cell_of_its_parent():
    people = np.array([[0, 0], [20, 20], [20, 4]])
    made = break_down(plan([-1, 0, 0], people.sum(axis=1)), people, k=5)
    assert broken(made) == [0]


def test_a_breakdown_of_items_lies_within_that_of_scores():
    people = np.array([[0, 0], [20, 20], [30, 30]])
    scores = plan([-1, 0, 0], people.sum(axis=1))
    items = plan([-1, 0, 0], people.sum(axis=1), k=10, within=scores)
    large = break_down(scores, people, k=5, at_least=50)
    assert broken(large) == [0, 2]
    assert broken(break_down(items, people, k=10)) == [0, 1, 2]
    assert broken(break_down(items, people, k=10, within=large)) == [0, 2]


def test_what_the_auditor_cannot_decide_is_refused(monkeypatch):
    people = np.array([[0, 0], [20, 20], [30, 30]])
    within = plan([-1, 0, 0], people.sum(axis=1))
    undecided = Audit(99, (), Level.RANK, decided=False, k=5)
    monkeypatch.setattr(choice, "attack", lambda *_, **__: undecided)
    assert not break_down(within, people, k=5).sets.any()


@pytest.fixture
def cuts(monkeypatch):
    """One entry for each attack that was made."""
    made: list[int] = []

    def counted(*arguments: object, **keywords: object) -> Audit:
        made.append(1)
        return attack(*arguments, **keywords)

    monkeypatch.setattr(choice, "attack", counted)
    return made


def test_what_leaves_too_few_in_the_cell_above_is_refused_without_a_cut_of_its_own(cuts):
    people = np.array([[0, 0], [21, 21], [20, 20], [3, 3]])
    made = break_down(plan([-1, 0, 0, 0], people.sum(axis=1)), people, k=5)
    assert broken(made) == [0, 1]
    assert len(cuts) == 1


def test_one_cut_is_enough_when_all_passes(cuts):
    people = np.array([[0, 0], *[[20, 20]] * 50])
    made = break_down(plan([-1, *[0] * 50], people.sum(axis=1)), people, k=5)
    assert made.sets.all()
    assert len(cuts) == 1


@pytest.mark.parametrize("nodes", [0, 1])
def test_nobody_gives_nothing(nodes):
    within = plan([-1] * nodes, [0] * nodes)
    made = break_down(within, np.zeros((nodes, 2), dtype=np.int64), k=5)
    assert made.cells.shape == (0, 2)
    assert made.above.size == made.sizes.size == 0
    assert made.memberships().shape == (0, 0)


def test_what_is_given_stays_as_it_was_and_what_comes_out_cannot_be_changed():
    people = np.array([[20, 20]])
    people.flags.writeable = False
    made = break_down(plan([-1], [40]), people, k=5)
    for values in (made.people, made.sets, made.cells, made.above, made.regions, made.sizes):
        assert not values.flags.writeable


def test_people_who_do_not_add_up_are_refused():
    with pytest.raises(ArgumentError) as caught:
        break_down(plan([-1], [40]), np.array([[20, 19]]), k=5)
    assert caught.value.code == "privacy.breakdown-people"


@pytest.mark.parametrize("people", [np.array([40]), np.array([[20, 20], [0, 0]]), [[20.5, 19.5]]])
def test_people_of_the_wrong_form_are_refused(people):
    with pytest.raises(ArgumentError) as caught:
        break_down(plan([-1], [40]), people, k=5)
    assert caught.value.code == "privacy.counts"
