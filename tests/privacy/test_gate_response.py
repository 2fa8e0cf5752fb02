"""How many took part is said roughly, and only where ten and more were invited."""

from __future__ import annotations

import numpy as np
from tests.privacy.rounds import closed

from binnenuit.privacy.model import State
from binnenuit.privacy.releases.response import response

TREE = {"firm": None, "a": "firm", "b": "firm", "c": "firm"}


def test_a_small_class_withholds_how_many_took_part() -> None:
    opening = closed(TREE, {"a": 8, "b": 20, "c": 31}).closing.opening
    took_part = {"a": 8, "b": 15, "c": 31}
    found = response(opening, np.array([took_part.get(name, 0) for name in opening.names]))
    assert found["a"].state is State.SMALL
    assert found["b"].value is not None
    assert (found["b"].value.low, found["b"].value.high) == (60, 80)
    assert found["b"].n_band == "20-49"
    assert found["c"].value is not None
    assert found["c"].value.high == 100
    assert found["c"].value.low < 97


def test_the_whole_is_withheld_when_it_would_tell_of_the_small_class() -> None:
    opening = closed(TREE, {"a": 8, "b": 20, "c": 31}).closing.opening
    found = response(opening, np.zeros(len(opening.names), dtype=np.int64))
    assert found["firm"].state is State.PROTECTS
