from __future__ import annotations

import json
import uuid
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core import serializers

from binnenuit.organisation.model import TeamId
from binnenuit_web.mirror.models import Invitation, Layer, LayerKey, Look, OwnView, Round
from binnenuit_web.mirror.services.personal import is_forgotten
from binnenuit_web.mirror.services.seeing.places import place
from binnenuit_web.people.roles import Role
from tests.web import house

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
PERSON = "l1"
Layers = dict[int, Layer]
TABLES = (Round, Layer, Invitation, OwnView, Look, LayerKey)


@pytest.fixture
def leader() -> Client:
    """Somebody who leads, was asked, answered about himself, looked, and turned a key."""
    house.live_in(house.sixty())
    client = house.sign_in(PERSON, Role.TEAM_LEADER, Role.WORKS_COUNCIL)
    asked = Round.objects.create(
        once=uuid.uuid4(), name="2026-Q4", questionnaire={}, k=5, began_on=TODAY
    )
    teams = [{"id": "t1", "leader": PERSON}, {"id": "t2", "leader": "l2"}]
    layer = Layer.objects.create(round=asked, number=3, opened_on=TODAY, teams=teams)
    for person in (PERSON, "l2"):
        Invitation.objects.create(layer=layer, person=person, team="d-1", part="full")
        Look.objects.create(layer=layer, person=person, on=TODAY)
    OwnView.objects.create(round=asked, person=PERSON, answers={"A1": 4}, given_on=TODAY)
    LayerKey.objects.create(
        layer=layer, holder="works_council", by=PERSON, reason="Ziek", turned_on=TODAY
    )
    return client


def test_everything_of_the_mirror_is_taken_along(leader: Client) -> None:
    export = json.loads(leader.get("/people/me/export/").content)
    assert export["mirror.Invitation"][0]["team"] == "d-1"
    assert export["mirror.Layer"] == [
        {"layer__round__name": "2026-Q4", "layer__number": 3, "team": "t1"}
    ]
    assert export["mirror.Look"][0]["on"] == "2026-11-20"
    assert export["mirror.OwnView"][0]["answers"] == {"A1": 4}
    assert export["mirror.LayerKey"][0]["reason"] == "Ziek"


def test_who_is_forgotten_stands_nowhere_and_the_layer_goes_on(leader: Client) -> None:
    assert leader.post("/people/me/forget/").status_code == 302
    left = "".join(serializers.serialize("json", model.objects.all()) for model in TABLES)
    assert f'"{PERSON}"' not in left
    assert "Ziek" not in left
    assert not OwnView.objects.exists()
    assert Invitation.objects.count() == Look.objects.count() == 2
    assert LayerKey.objects.count() == 1
    team, other = Layer.objects.get().teams
    assert other["leader"] == "l2"
    assert is_forgotten(team["leader"])
    assert Look.objects.filter(person=team["leader"]).count() == 1


def test_two_people_can_be_forgotten_in_one_layer(leader: Client) -> None:
    leader.post("/people/me/forget/")
    house.sign_in("l2").post("/people/me/forget/")
    forgotten = {row.person for row in Invitation.objects.all()}
    assert len(forgotten) == 2
    assert all(map(is_forgotten, forgotten))


def test_who_is_forgotten_leads_nothing_in_what_is_kept_in_memory(shown_round: Layers) -> None:
    client, layer = house.sign_in("l1", Role.TEAM_LEADER), shown_round[3].pk
    before = place(layer)
    assert before is not None
    assert before.leader_of(TeamId("t1")) == "l1"
    client.post("/people/me/forget/")
    after = place(layer)
    assert after is not None
    assert is_forgotten(after.leader_of(TeamId("t1")) or "")
    assert "l1" not in {each.person for each in after.teams.people}
