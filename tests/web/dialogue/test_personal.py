"""Taking along and having forgotten what one voted, wrote, answered and objected."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps

from binnenuit.dialogue.model import Vote
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Event, Objection, PollAnswer, Statement
from binnenuit_web.people.roles import Role
from tests.web import house
from tests.web.dialogue import asked, shaped
from tests.web.dialogue.asking import member

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

WAITS = "Niemand zegt iets over zebra's."
CARRIES = "Klanten horen dezelfde dag iets, ook een giraffe."
OBJECTS = "Dan neemt niemand op als de olifant belt."
ROOM = ("Event", "Statement", "Value", "Behaviour", "Link", "PollAnswer", "Objection")


@pytest.fixture
def lived() -> Client:
    """Somebody who took part in everything, and a second one who did the same."""
    house.live_in(house.sixty())
    client = house.sign_in("dir1", Role.DIRECTOR)
    question = asked.voting(CARRIES)
    poll = shaped.asked(shaped.value(f"{shaped.carrying(CARRIES).pk}-1"))
    for person in ("dir1", "dir2"):
        who = member(person, Role.DIRECTOR)
        services.cast(who, question, 1, Vote.AGREE, today=shaped.TODAY)
        services.write(who, question, f"{WAITS} {person}", once=uuid.uuid4(), today=shaped.TODAY)
        services.answer(who, poll, (7,), today=shaped.TODAY)
        services.object_to(who, poll, f"{OBJECTS} {person}", once=uuid.uuid4(), today=shaped.TODAY)
    for table in ("Value", "Link"):
        apps.get_model("dialogue", table).objects.update(by="dir1")
    return client


def test_what_somebody_said_is_taken_along_and_nothing_of_another(lived: Client) -> None:
    told = exported(lived)
    assert [row["vote"] for row in told["dialogue.Event"]] == ["agree"]
    assert [row["statement"] for row in told["dialogue.Statement"]] == [f"{WAITS} dir1"]
    assert [row["answer"] for row in told["dialogue.PollAnswer"]] == ["[7]"]
    assert [row["objection"] for row in told["dialogue.Objection"]] == [f"{OBJECTS} dir1"]
    assert len(told["dialogue.Value"]) == len(told["dialogue.Link"]) == 1
    assert "dir2" not in str([told[f"dialogue.{table}"] for table in ROOM])


def test_who_is_forgotten_leaves_nothing_here_and_others_keep_theirs(lived: Client) -> None:
    before = Event.objects.count()
    assert lived.post("/people/me/forget/").status_code == 302
    left = str([list(apps.get_model("dialogue", table).objects.values()) for table in ROOM])
    assert "dir1" not in left
    assert f"{WAITS} dir2" in left
    assert f"{OBJECTS} dir2" in left
    assert Event.objects.count() == before // 2
    assert PollAnswer.objects.count() == Objection.objects.count() == 1
    assert Statement.objects.filter(state=Statement.State.WAITING).count() == 1


def test_of_what_is_closed_nothing_can_be_taken_along_any_more(lived: Client) -> None:
    row = apps.get_model("dialogue", "Question").objects.get(closed_on=None)
    services.close_question(None, row.pk, shaped.TODAY)
    services.close_polls(shaped.LATER)
    told = exported(lived)
    assert [told[f"dialogue.{table}"] for table in ROOM if table not in {"Value", "Link"}] == [
        []
    ] * 5


def exported(client: Client) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = json.loads(client.get("/people/me/export/").content)
    return told
