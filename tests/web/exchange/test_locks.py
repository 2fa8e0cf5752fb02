from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from binnenuit.exchange import Kind, Side, State
from binnenuit.organisation import Membership, PersonId, Team, TeamId
from binnenuit_web.exchange import services
from binnenuit_web.exchange.models import Exchange, FirstLine
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.roles import Role
from binnenuit_web.promises.models import Promise
from tests.web import house
from tests.web.exchange.facts import TODAY, begun, declined, promised, talked, top_done, withdrawn

ADDRESS = "/bring-and-give/top-first/"


def opened() -> list[int]:
    return [layer for layer in range(6) if services.is_open(layer)]


def page(client: Client) -> str:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_nothing_is_open_before_the_top_has_begun(sixty: None) -> None:
    assert opened() == []
    begun("ceo")
    assert opened() == [1]


def test_one_line_too_few_is_not_a_beginning(sixty: None) -> None:
    begun("ceo")
    FirstLine.objects.get(about="dir2").delete()
    assert not services.has_begun()
    assert opened() == []


def test_the_next_layer_opens_when_the_top_talked_and_promised(sixty: None) -> None:
    begun("ceo")
    talked("ceo", "dir1", "dir2")
    talked("ceo", "dir3", sides=[Side.GIVER])
    promised("ceo", "dir1")
    assert opened() == [1]
    Exchange.objects.filter(receiver="dir3").delete()
    talked("ceo", "dir3")
    assert opened() == [1, 2]


def test_who_would_rather_not_keeps_nobody_waiting(sixty: None) -> None:
    begun("ceo")
    talked("ceo", "dir1", "dir2")
    declined("ceo", "dir3")
    promised("ceo", "dir1")
    assert opened() == [1, 2]


def test_without_a_promise_the_next_layer_stays_closed(sixty: None) -> None:
    begun("ceo")
    talked("ceo", "dir1", "dir2", "dir3")
    withdrawn(promised("ceo", "dir1"))
    assert opened() == [1]


def test_teams_and_customers_come_last(sixty: None) -> None:
    top_done()
    assert {each.layer for each in services.relations_now() if each.kind is not Kind.LEADING} == {4}
    for leader in ("dir1", "dir2", "dir3", *(f"l{number}" for number in range(1, 9))):
        people = [led.people for led in services.leading_now().led_by[PersonId(leader)]]
        assert 4 not in opened()
        talked(leader, *people[0])
        promised(leader, people[0][0])
    assert opened() == [1, 2, 3, 4]
    assert [each.state for each in services.layers_now(TODAY)] == [*[State.DONE] * 3, State.OPEN]


def test_in_a_shop_of_three_the_customer_comes_after_the_boss(three: None) -> None:
    begun("bo")
    assert opened() == [1]
    talked("bo", "an", "cas")
    promised("bo", "an")
    assert opened() == [1, 2]


def test_a_layer_that_opened_stays_open(sixty: None) -> None:
    top_done()
    assert opened() == [1, 2]
    stored = organisation.load()
    new = Membership(PersonId("dir4"), TeamId("directors"), "Directeur 4")
    organisation.replace(replace(stored, people=(*stored.people, new)))
    assert opened() == [2]  # the first talk with the new one waits for a first line
    withdrawn(Promise.objects.get())
    assert opened() == [2]
    assert services.layers_now(TODAY)[0].state is State.OPEN


def test_relations_follow_the_organisation_when_it_changes(sixty: None) -> None:
    before = services.relations_now()
    assert services.relations_now() is before
    stored = organisation.load()
    organisation.replace(replace(stored, links=()))
    assert len(services.relations_now()) == len(before) - 4


def test_everyone_who_signed_in_sees_what_is_open_and_for_whom_it_waits(sixty: None) -> None:
    top_done()
    talked("dir1", "l1", "l2", "l3")
    assert "Karin de Wit" in page(house.sign_in("", Role.ANALYST))
    shown = page(house.sign_in("e10"))
    assert "Directeur 1: 3 of 3 talks complete, no promise yet." in shown
    assert "Of 3 leaders, 1 had all their talks and 0 promised something." in shown
    assert "Closed." in shown
    assert "Turn your key" not in shown
    assert "/bring-and-give/begin/" not in shown


def test_who_came_through_the_link_of_a_team_sees_it_too(sixty: None) -> None:
    client = Client()
    team = TeamId("t1")
    client.get(f"/t/{organisation.keys_for([team])[team]}/")
    assert "Top first" in page(client)


def test_a_visitor_is_sent_to_sign_in(sixty: None) -> None:
    assert Client().get(ADDRESS)["Location"].startswith("/sign-in/")
    with pytest.raises(PermissionDenied):
        services.top_first(replace(house.viewer("e10"), roles=frozenset()), TODAY)


def test_it_is_the_move_of_who_leads_in_an_open_layer_alone(sixty: None) -> None:
    assert page(house.sign_in("ceo")).count("/bring-and-give/begin/") == 1
    top_done()
    assert "Go to your talks" in page(house.sign_in("dir1"))
    assert "Go to your talks" not in page(house.sign_in("l1"))
    picture = services.top_first(house.viewer("ceo"), TODAY)
    assert [each.is_mine for each in picture.layers] == [False] * 4


def test_of_two_at_the_top_each_begins_for_himself_and_both_are_waited_for(sixty: None) -> None:
    stored = organisation.load()
    team = Team(TeamId("beside"), "Beside", None, PersonId("zoe"))
    people = tuple(
        Membership(PersonId(who), TeamId("beside"), name)
        for who, name in (("zoe", "Zoe Smit"), ("max", "Max Bos"))
    )
    organisation.replace(
        replace(stored, teams=(*stored.teams, team), people=(*stored.people, *people))
    )
    begun("ceo")
    picture = services.top_first(house.viewer("ceo"), TODAY)
    assert (picture.to_begin, picture.i_begin) == (("Zoe Smit",), False)
    assert services.top_first(house.viewer("zoe"), TODAY).i_begin
    assert opened() == []
    begun("zoe")
    assert opened() == [1]


def test_of_many_leaders_some_are_named_and_the_others_counted(
    sixty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    top_done()
    module = import_module("binnenuit_web.exchange.services.top_first")
    monkeypatch.setattr(module, "NAMED", 2)
    layer = services.top_first(house.viewer("e10"), TODAY).layers[1]
    assert [each.name for each in layer.waits_for] == ["Directeur 1", "Directeur 2"]
    assert layer.more == 1


def test_an_empty_house_says_what_to_do(db: None) -> None:
    assert "Nobody leads anybody here yet." in page(house.sign_in("", Role.FACILITATOR))


def test_the_page_asks_the_database_little_whatever_the_number_of_people(
    sixty: None, django_assert_max_num_queries: object
) -> None:
    top_done()
    services.top_first(house.viewer("e10"), TODAY)
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        services.top_first(house.viewer("e10"), TODAY)
