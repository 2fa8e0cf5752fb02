from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client

from binnenuit_web.people import services
from binnenuit_web.people.models import Account
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

PASSWORD = "brood en boter"
MINE, ADD = "/people/me/passkeys/", "/people/me/passkeys/add/"


def account(name: str = "kim", password: str | None = None) -> int:
    new = services.NewPerson(name, name.title(), (Role.EMPLOYEE,), language="en")
    return services.create_account(new, password=password)


def entered(number: int) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Account.objects.get(pk=number))
    return client


def stored(number: int, name: str = "my phone", key: str = "abc") -> int:
    data = {"name": name, "credential": {"id": key}}
    made = Authenticator.objects.create(user_id=number, type="webauthn", data=data)
    return int(made.pk)


def long_ago(client: Client) -> None:
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 16 * 60
    session.save()


def said(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_whoever_just_came_in_is_offered_a_passkey() -> None:
    answer = entered(account()).get(ADD)
    offered = answer.context["offered"]["creation_options"]["publicKey"]
    assert offered["rp"] == {"id": "testserver", "name": "Binnenuit"}
    assert offered["user"]["displayName"] == "Kim"
    assert offered["authenticatorSelection"]["residentKey"] == "required"
    assert offered["authenticatorSelection"]["userVerification"] == "required"


def test_the_name_of_the_house_in_the_passkey_follows_the_address(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["inside.example.org"]
    client = entered(account())
    answer = client.get(ADD, headers={"host": "inside.example.org:8443"})
    assert answer.context["offered"]["creation_options"]["publicKey"]["rp"]["id"] == (
        "inside.example.org"
    )


@pytest.mark.parametrize("address", [ADD, f"{MINE}1/remove/"])
def test_after_a_while_the_password_is_asked_once_more(address: str) -> None:
    client = entered(account(password=PASSWORD))
    long_ago(client)
    answer = client.get(address)
    assert answer["Location"] == f"/people/me/again/?next={address.replace('/', '%2F')}"
    wrong = client.post("/people/me/again/", {"password": "something else", "next": address})
    assert "This is not your password." in said(wrong)
    assert client.get(address).status_code == 302
    right = client.post("/people/me/again/", {"password": PASSWORD, "next": address})
    assert right["Location"] == address
    assert client.get(address).status_code in {200, 404}


def test_whoever_has_a_passkey_only_is_asked_for_it_once_more() -> None:
    number = account()
    stored(number)
    client = entered(number)
    long_ago(client)
    assert client.get(ADD)["Location"].startswith("/people/me/again/passkey/?next=")


def test_whoever_has_no_password_comes_in_again_in_his_own_way() -> None:
    client = entered(account())
    long_ago(client)
    for answer in (client.get(ADD), client.post(ADD, {"credential": "{}"})):
        assert "come in again the way you always do" in said(answer)
    assert not Authenticator.objects.exists()


def test_nobody_goes_elsewhere_after_proving_who_he_is() -> None:
    client = entered(account(password=PASSWORD))
    sent = {"password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/people/me/again/", sent)["Location"] == "/"


def test_somebody_sees_and_removes_only_his_own() -> None:
    kim, lee = account("kim"), account("lee")
    hers = stored(lee, "Lee's phone")
    client = entered(kim)
    assert "Lee" not in said(client.get(MINE))
    assert client.get(f"{MINE}{hers}/remove/").status_code == 404
    client.post(f"{MINE}{hers}/remove/")
    assert Authenticator.objects.filter(pk=hers).exists()


@pytest.mark.parametrize(("password", "warns"), [(None, True), (PASSWORD, False)])
def test_whoever_removes_his_only_way_in_is_told_so(password: str | None, warns: bool) -> None:
    number = account(password=password)
    key = stored(number)
    page = said(entered(number).get(f"{MINE}{key}/remove/"))
    assert ("It is your only way in." in page) is warns


def test_removing_twice_removes_once_and_says_the_same() -> None:
    number = account()
    key = stored(number)
    client = entered(number)
    for _time in range(2):
        answer = client.post(f"{MINE}{key}/remove/", follow=True)
        assert "no longer signs in" in said(answer)
    watcher = Viewer(account_id=number, roles=frozenset({Role.WORKS_COUNCIL}))
    lines = [line for line in services.logbook(watcher) if line.did == "passkey.removed"]
    assert [line.what for line in lines] == [f"passkey {key}"]


def test_the_same_passkey_sent_twice_adds_nothing() -> None:
    number = account()
    stored(number, key="abc")
    answer = entered(number).post(ADD, {"name": "again", "credential": '{"id": "abc"}'})
    assert answer["Location"] == MINE
    assert Authenticator.objects.count() == 1


BROKEN: list[object] = [
    "",
    "{",
    "[" * 5000,
    [],
    [1],
    "text",
    7,
    None,
    {},
    {"id": "abc"},
    {"id": "abc", "rawId": "abc", "type": "public-key", "response": {}},
    {"id": "abc", "rawId": "abc", "type": "public-key", "response": {"clientDataJSON": "e30"}},
    {
        "id": "abc",
        "rawId": "abc",
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {"clientDataJSON": "e30", "attestationObject": "oA"},
    },
    {
        "id": "abc",
        "rawId": "abc",
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": "e30",
            "authenticatorData": "AAAA",
            "signature": "AAAA",
            "userHandle": "MQ",
        },
    },
    {"id": "abc", "rawId": "abc", "type": "public-key", "response": {"userHandle": 3}},
]


@pytest.mark.parametrize("credential", BROKEN)
def test_a_broken_passkey_is_refused_kindly_everywhere(credential: object) -> None:
    text = credential if isinstance(credential, str) else json.dumps(credential)
    number = account(password=PASSWORD)
    client = entered(number)
    client.get(ADD)
    assert client.post(ADD, {"name": "x", "credential": text}).status_code == 422
    stored_count = Authenticator.objects.count()
    visitor = Client(headers={"accept-language": "en"})
    visitor.get("/sign-in/passkey/", headers={"accept": "application/json"})
    answer = visitor.post("/sign-in/passkey/", {"credential": text}, follow=True)
    assert "This passkey is not known here" in said(answer)
    assert stored_count == 0


def test_a_browser_is_told_what_to_ask_for_and_a_reader_is_sent_to_sign_in() -> None:
    visitor = Client()
    answer = visitor.get("/sign-in/passkey/", headers={"accept": "application/json"})
    options = json.loads(answer.content)["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    assert "allowCredentials" not in options or options["allowCredentials"] == []
    assert visitor.get("/sign-in/passkey/")["Location"] == "/sign-in/"


def test_a_password_keeps_working_next_to_a_passkey() -> None:
    stored(account(password=PASSWORD))
    answer = Client().post("/sign-in/", {"login": "kim", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_nothing_of_a_passkey_is_left_of_whoever_is_forgotten() -> None:
    number = account()
    stored(number, "Kanariepiet")
    client = entered(number)
    export = json.loads(client.get("/people/me/export/").content)
    assert [row["name"] for row in export["mfa.Authenticator"]] == ["Kanariepiet"]
    client.post("/people/me/forget/")
    assert not Authenticator.objects.exists()


def test_the_link_of_a_team_has_nothing_to_add_a_passkey_to() -> None:
    client = Client()
    for address in (MINE, ADD, "/people/me/again/", "/people/me/again/passkey/"):
        assert client.get(address)["Location"].startswith("/sign-in/?next=")
