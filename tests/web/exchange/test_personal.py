"""What is kept about a person goes along on request, and goes away on request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from binnenuit.exchange import Kind, Question, WhoIsCustomer
from binnenuit_web.exchange import services
from binnenuit_web.exchange.models import Exchange, FirstLine, Key, Mark, Part
from binnenuit_web.people.roles import Role
from tests.web.exchange.talking import (
    GETS_OF_GIVER,
    OF_GIVER,
    OF_RECEIVER,
    TODAY,
    between,
    both_sign,
    holder_of,
    leading,
    open_every_layer,
    sign,
    words_of,
)
from tests.web.house import live_in, sign_in, sixty, three, viewer

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def everything_stored() -> str:
    """All rows of this room, as text."""
    tables = apps.get_app_config("exchange").get_models()
    return str([row for table in tables for row in table._default_manager.values()])


def export_of(client: Client) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(client.get("/people/me/export/").content)
    return found


def test_one_takes_along_what_one_wrote_and_what_one_was_shown() -> None:
    live_in(three())
    open_every_layer()
    talk = leading("bo", "an")
    client = sign_in("an")
    sign(viewer("bo"), talk, OF_GIVER)
    assert not words_of(str(export_of(client)))
    sign(viewer("an"), talk, OF_RECEIVER)
    services.mark(viewer("an"), talk, Question.GETS, alike=False)
    services.mark(viewer("bo"), talk, Question.BRINGS, alike=True)
    export = export_of(client)
    assert export["exchange.Part"][0]["brings"] == OF_RECEIVER[0]
    assert export["exchange.Exchange"][0]["other_gets"] == GETS_OF_GIVER
    assert export["exchange.Mark"] == [{"talk": talk, "question": "gets", "alike": False}]
    assert not words_of(str(export_of(sign_in("cas"))))


def test_of_who_is_forgotten_nothing_is_left_that_he_wrote_or_that_names_him() -> None:
    live_in(three())
    open_every_layer()
    FirstLine.objects.create(
        by="bo", about="an", customer=WhoIsCustomer.YOU, line="Zeldzame regel", written_on=TODAY
    )
    talk, other = leading("bo", "an"), leading("bo", "cas")
    both_sign(viewer("bo"), viewer("an"), talk)
    sign(viewer("cas"), other, ("Blijft", "Blijft ook"))
    sign_in("an").post("/people/me/forget/")
    left = everything_stored()
    assert not words_of(left)
    assert "'an'" not in left
    assert "Zeldzame regel" not in left
    assert "Blijft ook" in left
    assert [row.pk for row in Exchange.objects.all()] == [other]


def test_who_stood_at_the_top_takes_the_first_lines_along_or_away() -> None:
    live_in(three())
    sign_in("helper", Role.FACILITATOR)
    client = sign_in("bo", Role.CHIEF_EXECUTIVE)
    services.write_first_line(
        viewer("bo"), "an", customer=WhoIsCustomer.PEOPLE, line="Zeldzame regel", today=TODAY
    )
    assert export_of(client)["exchange.FirstLine"][0]["line"] == "Zeldzame regel"
    assert not export_of(sign_in("an"))["exchange.FirstLine"]
    client.post("/people/me/forget/")
    assert not FirstLine.objects.exists()


def test_what_a_leader_wrote_for_a_team_goes_and_the_talk_of_the_teams_stays() -> None:
    live_in(sixty())
    open_every_layer()
    talk = between("t1", "t2", Kind.SERVING)
    both_sign(viewer("l1"), holder_of("t2"), talk)
    services.mark(holder_of("t2"), talk, Question.GETS, alike=True)
    sign_in("l1", Role.TEAM_LEADER).post("/people/me/forget/")
    left = everything_stored()
    assert words_of(left) == set(OF_RECEIVER)
    assert "'l1'" not in left
    assert not Mark.objects.exists()
    assert Part.objects.count() == 1
    seen = services.talk(holder_of("t1"), talk, today=TODAY)
    assert seen.mine is None
    assert seen.theirs is None


def test_a_key_stays_turned_when_who_turned_it_is_forgotten() -> None:
    live_in(sixty())
    sign_in("helper", Role.FACILITATOR)
    for person in ("e10", ""):  # somebody of the people file, and an adviser from outside
        client = sign_in(person, Role.WORKS_COUNCIL)
        account = client.session["_auth_user_id"]
        Key.objects.create(
            layer=len(person) + 2,
            holder="works_council",
            by=person,
            account_id=account,
            reason="Zeldzame reden",
            turned_on=TODAY,
        )
        assert export_of(client)["exchange.Key"][0]["reason"] == "Zeldzame reden"
        client.post("/people/me/forget/")
        row = Key.objects.get(layer=len(person) + 2)
        assert (row.by, row.account_id, row.reason) == ("", None, "")


def test_who_is_in_no_people_file_loses_nothing_of_others() -> None:
    live_in(three())
    open_every_layer()
    sign_in("helper", Role.FACILITATOR)
    talk = leading("bo", "an")
    both_sign(viewer("bo"), viewer("an"), talk)
    before = everything_stored()
    client = sign_in("", Role.WORKS_COUNCIL)
    assert not any(rows for name, rows in export_of(client).items() if name.startswith("exchange"))
    client.post("/people/me/forget/")
    assert everything_stored() == before
