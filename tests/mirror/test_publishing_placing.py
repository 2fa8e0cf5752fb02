"""Each rating counts in the group of whom it tells, once; what cannot be placed is told of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.mirror.invented import FACES, GIVES, OWN, SERVES, Answers, firm, people_of, round_of

from binnenuit.mirror.disclose.placing import Placed, place
from binnenuit.organisation.model import Membership, Organisation, PersonId, TeamId

if TYPE_CHECKING:
    from binnenuit.mirror.model import Ratings, Scored

FIRM = firm()


def placed(
    rows: list[tuple[str, str]], scale: Scored = SERVES, organisation: Organisation = FIRM
) -> tuple[Placed, Ratings]:
    answers = Answers(np.random.default_rng(1))
    for rater, rated in rows:
        answers.rate(rater, rated, scale)
    ratings = answers.ratings()
    return place(organisation, scale, ratings), ratings


def groups(found: Placed) -> list[str]:
    return [found.groups.names[number] if number >= 0 else "" for number in found.place.tolist()]


def codes(found: Placed) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_leader_is_rated_by_the_people_of_the_own_team_and_not_by_the_leader() -> None:
    rows = [("north-0", "north"), ("north-leader", "north"), ("hub-1", "hub"), ("hub-2", "west")]
    found, _ = placed(rows)
    assert groups(found) == ["north", "", "hub/own", ""]
    assert codes(found) == ["mirror.rates-himself", "mirror.rates-other-team"]
    assert found.teams["hub/own"] == ("hub", False)
    assert found.teams["hub"] == ("hub", True)


def test_a_leader_answers_about_the_leader_above() -> None:
    found, _ = placed([("north-leader", "top"), ("west-leader", "hub"), ("director", "top")])
    assert groups(found) == ["top/own", "hub/own", ""]
    assert codes(found) == ["mirror.rates-himself"]


def test_who_leads_the_top_answers_about_nobody() -> None:
    found, _ = placed([("director", ""), ("north-0", "")])
    assert groups(found) == ["", "north"]
    assert codes(found) == ["mirror.rates-nobody"]


def test_an_own_team_is_rated_by_its_leader_too() -> None:
    found, _ = placed([("north-leader", "north"), ("north-0", ""), ("south-0", "north")], OWN)
    assert groups(found) == ["north", "north", ""]
    assert codes(found) == ["mirror.rates-other-team"]


def test_invited_are_all_people_of_the_team() -> None:
    found, _ = placed([("north-0", "north")])
    invited = dict(zip(found.groups.names, found.invited.tolist(), strict=True))
    assert (invited["north"], invited["hub/own"], invited["top/own"]) == (9, 7, 4)


def test_strangers_and_unknown_teams_are_told_of_and_not_counted() -> None:
    rows = [("stranger", "north"), ("north-0", "no-team"), ("", "north"), ("north-1", "north")]
    found, _ = placed(rows)
    assert groups(found) == ["", "", "", "north"]
    told = {finding.code: finding.sentence.say() for finding in found.findings}
    assert set(told) == {
        "mirror.unknown-rater",
        "mirror.unknown-team",
        "mirror.rating-without-rater",
    }
    assert told["mirror.unknown-rater"].startswith("1 ratings on serves in 2026-Q1")
    assert not any("stranger" in said for said in told.values())


def test_a_second_rating_by_one_person_does_not_count() -> None:
    found, _ = placed([("north-0", "north"), ("north-0", "north"), ("north-1", "north")])
    assert groups(found) == ["north", "", "north"]
    assert codes(found) == ["mirror.rated-twice"]


def test_a_rating_without_a_valid_score_makes_room_for_one_with() -> None:
    answers = Answers(np.random.default_rng(1))
    answers.rate("north-0", "north", SERVES)
    answers.rate("north-0", "north", SERVES)
    ratings = answers.ratings()
    ratings.values[0, :2] = np.nan
    found = place(FIRM, SERVES, ratings)
    assert groups(found) == ["", "north"]
    assert codes(found) == []


def test_dont_know_is_taking_part_and_no_score() -> None:
    answers = Answers(np.random.default_rng(1))
    for rater in ("north-0", "south-0"):
        answers.rate(rater, "hub", GIVES)
    ratings = answers.ratings()
    ratings.values[0] = np.nan
    ratings.dont_know[0] = True
    found = place(FIRM, GIVES, ratings)
    assert groups(found) == ["", "hub"]
    assert found.invited.tolist() == [2]


def test_who_says_nothing_on_a_scale_is_not_told_of() -> None:
    answers = Answers(np.random.default_rng(1))
    answers.rate("stranger", "north", GIVES)
    answers.rate("north-0", "north", SERVES)
    assert codes(place(FIRM, SERVES, answers.ratings())) == []


def test_one_person_rates_two_suppliers_and_counts_in_both() -> None:
    rows = [("north-0", "hub"), ("north-0", "south"), ("south-1", "hub"), ("hub-0", "hub")]
    found, _ = placed(rows, GIVES)
    assert groups(found) == ["hub", "south", "hub", ""]
    assert found.groups.tree.tolist() == [-1, -1]
    assert dict(zip(found.groups.names, found.invited.tolist(), strict=True)) == {
        "hub": 2,
        "south": 1,
    }
    assert codes(found) == ["mirror.rates-own-team"]


def test_a_supplier_is_not_rated_by_its_leader_by_strangers_or_without_its_name() -> None:
    found, _ = placed([("hub-leader", "hub"), ("stranger", "hub"), ("north-0", "")], GIVES)
    assert groups(found) == ["", "", ""]
    assert set(codes(found)) == {
        "mirror.rates-own-team",
        "mirror.unknown-rater",
        "mirror.rates-no-team",
    }


def test_customers_need_not_be_in_the_files_and_members_do_not_count() -> None:
    found, _ = placed([("buyer", "hub"), ("buyer", "south"), ("hub-0", "hub")], FACES)
    assert groups(found) == ["hub", "south", ""]
    assert codes(found) == ["mirror.rates-own-team"]


def test_a_member_of_two_teams_rates_neither_as_a_supplier() -> None:
    second = Membership(PersonId("north-0"), TeamId("south"))
    both = replace(FIRM, people=(*FIRM.people, second))
    found, _ = placed([("north-0", "south"), ("north-0", "north")], GIVES, both)
    assert groups(found) == ["", ""]


def test_reversed_items_are_turned_by_the_bounds_of_the_questionnaire() -> None:
    answers = Answers(np.random.default_rng(1))
    answers.rows.append(("north-0", "north", {"serves1": 2.0, "serves4": 2.0, "serves2": 5.0}))
    ratings = answers.ratings()
    values = place(FIRM, SERVES, ratings).values
    assert values[0, 0] == 2
    assert values[0, 1] == 5
    assert np.isnan(values[0, 2])
    assert values[0, 3] == 4


@pytest.mark.parametrize("scale", [SERVES, OWN, GIVES, FACES])
def test_ratings_are_not_changed(scale: Scored) -> None:
    ratings = round_of(FIRM, scale=scale)
    for array in (ratings.values, ratings.rated, ratings.rater, ratings.dont_know):
        array.flags.writeable = False
    place(FIRM, scale, ratings)


@pytest.mark.parametrize("scale", [SERVES, GIVES])
def test_a_round_without_ratings_places_nobody(scale: Scored) -> None:
    ratings = round_of(FIRM)
    none = replace(
        ratings,
        rated=ratings.rated[:0],
        rater=ratings.rater[:0],
        rater_team=ratings.rater_team[:0],
        values=ratings.values[:0],
        dont_know=ratings.dont_know[:0],
    )
    found = place(FIRM, scale, none)
    assert (found.place.shape, codes(found)) == ((0,), [])


def test_people_count_once_whatever_the_order_of_the_rows() -> None:
    rows = [(person, "north") for person in people_of("north", 9)]
    found, _ = placed([*rows, *reversed(rows)])
    assert (found.place >= 0).sum() == 9
