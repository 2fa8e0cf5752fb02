from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from binnenuit.errors import ArgumentError
from binnenuit.privacy.planning.plan import plan
from binnenuit.privacy.rounds.participation import Response, participation


def response(part: int, invited: int) -> Response | None:
    (only,) = participation(plan([-1], [invited]), np.array([part]))
    return only


def responses(invited: int) -> tuple[Response, ...]:
    """The response of a group of ``invited``, for nobody, one, ... and all of them taking part."""
    many = invited + 1
    found = participation(plan([-1] * many, [invited] * many), np.arange(many))
    return tuple(each for each in found if each is not None)


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
def test_the_response_of_a_hundred_is_told_in_bands_of_five_percent(part, invited, words):
    told = response(part, invited)
    assert told is not None
    assert told.words == words
    assert told.invited_band == "100-249"


@pytest.mark.parametrize(
    ("invited", "width"),
    [(10, 25), (11, 20), (20, 20), (21, 10), (40, 10), (41, 5), (1000, 5)],
)
def test_a_band_is_as_narrow_as_it_can_be_with_more_than_two_people(invited, width):
    assert {told.high - told.low for told in responses(invited)} == {width}


def test_every_band_holds_two_numbers_of_people_and_those_at_the_ends_three():
    for invited in range(10, 200):
        numbers = Counter(responses(invited))
        assert sum(numbers.values()) == invited + 1
        assert min(numbers.values()) >= 2, invited
        ends = [held for told, held in numbers.items() if told.low == 0 or told.high == 100]
        assert min(ends) >= 3, invited


def test_a_band_never_tells_that_nobody_one_all_but_one_or_everybody_took_part():
    for invited in range(10, 200):
        told = responses(invited)
        assert len({*told[:3]}) == len({*told[-3:]}) == 1


@pytest.mark.parametrize("invited", [10, 13, 20, 47, 300])
def test_the_response_lies_in_its_band(invited):
    for part, told in enumerate(responses(invited)):
        assert told.low <= 100 * part / invited <= told.high


def test_a_group_that_leaves_fewer_than_ten_in_its_parent_withholds_one_of_them():
    opened = plan([-1, 0, 0], [0, 14, 8])
    assert opened.shown.all()
    whole, team, small = participation(opened, np.array([0, 14, 4]))
    assert small is None
    assert whole is None
    assert team == Response(80, 100, "10-19")


def test_a_group_counts_who_took_part_below_it():
    whole, _, _ = participation(plan([-1, 0, 0], [0, 20, 20]), np.array([0, 20, 10]))
    assert whole == Response(70, 80, "20-49")


def test_a_merged_group_is_told_as_one():
    opened = plan([-1, 0, 0, 0, 0], [0, 4, 4, 4, 60], merge=True)
    assert opened.merged
    told = participation(opened, opened.sizes)
    assert told[-1] == Response(80, 100, "10-19")


def test_more_people_than_invited_are_refused():
    with pytest.raises(ArgumentError) as caught:
        response(21, 20)
    assert caught.value.code == "privacy.more-than-invited"


def test_nobody_invited_gives_nothing():
    assert participation(plan([], []), np.zeros(0, dtype=np.int64)) == ()
