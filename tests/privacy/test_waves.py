from __future__ import annotations

import numpy as np
import pytest

from binnenuit.errors import ArgumentError
from binnenuit.language import LANGUAGES
from binnenuit.privacy.rounds.waves import UNCHANGED, joiner_recovery, keeps_previous


def keeps(people: int, moved: int, staying: int, days: int = 90) -> bool:
    return bool(keeps_previous(*map(np.array, ([people], [moved], [staying])), days)[0])


@pytest.mark.parametrize("moved", [1, 2])
def test_eleven_people_of_whom_one_or_two_are_new_keep_their_figure(moved):
    assert keeps(11, moved, 11 - moved)


def test_twelve_people_of_whom_one_is_new_get_a_new_figure():
    assert not keeps(12, 1, 11)


def test_seven_people_of_whom_three_are_new_get_a_new_figure():
    assert not keeps(7, 3, 4)


def test_seven_people_who_all_stayed_get_a_new_figure_after_a_quarter():
    assert not keeps(7, 0, 7, 85)


def test_within_a_quarter_eleven_who_stayed_keep_their_figure():
    assert keeps(11, 0, 11, 84)
    assert keeps(30, 19, 11, 84)


def test_within_a_quarter_twelve_who_stayed_get_a_new_figure():
    assert not keeps(12, 0, 12, 84)


def test_each_region_is_decided_by_itself():
    people, moved, staying = np.array([11, 12]), np.array([1, 1]), np.array([10, 11])
    for values in (people, moved, staying):
        values.flags.writeable = False
    flags = keeps_previous(people, moved, staying, 90)
    assert flags.tolist() == [True, False]
    assert not flags.flags.writeable


def test_no_regions_give_no_flags():
    none = np.zeros(0, dtype=np.int64)
    assert keeps_previous(none, none, none, 90).size == 0


def test_rounds_in_the_wrong_order_are_refused():
    with pytest.raises(ArgumentError) as caught:
        keeps(7, 1, 6, -1)
    assert caught.value.code == "privacy.days-since"
    assert "after this one (1 days)" in caught.value.say()


def test_regions_of_different_number_are_refused():
    with pytest.raises(ArgumentError) as caught:
        keeps_previous(np.array([7, 8]), np.array([1]), np.array([6]), 90)
    assert caught.value.code == "privacy.counts"


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_it(language):
    assert UNCHANGED.say(language)


def recovered(**setting: float) -> float:
    return joiner_recovery(np.random.default_rng(20261121), repeats=8_000, **setting)


@pytest.mark.parametrize("response", [1.0, 0.8])
@pytest.mark.parametrize("retest", [0.73, 0.54])
@pytest.mark.parametrize("items", [1, 4, 6])
def test_subtraction_recovers_at_most_a_fifth_of_a_joiners_answer_at_eight(items, retest, response):
    assert recovered(people=8, items=items, retest=retest, response=response) <= 0.2


def test_a_single_item_stays_below_a_fifth_even_when_people_hardly_change():
    assert recovered(people=8, items=1, retest=0.88) <= 0.2


@pytest.mark.parametrize("items", [4, 6])
def test_at_eight_a_fifth_is_the_most_while_some_do_not_answer(items):
    assert recovered(people=8, items=items, retest=0.88, response=0.8) <= 0.2


def test_fewer_than_twelve_keep_their_figure_because_eight_would_give_a_joiner_away():
    # The noise of the items averages out over a scale that people answer the same way again.
    assert recovered(people=8, items=4, retest=0.88) > 0.2
    assert recovered(people=12, items=4, retest=0.88) <= 0.2
    assert recovered(people=12, items=6, retest=0.88) <= 0.22


def test_without_noise_the_simulation_recovers_what_the_formula_says():
    expected = 1 / (1 + 2 * 7 * (1 - 0.73))
    assert recovered(people=8, items=4, noised=False) == pytest.approx(expected, abs=0.02)
    assert recovered(people=8, items=4, noised=False) > recovered(people=8, items=4)


def test_with_nobody_changing_and_no_noise_a_joiner_is_nearly_laid_bare():
    assert recovered(people=8, items=4, retest=1.0, noised=False) > 0.8


def test_the_same_generator_gives_the_same_answer():
    one, other = (joiner_recovery(np.random.default_rng(1), repeats=500) for _ in range(2))
    assert one == other


def test_days_may_differ_from_region_to_region():
    eleven = np.array([11, 11])
    flags = keeps_previous(eleven, eleven * 0, eleven, np.array([84, 85]))
    assert flags.tolist() == [True, False]


@pytest.mark.parametrize(
    ("days", "code"),
    [(np.array([7, -1]), "privacy.days-since"), (np.array([7, 7, 7]), "privacy.counts")],
)
def test_days_that_fit_no_region_are_refused(days, code):
    eleven = np.array([11, 11])
    with pytest.raises(ArgumentError) as caught:
        keeps_previous(eleven, eleven * 0, eleven, days)
    assert caught.value.code == code
