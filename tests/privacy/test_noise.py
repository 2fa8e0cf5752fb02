from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from binnenuit.errors import ArgumentError
from binnenuit.privacy.figures.noise import NoiseKey, effect, perturb, perturb_by_category

if TYPE_CHECKING:
    from binnenuit.privacy.model import Integers

SECRET = b"a secret that is kept"


def key(items: int = 1) -> NoiseKey:
    return NoiseKey(SECRET, "2026", "care", tuple(f"item {number}" for number in range(items)))


def names(regions: int) -> list[tuple[str, ...]]:
    return [(f"team {number}",) for number in range(regions)]


def everywhere(region: list[int], regions: int = 20_000) -> Integers:
    """The same answers in many regions, each with noise of its own."""
    counts = np.tile(np.array(region), (regions, 1, 1))
    return perturb(counts, names=names(regions), key=key())[:, 0]


def steps(before: Integers, after: Integers) -> Integers:
    """Sum of the options by which answers moved."""
    return (after - before) @ np.arange(after.shape[-1])


def distance(before: Integers, after: Integers) -> Integers:
    """Fewest steps of one option by which one becomes the other."""
    return np.abs((after - before).cumsum(axis=-1)).sum(axis=-1)


tallies = arrays.arrays(
    np.int64,
    st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(2, 7)),
    elements=st.integers(0, 4),
)


@given(tallies)
def test_answers_stay_in_number_and_never_become_negative(counts):
    noised = perturb(counts, names=names(counts.shape[0]), key=key(counts.shape[1]))
    assert (noised.sum(axis=-1) == counts.sum(axis=-1)).all()
    assert (noised >= 0).all()


@given(tallies)
def test_at_most_two_answers_move_one_option(counts):
    noised = perturb(counts, names=names(counts.shape[0]), key=key(counts.shape[1]))
    assert (distance(counts, noised) <= 2).all()


@given(tallies)
def test_no_region_is_unanimous_at_an_end_afterwards(counts):
    noised = perturb(counts, names=names(counts.shape[0]), key=key(counts.shape[1]))
    answers = noised.sum(axis=-1)
    can_stand_inward = answers > (1 if counts.shape[-1] == 2 else 0)
    at_an_end = (noised[..., 0] == answers) | (noised[..., -1] == answers)
    assert not (can_stand_inward & at_an_end).any()


@given(tallies, st.randoms(use_true_random=False))
def test_the_same_people_have_the_same_noise_in_any_order_and_company(counts, random):
    regions, items = counts.shape[:2]
    classes = [(f"b{number}", f"a{number}") for number in range(regions)]
    noised = perturb(counts, names=classes, key=key(items))
    order = random.sample(range(regions), regions)[: max(regions - 1, 0)]
    turned = [classes[number][::-1] for number in order]
    again = perturb(counts[order], names=turned, key=key(items))
    assert (again == noised[order]).all()


def test_an_item_has_the_same_noise_beside_other_items():
    counts = np.full((50, 3, 5), 4)
    noised = perturb(counts, names=names(50), key=key(3))
    alone = perturb(counts[:, 2:], names=names(50), key=replace(key(), items=("item 2",)))
    assert (alone == noised[:, 2:]).all()


@pytest.mark.parametrize(
    "other", [{"secret": SECRET[::-1]}, {"round": "2027"}, {"scale": "trust"}, {"items": ("b",)}]
)
def test_another_secret_round_scale_or_item_is_other_noise(other):
    counts = np.full((50, 1, 5), 4)
    noised = perturb(counts, names=names(50), key=key())
    assert (noised != perturb(counts, names=names(50), key=replace(key(), **other))).any()


def test_names_that_run_together_are_told_apart():
    counts = np.full((200, 1, 5), 4)
    apart = perturb(counts, names=[(f"a{n}", "b") for n in range(200)], key=key())
    joined = perturb(counts, names=[(f"a{n}b",) for n in range(200)], key=key())
    assert (apart != joined).any()


def test_the_noise_is_evenly_spread_from_minus_two_to_two_and_zero_on_average():
    region = np.array([2, 2, 2, 2, 2])
    moved = steps(region, everywhere(region.tolist()))
    share = np.bincount(moved + 2, minlength=5) / len(moved)
    assert share == pytest.approx(np.full(5, 0.2), abs=0.012)  # four standard errors
    assert abs(moved.mean()) < 0.04


def test_each_answer_that_can_move_is_equally_likely_to():
    region = np.array([1, 3, 0, 2, 4])
    noised = everywhere(region.tolist())
    up_once = noised[steps(region, noised) == 1]
    left = (region - up_once).cumsum(axis=-1)[:, :4].mean(axis=0)
    # A step over the border after an option: 1, 3, 0 and 2 of the 6 that can move up.
    assert left == pytest.approx([1 / 6, 3 / 6, 0, 2 / 6], abs=0.04)


