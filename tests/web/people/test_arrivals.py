"""Accounts for everybody in the people file, changing them, and coming in without a password."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from binnenuit.organisation.model import Membership, Organisation, PersonId, Team, TeamId
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import acts, services
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from tests.web.house import SHOP, live_in, sign_in, sixty, three

pytestmark = pytest.mark.django_db

FACILITATOR = Viewer(account_id=999, roles=frozenset({Role.FACILITATOR}))
GOOD = "brood en boter"


def roles_of(person: str) -> set[str]:
    account = services.accounts.Account.objects.get(person=person)
    return {duty.role for duty in account.duties.all()}


def did() -> list[str]:
    return [line.did for line in reversed(services.logbook(FACILITATOR))]


def test_roles_follow_from_whom_somebody_leads() -> None:
    live_in(sixty())
    made = services.accounts_for(FACILITATOR, None)
    assert len(made) == 60
    expected = {
        "ceo": Role.CHIEF_EXECUTIVE,
        "dir1": Role.DIRECTOR,
        "l1": Role.TEAM_LEADER,
        "e10": Role.EMPLOYEE,
    }
    assert {person: roles_of(person) for person in expected} == {
        person: {role} for person, role in expected.items()
    }


def test_who_leads_leaders_without_being_a_director_is_a_middle_manager() -> None:
    chain = ("a", "b", "c", "d", "e")
    teams = [Team(TeamId("t-a"), "A", leader=PersonId("a"))]
    for above, leader in pairwise(chain):
        teams.append(Team(TeamId(f"t-{leader}"), leader, TeamId(f"t-{above}"), PersonId(leader)))
    people = [Membership(PersonId("a"), TeamId("t-a"), "A")]
    for above, person in zip(chain, (*chain[1:], "f"), strict=True):
        people.append(Membership(PersonId(person), TeamId(f"t-{above}"), person))
    live_in(Organisation(teams=tuple(teams), people=tuple(people)))
    roles = {str(each.person): each.role for each in organisation.people_of_teams()}
    assert roles == {
        "a": Role.CHIEF_EXECUTIVE,
        "b": Role.DIRECTOR,
        "c": Role.MIDDLE_MANAGER,
        "d": Role.MIDDLE_MANAGER,
        "e": Role.TEAM_LEADER,
        "f": Role.EMPLOYEE,
    }


def test_making_accounts_again_adds_nobody_and_keeps_ended_ones_ended() -> None:
    live_in(three())
    [an] = services.accounts_for(FACILITATOR, None)[1:2]
    services.shut_out(FACILITATOR, an)
    assert services.accounts_for(FACILITATOR, None) == ()
    assert not services.accounts.Account.objects.get(pk=an).is_active


def test_only_people_of_the_teams_that_were_asked_for_get_an_account() -> None:
    live_in(sixty())
    assert len(services.accounts_for(FACILITATOR, ["t1"])) == 6
    assert did() == ["account.made"] * 6


def test_two_of_one_name_get_two_sign_in_names_that_can_be_typed() -> None:
    people = [("p1", "Zoë van der Børg"), ("p2", "Zoe van der Borg"), ("p3", ""), ("p4", "李")]
    live_in(
        Organisation(
            teams=(Team(TeamId("t"), "T"),),
            people=tuple(Membership(PersonId(key), TeamId("t"), name) for key, name in people),
        )
    )
    services.accounts_for(FACILITATOR, None)
    found = dict(services.accounts.Account.objects.values_list("person", "username"))
    assert len(set(found.values())) == 4
    assert found["p2"] == "zoe.van.der.borg"
    assert (found["p3"], found["p4"]) == ("p3", "person")


def test_one_button_makes_accounts_and_says_how_many() -> None:
    live_in(three())
    client = sign_in("", Role.FACILITATOR)
    page = client.post("/people/everybody/", follow=True).content.decode()
    assert "3 accounts were made." in page
    assert (
        "0 accounts were made." in client.post("/people/everybody/", follow=True).content.decode()
    )


def test_somebody_can_hold_several_roles() -> None:
    live_in(three())
    facilitator = sign_in("", Role.FACILITATOR)
    sent = {
        "name": "Bo",
        "username": "bo",
        "roles": ["team_leader", "works_council"],
        "person": "bo",
        "language": "en",
    }
    assert facilitator.post("/people/invite/", sent).status_code == 200
    assert roles_of("bo") == {"team_leader", "works_council"}


def test_roles_and_team_change_and_stand_in_the_logbook() -> None:
    live_in(three())
    facilitator, an = sign_in("", Role.FACILITATOR), sign_in("an")
    account = services.accounts.Account.objects.get(person="an")
    assert an.get("/logbook/").status_code == 403
    sent = {"roles": ["employee", "works_council"], "team": SHOP}
    assert facilitator.post(f"/people/{account.pk}/", sent).status_code == 302
    assert an.get("/logbook/").status_code == 200
    assert did() == ["account.roles-changed"]
    facilitator.post(f"/people/{account.pk}/", sent)
    assert did() == ["account.roles-changed"]
    facilitator.post(f"/people/{account.pk}/", {**sent, "team": ""})
    assert did()[1:] == ["account.moved"]


def test_an_account_keeps_at_least_one_role() -> None:
    live_in(three())
    facilitator = sign_in("", Role.FACILITATOR)
    sign_in("an")
    account = services.accounts.Account.objects.get(person="an")
    assert facilitator.post(f"/people/{account.pk}/", {"team": ""}).status_code == 422
    assert roles_of("an") == {"employee"}


def test_the_last_facilitator_stays_one() -> None:
    client = sign_in("", Role.FACILITATOR)
    account = services.first_of(Role.FACILITATOR)
    assert account is not None
    answer = client.post(f"/people/{account.id}/", {"roles": ["employee"]})
    assert answer.status_code == 422
    assert client.get("/people/").status_code == 200


def test_whose_account_it_is_can_be_said_once() -> None:
    live_in(three())
    facilitator = sign_in("", Role.FACILITATOR)
    account = services.first_of(Role.FACILITATOR)
    assert account is not None
    address = f"/people/{account.id}/"
    roles = {"roles": ["facilitator"], "team": ""}
    assert facilitator.post(address, {**roles, "person": "nobody"}).status_code == 422
    assert facilitator.post(address, {**roles, "person": "an"}).status_code == 302
    tied = services.accounts.Account.objects.get(pk=account.id)
    assert (tied.person, tied.team) == ("an", "shop")  # the team that the people file says
    facilitator.post(address, {**roles, "team": "shop", "person": "bo"})
    assert services.accounts.Account.objects.get(pk=account.id).person == "an"
    assert did() == ["account.tied"]


def test_nobody_gets_a_second_account() -> None:
    live_in(three())
    sign_in("an")
    facilitator = sign_in("", Role.FACILITATOR)
    sent = {"name": "A", "username": "a", "roles": "employee", "person": "an", "language": "en"}
    assert facilitator.post("/people/invite/", sent).status_code == 422


def test_one_goes_on_without_a_password_and_may_choose_one_later() -> None:
    new = services.NewPerson("kim", "Kim", (Role.EMPLOYEE,), language="en")
    _account, token = services.invite(FACILITATOR, new, now=timezone.now())
    client = Client()
    assert client.post(f"/people/welcome/{token}/", {"without": "yes"}).status_code == 302
    assert Client().post(f"/people/welcome/{token}/", {"without": "yes"}).status_code == 410
    page = client.get("/people/me/").content.decode()
    assert 'name="current"' not in page
    client.post("/people/me/password/", {"password": GOOD})
    assert 'name="current"' in client.get("/people/me/").content.decode()
    assert Client().login(username="kim", password=GOOD)


def test_a_password_that_was_chosen_asks_for_the_one_before() -> None:
    new = services.NewPerson("kim", "Kim", (Role.EMPLOYEE,), language="en")
    services.create_account(new, password=GOOD)
    client = Client()
    client.login(username="kim", password=GOOD)
    assert client.post("/people/me/password/", {"password": "boter en brood"}).status_code == 422


def test_a_new_link_leaves_the_password_that_was_there() -> None:
    new = services.NewPerson("kim", "Kim", (Role.EMPLOYEE,), language="en")
    account = services.create_account(new, password=GOOD)
    token = services.invite_again(FACILITATOR, account, now=timezone.now())
    Client().post(f"/people/welcome/{token}/", {"without": "yes"})
    assert Client().login(username="kim", password=GOOD)


def test_every_step_of_an_account_stands_in_the_logbook() -> None:
    sign_in("", Role.FACILITATOR)
    new = services.NewPerson("kim", "Kim", (Role.EMPLOYEE,), language="en")
    account, _first = services.invite(FACILITATOR, new, now=timezone.now())
    token = services.invite_again(FACILITATOR, account, now=timezone.now())
    client = Client()
    client.post(f"/people/welcome/{token}/", {"password": GOOD})
    client.post("/people/me/forget/")
    services.shut_out(FACILITATOR, services.first_of(Role.FACILITATOR).id)  # type: ignore[union-attr]
    assert did() == [
        "account.made",
        "account.invited-again",
        "account.entered",
        "account.forgotten",
        "account.shut-out",
    ]
    assert set(did()) <= set(acts.registered())
