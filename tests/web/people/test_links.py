from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from binnenuit_web.people import services
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer

pytestmark = pytest.mark.django_db

FACILITATOR = Viewer(account_id=999, roles=frozenset({Role.FACILITATOR}))
KIM = services.NewPerson("Kim.Bakker", "Kim Bakker", (Role.EMPLOYEE,), language="en")
GOOD = "brood en boter"


def test_the_set_up_link_makes_a_facilitator_once() -> None:
    now = timezone.now()
    token = services.set_up_link(now)
    assert token is not None
    given = {"name": "Ruben Smit", "username": "ruben", "password": GOOD}
    answer = Client().post(f"/people/set-up/{token}/", given)
    assert answer.status_code == 302
    assert services.first_of(Role.FACILITATOR).name == "Ruben Smit"
    assert Client().get(f"/people/set-up/{token}/").status_code == 410
    assert services.set_up_link(now) is None


def test_a_password_may_not_look_like_the_name() -> None:
    token = services.set_up_link(timezone.now())
    given = {"name": "Ruben Smithuizen", "username": "ruben", "password": "rubensmithuizen"}
    answer = Client().post(f"/people/set-up/{token}/", given)
    assert answer.status_code == 422
    assert not services.has_accounts()
    _account, welcome = services.invite(FACILITATOR, KIM, now=timezone.now())
    address = f"/people/welcome/{welcome}/"
    assert Client().post(address, {"password": "kim.bakker1"}).status_code == 422
    assert Client().post(address, {"password": GOOD}).status_code == 302


def test_a_new_set_up_link_ends_the_one_before() -> None:
    now = timezone.now()
    first, second = services.set_up_link(now), services.set_up_link(now)
    assert not services.is_set_up_link(first, now=now)
    assert services.is_set_up_link(second, now=now)


def test_the_set_up_link_ends_after_a_day() -> None:
    now = timezone.now()
    token = services.set_up_link(now)
    assert not services.is_set_up_link(token, now=now + timedelta(days=1, seconds=1))


def test_only_a_hash_of_a_link_is_stored() -> None:
    _account, token = services.invite(FACILITATOR, KIM, now=timezone.now())
    stored = services.links.OneTimeLink.objects.get()
    assert token not in str(vars(stored))


def test_an_invitation_works_once_and_signs_in() -> None:
    account, token = services.invite(FACILITATOR, KIM, now=timezone.now())
    client = Client()
    page = client.get(f"/people/welcome/{token}/")
    assert "kim.bakker" in page.content.decode()
    assert client.post(f"/people/welcome/{token}/", {"password": GOOD}).status_code == 302
    assert client.session["_auth_user_id"] == str(account)
    assert Client().post(f"/people/welcome/{token}/", {"password": GOOD}).status_code == 410


def test_no_cache_keeps_a_page_whose_address_is_a_key() -> None:
    _account, token = services.invite(FACILITATOR, KIM, now=timezone.now())
    for address in (f"/people/welcome/{token}/", "/people/set-up/none/"):
        assert "no-store" in Client().get(address)["Cache-Control"]


def test_a_weak_password_is_refused_and_the_invitation_stays() -> None:
    _account, token = services.invite(FACILITATOR, KIM, now=timezone.now())
    assert Client().post(f"/people/welcome/{token}/", {"password": "1234"}).status_code == 422
    assert Client().get(f"/people/welcome/{token}/").status_code == 200


def test_an_invitation_ends_after_two_weeks() -> None:
    now = timezone.now()
    _account, token = services.invite(FACILITATOR, KIM, now=now)
    assert services.invitation(token, now=now + timedelta(days=13)) is not None
    assert services.accept(token, GOOD, now=now + timedelta(days=15)) is None


def test_a_new_link_ends_the_one_before() -> None:
    now = timezone.now()
    account, first = services.invite(FACILITATOR, KIM, now=now)
    services.invite_again(FACILITATOR, account, now=now)
    assert services.invitation(first, now=now) is None


def test_nobody_signs_in_before_choosing_a_password() -> None:
    services.invite(FACILITATOR, KIM, now=timezone.now())
    for password in ("", "!", "None"):
        answer = Client().post("/sign-in/", {"login": "kim.bakker", "password": password})
        assert answer.status_code == 200


def test_only_a_facilitator_invites() -> None:
    with pytest.raises(PermissionError):
        services.invite(
            Viewer(account_id=1, roles=frozenset({Role.DIRECTOR})), KIM, now=timezone.now()
        )


def test_a_sign_in_name_is_the_same_in_capitals() -> None:
    services.create_account(KIM, password=GOOD)
    answer = Client().post("/sign-in/", {"login": "KIM.bakker", "password": GOOD})
    assert answer.status_code == 302
    assert services.is_username_taken(" Kim.Bakker ")


def test_of_two_who_use_a_link_at_the_same_moment_one_gets_in() -> None:
    now = timezone.now()
    _account, token = services.invite(FACILITATOR, KIM, now=now)
    seen_by_both = services.links._living(token, now)
    assert [services.links._use(seen_by_both), services.links._use(seen_by_both)] == [True, False]