@pytest.mark.parametrize(
    ("region", "inward"),
    [
        ([8, 0, 0, 0, 0], 1.2),
        ([7, 1, 0, 0, 0], 0.6),
        ([7, 0, 1, 0, 0], 0.2),
        ([6, 2, 0, 0, 0], 0.2),
        ([6, 0, 2, 0, 0], 0.0),
        ([5, 3, 0, 0, 0], 0.0),
        ([0, 0, 0, 0, 8], -1.2),
    ],
)
def test_near_an_end_the_noise_leans_inward_as_documented(region, inward):
    assert steps(np.array(region), everywhere(region)).mean() == pytest.approx(inward, abs=0.04)


def test_a_single_answer_at_an_end_moves_inward():
    assert (everywhere([1, 0, 0, 0, 0]) == [0, 1, 0, 0, 0]).all()


def test_a_single_answer_on_two_options_keeps_to_its_noise():
    noised = everywhere([1, 0])
    assert 0 < noised[:, 1].mean() < 0.5


def test_who_is_not_there_has_no_noise():
    nobody = perturb(np.zeros((1, 2, 5), dtype=np.int64), names=[()], key=key(2))
    assert not nobody.any()


def test_what_is_given_stays_as_it_was():
    counts = np.full((3, 1, 5), 4)
    counts.flags.writeable = False
    noised = perturb(counts, names=names(3), key=key())
    assert (counts == 4).all()
    assert not noised.flags.writeable


@pytest.mark.parametrize(("people", "items"), [(8, 1), (8, 4), (20, 6)])
def test_the_effect_on_a_mean_is_as_documented(people, items):
    regions = 4_000
    counts = np.zeros((regions, items, 5), dtype=np.int64)
    counts[..., 1:4] = [people - people // 2 - 2, people // 2, 2]
    counts[..., 0] = people - counts.sum(axis=-1)
    noised = perturb(counts, names=names(regions), key=key(items))
    shift = steps(counts, noised).mean(axis=1) / people
    told = effect(people, items=items)
    assert np.abs(shift).max() <= told.largest
    assert shift.std() == pytest.approx(told.typical, rel=0.05)


def test_a_group_of_more_regions_has_more_noise():
    assert effect(20, regions=2).largest == pytest.approx(0.2)
    assert effect(20, regions=2).typical == pytest.approx(sqrt(4) / 20)


@pytest.mark.parametrize("shape", [(2, 1, 5), (3, 2, 5), (3, 1), (3, 1, 1), (3, 1, 5, 1)])
def test_counts_that_do_not_fit_are_refused(shape):
    with pytest.raises(ArgumentError) as caught:
        perturb(np.zeros(shape, dtype=np.int64), names=names(3), key=key())
    assert caught.value.code == "privacy.counts"


@pytest.mark.parametrize("nameless", [(), "team 1"])
def test_a_region_with_answers_and_without_a_list_of_names_is_refused(nameless):
    with pytest.raises(ArgumentError) as caught:
        perturb(np.ones((1, 1, 5), dtype=np.int64), names=[nameless], key=key())
    assert caught.value.code == "privacy.noise-names"


@pytest.mark.parametrize("secret", [b"", b"short", b"x" * 65])
def test_a_secret_that_can_be_guessed_or_does_not_fit_is_refused(secret):
    with pytest.raises(ArgumentError) as caught:
        perturb(
            np.ones((1, 1, 5), dtype=np.int64), names=names(1), key=replace(key(), secret=secret)
        )
    assert caught.value.code == "privacy.short-secret"


def test_a_secret_is_not_printed():
    assert "secret that is kept" not in repr(key())


@settings(max_examples=20)
@given(st.integers(1, 300))
def test_no_smaller_mean_shift_is_promised_than_two_answers(people):
    assert effect(people).largest == pytest.approx(2 / people)


by_category = arrays.arrays(
    np.int64,
    st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 3), st.integers(2, 6)),
    elements=st.integers(0, 3),
)


@given(by_category)
def test_categories_add_up_to_the_same_noise_as_without_them(counts):
    regions, _, items, _ = counts.shape
    noised = perturb_by_category(counts, names=names(regions), key=key(items))
    whole = perturb(counts.sum(axis=1), names=names(regions), key=key(items))
    assert (noised.sum(axis=1) == whole).all()
    assert (noised.sum(axis=-1) == counts.sum(axis=-1)).all()
    assert (noised >= 0).all()


def test_within_an_option_each_category_is_as_likely_to_move_as_it_has_answers():
    counts = np.tile(np.array([[[2, 0, 6]], [[6, 0, 6]]]), (20_000, 1, 1, 1))
    noised = perturb_by_category(counts, names=names(20_000), key=key())
    up = noised[..., 1].sum(axis=(1, 2)) == 1
    up &= noised[..., 0].sum(axis=(1, 2)) == 7
    assert noised[up][:, 0, 0, 1].mean() == pytest.approx(2 / 8, abs=0.03)


def test_who_steps_inward_in_a_unanimous_region_can_be_of_any_category():
    counts = np.tile(np.array([[[0, 0, 3]], [[0, 0, 9]]]), (20_000, 1, 1, 1))
    noised = perturb_by_category(counts, names=names(20_000), key=key())
    one = noised[..., 1].sum(axis=(1, 2)) == 1
    assert noised[one][:, 0, 0, 1].mean() == pytest.approx(3 / 12, abs=0.03)
