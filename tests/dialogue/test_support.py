"""Layers and departments known beforehand, counted as groups are."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from binnenuit.dialogue.compute.carrying import carrying
from binnenuit.dialogue.compute.support import support
from binnenuit.dialogue.model import Carries
from binnenuit.errors import ArgumentError

VOTES = csr_array(np.array([[1, 1], [1, -1], [1, -1], [1, 1], [1, -1], [-1, 1]], dtype=np.int8))


def test_a_statement_carries_in_every_layer_or_not():
    found = support(VOTES, [0, 1, 1, 0, 1, -1], ["directors", "teams"])
    assert found.names == ("directors", "teams")
    assert found.carrying.state == (Carries.AGREED, Carries.DIVIDED)
    assert np.allclose(found.carrying.shares, [[1, 1], [1, 0]])


def test_places_count_as_groups_do():
    places = [0, 1, 1, 0, 1, -1]
    found = support(VOTES, places, ["a", "b"], population=[9, 30])
    same = carrying(VOTES, places, population=[9, 30])
    assert np.array_equal(found.carrying.probability, same.probability)
    assert found.carrying.state == same.state


def test_a_place_without_people_is_no_hindrance():
    found = support(VOTES, [0, 1, 1, 0, 1, -1], ["directors", "teams", "nobody"])
    assert found.carrying.state[0] is Carries.AGREED
    assert found.carrying.votes[2].tolist() == [0, 0]


def test_when_nobody_has_a_place_nothing_is_said():
    found = support(VOTES, np.full(6, -1), ["directors"])
    assert found.carrying.state == (Carries.NOT_ENOUGH,) * 2


def test_a_number_without_a_name_is_refused():
    with pytest.raises(ArgumentError) as caught:
        support(VOTES, [0, 1, 1, 0, 1, 2], ["directors", "teams"])
    assert caught.value.code == "dialogue.places"
