"""One tap counts once a week, for a group of ten and more, and says nothing about who tapped."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from binnenuit.organisation import TeamId
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services as people
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.viewer import VISITOR, Viewer
from binnenuit_web.signals import services
from binnenuit_web.signals.models import Count, Hand, Seat, Week
from binnenuit_web.signals.services import Counts
from tests.web import house

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 18)
CODE = "told-twice"


@pytest.fixture
def sixty(db: None) -> None:
    house.live_in(house.sixty())


def tap(viewer: Viewer, code: str = CODE, *, session: str = "s1", today: date = TODAY) -> bool:
    hand = services.holder(viewer, session)
    return services.it_happened(viewer, code, hand=hand, today=today)


def take_back(viewer: Viewer, code: str = CODE) -> None:
    services.take_back(viewer, code, hand=services.holder(viewer, "s1"), today=TODAY)


def counted(code: str = CODE) -> int:
    return sum(row.people for row in Count.objects.filter(symptom=code))


def test_the_same_person_counts_once_a_week(sixty: None) -> None:
    assert tap(house.viewer("e10"))
    assert tap(house.viewer("e10"), session="another phone")
    assert counted() == Hand.objects.count() == 1
    assert tap(house.viewer("e11"))
    assert counted() == 2


def test_next_week_he_counts_again(sixty: None) -> None:
    tap(house.viewer("e10"))
    tap(house.viewer("e10"), today=TODAY + timedelta(weeks=1))
    assert counted() == 2
    assert Week.objects.count() == 2


def test_a_tap_is_taken_back_once(sixty: None) -> None:
    tap(house.viewer("e10"))
    tap(house.viewer("e11"))
    for _ in range(2):
        take_back(house.viewer("e10"))
    assert counted() == Hand.objects.count() == 1
    take_back(house.viewer("e12"))
    assert counted() == 1


def test_teams_of_six_count_together(sixty: None) -> None:
    tap(house.viewer("e10"))
    tap(house.viewer("e20"))
    assert Count.objects.get(symptom=CODE, people__gt=0).people == 2


def test_nothing_is_counted_for_fewer_than_ten_people(sixty: None) -> None:
    tap(house.viewer("e10"))
    seats = Seat.objects.filter(group__isnull=False).values_list("group", flat=True)
    for group in set(Count.objects.values_list("group", flat=True)):
        assert list(seats).count(group) >= 10


def test_three_people_are_not_counted_and_told_to_talk(db: None) -> None:
    house.live_in(house.three())
    page = services.tap_page(house.viewer("an"), today=TODAY)
    assert page.counts is Counts.TOO_FEW
    assert len(page.symptoms) == 6
    assert not tap(house.viewer("an"))
    assert not Week.objects.exists()


def test_who_came_after_the_week_began_counts_from_the_next(sixty: None) -> None:
    tap(house.viewer("e10"))
    late = Viewer(roles=house.viewer("e10").roles, person=None, team=None)
    assert services.tap_page(late, today=TODAY).counts is Counts.NOWHERE
    new = house.viewer("newcomer", team="t1")
    assert services.tap_page(new, today=TODAY).counts is Counts.NEXT_WEEK
    assert not tap(new)


def test_who_changes_teams_counts_where_the_week_found_him(sixty: None) -> None:
    tap(house.viewer("e10"))
    moved = house.viewer("e11", team="t8")
    tap(moved)
    assert Count.objects.get(symptom=CODE, people__gt=0).people == 2


def test_a_hand_without_account_counts_once_in_its_session(sixty: None) -> None:
    linked = Viewer(
        roles=house.viewer("e10").roles, team=TeamId("t1"), speaks_for=TeamId("t1"), person=None
    )
    assert tap(linked, session="one")
    assert tap(linked, session="one")
    assert tap(linked, session="two")
    assert counted() == 2


def test_who_opens_the_link_of_a_team_again_is_still_the_same_hand(sixty: None) -> None:
    key = organisation.keys_for([TeamId("t1")])[TeamId("t1")]
    client = Client()
    for _ in range(3):
        client.get(f"/t/{key}/")
        client.post(reverse("signals:tap"), {"symptom": CODE})
    assert counted() == 1


def test_an_unknown_or_retired_symptom_is_not_counted(sixty: None) -> None:
    assert not tap(house.viewer("e10"), "no-such-thing")
    assert not Hand.objects.exists()


def test_in_a_closed_week_nobody_taps(sixty: None) -> None:
    tap(house.viewer("e10"))
    Week.objects.update(key=None)
    assert not tap(house.viewer("e11"))
    take_back(house.viewer("e10"))
    assert counted() == 1


def test_a_week_that_was_put_back_from_a_backup_takes_no_taps_until_the_next_one(
    sixty: None,
) -> None:
    today = timezone.localdate()
    tap(house.viewer("e10"), today=today)
    Week.objects.update(key=None)
    assert services.tap_page(house.viewer("e10"), today=today).counts is Counts.PUT_BACK
    client = house.sign_in("e11")
    page = client.get(reverse("signals:taps")).content.decode()
    assert "From Monday on taps are counted again" in page
    assert f'value="{CODE}"' not in page
    assert client.post(reverse("signals:tap"), {"symptom": CODE}).status_code == 302
    assert counted() == 1
    monday = today + timedelta(weeks=1)
    assert services.tap_page(house.viewer("e10"), today=monday).counts is Counts.YES
    assert tap(house.viewer("e10"), today=monday)


def test_a_visitor_may_not_tap(sixty: None) -> None:
    with pytest.raises(PermissionDenied):
        services.it_happened(VISITOR, CODE, hand="session x", today=TODAY)
    with pytest.raises(PermissionDenied):
        services.tap_page(VISITOR, today=TODAY)


def test_rows_tell_no_time_no_order_and_no_person(sixty: None) -> None:
    tap(house.viewer("e10"))
    columns = {field.name for model in (Count, Hand) for field in model._meta.get_fields()}
    assert columns == {"id", "week", "group", "symptom", "people", "hash", "thing"}
    # All counts are there from the beginning, so their numbers tell no order.
    groups = Count.objects.values("group").distinct().count()
    assert Count.objects.count() == 6 * groups
    assert not LogbookLine.objects.exists()


def test_whoever_has_only_the_database_cannot_try_out_who_tapped(
    sixty: None, settings: pytest.FixtureRequest
) -> None:
    tap(house.viewer("e10"))
    week = Week.objects.get()
    there = services.taps.hands_of(week, house.viewer("e10").person)
    assert Hand.objects.get().hash in there
    settings.SECRET_KEY = "another key"  # type: ignore[attr-defined]
    assert Hand.objects.get().hash not in services.taps.hands_of(week, house.viewer("e10").person)


def test_forgetting_leaves_an_empty_seat_and_no_hand(sixty: None) -> None:
    client = house.sign_in("e10")
    client.post(reverse("signals:tap"), {"symptom": CODE})
    viewer = Viewer(account_id=int(client.session["_auth_user_id"]))
    exported = people.export_all(viewer)["signals.Seat"]
    assert any(row.get("happened") == CODE for row in exported)
    people.forget_all(viewer)
    assert not Hand.objects.exists()
    assert not Seat.objects.filter(person="e10").exists()
    assert Seat.objects.count() == len(organisation.load().people) + 1
    assert counted() == 1  # one of at least ten, of whom nobody can say which


def test_the_page_offers_to_take_back_once_right_after(sixty: None) -> None:
    client = house.sign_in("e10")
    page = reverse("signals:taps")
    answer = client.post(reverse("signals:tap"), {"symptom": CODE}, follow=True)
    assert "Take it back" in answer.content.decode()
    assert "Nobody sees that it was you" in answer.content.decode()
    assert "Take it back" not in client.get(page).content.decode()
    client.post(reverse("signals:take_back"), {"symptom": CODE})
    assert counted() == 0


def test_what_was_tapped_stands_in_no_address_and_no_session(sixty: None) -> None:
    client = house.sign_in("e10")
    answer = client.post(reverse("signals:tap"), {"symptom": CODE})
    assert answer["Location"] == reverse("signals:taps")
    client.get(reverse("signals:taps"))
    for session in Session.objects.all():
        assert CODE not in str(session.get_decoded())


def test_through_the_link_of_a_team_one_may_tap(sixty: None) -> None:
    key = organisation.keys_for([TeamId("t1")])[TeamId("t1")]
    client = Client()
    client.get(reverse("chain:enter", args=[key]))
    for _ in range(2):
        client.post(reverse("signals:tap"), {"symptom": CODE})
    assert counted() == 1


def test_acknowledged_is_committed(
    sixty: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as later:
        tap(house.viewer("e10"))
    assert not later
    assert counted() == 1
