from __future__ import annotations

import numpy as np
import pytest

from binnenuit.errors import ArgumentError
from binnenuit.privacy.planning.plan import plan
from binnenuit.privacy.rounds.participation import Response, participation


def response(part: int, invited: int) -> Response | None:
    (only,) = participation(plan([-1], [invited]), np.array([part]))
    return only


def test_nine_invited_are_not_told():
    assert response(9, 9) is None


@pytest.mark.parametrize(
    ("part", "invited", "words"),
    [
        (80, 100, "80-85 %"),
        (84, 100, "80-85 %"),
        (85, 100, "85-90 %"),
        (94, 100, "90-95 %"),
        (95, 100, "95-100 %"),
        (99, 100, "95-100 %"),
        (100, 100, "95-100 %"),
        (6, 100, "5-10 %"),
        (5, 100, "0-5 %"),
        (0, 100, "0-5 %"),
    ],
)
def test_the_response_is_told_in_bands_of_five_percent(part, invited, words):
    told = response(part, invited)
    assert told is not None
    assert told.words == words
    assert told.invited_band == "100-249"


def test_a_band_never_tells_that_all_but_one_or_everybody_took_part():
    for invited in range(10, 200):
        assert response(invited - 1, invited) == response(invited, invited)


def test_a_band_never_tells_that_one_or_nobody_took_part():
    for invited in range(10, 200):
        assert response(1, invited) == response(0, invited)


@pytest.mark.parametrize("invited", [10, 13, 20, 47, 300])
def test_the_response_lies_in_its_band(invited):
    for part in range(invited + 1):
        told = response(part, invited)
        assert told is not None
        assert told.low <= 100 * part / invited <= told.high


def test_a_group_that_leaves_fewer_than_ten_in_its_parent_withholds_one_of_them():
    opened = plan([-1, 0, 0], [0, 14, 8])
    assert opened.shown.all()
    whole, team, small = participation(opened, np.array([0, 14, 4]))
    assert small is None
    assert whole is None
    assert team == Response(90, 100, "10-19")


def test_a_group_counts_who_took_part_below_it():
    whole, _, _ = participation(plan([-1, 0, 0], [0, 20, 20]), np.array([0, 20, 10]))
    assert whole == Response(75, 80, "20-49")


def test_a_merged_group_is_told_as_one():
    opened = plan([-1, 0, 0, 0, 0], [0, 4, 4, 4, 60], merge=True)
    assert opened.merged
    told = participation(opened, opened.sizes)
    assert told[-1] == Response(90, 100, "10-19")


def test_more_people_than_invited_are_refused():
    with pytest.raises(ArgumentError) as caught:
        response(21, 20)
    assert caught.value.code == "privacy.more-than-invited"


def test_nobody_invited_gives_nothing():
    assert participation(plan([], []), np.zeros(0, dtype=np.int64)) == ()
