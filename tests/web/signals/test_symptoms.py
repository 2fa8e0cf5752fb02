"""What can be tapped: six things always, and what an organisation adds."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from binnenuit_web.signals import services
from binnenuit_web.signals.models import Count, Symptom
from binnenuit_web.signals.services import NamesSomebodyError, NewSymptom
from tests.web import house

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 18)
OVEN = NewSymptom("De oven viel stil.", "The oven stood still.", good=False, once=uuid.uuid4())


@pytest.fixture(autouse=True)
def sixty(db: None) -> None:
    house.live_in(house.sixty())


def facilitator():
    return house.viewer("", Role.FACILITATOR)


def test_six_are_always_there_and_the_good_one_comes_first() -> None:
    assert [each.good for each in services.symptoms()] == [True, *[False] * 5]


def test_an_own_one_is_told_in_the_language_of_the_reader() -> None:
    services.add(facilitator(), OVEN)
    services.add(facilitator(), OVEN)
    assert Symptom.objects.count() == 1
    assert services.symptoms()[-1].text == "The oven stood still."
    with translation.override("nl"):
        assert services.symptoms()[-1].text == "De oven viel stil."


def again(nl: str, en: str = "") -> NewSymptom:
    return NewSymptom(nl, en, good=False, once=uuid.uuid4())


def test_the_same_words_are_not_counted_a_second_time() -> None:
    services.add(facilitator(), OVEN)
    services.add(facilitator(), again("de oven viel  stil"))
    services.add(facilitator(), again("", "The oven stood still!"))
    services.add(facilitator(), again("", "A customer had to tell the same thing twice."))
    assert Symptom.objects.count() == 1
    assert LogbookLine.objects.count() == 1


def test_what_was_retired_comes_back_as_what_it_was() -> None:
    services.running_week(TODAY)
    services.add(facilitator(), OVEN)
    before = Symptom.objects.get()
    services.retire(facilitator(), before.pk)
    services.add(facilitator(), OVEN)  # the form of then, sent once more
    assert not Symptom.objects.get().is_active
    services.add(facilitator(), again("De oven viel stil."))
    after = Symptom.objects.get()
    assert (after.code, after.is_active) == (before.code, True)
    assert services.it_happened(house.viewer("e10"), after.code, hand="person e10", today=TODAY)


def test_with_one_language_everybody_reads_that() -> None:
    services.add(facilitator(), NewSymptom("De oven viel stil.", "", good=False, once=uuid.uuid4()))
    assert services.symptoms()[-1].text == "De oven viel stil."


def test_an_own_one_can_be_tapped_in_the_week_that_runs() -> None:
    services.running_week(TODAY)
    services.add(facilitator(), OVEN)
    code = services.symptoms()[-1].code
    viewer = house.viewer("e10")
    assert services.it_happened(viewer, code, hand="person e10", today=TODAY)
    assert Count.objects.get(symptom=code, people=1)


def test_a_retired_one_is_asked_no_longer_and_keeps_its_words() -> None:
    services.add(facilitator(), OVEN)
    retired = services.symptoms()[-1]
    services.retire(facilitator(), retired.number or 0)
    assert retired.code not in {each.code for each in services.symptoms()}
    assert retired.text in {each.text for each in services.ever()}
    assert not services.it_happened(
        house.viewer("e10"), retired.code, hand="person e10", today=TODAY
    )


def test_a_symptom_names_nobody() -> None:
    with pytest.raises(NamesSomebodyError):
        services.add(
            facilitator(), NewSymptom("Karin de Wit belde.", "", good=False, once=uuid.uuid4())
        )
    page = house.sign_in("", Role.FACILITATOR).post(
        reverse("signals:symptoms"), {"nl": "Karin de Wit belde.", "once": uuid.uuid4()}
    )
    assert page.status_code == 422
    assert "Leave out the name Karin de Wit" in page.content.decode()
    assert not Symptom.objects.exists()


def test_only_the_facilitator_adds_and_retires() -> None:
    for role in set(Role) - {Role.FACILITATOR}:
        with pytest.raises(PermissionDenied):
            services.add(house.viewer("ceo", role), OVEN)
        with pytest.raises(PermissionDenied):
            services.retire(house.viewer("ceo", role), 1)


def test_the_logbook_says_that_one_was_added_and_not_what() -> None:
    services.add(facilitator(), OVEN)
    services.retire(facilitator(), Symptom.objects.get().pk)
    services.retire(facilitator(), Symptom.objects.get().pk)
    assert [line.did for line in LogbookLine.objects.all()] == ["symptom.added", "symptom.retired"]
    assert LogbookLine.objects.first().what == f"symptom {Symptom.objects.get().pk}"  # type: ignore[union-attr]


def test_the_page_adds_and_retires() -> None:
    client = house.sign_in("", Role.FACILITATOR)
    page = reverse("signals:symptoms")
    assert client.post(page, {"nl": "", "en": "", "once": uuid.uuid4()}).status_code == 422
    added = client.post(page, {"en": "The oven stood still.", "once": uuid.uuid4()}, follow=True)
    assert "The oven stood still." in added.content.decode()
    number = Symptom.objects.get().pk
    gone = client.post(reverse("signals:retire_symptom", args=[number]), follow=True)
    assert "The oven stood still." not in gone.content.decode()
