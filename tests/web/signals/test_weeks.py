"""A week goes through the gate once, whatever happens in between, and everybody sees his part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from binnenuit.errors import ExposureError
from binnenuit.language import sentence
from binnenuit.organisation import Membership, PersonId, TeamId
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.releases.folder import HIDDEN, read_ledger
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import VISITOR
from binnenuit_web.privacy.services import House
from binnenuit_web.signals import services
from binnenuit_web.signals.models import Count, Hand, Seat, Week
from binnenuit_web.signals.services import Told, closing
from tests.web import house

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 18)
NEXT = date(2026, 11, 23)
CODE = "told-twice"


class PowerCutError(Exception):
    pass


@pytest.fixture(autouse=True)
def sixty(db: None) -> None:
    house.live_in(house.sixty())


def tap(*people: str, today: date = TODAY) -> None:
    for person in people:
        services.it_happened(house.viewer(person), CODE, hand=f"person {person}", today=today)


def everybody_taps(today: date = TODAY) -> None:
    tap(*(f"e{team}{number}" for team in range(1, 9) for number in range(6)), today=today)


def reading(person: str, team: str = "", *, today: date = NEXT, week: int = 0) -> services.Reading:
    found = services.figures(house.viewer(person), team, today=today)
    words = "A customer had to tell the same thing twice."
    return next(each for each in found.weeks[week].readings if each.text == words)


def _most(told: services.Reading) -> bool:
    """Whether it happened to most; noise moves two people at most, so this is certain here."""
    assert not 35 < told.about < 55
    return told.about > 50


def test_a_week_is_closed_when_the_next_has_begun() -> None:
    tap("e10")
    services.close_weeks(TODAY)
    assert Week.objects.get().closed_at is None
    services.close_weeks(NEXT)
    assert Week.objects.get().closed_at is not None


def test_after_closing_nothing_is_left_but_what_came_through_the_gate(tmp_path: Path) -> None:
    everybody_taps()
    services.close_weeks(NEXT)
    week = Week.objects.get()
    assert week.key is None
    assert not Hand.objects.exists()
    assert not Count.objects.exists()
    assert week.shown is not None
    assert set(week.shown) == {each.code for each in services.symptoms()}
    for groups in week.shown.values():
        for group in groups.values():
            assert set(group) == {"state", "of", "people", "unchanged", "share"}
            assert group["people"] in {"", "10-19", "20-49", "50-99"}
    assert all(verdict.passed for verdict in audit_releases(tmp_path / "published").verdicts)


def test_everybody_and_nobody_come_out_as_nearly_so() -> None:
    everybody_taps()
    services.close_weeks(NEXT)
    assert _most(reading("e10"))
    other = services.figures(house.viewer("e10"), today=NEXT).weeks[0].readings[0]
    assert other.good
    assert not _most(other)


def test_closing_again_changes_nothing(tmp_path: Path) -> None:
    everybody_taps()
    services.close_weeks(NEXT)
    before, entries = Week.objects.get().shown, read_ledger(tmp_path / "published").entries
    services.close_weeks(NEXT)
    assert Week.objects.get().shown == before
    assert read_ledger(tmp_path / "published").entries == entries


def _killed_in(monkeypatch: pytest.MonkeyPatch, where: Any, step: str, *, at: int) -> None:
    """Stop at the given call of a step, as if the power went."""
    real: Callable[..., Any] = getattr(where, step)
    calls = 0

    def killed(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            raise PowerCutError
        return real(*args, **kwargs)

    monkeypatch.setattr(where, step, killed)


@pytest.mark.parametrize(
    ("where", "step", "at"),
    [
        (closing, "_shut", 1),
        (closing, "_shown", 1),
        (House, "publish", 1),
        (House, "publish", 4),
        (House, "standing", 1),  # between the files and the database
        (closing, "_keep_seats", 1),  # within the last transaction
    ],
)
def test_killed_at_any_step_the_next_closing_gives_the_same_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: Any, step: str, at: int
) -> None:
    everybody_taps()
    with monkeypatch.context() as patched:
        _killed_in(patched, where, step, at=at)
        with pytest.raises(PowerCutError):
            services.close_weeks(NEXT)
    assert Week.objects.get().closed_at is None
    out = sorted((tmp_path / "published" / "releases").glob("*"))
    written = {file.name: file.read_text() for file in out}
    services.close_weeks(NEXT)
    assert _most(reading("e10"))
    assert len(read_ledger(tmp_path / "published").entries) == 12
    releases = list((tmp_path / "published" / "releases").glob("*"))
    assert len(releases) == 6
    # What was out before the power went is what is shown now.
    for name, text in written.items():
        assert (tmp_path / "published" / "releases" / name).read_text() == text


def test_killed_before_it_was_stored_other_counts_can_no_longer_be_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everybody_taps()
    with monkeypatch.context() as patched:
        _killed_in(patched, House, "standing", at=1)
        with pytest.raises(PowerCutError):
            services.close_weeks(NEXT)
    Count.objects.update(people=0)
    services.close_weeks(NEXT)
    assert _most(reading("e10"))


def test_a_symptom_that_would_lay_people_bare_is_not_shown_and_the_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everybody_taps()
    real = House.publish

    def publish(self: House, round_name: str, scale: str, make: Any) -> dict[str, Any]:
        if scale == f"happened-{CODE}":
            raise ExposureError("privacy.exposes", sentence("No."))
        return real(self, round_name, scale, make)

    monkeypatch.setattr(House, "publish", publish)
    services.close_weeks(NEXT)
    assert reading("e10").told is Told.PROTECTS
    assert services.figures(house.viewer("e10"), today=NEXT).weeks[0].readings[0].high


def test_a_week_that_was_changed_is_closed_without_figures() -> None:
    everybody_taps()
    week = Week.objects.get()
    week.groups["invited"][-1] += 1
    week.save()
    services.close_weeks(NEXT)
    assert Week.objects.get().shown == {}
    assert not Count.objects.exists()


def test_a_damaged_ledger_stops_closing_and_the_page_says_so(tmp_path: Path) -> None:
    everybody_taps()
    services.close_weeks(NEXT)
    everybody_taps(NEXT)
    (tmp_path / "published" / HIDDEN / "ledger.jsonl").write_text("{}\n")
    client = house.sign_in("e10")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.utils.timezone.localdate", lambda: NEXT + timedelta(weeks=1))
        page = client.get(reverse("signals:weeks"))
    assert "cannot be told yet" in page.content.decode()
    assert sum(row.people for row in Count.objects.filter(symptom=CODE)) == 48


def test_groups_of_twelve_and_more_hear_something_new_every_week() -> None:
    everybody_taps()
    services.close_weeks(NEXT)
    later = NEXT + timedelta(weeks=1)
    services.running_week(NEXT)
    services.close_weeks(later)
    now, before = reading("e10", today=later), reading("e10", today=later, week=1)
    assert (now.unchanged, before.unchanged) == (False, False)
    assert (_most(now), _most(before)) == (False, True)


def test_ten_who_stayed_keep_their_figure_until_the_thirteenth_week() -> None:
    stored = house.sixty()
    ten = tuple(each for each in stored.people if each.team != "t8" or each.person < "e82")
    house.live_in(replace(stored, people=ten))  # t7, t8 and their leaders are ten together
    everybody_taps()
    tap("l7", "l8")
    told = []
    for week in range(14):
        monday = NEXT + timedelta(weeks=week)
        services.close_weeks(monday)
        services.running_week(monday)
        told.append(reading("e70", today=monday))
    assert [_most(each) for each in told] == [True] * 13 + [False]
    assert [each.unchanged for each in told] == [False, *[True] * 12, False]


def test_seats_are_kept_only_as_long_as_a_figure_of_that_week_stands() -> None:
    for week in range(4):
        services.running_week(NEXT + timedelta(weeks=week))
        services.close_weeks(NEXT + timedelta(weeks=week + 1))
    mondays = set(Seat.objects.values_list("week__monday", flat=True))
    assert mondays == {NEXT + timedelta(weeks=3)}


def test_a_new_symptom_has_no_week_before() -> None:
    everybody_taps()
    services.close_weeks(NEXT)
    services.running_week(NEXT)
    Count.objects.create(week=Week.objects.get(monday=NEXT), group=0, symptom="own-new")
    services.close_weeks(NEXT + timedelta(weeks=1))
    shown = Week.objects.get(monday=NEXT).shown
    assert shown is not None
    assert "own-new" in shown


def test_own_team_with_those_it_is_shown_with_and_every_layer_above() -> None:
    everybody_taps()
    services.close_weeks(NEXT)
    found = services.figures(house.viewer("e10"), today=NEXT)
    assert found.here is not None
    assert found.here.team == "t1"
    assert {"Ploeg 2", "Ploeg 3"} <= set(found.weeks[0].together)
    assert [each.team for each in found.others] == ["d-1", "directors", "top"]
    for team in ("d-1", "directors", "top"):
        services.figures(house.viewer("e10"), team, today=NEXT)


@pytest.mark.parametrize("team", ["t4", "d-2", "t2", "nowhere"])
def test_a_team_beside_one_s_own_is_not_seen(team: str) -> None:
    with pytest.raises(PermissionDenied):
        services.figures(house.viewer("e10"), team, today=NEXT)
    page = house.sign_in("e10").get(reverse("signals:weeks"), {"team": team})
    assert page.status_code == 403


def test_a_leader_sees_what_stands_below_and_no_other_department() -> None:
    for team in ("d-1", "t1", "t3"):
        assert services.figures(house.viewer("dir1"), team, today=NEXT).here
    found = services.figures(house.viewer("dir1"), "d-1", today=NEXT)
    assert {"t1", "t2", "t3"} <= {each.team for each in found.others}
    with pytest.raises(PermissionDenied):
        services.figures(house.viewer("dir1"), "t4", today=NEXT)


def test_who_has_no_team_sees_the_organisation_as_a_whole() -> None:
    analyst = house.viewer("", Role.ANALYST)
    found = services.figures(analyst, today=NEXT)
    assert found.here is not None
    assert found.here.team == "top"
    with pytest.raises(PermissionDenied):
        services.figures(analyst, "t1", today=NEXT)
    with pytest.raises(PermissionDenied):
        services.figures(VISITOR, today=NEXT)


def test_the_three_kinds_of_sentences_differ() -> None:
    stored = house.sixty()
    more = [Membership(PersonId(f"x{n}"), TeamId("t1")) for n in range(40)]
    house.live_in(replace(stored, people=(*stored.people, *more)))
    tap(*(f"x{n}" for n in range(20)), "e70", "e71", "e72", "e73", "e80", "e81")
    services.close_weeks(NEXT)
    assert reading("e10").told is Told.CLEAR
    assert reading("e70").told is Told.UNCLEAR
    assert reading("ceo").told in {Told.SMALL, Told.PROTECTS}
    sentences = set()
    for person in ("e10", "e70", "ceo"):
        found = next(
            each
            for each in services.figures(house.viewer(person), today=NEXT).weeks[0].readings
            if each.text.startswith("A customer")
        )
        sentences.add(found.told)
    assert len(sentences) == 3


def test_the_page_tells_the_week_in_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody_taps()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: NEXT)
    page = house.sign_in("e10").get(reverse("signals:weeks")).content.decode()
    assert "from November 16 to November 22, 2026" in page or "16 November" in page
    assert "of every hundred" in page
    assert page.index("Someone higher up") < page.index("A customer had to tell")


def test_before_the_first_week_ended_the_page_says_when() -> None:
    page = house.sign_in("e10").get(reverse("signals:weeks")).content.decode()
    assert "No week has ended yet" in page


def test_who_stands_in_a_group_too_small_begins_with_the_smallest_above_that_is_told() -> None:
    stored = house.sixty()
    few = [each for each in stored.people if each.team not in {"t4", "t5", "t6"}]
    four = [Membership(PersonId(f"z{number}"), TeamId("t4")) for number in range(4)]
    house.live_in(replace(stored, people=(*few, *four)))
    tap("e10", "e70", "e80")
    services.close_weeks(NEXT)
    found = services.figures(house.viewer("z0"), today=NEXT)
    assert found.here is not None
    assert found.here.team == "top"  # nothing can be told of the two layers between
    assert any(each.told in TELLING for each in found.weeks[0].readings)
    assert "t4" in {each.team for each in found.others}
    own = services.figures(house.viewer("z0"), "t4", today=NEXT)
    assert own.here is not None
    assert own.here.team == "t4"
    assert not any(each.told in TELLING for each in own.weeks[0].readings)


TELLING = {Told.CLEAR, Told.UNCLEAR}
