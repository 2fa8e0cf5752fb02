"""Signing in at a real OpenID provider, which runs in a process of its own."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from binnenuit_web.config.elsewhere import providers
from binnenuit_web.people import services
from binnenuit_web.people.models import Account
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from tests.journeys.server import free_port
from tests.oidc.people import PROGRAM, SECRET
from tests.oidc.running import provider, sign_in_there

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django.fixtures import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("oidc")]

BACK = "/sign-in/elsewhere/back/"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("provider")
    with provider(free_port(), place, f"http://testserver{BACK}") as running:
        yield running


@pytest.fixture
def elsewhere(settings: Settings, issuer: str) -> Callable[..., None]:
    """Configure where people sign in; what is not said otherwise is right."""

    def configure(**changed: str) -> None:
        right = {
            "oidc_issuer": issuer,
            "oidc_client": PROGRAM,
            "oidc_secret": SECRET,
            "oidc_name": "The Bakery",
        }
        chosen = replace(settings.CHOSEN, **{**right, **changed})
        settings.SOCIALACCOUNT_PROVIDERS = providers(chosen)

    configure()
    return configure


def account(name: str = "ruben") -> int:
    return services.create_account(
        services.NewPerson(name, name.title(), (Role.EMPLOYEE,), language="en")
    )


def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


def going(client: Client, **sent: str) -> str:
    """Press the button, and give the address at the provider."""
    answer = client.post("/sign-in/elsewhere/", sent)
    address: str = answer.context["address"]
    return address


def walk(client: Client, name: str = "Ruben", **sent: str) -> Any:
    """Go there, sign in there, and come back."""
    return client.get(here(sign_in_there(going(client, **sent), name)))


def here(address: str) -> str:
    assert address.startswith(f"http://testserver{BACK}?"), address
    return address.removeprefix("http://testserver")


def said(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_whoever_has_an_account_comes_in_in_capitals_or_not(elsewhere: object) -> None:
    number = account("ruben")
    client = visitor()
    answer = walk(client, "Ruben", next="/people/me/")
    assert answer["Location"] == "/people/me/"
    assert client.session["_auth_user_id"] == str(number)


def test_nothing_is_kept_but_a_number(elsewhere: object) -> None:
    number = account()
    for _time in range(2):
        walk(visitor())
    kept = SocialAccount.objects.get()
    assert kept.user.pk == number
    assert set(kept.extra_data) <= {"sub"}
    assert Account.objects.count() == 1


def test_whoever_has_no_account_gets_none(elsewhere: object) -> None:
    account("ruben")
    client = visitor()
    answer = walk(client, "stranger")
    assert answer.status_code == 403
    assert "You have no account here yet" in said(answer)
    assert not is_in(client)
    assert Account.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_whose_account_has_ended_stays_out_also_when_known(elsewhere: object) -> None:
    number = account()
    walk(visitor())
    Account.objects.filter(pk=number).update(is_active=False)
    client = visitor()
    assert walk(client).status_code == 403
    assert not is_in(client)


def test_a_sign_in_name_that_was_given_to_somebody_else_opens_nothing(elsewhere: object) -> None:
    number = account()
    SocialAccount.objects.create(user_id=number, provider=services.provider(), uid="the one before")
    client = visitor()
    assert walk(client).status_code == 403
    assert not is_in(client)


def test_a_new_link_of_the_facilitator_lets_the_provider_know_somebody_anew(
    elsewhere: object,
) -> None:
    number = account()
    SocialAccount.objects.create(user_id=number, provider=services.provider(), uid="the one before")
    facilitator = Viewer(account_id=999, roles=frozenset({Role.FACILITATOR}))
    services.invite_again(facilitator, number, now=timezone.now())
    client = visitor()
    walk(client)
    assert is_in(client)


def test_another_issuer_knows_nobody(
    elsewhere: Callable[..., None], issuer: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The provider answers under this name, too, but its tokens name the one it goes by."""
    elsewhere(oidc_issuer=issuer.replace("127.0.0.1", "localhost"))
    account()
    client = visitor()
    answer = walk(client)
    assert answer.status_code == 403
    assert "Signing in did not work" in said(answer)
    assert not is_in(client)
    assert "did not work: InvalidIssuerError" in caplog.text


