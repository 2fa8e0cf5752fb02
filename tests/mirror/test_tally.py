"""What tallies hold, and that they add up exactly whatever the order."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.tallies.tally import add, empty, tally, without_small_moments
from binnenuit.mirror.model.tally import MOST_ITEMS, most_people, unit
from binnenuit.privacy.answers import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.mirror.model import Tally

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.int64]

FOUR = Scale("trust", ("a", "b", "c", "d"), 1, 5)
NAMES = ("sales", "care", "étage", "care 2")


def rows(scale: Scale, seed: int, people: int, missing: float = 0.2) -> tuple[Numbers, Integers]:
    """Invent answers, some of them missing, and a place in NAMES or none for each person."""
    chance = np.random.default_rng(seed)
    shape = (people, len(scale.items))
    values = chance.integers(scale.lowest, scale.lowest + scale.options, shape).astype(float)
    values[chance.random(shape) < missing] = np.nan
    return values, chance.integers(-1, len(NAMES), people)


def summed(
    scale: Scale, values: Numbers, places: Integers, *, names: tuple[str, ...] = NAMES
) -> Tally:
    return tally(
        scale, values, places, names, rounds=["1"], moment_places=places, moment_groups=names
    )


def assert_same(one: Tally, other: Tally) -> None:
    assert (one.rounds, one.scale, one.groups) == (other.rounds, other.scale, other.groups)
    assert one.moments.groups == other.moments.groups
    pairs = zip(
        (*one.arrays, *one.moments.arrays), (*other.arrays, *other.moments.arrays), strict=True
    )
    for mine, yours in pairs:
        assert mine.dtype == np.int64
        np.testing.assert_array_equal(mine, yours, strict=True)


def test_a_tally_by_hand() -> None:
    values = [[5, 4, 4, np.nan], [1, 2, 3, 4], [5, np.nan, np.nan, 5], [2, 2, 2, 2]]
    found = tally(FOUR, values, [1, 1, 1, -1], ["b", "a"], rounds=["2", "1", "2"])
    assert found.rounds == ("1", "2")
    assert found.groups == ("a", "b")
    assert found.unit == 12
    # The third answered two of four items, which is no valid score; the fourth is in no group.
    assert found.people.tolist() == [2, 0]
    assert found.sums.tolist() == [13 * 4 + 10 * 3, 0]
    assert found.counts[0].tolist() == [
        [1, 0, 0, 0, 1],
        [0, 1, 0, 1, 0],
        [0, 0, 1, 1, 0],
        [0, 0, 0, 1, 0],
    ]
    assert not found.counts[1].any()


def test_moments_by_hand() -> None:
    scale = Scale("two", ("a", "b"), 0, 3)
    values = [[0, 2], [2, 2], [1, 2]]
    found = tally(
        scale, values, [-1] * 3, [], rounds=["1"], moment_places=[0] * 3, moment_groups=["x"]
    )
    held = found.moments
    # z is -2, 0 or 2; scores are 1, 2 and 1.5, so that 2 * score - 2 is 0, 2 and 1; unit 2.
    assert held.people.tolist() == [3]
    assert held.squares.tolist() == [0 + 16 + 4]
    assert held.pairs[0].tolist() == [[3, 3], [3, 3]]
    assert held.sums[0].tolist() == [[0, 0], [6, 6]]
    assert held.products[0].tolist() == [[8, 0], [0, 12]]


@given(
    seed=st.integers(0, 2**32 - 1),
    people=st.integers(0, 40),
    items=st.integers(1, 6),
    options=st.integers(2, 7),
    lowest=st.integers(-3, 3),
    data=st.data(),
)
def test_tallies_add_up_exactly_for_any_split_in_any_order(
    seed: int, people: int, items: int, options: int, lowest: int, data: st.DataObject
) -> None:
    scale = Scale("any", tuple("abcdef"[:items]), lowest, options)
    values, places = rows(scale, seed, people)
    whole = summed(scale, values, places)
    part_of = np.array(data.draw(st.lists(st.integers(0, 3), min_size=people, max_size=people)))
    parts = [summed(scale, values[part_of == part], places[part_of == part]) for part in range(4)]
    shuffled = data.draw(st.permutations([*parts, empty(scale)]))
    assert_same(add(*shuffled), whole)
    first, *others = shuffled
    for other in others:
        first = add(other, first)
    assert_same(first, whole)


@given(seed=st.integers(0, 2**32 - 1), data=st.data())
def test_the_order_of_people_and_of_groups_changes_nothing(seed: int, data: st.DataObject) -> None:
    values, places = rows(FOUR, seed, 20)
    order = data.draw(st.permutations(range(20)))
    names = data.draw(st.permutations(range(4)))
    renamed = np.append(np.argsort(names), -1)[places]
    other = summed(FOUR, values[order], renamed[order], names=tuple(NAMES[i] for i in names))
    assert_same(other, summed(FOUR, values, places))


def test_teams_and_rounds_of_different_tallies_come_together() -> None:
    first = tally(FOUR, [[1, 1, 1, 1]], [0], ["a"], rounds=["1"])
    second = tally(FOUR, [[5, 5, 5, 5], [3, 3, 3, 3]], [0, 1], ["b", "a"], rounds=["2"])
    both = add(first, second)
    assert both.rounds == ("1", "2")
    assert both.groups == ("a", "b")
    assert both.people.tolist() == [2, 1]
    assert both.sums.tolist() == [4 * 12, 5 * 12]


@given(seed=st.integers(0, 2**32 - 1), lowest=st.integers(-3, 3), options=st.integers(2, 11))
def test_sums_are_exact_fractions_of_scores(seed: int, lowest: int, options: int) -> None:
    scale = Scale("seven", tuple("abcdefg"), lowest, options)
    values, places = rows(scale, seed, 25, missing=0.1)
    found = summed(scale, values, places)
    scores = [
        Fraction(int(np.nansum(row)), len(row) - int(np.isnan(row).sum()))
        if np.isnan(row).sum() <= 1
        else None
        for row in values
    ]
    for number, name in enumerate(found.groups):
        own = [
            s
            for s, p in zip(scores, places, strict=True)
            if s is not None and p == NAMES.index(name)
        ]
        assert found.people[number] == len(own)
        assert found.sums[number] == sum(own) * found.unit
        centred = [found.unit * (2 * s - 2 * lowest - options + 1) for s in own]
        assert found.moments.squares[number] == sum(c * c for c in centred)


@given(seed=st.integers(0, 2**32 - 1), lowest=st.integers(-3, 3), options=st.integers(2, 11))
def test_moments_hold_the_covariances_of_numpy_pair_by_pair(
    seed: int, lowest: int, options: int
) -> None:
    scale = Scale("five", tuple("abcde"), lowest, options)
    values, _ = rows(scale, seed, 40, missing=0.08)
    valid = values[np.isnan(values).sum(axis=1) <= 1]
    found = summed(scale, values, np.zeros(40, dtype=np.int64)).moments
    for i, j in product(range(5), repeat=2):
        both = valid[~np.isnan(valid[:, [i, j]]).any(axis=1)]
        place = found.groups.index(NAMES[0])
        pairs = int(found.pairs[place, i, j])
        assert pairs == len(both)
        if pairs > 1:
            cross = Fraction(int(found.sums[place, i, j] * found.sums[place, j, i]), pairs)
            covariance = (int(found.products[place, i, j]) - cross) / (4 * (pairs - 1))
            expected = np.cov(both[:, i], both[:, j])[0, 1]
            assert float(covariance) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_sums_stay_exact_where_rounded_numbers_would_not() -> None:
    scale = Scale("many", tuple(f"i{n}" for n in range(MOST_ITEMS)), 0, 11)
    values = np.full((3, MOST_ITEMS), 10.0)
    values[0, 0] = 9
    found = summed(scale, values, np.zeros(3, dtype=np.int64))
    many = found
    for _ in range(25):
        many = add(many, many)
    many = add(many, found)
    first = unit(scale) * (2 * Fraction(159, 16) - 10)
    exact = (2**25 + 1) * (int(first) ** 2 + 2 * (10 * unit(scale)) ** 2)
    assert int(float(exact)) != exact
    assert many.moments.squares[many.groups.index(NAMES[0])] == exact


def test_more_people_than_fit_in_64_bits_are_refused() -> None:
    scale = Scale("many", tuple(f"i{n}" for n in range(MOST_ITEMS)), 0, 1_000_001)
    assert most_people(scale) == 0
    with pytest.raises(ArgumentError, match="more than can be added exactly"):
        tally(scale, np.zeros((1, MOST_ITEMS)), [0], ["a"], rounds=["1"])


def test_adding_more_people_than_fit_is_refused() -> None:
    scale = Scale("many", tuple(f"i{n}" for n in range(MOST_ITEMS)), 0, 70_001)
    most = most_people(scale)
    assert 1 < most < 10
    one = tally(scale, np.zeros((1, MOST_ITEMS)), [0], ["a"], rounds=["1"])
    assert add(*[one] * most).people.tolist() == [most]
    with pytest.raises(ArgumentError, match="Keep the rounds apart"):
        add(*[one] * (most + 1))


@pytest.mark.parametrize(
    ("scale", "values", "places", "groups", "code"),
    [
        (Scale("none", (), 1, 5), np.empty((1, 0)), [0], ["a"], "mirror.tally-scale"),
        (Scale("one", ("a",), 1, 1), [[1]], [0], ["a"], "mirror.tally-scale"),
        (
            Scale("many", tuple("abcdefghijklmnopq")),
            np.ones((1, 17)),
            [0],
            ["a"],
            "mirror.tally-scale",
        ),
        (FOUR, [[1, 2, 3]], [0], ["a"], "mirror.tally-items"),
        (FOUR, [[1, 2, 3, 6]], [0], ["a"], "mirror.tally-value"),
        (FOUR, [[1, 2, 3, 0]], [0], ["a"], "mirror.tally-value"),
        (FOUR, [[1, 2, 3, 2.5]], [0], ["a"], "mirror.tally-value"),
        (FOUR, [[1, 2, 3, np.inf]], [0], ["a"], "mirror.table"),
        (FOUR, [[1, 2, 3, 4]], [1], ["a"], "mirror.tally-places"),
        (FOUR, [[1, 2, 3, 4]], [-2], ["a"], "mirror.tally-places"),
        (FOUR, [[1, 2, 3, 4]], [0, 0], ["a"], "mirror.tally-places"),
        (FOUR, [[1, 2, 3, 4]], [0.0], ["a"], "mirror.tally-places"),
        (FOUR, [[1, 2, 3, 4]], [0], ["a", "b", "a"], "mirror.tally-groups"),
    ],
)
def test_what_cannot_be_summed_is_refused(
    scale: Scale, values: Numbers, places: list[int], groups: list[str], code: str
) -> None:
    with pytest.raises(ArgumentError) as raised:
        tally(scale, values, places, groups, rounds=["1"])
    assert raised.value.code == code


def test_other_scales_and_nothing_are_not_added() -> None:
    with pytest.raises(ArgumentError) as raised:
        add(empty(FOUR), empty(Scale("trust", ("a", "b", "c", "e"))))
    assert raised.value.code == "mirror.other-scale"
    with pytest.raises(ArgumentError) as raised:
        add()
    assert raised.value.code == "mirror.no-tallies"


def test_moments_of_fewer_than_thirty_people_are_dropped() -> None:
    values = np.full((59, 4), 3.0)
    values[0, :2] = np.nan
    places = np.repeat([0, 1], [30, 29])
    places[30] = 1
    found = tally(
        FOUR,
        values,
        places,
        ["a", "b"],
        rounds=["1"],
        moment_places=places,
        moment_groups=["a", "b"],
    )
    # One of the thirty has no valid score.
    assert found.moments.people.tolist() == [29, 29]
    assert without_small_moments(found).moments.groups == ()
    twice = without_small_moments(
        add(found, tally(FOUR, values[:1] * 0 + 2, [0], ["a"], rounds=["2"]))
    )
    assert twice.moments.groups == ()
    more = tally(
        FOUR, [[2, 2, 2, 2]], [0], ["b"], rounds=["1"], moment_places=[0], moment_groups=["b"]
    )
    kept = without_small_moments(add(found, more))
    assert kept.moments.groups == ("b",)
    assert kept.moments.people.tolist() == [30]
    assert [array.shape for array in kept.moments.arrays] == [(1,), (1,), *[(1, 4, 4)] * 3]
    assert kept.people.tolist() == [29, 30]


def test_what_is_given_is_not_changed_and_may_be_read_only() -> None:
    values, places = rows(FOUR, 1, 20)
    copies = values.copy(), places.copy()
    values.setflags(write=False)
    places.setflags(write=False)
    found = summed(FOUR, values, places)
    for array in (*found.arrays, *found.moments.arrays):
        array.setflags(write=False)
    add(found, found)
    np.testing.assert_array_equal(values, copies[0])
    np.testing.assert_array_equal(places, copies[1])


def test_nobody_answered() -> None:
    found = tally(FOUR, np.full((3, 4), np.nan), [0, 0, -1], ["a"], rounds=["1"])
    assert found.people.tolist() == [0]
    assert found.groups == ("a",)
    assert not found.counts.any()
