"""Are we ready? Asked apart from everything else, and before the first mirror."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.dialogue.read.readiness import readiness
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Poll
from binnenuit_web.mirror import services as mirror
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from tests.web.dialogue import shaped
from tests.web.dialogue.asking import member
from tests.web.dialogue.shaped import LATER, SHAPER, TODAY
from tests.web.house import live_in, sign_in, sixty, three, viewer

pytestmark = pytest.mark.django_db

CODES = [item.code for item in readiness().items]
WANTS, CANNOT = (5,) * 4, (2,) * 4


@pytest.fixture
def house() -> None:
    live_in(sixty())


def begun(today: object = TODAY) -> int:
    return services.begin_readiness(SHAPER, once=uuid.uuid4(), today=today)  # type: ignore[arg-type]


def test_there_are_eight_statements_of_two_kinds_in_two_languages() -> None:
    assert [len(scale.items) for scale in readiness().scales] == [4, 4]
    assert (
        len({item.text[language] for item in readiness().items for language in ("nl", "en")}) == 16
    )


def test_one_answers_on_one_page_leaves_some_open_and_changes_it(house: None) -> None:
    begun()
    client = sign_in("e10")
    shown = client.get("/readiness/").content.decode()
    assert "not been validated" in shown
    assert client.post("/readiness/", {}).status_code == 422
    client.post("/readiness/", {"R1": "5", "R5": "2"})
    client.post("/readiness/", {"R1": "4", "R5": "2"})
    page = services.readiness_page(member("e10"), TODAY)
    assert page.poll is not None
    assert page.poll.mine == (4, None, None, None, 2, None, None, None)
    assert sign_in("", Role.FACILITATOR).post("/readiness/", {"R1": "5"}).status_code == 403


def test_two_scales_are_shown_by_group_and_told_apart(house: None) -> None:
    poll = begun()
    shaped.answered(poll, (*WANTS, *CANNOT))
    services.close_polls(LATER)
    page = services.poll_page(SHAPER, poll, LATER)
    wants, can = page.rows[0].figures
    assert wants is not None
    assert can is not None
    assert wants.value == pytest.approx(5, abs=0.6)
    assert can.value == pytest.approx(2, abs=0.6)
    assert sum(all(row.figures) for row in page.rows) > 1
    shown = sign_in("e10").get("/readiness/").content.decode()
    assert "Do we want to?" in shown
    assert "Are we able to?" in shown


def test_it_is_asked_once_a_quarter_by_who_guides(house: None) -> None:
    once = uuid.uuid4()
    first = services.begin_readiness(SHAPER, once=once, today=TODAY)
    assert services.begin_readiness(SHAPER, once=once, today=TODAY) == first
    with pytest.raises(PermissionDenied):
        services.begin_readiness(viewer("ceo", Role.CHIEF_EXECUTIVE), once=once, today=TODAY)
    for day in (TODAY, LATER, LATER + timedelta(days=90)):
        services.close_polls(day)
        with pytest.raises(services.StandsOtherwiseError):
            begun(day)
    assert begun(LATER + timedelta(days=91)) != first


def test_the_first_round_of_the_mirror_waits_for_it_unless_somebody_says_otherwise(
    house: None,
) -> None:
    new = mirror.NewRound("first")
    with pytest.raises(mirror.NotReadyError):
        mirror.start_round(SHAPER, new, once=uuid.uuid4(), today=TODAY)
    begun()
    assert services.ready_for_mirror() is None
    with pytest.raises(mirror.NotReadyError):
        mirror.start_round(SHAPER, new, once=uuid.uuid4(), today=TODAY)
    services.close_polls(LATER)
    assert services.ready_for_mirror() == LATER
    number = mirror.start_round(SHAPER, new, once=uuid.uuid4(), today=LATER)
    assert not LogbookLine.objects.filter(did="mirror.unready").exists()
    mirror.end_round(SHAPER, number, LATER)
    Poll.objects.all().delete()
    assert mirror.start_round(SHAPER, mirror.NewRound("second"), once=uuid.uuid4(), today=LATER)


def test_fewer_than_ten_people_talk_about_it_and_are_not_kept_waiting() -> None:
    live_in(three())
    begun()
    assert services.ready_for_mirror() == TODAY
    assert "no number, a talk" in sign_in("an").get("/readiness/").content.decode()
