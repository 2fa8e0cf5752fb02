"""Layers open from the top, one after the other, when those above saw and promised."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.model.locks import State, Wait
from binnenuit.organisation.model import Membership, PersonId, TeamId
from binnenuit_web.mirror import services
from binnenuit_web.mirror.models import Code, Layer, LayerKey, Look
from binnenuit_web.mirror.services import Enough
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import VISITOR
from tests.web import house
from tests.web.exchange.facts import promised, talked, withdrawn
from tests.web.mirror import walked
from tests.web.mirror.walked import COUNCIL, GUIDE, LATER, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def round_begun(db: None) -> None:
    house.live_in(house.sixty())
    walked.begun()


def may_open() -> list[int]:
    return [each.number for each in walked.picture().layers if each.may_open]


def put_as_shown(number: int) -> None:
    """As released; what was shown makes no difference to the locks."""
    walked.opened(number)
    Layer.objects.filter(number=number).update(closed_on=LATER, shown_on=LATER, shown={"A": ""})


def test_a_round_begins_with_every_layer_locked_and_only_the_first_may_open() -> None:
    layers = walked.picture().layers
    assert [each.number for each in layers] == [1, 2, 3, 4]
    assert [each.customers for each in layers] == [False, False, False, True]
    assert {each.state for each in layers} == {State.LOCKED}
    assert may_open() == [1]
    with pytest.raises(services.NotNowError):
        walked.opened(2)


def test_a_layer_stays_locked_until_the_one_above_is_shown_and_its_leader_looked_and_promised() -> (
    None
):
    walked.opened(1)
    assert may_open() == []
    put_as_shown(1)
    assert may_open() == []
    (waits,) = walked.shown(1).waits_for
    assert waits.has_to == (Wait.LOOK, Wait.PROMISE)
    services.look(house.viewer("ceo"), walked.row(1).pk, TODAY)
    assert may_open() == []
    promise = promised("ceo", "dir1")
    assert may_open() == [2]
    withdrawn(promise)
    assert may_open() == []


def test_opening_fixes_teams_and_who_is_invited_and_makes_a_code_for_each() -> None:
    layer = walked.opened(1)
    parts = sorted(layer.invitations.values_list("part", flat=True))
    assert parts == [Part.ABOVE.value] * 8 + [Part.FULL.value] * 3
    assert Code.objects.filter(layer=layer).count() == 11
    before = services.frozen(layer)
    assert {member.team for member in before.people} == {"directors"}
    house.live_in(house.three())
    assert services.frozen(walked.row(1)) == before


def test_opening_twice_changes_nothing() -> None:
    first = walked.opened(1)
    again = walked.opened(1, TODAY + timedelta(days=5))
    assert (again.closes_on, again.secret) == (first.closes_on, first.secret)
    assert Code.objects.count() == 11


def test_people_wait_three_days_for_a_leader_who_did_not_answer_about_himself() -> None:
    layer = walked.opened(1)
    assert set(Code.objects.values_list("from_on", flat=True)) == {TODAY + timedelta(days=3)}
    assert walked.shown(1).waits_for[0].has_to == (Wait.OWN_VIEW,)
    services.give_own_view(house.viewer("ceo"), {"A1": 4, "A2": "dk"}, today=TODAY)
    assert set(Code.objects.filter(layer=layer).values_list("from_on", flat=True)) == {TODAY}
    assert walked.shown(1).waits_for == ()


def test_with_fewer_than_ten_below_the_top_there_is_only_the_talk() -> None:
    small = house.sixty()
    few = [each for each in small.people if each.person not in {"l2", "l3", "l5", "l6", "l8"}]
    people = [*few, *(Membership(PersonId(p), TeamId("directors")) for p in ("dir4", "dir5"))]
    house.live_in(type(small)(teams=small.teams, people=tuple(people)))
    layer = walked.opened(1)
    assert not layer.invitations.filter(part=Part.ABOVE).exists()
    assert services.only_talk(layer) == {"directors"}
    assert layer.invitations.count() == 5
    put_as_shown(1)
    promised("ceo", "dir1")
    Look.objects.create(layer=walked.row(1), person="ceo", on=TODAY)
    assert walked.shown(1).waits_for[0].has_to == (Wait.TALK,)
    talked("ceo", "dir1", "dir2", "dir3", "dir4", "dir5")
    assert may_open() == [2]


def test_where_fewer_than_k_could_answer_nobody_is_asked_and_they_talk() -> None:
    house.live_in(house.three())
    services.end_round(GUIDE, walked.row(1).round_id, TODAY)
    services.start_round(GUIDE, services.NewRound("small", unready=True), once=uuid4(), today=TODAY)
    layer = Layer.objects.get(round__name="small", number=1)
    services.open_layer(GUIDE, layer.pk, closes_on=walked.CLOSES, today=TODAY)
    found = walked.shown(1)
    assert (found.state, found.only_talk) == (State.SHOWN, True)
    assert not Code.objects.exists()
    assert [each.has_to for each in found.waits_for] == [(Wait.TALK, Wait.PROMISE)]


def test_below_k_the_talk_stands_for_looking() -> None:
    put_as_shown(1)
    walked.done(1, "ceo")
    put_as_shown(2)
    waits = {each.name: each.has_to for each in walked.shown(2).waits_for}
    assert waits["Directeur 1"] == (Wait.LOOK, Wait.PROMISE)
    talked("dir1", "l1", "l2", "l3")
    promised("dir1", "l1")
    assert "Directeur 1" not in {each.name for each in walked.shown(2).waits_for}


def test_who_has_left_keeps_nobody_waiting() -> None:
    put_as_shown(1)
    here = organisation.load()
    teams = [
        type(team)(team.id, team.name, team.parent, None) if team.leader == "ceo" else team
        for team in here.teams
    ]
    stay = tuple(each for each in here.people if each.person != "ceo")
    house.live_in(type(here)(teams=tuple(teams), people=stay))
    assert walked.shown(1).waits_for == ()


def test_two_keys_of_two_people_open_a_layer_out_of_order_and_all_see_why() -> None:
    layer = walked.row(2).pk
    both = house.viewer("e11", Role.FACILITATOR, Role.WORKS_COUNCIL)
    assert services.turn_key(both, layer, "The director is ill.", today=TODAY)
    assert services.turn_key(both, layer, "Once more.", today=TODAY)
    assert LayerKey.objects.count() == 1
    assert may_open() == [1]
    assert services.turn_key(COUNCIL, layer, "We agree.", today=TODAY)
    assert may_open() == [1, 2]
    walked.opened(2)
    seen = walked.shown(2, house.viewer("e30"))
    assert seen.by_keys
    assert [key.reason for key in seen.keys] == ["The director is ill.", "We agree."]
    assert may_open() == [1]


def test_no_key_is_turned_for_a_layer_that_may_open_or_is_open() -> None:
    assert not services.turn_key(COUNCIL, walked.row(1).pk, "No.", today=TODAY)
    walked.opened(1)
    assert not services.turn_key(COUNCIL, walked.row(1).pk, "No.", today=TODAY)


def test_enough_is_told_by_night_from_half_of_ten_people_and_never_a_number() -> None:
    walked.opened(1)
    walked.answered(1, ["dir1", "dir2", "dir3", "l1", "l2"])
    services.look_by_night()
    assert walked.shown(1).enough is Enough.NOT_YET
    walked.answered(1, ["l3"])
    assert walked.shown(1).enough is Enough.NOT_YET
    services.look_by_night()
    assert walked.shown(1).enough is Enough.ENOUGH


def test_of_fewer_than_ten_people_it_is_not_told_whether_enough_answered() -> None:
    put_as_shown(1)
    walked.done(1, "ceo")
    walked.opened(2)
    walked.answered(2)
    services.look_by_night()
    assert walked.shown(2).people == 8
    assert walked.shown(2).enough is Enough.UNTOLD


def test_only_the_guide_opens_closes_and_shows_and_only_a_leader_looks() -> None:
    layer = walked.row(1).pk
    for who in (COUNCIL, house.viewer("ceo", Role.CHIEF_EXECUTIVE), VISITOR):
        with pytest.raises(PermissionDenied):
            services.open_layer(who, layer, closes_on=walked.CLOSES, today=TODAY)
        with pytest.raises(PermissionDenied):
            services.close_layer(who, layer, TODAY)
        with pytest.raises(PermissionDenied):
            services.release_layer(who, layer, TODAY)
        with pytest.raises(PermissionDenied):
            services.rehearse(who, layer)
    put_as_shown(1)
    for person in ("dir1", "e10"):
        with pytest.raises(PermissionDenied):
            services.look(house.viewer(person), layer, TODAY)
    with pytest.raises(PermissionDenied):
        services.round_picture(VISITOR, TODAY)


def test_the_logbook_tells_of_opening_and_keys_and_of_no_answer() -> None:
    walked.opened(1)
    walked.answered(1)
    services.give_own_view(house.viewer("ceo"), {"A1": 4}, today=TODAY)
    services.turn_key(COUNCIL, walked.row(2).pk, "Ill.", today=TODAY)
    lines = list(LogbookLine.objects.values_list("did", flat=True))
    assert lines == ["mirror.begun", "mirror.unready", "mirror.opened", "mirror.key-turned"]
