"""A week of taps, from membership and counts to figures that may be seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from binnenuit.errors import ArgumentError
from binnenuit.language import LANGUAGES
from binnenuit.organisation import Membership, Organisation, PersonId, Team, TeamId
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.releases.folder import HIDDEN, read_ledger
from binnenuit.privacy.releases.keeping import read_kept
from binnenuit.privacy.releases.once import Before, publish_once
from binnenuit.signals.disclose import Seats, disclose_week
from binnenuit.signals.symptoms import STANDARD
from binnenuit.signals.weeks import begin_week, from_record, round_name, scale_name

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = date(2026, 11, 16)
SIZES = {"a": 14, "b": 11, "c": 6, "d": 5, "e": 3}


def firm(sizes: dict[str, int] | None = None, away: tuple[str, ...] = ()) -> Organisation:
    sizes = SIZES if sizes is None else sizes
    teams = [Team(TeamId("firm"), "De zaak")]
    teams += [Team(TeamId(name), name.title(), TeamId("firm")) for name in sizes]
    people = [
        Membership(PersonId(f"{team}{number}"), TeamId(team))
        for team, size in sizes.items()
        for number in range(size)
        if f"{team}{number}" not in away
    ]
    return Organisation(teams=tuple(teams), people=tuple(people))


class House:
    """Publishes week after week, as the web does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seats: dict[str, Seats] = {}
        self.week = 0

    def close(
        self, organisation: Organisation, happened: dict[str, int], weeks: int = 1
    ) -> dict[str, dict[str, Any]]:
        self.week += weeks
        monday = MONDAY + timedelta(weeks=self.week)
        week, classes = begin_week(organisation, monday)
        names = week.opening.names
        taken: dict[str, set[PersonId]] = {}
        for person, number in classes.items():
            if number is not None:
                taken.setdefault(names[number], set()).add(person)
        now = self.seats[round_name(monday)] = Seats(monday, taken)
        counts = {names.index(name): count for name, count in happened.items()}

        def make(before: Before) -> Any:
            return disclose_week(
                week, "told-twice", counts, now=now, earlier=self.seats, before=before
            )

        shown = publish_once(self.folder, round_name(monday), scale_name("told-twice"), make)
        return {group["group"]: group for group in shown["groups"]}


def share(group: dict[str, Any]) -> Any:
    return group["figures"]["items"]["told-twice"]["favourable"]


def most(group: dict[str, Any]) -> bool:
    """Noise moves two answers at most, so that everybody and nobody stay far apart."""
    assert not 0.25 < share(group)["value"] < 0.75
    return bool(share(group)["value"] > 0.5)


def test_small_sister_teams_are_added_up_and_no_class_holds_fewer_than_ten() -> None:
    week, classes = begin_week(firm(), MONDAY)
    assert "c + d + e" in week.opening.names
    assert week.opening.plan.sizes[week.opening.plan.sizes > 0].min() >= 10
    assert None not in classes.values()
    assert week.class_of(TeamId("c")) == classes[PersonId("c0")] == classes[PersonId("e2")]


def test_in_an_organisation_of_three_nobody_is_counted() -> None:
    week, classes = begin_week(firm({"a": 3}), MONDAY)
    assert set(classes.values()) == {None}
    assert week.class_of(TeamId("a")) is None
    assert week.opening.names == ()


def test_a_small_team_without_small_sisters_counts_nowhere_of_its_own() -> None:
    week, classes = begin_week(firm({"a": 20, "b": 4}), MONDAY)
    assert classes[PersonId("b0")] is None
    assert week.opening.names == ("a",)


def test_somebody_in_two_teams_counts_once_in_the_first() -> None:
    stored = firm()
    both = Membership(PersonId("a0"), TeamId("b"))
    two = Organisation(teams=stored.teams, people=(*stored.people, both))
    week, classes = begin_week(two, MONDAY)
    assert week.opening.plan.sizes.sum() == len(classes) == sum(SIZES.values())


def test_what_was_fixed_is_read_back_as_it_was() -> None:
    week, _ = begin_week(firm(), MONDAY)
    back = from_record(MONDAY, week.record())
    assert back.opening.names == week.opening.names
    assert back.class_of(TeamId("d")) == week.class_of(TeamId("d"))
    assert back.whole[TeamId("firm")] == "firm"


