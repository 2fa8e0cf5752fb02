from __future__ import annotations

from datetime import date, timedelta

import pytest

from binnenuit.organisation.model import PersonId
from binnenuit_web.people import services
from binnenuit_web.people.models import Reminder

pytestmark = pytest.mark.django_db
AN, BO = PersonId("an"), PersonId("bo")
TODAY = date(2026, 11, 18)


def test_nobody_is_reminded_more_than_twice_in_fourteen_days_whichever_room_asks() -> None:
    services.reminded(AN, "mirror", TODAY)
    assert services.may_remind(AN, TODAY)
    services.reminded(AN, "exchange", TODAY + timedelta(days=3))
    assert not services.may_remind(AN, TODAY + timedelta(days=13))
    assert services.may_remind(AN, TODAY + timedelta(days=14))
    assert services.of_whom_may_be_reminded([AN, BO], TODAY + timedelta(days=4)) == [BO]


def test_nobody_at_all_cannot_be_reminded() -> None:
    assert not services.may_remind(PersonId(""), TODAY)


def test_reminders_are_forgotten_after_thirty_days() -> None:
    services.all_reminded([AN, BO], "mirror", TODAY)
    services.forget_old_reminders(TODAY + timedelta(days=30))
    assert Reminder.objects.count() == 2
    services.forget_old_reminders(TODAY + timedelta(days=31))
    assert Reminder.objects.count() == 0
