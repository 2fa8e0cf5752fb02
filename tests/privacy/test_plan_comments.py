"""Comments are read where they come from many people, and never where only a few are left."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from tests.privacy.forests import forests

from binnenuit.errors import ArgumentError
from binnenuit.privacy.rounds.comments import comment_groups


@pytest.mark.parametrize(
    ("tree", "people", "places"),
    [
        ([-1], [25], [0]),
        ([-1], [24], [-1]),
        ([-1, 0, 0], [0, 12, 13], [0, 0, 0]),
        ([-1, 0, 0], [0, 30, 4], [-1, 1, -1]),
        ([-1, 0, 0], [0, 30, 10], [0, 1, 0]),
        ([-1, 0, 0], [6, 30, 4], [0, 1, 0]),
        ([-1, 0, 1], [12, 3, 30], [0, 0, 2]),
        ([2, 0, -1], [3, 30, 8], [2, 1, 2]),
        ([], [], []),
    ],
)
def test_comments_go_up_until_they_come_from_many_people(tree, people, places) -> None:
    found = comment_groups(tree, people)
    assert found.tolist() == places
    assert not found.flags.writeable


@given(forests(most=12))
def test_comments_at_any_place_come_from_at_least_ten_people_of_25(forest) -> None:
    people = [count * 3 for count in forest.counts]
    places = comment_groups(forest.tree, people)
    for place in set(places.tolist()) - {-1}:
        assert sum(people[node] for node in forest.holds(place)) >= 25
        assert sum(np.array(people)[places == place]) >= 10
    for node in forest.nodes:
        assert places[node] in {*forest.upwards(node), -1}


def test_what_is_no_tree_is_refused() -> None:
    with pytest.raises(ArgumentError):
        comment_groups([0], [30])