def test_a_week_that_was_changed_is_refused() -> None:
    record = begin_week(firm(), MONDAY)[0].record()
    record["invited"][1] += 1
    with pytest.raises(ArgumentError) as caught:
        from_record(MONDAY, record)
    assert caught.value.code == "signals.week-changed"


def test_the_share_of_people_to_whom_it_happened_is_shown_per_group(tmp_path: Path) -> None:
    shown = House(tmp_path).close(firm(), {"a": 7, "b": 0, "c + d + e": 14})
    assert share(shown["a"])["low"] <= 7 / 14 <= share(shown["a"])["high"]
    assert not most(shown["b"])
    assert most(shown["d"])
    assert (shown["c"]["state"], shown["c"]["figure_of"]) == ("merged", "c + d + e")
    assert share(shown["firm"])["low"] <= 21 / 39 <= share(shown["firm"])["high"]


def test_no_figure_rests_on_fewer_than_ten(tmp_path: Path) -> None:
    shown = House(tmp_path).close(firm({"a": 20, "b": 4}), {"a": 10})
    assert shown["b"]["figures"] == {}
    assert {group["n_band"] for group in shown.values()} <= {"10-19", "20-49", ""}
    for entry in read_ledger(tmp_path).entries:
        assert entry.publication.k == 10


def test_more_taps_than_people_count_as_everybody(tmp_path: Path) -> None:
    shown = House(tmp_path).close(firm(), {"a": 40})
    assert most(shown["a"])


def test_eleven_people_hear_something_new_after_thirteen_weeks(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.close(firm(), {"b": 0})
    told = [most(house.close(firm(), {"b": 11})["b"]) for _ in range(13)]
    assert told == [False] * 12 + [True]


def test_twelve_and_more_who_stayed_hear_something_new_every_week(tmp_path: Path) -> None:
    house = House(tmp_path)
    assert not most(house.close(firm(), {"a": 0})["a"])
    later = house.close(firm(), {"a": 14})
    assert most(later["a"])
    assert later["b"]["unchanged"]
    assert not later["a"]["unchanged"]


def test_one_who_left_a_group_of_twelve_keeps_its_figure_standing(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.close(firm({"a": 12, "b": 20}), {"a": 0})
    shown = house.close(firm({"a": 12, "b": 20}, away=("a0",)), {"a": 11})
    assert shown["a"]["unchanged"]
    assert not most(shown["a"])


def test_after_a_quarter_two_who_came_still_keep_it_standing(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.close(firm({"a": 11, "b": 20}), {"a": 0})
    assert house.close(firm({"a": 11, "b": 20}, away=("a0",)), {"a": 10}, weeks=13)["a"][
        "unchanged"
    ]
    again = house.close(firm({"a": 11, "b": 20}), {"a": 11})
    assert not again["a"]["unchanged"]


def test_a_year_of_weeks_lays_nobody_bare(tmp_path: Path) -> None:
    house = House(tmp_path)
    sizes = dict(SIZES)
    for number in range(8):
        sizes["ab"[number % 2]] += 1
        house.close(firm(dict(sizes), away=(f"c{number}",)), {"a": number, "c + d + e": 3})
    assert all(verdict.passed for verdict in audit_releases(tmp_path).verdicts)


def test_only_two_weeks_of_sums_are_kept(tmp_path: Path) -> None:
    house = House(tmp_path)
    for _ in range(3):
        house.close(firm(), {})
    kept = [
        read_kept(tmp_path / HIDDEN, scale=scale_name("told-twice"), round_name=name)
        for name in house.seats
    ]
    assert [each is not None for each in kept] == [False, True, True]


def test_symptoms_have_codes_of_their_own_and_are_told_in_every_language() -> None:
    assert len({symptom.code for symptom in STANDARD}) == len(STANDARD) == 6
    assert [symptom.good for symptom in STANDARD] == [True, *[False] * 5]
    for symptom in STANDARD:
        for language in LANGUAGES:
            assert symptom.text.say(language)
