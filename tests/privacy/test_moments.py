"""Groups are fixed when a round opens; at closing they are merged or withheld, never refined."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.privacy.forests import Forest, forests, published, safe

from binnenuit.errors import ArgumentError
from binnenuit.privacy.answers import Groups
from binnenuit.privacy.model import State
from binnenuit.privacy.rounds.categories import Attribute, merged_categories
from binnenuit.privacy.rounds.moments import close_round, open_round
from binnenuit.privacy.rounds.standing import standing

NAMES = ("top", "north", "south", "east", "west")
TREE = np.array([-1, 0, 0, 0, 0])
BAKERY = Groups(NAMES, TREE)
SHIFTS = Attribute("shift", ("early", "late", "night", "weekend"))


def names(size: int) -> tuple[str, ...]:
    return tuple(f"team {number}" for number in range(size))


def test_classes_are_the_published_sets_of_the_opening() -> None:
    opening = open_round("2026-1", BAKERY, [1, 12, 9, 3, 4])
    assert opening.names == ("north", "south", "east + west")
    assert opening.plan.regions.tolist() == [-1, 0, 1, 2, 2]
    assert (opening.round, opening.k, opening.k_items, opening.merge) == ("2026-1", 5, 10, True)


def test_who_could_be_in_no_figure_is_not_asked() -> None:
    opening = open_round("r", BAKERY, [1, 12, 9, 0, 0])
    assert opening.names == ("north", "south")
    assert opening.plan.regions.tolist() == [-1, 0, 1, -1, -1]


def test_the_promise_names_the_smallest_sums() -> None:
    opening = open_round("r", BAKERY, [0, 20, 20, 20, 20], k=6)
    assert str(opening.promise) == (
        "Your answers only ever appear in sums of at least 6 people, single questions in sums of "
        "at least 10."
    )
    assert open_round("r", BAKERY, [20] * 5, k=12).k_items == 12


def test_a_small_response_merges_sisters_and_keeps_their_names() -> None:
    opening = open_round("r", BAKERY, [0, 12, 9, 8, 7])
    closing = close_round(opening, [0, 12, 9, 4, 3])
    assert closing.names == ("top", "north", "south", "east + west")
    assert closing.item_names == ("top", "north")


def test_a_merged_group_may_be_merged_again() -> None:
    opening = open_round("r", BAKERY, [0, 12, 9, 3, 4])
    closing = close_round(opening, [0, 12, 4, 3])
    assert closing.names == ("top", "north", "south + east + west")


def test_without_merge_nothing_is_merged_at_either_moment() -> None:
    opening = open_round("r", BAKERY, [0, 12, 9, 8, 7], merge=False)
    assert close_round(opening, [0, 12, 9, 4, 3]).plan.merged == ()


def test_more_answers_than_people_who_were_invited_are_refused() -> None:
    opening = open_round("r", BAKERY, [0, 12, 9, 3, 4])
    with pytest.raises(ArgumentError) as caught:
        close_round(opening, [0, 12, 9, 8])
    assert caught.value.code == "privacy.more-than-invited"


def test_a_manager_keeps_the_worth_of_a_manager_when_only_his_class_is_left() -> None:
    groups = Groups(names(6), np.array([-1, 0, 1, 1, 0, 4]))
    opening = open_round("r", groups, [0, 5, 0, 0, 0, 5])
    assert opening.weights.tolist() == [3, 3, 3, 10]


def test_given_weights_decide_at_both_moments() -> None:
    weights = [9, 1, 1, 1, 1]
    opening = open_round("r", BAKERY, [0, 12, 9, 8, 7], weights=weights)
    assert opening.weights.tolist() == weights
    assert close_round(opening, [0, 12, 9, 4, 0]).names == ("top", "north")
    by_default = open_round("r", BAKERY, [0, 12, 9, 8, 7])
    assert close_round(by_default, [0, 12, 9, 4, 0]).names == ("north", "south")


STATES = [
    ([0, 12, 9, 3, 4], [0, 12, 9, 7], "shown shown shown merged merged"),
    ([0, 12, 9, 3, 4], [0, 12, 4, 3], "shown shown merged merged merged"),
    ([0, 12, 9, 3, 4], [0, 12, 9, 4], "protects shown shown small small"),
    ([0, 12, 9, 3, 4], [0, 12, 2, 2], "protects shown small small small"),
    ([0, 12, 9, 3, 0], [12, 9], "protects shown shown small small"),
    ([0, 12, 9, 3, 4], [0, 0, 0, 0], "small small small small small"),
]


@pytest.mark.parametrize(("invited", "people", "states"), STATES)
def test_the_state_is_that_of_the_group_as_it_was_asked(invited, people, states) -> None:
    closing = close_round(open_round("r", BAKERY, invited), people)
    found = standing(closing)
    assert [place.name for place in found] == list(NAMES)
    assert " ".join(place.state for place in found) == states
    shows = {State.SHOWN, State.MERGED}
    assert [place.number >= 0 for place in found] == [place.state in shows for place in found]
    for place in found:
        if place.number >= 0:
            assert place.name in closing.names[place.number].split(" + ")


def test_the_states_are_said_in_words() -> None:
    closing = close_round(open_round("r", BAKERY, [0, 12, 9, 3, 4]), [0, 12, 9, 6])
    assert [str(place.sentence) for place in standing(closing)][2:4] == [
        "The figure of this group is shown.",
        "Merged, because apart they are too small: east, west.",
    ]
    closing = close_round(open_round("r", BAKERY, [0, 12, 9, 3, 4]), [0, 12, 9, 4])
    assert [str(place.sentence) for place in standing(closing)][:4:3] == [
        "Withheld to protect others: with this figure, one could work out the answers of fewer "
        "than 5 people.",
        "Withheld because small: fewer than 5 people count here.",
    ]


def test_single_questions_have_a_standing_of_their_own() -> None:
    closing = close_round(open_round("r", BAKERY, [0, 12, 9, 8, 7]), [0, 12, 9, 8, 7])
    assert [place.state.name for place in standing(closing)] == ["SHOWN"] * 5
    of_items = standing(closing, plan=closing.items)
    assert [place.state.name for place in of_items] == ["SHOWN", "SHOWN", *["MERGED"] * 3]
    assert closing.item_names[of_items[4].number] == "south + east + west"


def test_a_changed_setting_changes_the_hash_and_nothing_else_does() -> None:
    invited = [0, 12, 9, 8, 7]
    first = open_round("r", BAKERY, invited).settings_hash
    assert len(first) == 64
    again = Groups(NAMES, np.array(TREE, dtype=np.int32))
    assert open_round("r", again, invited, weights=[3, 10, 10, 10, 10]).settings_hash == first
    others = [
        open_round("s", BAKERY, invited),
        open_round("r", Groups((*NAMES[:4], "coast"), TREE), invited),
        open_round("r", Groups(NAMES, np.array([-1, 0, 1, 0, 0])), invited),
        open_round("r", BAKERY, [0, 12, 9, 8, 6]),
        open_round("r", BAKERY, invited, k=6),
        open_round("r", BAKERY, invited, weights=[3, 10, 10, 10, 11]),
        open_round("r", BAKERY, invited, merge=False),
        open_round("r", BAKERY, np.diag([9, 12, 9, 8, 7])[:, :4], attribute=SHIFTS),
    ]
    assert len({first, *(other.settings_hash for other in others)}) == 9


def test_small_categories_are_merged_before_anybody_answers() -> None:
    invited = np.array([[0] * 4, [6, 6, 0, 1], [3, 3, 2, 1], [8, 0, 2, 0], [0, 12, 4, 3]])
    opening = open_round("r", BAKERY, invited, attribute=SHIFTS)
    assert opening.categories == ((0,), (1,), (2, 3))
    assert opening.category_names == ("early", "late", "night + weekend")
    assert opening.plan.counts.tolist() == [0, 13, 9, 10, 19]


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(1, 15))
def test_merged_categories_hold_everybody_and_each_enough(people, smallest) -> None:
    groups = merged_categories(people, smallest)
    assert sorted(number for group in groups for number in group) == list(range(len(people)))
    sizes = [sum(people[number] for number in group) for group in groups]
    assert len(groups) <= 1 or min(sizes) >= smallest
    if all(count >= smallest for count in people):
        assert len(groups) == len(people)


def test_of_the_categories_the_smallest_are_merged_first() -> None:
    assert merged_categories([9, 3, 20, 4], 10) == ((0, 1, 3), (2,))
    assert merged_categories([6, 30, 3, 3], 6) == ((0,), (1,), (2, 3))
    assert merged_categories([3, 3, 3, 30], 6) == ((0, 1, 2), (3,))
    assert merged_categories([], 10) == ()
    assert merged_categories([3], 10) == ((0,),)


@pytest.mark.parametrize(
    ("groups", "invited", "keywords", "code"),
    [
        (BAKERY, [1, 2, 3], {}, "privacy.counts"),
        (BAKERY, [1] * 5, {"k": 4}, "privacy.k-too-low"),
        (BAKERY, [1] * 5, {"attribute": SHIFTS}, "privacy.counts"),
        (BAKERY, np.ones((5, 0), int), {"attribute": Attribute("a", ())}, "privacy.categories"),
        (BAKERY, np.ones((5, 2), int), {"attribute": Attribute("a", ("b", "b"))}, "privacy.cat"),
        (Groups(("a", "a"), np.array([-1, 0])), [9, 9], {}, "privacy.names"),
        (Groups(("a", " "), np.array([-1, 0])), [9, 9], {}, "privacy.names"),
        (Groups(("a", "b + c"), np.array([-1, 0])), [9, 9], {}, "privacy.names"),
        (Groups(("a", "b"), np.array([-1])), [9, 9], {}, "privacy.counts"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_its_reason(groups, invited, keywords, code) -> None:
    with pytest.raises(ArgumentError) as refusal:
        open_round("r", groups, invited, **keywords)
    assert refusal.value.code.startswith(code)


def test_a_closing_about_other_classes_is_refused() -> None:
    opening = open_round("r", BAKERY, [0, 12, 9, 8, 7])
    with pytest.raises(ArgumentError) as refusal:
        close_round(opening, [1, 2])
    assert refusal.value.code == "privacy.counts"


@given(forests(most=12), st.booleans(), st.data())
def test_nothing_shown_at_closing_is_finer_than_the_classes(forest, merge, data) -> None:
    groups = Groups(names(len(forest.tree)), np.array(forest.tree))
    opening = open_round("r", groups, forest.counts, merge=merge)
    people = [data.draw(st.integers(0, int(size))) for size in opening.plan.sizes]
    closing = close_round(opening, people)
    classes = Forest(opening.plan.above.tolist(), people)
    shown = published(classes, closing.plan)
    assert safe(classes, shown, 5)
    assert safe(classes, published(classes, closing.items), 10)
    assert safe(classes, [*shown, *published(classes, closing.items)], 5)
