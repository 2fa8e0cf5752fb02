from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit_web.exchange import services
from binnenuit_web.exchange.models import Key
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services as people
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from tests.web import house
from tests.web.exchange.facts import TODAY, begun, promised, talked, top_done

if TYPE_CHECKING:
    from django.test import Client

ADDRESS = "/bring-and-give/top-first/2/key/"
WHY = {"reason": "Away until the spring."}


def page(client: Client) -> str:
    return client.get("/bring-and-give/top-first/").content.decode()


def both_turn() -> None:
    for who, role in (("e10", Role.FACILITATOR), ("e20", Role.WORKS_COUNCIL)):
        services.turn_key(house.viewer(who, role), 2, "Away until the spring.", today=TODAY)


def test_two_people_open_a_layer_out_of_order_and_everyone_sees_it(sixty: None) -> None:
    begun("ceo")
    facilitator = house.sign_in("", Role.FACILITATOR)
    council = house.sign_in("e20", Role.WORKS_COUNCIL)
    assert facilitator.post(ADDRESS, WHY).status_code == 302
    assert not services.is_open(2)
    assert council.post(ADDRESS, WHY).status_code == 302
    assert services.is_open(2)
    assert not services.is_open(3)
    shown = page(house.sign_in("e10"))
    assert "Opened out of order, with two keys." in shown
    assert shown.count("Away until the spring.") == 2
    assert "The key of the works council was turned on" in shown


def test_who_holds_both_roles_turns_only_one_key(sixty: None) -> None:
    begun("ceo")
    client = house.sign_in("", Role.FACILITATOR, Role.WORKS_COUNCIL)
    for _ in range(2):
        assert client.post(ADDRESS, WHY).status_code == 302
    assert Key.objects.count() == 1
    assert not services.is_open(2)
    assert LogbookLine.objects.filter(did="key.turned").count() == 1


def test_one_person_with_two_accounts_turns_only_one_key(sixty: None) -> None:
    for role in (Role.FACILITATOR, Role.WORKS_COUNCIL):
        services.turn_key(house.viewer("e10", role), 2, "Why not.", today=TODAY)
    assert Key.objects.get().holder == Role.FACILITATOR


def test_two_facilitators_are_not_two_keys(sixty: None) -> None:
    for who in ("e10", "e20"):
        services.turn_key(house.viewer(who, Role.FACILITATOR), 2, "Why not.", today=TODAY)
    assert Key.objects.get().by == "e10"


@pytest.mark.parametrize("role", set(Role) - {Role.FACILITATOR, Role.WORKS_COUNCIL})
def test_nobody_else_turns_a_key(sixty: None, role: Role) -> None:
    assert house.sign_in("e10", role).post(ADDRESS, WHY).status_code == 403
    with pytest.raises(PermissionDenied):
        services.turn_key(house.viewer("e10", role), 2, "Why not.", today=TODAY)
    assert not Key.objects.exists()


def test_a_layer_that_is_not_there_has_no_key(sixty: None) -> None:
    client = house.sign_in("e10", Role.FACILITATOR)
    for layer in (0, 5, 99_999):
        address = f"/bring-and-give/top-first/{layer}/key/"
        assert client.post(address, WHY).status_code == 403


def test_a_layer_that_is_open_needs_no_key(sixty: None) -> None:
    top_done()
    client = house.sign_in("e10", Role.FACILITATOR)
    answer = client.post(ADDRESS, WHY, follow=True)
    assert "Nothing was left to turn" in answer.content.decode()
    assert not Key.objects.exists()
    assert "/top-first/2/key/" not in page(client)
    assert "/top-first/3/key/" in page(client)


def test_two_keys_let_the_first_layer_begin_without_the_chief_executive(sixty: None) -> None:
    for who, role in (("e10", Role.FACILITATOR), ("e20", Role.WORKS_COUNCIL)):
        services.turn_key(house.viewer(who, role), 1, "Away until the spring.", today=TODAY)
    assert services.is_open(1)
    assert not services.is_open(2)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "This field is required."),
        ("x" * 301, "at most 300 characters"),
        ("Because of Karin de Wit.", "Leave out the name Karin de Wit"),
    ],
)
def test_a_reason_that_cannot_be_is_told_why(sixty: None, reason: str, said: str) -> None:
    begun("ceo")
    answer = house.sign_in("e10", Role.FACILITATOR).post(ADDRESS, {"reason": reason})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Key.objects.exists()


def test_the_logbook_never_holds_the_reason(sixty: None) -> None:
    both_turn()
    noted = LogbookLine.objects.filter(did="key.turned").values_list("what", flat=True)
    assert all(each.startswith("key ") and each.endswith("of layer 2") for each in noted)


def test_keys_that_were_needed_once_are_shown_for_good(sixty: None) -> None:
    begun("ceo")
    both_turn()
    talked("ceo", "dir1", "dir2", "dir3")
    promised("ceo", "dir1")
    shown = page(house.sign_in("e10"))
    assert "Opened out of order" not in shown
    assert shown.count("Away until the spring.") == 2


@pytest.mark.parametrize("person", ["e10", ""])
def test_a_forgotten_person_leaves_a_turned_key_without_a_word(sixty: None, person: str) -> None:
    begun("ceo")
    house.sign_in("l1", Role.FACILITATOR)  # somebody has to remain who can prepare
    client = house.sign_in(person, Role.FACILITATOR)
    client.post(ADDRESS, WHY)
    key = Key.objects.get()
    assert key.account_id is not None
    viewer = house.viewer(person, Role.FACILITATOR)
    mine = type(viewer)(account_id=key.account_id, roles=viewer.roles, person=viewer.person)
    assert people.export_all(mine)["exchange.Key"][0]["reason"] == WHY["reason"]
    people.forget_all(mine)
    assert Key.objects.filter(by="", account=None, reason="").exists()
    assert "Who gave the reason is no longer here." in page(house.sign_in("e20"))


def test_two_keys_at_one_moment_by_one_hand_are_one_key(
    sixty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun("ceo")
    client = house.sign_in("", Role.FACILITATOR, Role.WORKS_COUNCIL)
    assert client.post(ADDRESS, WHY).status_code == 302
    # The second was sent before the first was stored: it saw no key of this person.
    for place in (organisation, organisation.two_keys):
        monkeypatch.setattr(place, "has_turned", lambda *_: False)
    assert client.post(ADDRESS, WHY).status_code == 302
    assert Key.objects.count() == 1
    assert LogbookLine.objects.filter(did="key.turned").count() == 1
