"""Attacks on the mirror: what is shown, and what lies in the folder, tell of nobody alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.mirror.invented import ASKED, FACES, SERVES, Answers, firm, round_of

from binnenuit.mirror.disclose.alike import where_alike
from binnenuit.mirror.disclose.publishing import publish_mirror
from binnenuit.mirror.disclose.seats import fingerprints
from binnenuit.mirror.disclose.spelling import one_spelling
from binnenuit.mirror.read.store import read_tally
from binnenuit.organisation.model import Membership, PersonId, TeamId
from binnenuit.privacy.releases.folder import HIDDEN

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.mirror.model import Ratings, Tally

FIRM = firm()
EAST = firm({"east": 34, "south": 20})


def skipping(ratings: Ratings, skipped: dict[str, int]) -> Ratings:
    values = ratings.values.copy()
    for rater, item in skipped.items():
        values[ratings.rater == ratings.raters.index(rater), item] = np.nan
    return replace(ratings, values=values)


def without(ratings: Ratings, *raters: str, name: str = "") -> Ratings:
    rows = [ratings.raters[rater] not in raters for rater in ratings.rater.tolist()]
    return replace(
        ratings,
        round=name or ratings.round,
        rated=ratings.rated[rows],
        rater=ratings.rater[rows],
        rater_team=ratings.rater_team[rows],
        values=ratings.values[rows],
        dont_know=ratings.dont_know[rows],
    )


def tally_on_disk(folder: Path) -> Tally:
    (path,) = (folder / HIDDEN / "tallies").rglob("*.parquet")
    return read_tally(path)


def test_who_skipped_an_item_is_not_told_by_the_sum_of_scores_beside_those_of_items(
    tmp_path: Path,
) -> None:
    ratings = skipping(round_of(FIRM), {"north-3": 3})
    publish_mirror(tmp_path, FIRM, ASKED, [ratings])
    tally = tally_on_disk(tmp_path)
    items = len(tally.scale.items)
    answers = tally.counts @ np.arange(1, 6)
    # Of who answered everything nothing is left: what is left is of those who skipped something.
    left = tally.sums * items - tally.unit * answers.sum(axis=1)
    assert tally.people.sum() > 30
    assert not left.any()


def test_who_skipped_an_item_is_not_told_by_sums_of_products(tmp_path: Path) -> None:
    publish_mirror(tmp_path, FIRM, ASKED, [skipping(round_of(FIRM), {"east-5": 1})])
    moments = tally_on_disk(tmp_path).moments
    answered = np.diagonal(moments.pairs, axis1=1, axis2=2)[:, :, np.newaxis]
    few = answered - moments.pairs
    assert not ((few > 0) & (few < 30)).any()


def test_a_part_without_one_of_its_teams_has_no_sums_of_products(tmp_path: Path) -> None:
    ratings = skipping(round_of(EAST), {"south-5": 1})
    publish_mirror(tmp_path, EAST, ASKED, [ratings])
    tally = tally_on_disk(tmp_path)
    left = tally.moments.people.sum() - tally.people.sum()
    assert left <= 0


def test_many_who_skipped_the_same_items_are_still_summed() -> None:
    values = np.ones((20, 4))
    values[:10, 2] = np.nan
    values[10, 1] = np.nan
    places = np.repeat([0, 1], 10)
    assert where_alike(values, places, 5).tolist() == [0] * 10 + [-1] * 10
    assert where_alike(values[:10], places[:10], 11).tolist() == [-1] * 10
    assert where_alike(values[:0], places[:0], 5).tolist() == []


@pytest.mark.parametrize("third", ["2026-01-19", "2026-02-28"])
def test_who_joined_within_a_quarter_is_not_told_by_a_later_round_without_changes(
    tmp_path: Path, third: str
) -> None:
    everybody = round_of(EAST)
    rounds = [
        without(everybody, "east-0", name="2026-01-05"),
        replace(everybody, round="2026-01-12"),
        replace(everybody, round=third),
    ]
    told = publish_mirror(tmp_path, EAST, ASKED, rounds).told
    assert [bool(each.statistics.alpha) for each in told] == [True, False, False]


def test_after_a_quarter_figures_about_everybody_come_back(tmp_path: Path) -> None:
    everybody = round_of(EAST)
    rounds = [
        without(everybody, "east-0", name="2026-01-05"),
        replace(everybody, round="2026-01-12"),
        replace(everybody, round="2026-04-30"),
    ]
    told = publish_mirror(tmp_path, EAST, ASKED, rounds).told
    assert [bool(each.statistics.alpha) for each in told] == [True, False, True]


def test_three_who_came_and_left_between_do_not_hide_one_who_joined(tmp_path: Path) -> None:
    everybody = round_of(EAST)
    passing = ("east-1", "east-2", "east-3")
    rounds = [
        without(everybody, *passing, "east-0", name="2026-01-05"),
        without(everybody, "east-0", name="2026-01-12"),
        without(everybody, *passing, name="2026-01-19"),
    ]
    told = publish_mirror(tmp_path, EAST, ASKED, rounds).told
    assert [bool(each.statistics.alpha) for each in told] == [True, True, False]


def test_who_moves_to_another_team_does_not_hide_who_joins(tmp_path: Path) -> None:
    moved = replace(
        EAST,
        people=tuple(
            replace(each, team=TeamId("south")) if each.person == "east-1" else each
            for each in EAST.people
        ),
    )
    first = without(round_of(EAST), "east-0", name="2026-01-05")
    publish_mirror(tmp_path, EAST, ASKED, [first])
    second = round_of(moved, "2026-01-12")
    told = publish_mirror(tmp_path, moved, ASKED, [first, second]).told
    assert [bool(each.statistics.alpha) for each in told] == [True, False]


def test_without_the_key_nobody_sees_that_one_person_answered_two_scales() -> None:
    one, two = (fingerprints(["ann"], scale, b"k" * 32) for scale in (SERVES.code, "own"))
    assert one != two


def test_five_spellings_of_one_customer_are_one_person(tmp_path: Path) -> None:
    answers = Answers(np.random.default_rng(1))
    for rater in ("klant", "Klant", "KLANT", "klant ", "\uff4blant"):
        answers.rate(rater, "hub", FACES)
    (told,) = publish_mirror(tmp_path, FIRM, ASKED, [answers.ratings()]).told
    assert not any(figure.score for figure in told.teams)


def test_nobody_rates_his_own_team_from_outside_under_another_spelling(tmp_path: Path) -> None:
    answers = Answers(np.random.default_rng(1))
    for number in range(6):
        answers.rate(f"SOUTH-{number}", "south", FACES)
    published = publish_mirror(tmp_path, FIRM, ASKED, [answers.ratings()])
    assert [finding.code for finding in published.findings] == ["mirror.rates-own-team"]
    assert not any(figure.score for told in published.told for figure in told.teams)


def test_an_id_is_one_person_in_the_spelling_of_the_organisation() -> None:
    members = (
        Membership(PersonId("ann"), TeamId("north")),
        Membership(PersonId("Ann"), TeamId("north")),
    )
    twins = replace(FIRM, people=(*FIRM.people, *members))
    answers = Answers(np.random.default_rng(1))
    for rater in ("Ann", "ann", "ANN", "", "East-1", "zoe", "Zoe"):
        answers.rate(rater, "hub", FACES)
    ratings = one_spelling(twins, answers.ratings())
    assert ratings.raters == ("Ann", "ann", "east-1", "zoe")
    assert ratings.rater.tolist() == [0, 1, 0, -1, 2, 3, 3]