def test_an_issuer_that_is_not_there_is_told_kindly(elsewhere: Callable[..., None]) -> None:
    elsewhere(oidc_issuer=f"http://127.0.0.1:{free_port()}")
    answer = visitor().post("/sign-in/elsewhere/")
    assert answer.status_code == 403
    assert "the other side did not answer" in said(answer)


def test_the_wrong_secret_lets_nobody_in(elsewhere: Callable[..., None]) -> None:
    elsewhere(oidc_secret="guessed")
    account()
    client = visitor()
    assert walk(client).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    ("claim", "name"),
    [("badge", "kim"), ("preferred_username", "ruben"), ("email", "ruben@example.org")],
)
def test_a_claim_of_choice_holds_the_sign_in_name(
    elsewhere: Callable[..., None], claim: str, name: str
) -> None:
    elsewhere(oidc_claim=claim)
    number = account(name)
    client = visitor()
    walk(client)
    assert client.session["_auth_user_id"] == str(number)


def test_a_mail_address_that_nobody_verified_opens_nothing(elsewhere: Callable[..., None]) -> None:
    elsewhere(oidc_claim="email")
    account("stranger@example.org")
    client = visitor()
    assert walk(client, "stranger").status_code == 403
    assert not is_in(client)


def test_a_claim_that_is_missing_lets_nobody_in(elsewhere: Callable[..., None]) -> None:
    elsewhere(oidc_claim="shoe_size")
    account()
    assert walk(visitor()).status_code == 403


@pytest.mark.parametrize("tampered", ["state=made-up", "", "error=access_denied", "code=made-up"])
def test_an_answer_that_was_not_asked_for_lets_nobody_in(elsewhere: object, tampered: str) -> None:
    account()
    client = visitor()
    going(client)
    answer = client.get(f"{BACK}?{tampered}")
    assert answer.status_code == 403
    assert "Signing in did not work" in said(answer)
    assert not is_in(client)


def test_the_answer_of_one_browser_does_not_sign_in_another(elsewhere: object) -> None:
    account()
    mine, yours = visitor(), visitor()
    going(yours)
    answer = yours.get(here(sign_in_there(going(mine), "Ruben")))
    assert answer.status_code == 403
    assert not is_in(yours)


def test_an_answer_works_once(elsewhere: object) -> None:
    account()
    client = visitor()
    back = here(sign_in_there(going(client), "Ruben"))
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 403


def test_a_code_is_worth_nothing_without_the_proof_of_who_asked(elsewhere: object) -> None:
    account()
    client = visitor()
    address = going(client)
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    back = here(sign_in_there(address, "Ruben"))
    session = client.session
    state, *_when = session["socialaccount_states"][asked["state"][0]]
    state["pkce_code_verifier"] = "x" * 64
    session.save()
    assert client.get(back).status_code == 403
    assert not is_in(client)


def test_whoever_says_no_there_is_back_and_may_try_another_way(elsewhere: object) -> None:
    account()
    client = visitor()
    answer = client.get(here(sign_in_there(going(client), "Ruben", consents=False)))
    assert answer.status_code == 403
    assert "sign in another way" in said(answer)


def test_nobody_is_led_elsewhere_afterwards(elsewhere: object) -> None:
    account()
    assert walk(visitor(), next="https://evil.example/")["Location"] == "/"


def test_going_there_is_asked_for_by_the_button_only(elsewhere: object) -> None:
    assert visitor().get("/sign-in/elsewhere/")["Location"] == "/sign-in/"
    asked = parse_qs(urlsplit(going(visitor(), scope="everything", process="connect")).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile"}


def test_the_button_is_there_only_when_it_is_configured(
    elsewhere: object, settings: Settings
) -> None:
    assert "Sign in with The Bakery" in said(visitor().get("/sign-in/"))
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "/sign-in/elsewhere/" not in said(visitor().get("/sign-in/"))
    for address in ("/sign-in/elsewhere/", BACK):
        assert visitor().get(address).status_code == 404
        assert visitor().post(address).status_code == 404


def test_what_is_kept_is_taken_along_and_forgotten(elsewhere: object) -> None:
    account()
    client = visitor()
    walk(client)
    export = json.loads(client.get("/people/me/export/").content)
    assert len(export["socialaccount.SocialAccount"]) == 1
    client.post("/people/me/forget/")
    assert not SocialAccount.objects.exists()
    assert walk(visitor()).status_code == 403
