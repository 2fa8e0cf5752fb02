from __future__ import annotations

import numpy as np
import pytest

from binnenuit.errors import ArgumentError
from binnenuit.privacy.audit.attack import attack
from binnenuit.privacy.figures.noise import NoiseKey, perturb
from binnenuit.privacy.planning.further import cell_names, further
from binnenuit.privacy.planning.plan import plan

TREE = [-1, 0, 0, 1, 1]
PEOPLE = np.array([[0, 0], [0, 0], [40, 40], [60, 60], [30, 20]])
CLASSES = ("all", "north", "south", "east", "west")
KEY = NoiseKey(b"s" * 16, "2026", "care", ("a", "b", "c", "d"))


def test_only_groups_of_a_hundred_are_broken_down():
    made = further(plan(TREE, PEOPLE.sum(axis=1)), PEOPLE, k=5)
    assert np.flatnonzero(made.sets).tolist() == [0, 1, 3]


def test_a_group_of_ninety_nine_is_not_broken_down():
    assert not further(plan([-1], [99]), np.array([[50, 49]]), k=5).sets.any()


def test_with_the_tree_alone_nothing_small_can_be_derived():
    made = further(plan(TREE, PEOPLE.sum(axis=1)), PEOPLE, k=5)
    memberships, sizes = made.joint()
    assert attack(memberships, sizes, k=5).passed


def test_a_cell_takes_its_noise_from_the_classes_and_the_category_of_its_people():
    made = further(plan(TREE, PEOPLE.sum(axis=1)), PEOPLE, k=5)
    names = cell_names(made, CLASSES, "tenure", ("short", "long"))
    assert len(names) == len(made.cells) == 6
    assert names[0] == ("east|tenure=short", "south|tenure=short", "west|tenure=short")
    assert names[3] == ("east|tenure=long", "west|tenure=long")
    assert names[4] == ("east|tenure=short",)


def test_two_groups_of_the_same_people_have_the_same_noise():
    people = np.array([[0, 0], [70, 70]])
    made = further(plan([-1, 0], people.sum(axis=1)), people, k=5)
    names = cell_names(made, ("all", "north"), "tenure", ("short", "long"))
    assert names[:2] == names[2:]
    counts = np.full((4, 4, 5), 14)
    noised = perturb(counts, names=names, key=KEY)
    assert (noised[:2] == noised[2:]).all()


def test_two_attributes_have_noise_of_their_own():
    made = further(plan(TREE, PEOPLE.sum(axis=1)), PEOPLE, k=5)
    tenure = cell_names(made, CLASSES, "tenure", ("short", "long"))
    shift = cell_names(made, CLASSES, "shift", ("short", "long"))
    assert not set(tenure) & set(shift)


def test_names_that_are_missing_are_refused():
    made = further(plan([-1], [140]), np.array([[70, 70]]), k=5)
    with pytest.raises(ArgumentError) as caught:
        cell_names(made, ("all",), "tenure", ("short",))
    assert caught.value.code == "privacy.cell-names"


def test_nothing_broken_down_has_no_names():
    made = further(plan([-1], [40]), np.array([[20, 20]]), k=5)
    assert cell_names(made, ("all",), "tenure", ("short", "long")) == ()


def test_a_cell_below_fifty_withholds_all_categories():
    assert not further(plan([-1], [149]), np.array([[100, 49]]), k=5).sets.any()
    assert further(plan([-1], [150]), np.array([[100, 50]]), k=5).sets.all()
