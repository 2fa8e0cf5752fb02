from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.organisation.model import PersonId
from binnenuit_web.mirror.models import Invitation, Layer, Round, Sending, Undelivered
from binnenuit_web.mirror.services import NotNowError, inviting
from binnenuit_web.mirror.services.inviting import How, WhyNot
from binnenuit_web.people import services as people
from binnenuit_web.people.models import LogbookLine, Reminder
from binnenuit_web.people.roles import Role
from tests.web.house import sign_in, viewer
from tests.web.mirror.reached import CLOSES, GUIDE, MONDAY, answered, house, mail_server

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADDRESSES = {"e10": "an@example.org", "e11": "bo@example.org", "e20": "cas@example.org"}


def _days(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def _remind(layer: Layer, how: How, today: date) -> None:
    sending = inviting.remind_by_mail(GUIDE, layer.pk, how, once=uuid4(), today=today)
    assert sending is not None
    inviting.deliver(sending, today)


def test_by_itself_it_reminds_after_five_days_and_two_before_the_end(settings: Settings) -> None:
    layer = house(**ADDRESSES)
    reminded_on = []
    with mail_server(settings) as server:
        for today in _days(MONDAY, CLOSES):
            before = len(server.taken)
            inviting.remind_due(today)
            if len(server.taken) > before:
                reminded_on.append(today)
    # The fifth day is a Saturday, so Monday; two days before the end as well, so Friday.
    assert reminded_on == [date(2026, 11, 9), date(2026, 11, 13)]
    assert set(layer.invitations.values_list("reminded", flat=True)) == {0, 2}


def test_nobody_who_answered_gets_a_reminder(settings: Settings) -> None:
    layer = house(**ADDRESSES)
    answered(layer, "e10")
    with mail_server(settings) as server:
        inviting.remind_due(date(2026, 11, 9))
    assert server.addresses == ["bo@example.org", "cas@example.org"]


def test_what_is_kept_of_a_reminder_does_not_tell_who_answered(settings: Settings) -> None:
    layer = house(**ADDRESSES)
    answered(layer, "e10")
    with mail_server(settings):
        inviting.remind_due(date(2026, 11, 9))
    told = set(
        layer.invitations.filter(person__in=ADDRESSES).values_list("reminded", "reminded_on")
    )
    assert told == {(1, date(2026, 11, 9))}
    assert set(Reminder.objects.values_list("person", flat=True)) == set(ADDRESSES)
    assert Undelivered.objects.count() == 0
    assert (
        LogbookLine.objects.latest("number").what
        == f"layer {layer.number} of round {layer.round_id}"
    )


def test_not_even_an_address_that_fails_tells_who_was_reminded(settings: Settings) -> None:
    layer = house(e10="noone@example.org")
    with mail_server(settings):
        _remind(layer, How.WAITING, MONDAY)
        _remind(layer, How.EVERYBODY, MONDAY + 3 * DAY)
    assert Undelivered.objects.count() == 0


def test_an_operator_may_have_everybody_reminded_alike(settings: Settings) -> None:
    layer = house(**ADDRESSES)
    answered(layer, "e10")
    with mail_server(settings, mail_reminders="everybody") as server:
        assert How.WAITING not in inviting.ways(GUIDE, layer.pk)
        inviting.remind_due(date(2026, 11, 9))
        with pytest.raises(NotNowError):
            _remind(layer, How.WAITING, date(2026, 11, 12))
    assert server.addresses == sorted(ADDRESSES.values())


@pytest.mark.parametrize("today", [date(2026, 11, 7), date(2026, 11, 8)])
def test_nobody_is_reminded_at_the_weekend(settings: Settings, today: date) -> None:
    layer = house(**ADDRESSES)
    with mail_server(settings) as server:
        inviting.remind_due(today)
        with pytest.raises(NotNowError):
            inviting.remind_on_paper(GUIDE, layer.pk, once=uuid4(), today=today)
    assert server.taken == []
    assert inviting.reminding(GUIDE, layer.pk, today).why_not is WhyNot.WEEKEND


def test_a_layer_is_reminded_twice_and_three_days_apart(settings: Settings) -> None:
    layer = house(**ADDRESSES)
    with mail_server(settings) as server:
        _remind(layer, How.WAITING, MONDAY)
        with pytest.raises(NotNowError):
            _remind(layer, How.WAITING, MONDAY + 2 * DAY)
        _remind(layer, How.EVERYBODY, MONDAY + 3 * DAY)
        with pytest.raises(NotNowError):
            _remind(layer, How.EVERYBODY, MONDAY + 9 * DAY)
    assert len(server.taken) == 2 * len(ADDRESSES)
    assert inviting.reminding(GUIDE, layer.pk, CLOSES).why_not is WhyNot.TWICE


def test_who_had_two_reminders_from_any_room_is_left_alone(settings: Settings) -> None:
    layer = house(**ADDRESSES)
    for day in (MONDAY - 3 * DAY, MONDAY - DAY):
        people.reminded(PersonId("e10"), "exchange", day)
    with mail_server(settings) as server:
        _remind(layer, How.WAITING, MONDAY)
    assert server.addresses == ["bo@example.org", "cas@example.org"]
    assert layer.invitations.get(person="e10").reminded == 0


@pytest.mark.parametrize("stopped", [True, False])
def test_a_layer_that_is_closed_or_stopped_reminds_nobody(
    settings: Settings, *, stopped: bool
) -> None:
    layer = house(**ADDRESSES)
    if stopped:
        Round.objects.update(stopped_on=MONDAY)
    else:
        Layer.objects.filter(pk=layer.pk).update(closed_on=MONDAY)
    with mail_server(settings) as server:
        inviting.remind_due(date(2026, 11, 9))
    assert server.taken == []
    assert Sending.objects.count() == 0


def test_without_a_mail_server_nothing_is_sent_and_nothing_is_counted() -> None:
    layer = house(**ADDRESSES)
    inviting.remind_due(date(2026, 11, 9))
    assert inviting.ways(GUIDE, layer.pk) == (How.LETTERS,)
    assert set(Invitation.objects.values_list("reminded", flat=True)) == {0}


def test_a_reminder_on_paper_is_the_same_for_who_answered() -> None:
    layer = house()
    answered(layer, "e10")
    written = inviting.remind_on_paper(GUIDE, layer.pk, once=uuid4(), today=MONDAY)
    assert len(written) == 18
    with pytest.raises(NotNowError):
        inviting.remind_on_paper(GUIDE, layer.pk, once=uuid4(), today=MONDAY)


def test_the_page_says_what_the_mail_server_would_learn(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = house(**ADDRESSES)
    client, once = sign_in("", Role.FACILITATOR), str(uuid4())
    address = f"/mirror/layers/{layer.pk}/remind/"
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: MONDAY + DAY)
    assert "mail server" not in client.get(address).content.decode()
    with mail_server(settings) as server:
        assert "your mail server then" in client.get(address).content.decode()
        for _again in range(2):
            client.post(address, {"how": "waiting", "once": once})
        assert client.post(address, {"how": "letters"}).status_code == 422
    assert server.addresses == sorted(ADDRESSES.values())


def test_the_same_form_sent_again_prints_the_same_letters_and_counts_once() -> None:
    layer, once = house(), uuid4()
    first = inviting.remind_on_paper(GUIDE, layer.pk, once=once, today=MONDAY)
    assert inviting.remind_on_paper(GUIDE, layer.pk, once=once, today=MONDAY) == first
    assert set(Invitation.objects.values_list("reminded", flat=True)) == {1}


def test_only_the_facilitator_reminds() -> None:
    layer = house()
    with pytest.raises(PermissionDenied):
        inviting.remind_on_paper(
            viewer("l1", Role.TEAM_LEADER), layer.pk, once=uuid4(), today=MONDAY
        )
