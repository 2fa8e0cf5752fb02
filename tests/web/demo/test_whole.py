from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from binnenuit.organisation.model import Basis, CodeMapping, Dimension, TeamId
from binnenuit_web.demo import whole
from binnenuit_web.demo.load import load
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people import services as people
from binnenuit_web.people.models import Account
from binnenuit_web.people.roles import Role
from tests.web.test_permissions import names

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from binnenuit.organisation.model import Organisation

DESTRUCTIVE = (
    "/organisation/name/",
    "/organisation/teams/",
    "/organisation/teams/check/",
    "/organisation/teams/type/",
    "/organisation/customers/",
    "/books/",
    "/books/accounts/",
    "/books/codes/",
    "/naming/renew/counter",
    "/people/invite/",
    "/people/me/password/",
    "/people/me/language/",
    "/people/me/forget/",
    "/people/me/passkeys/add/",
    "/people/codes/",
    "/people/everybody/",
    "/this-happened/symptoms/",
    "/mirror/rounds/",
    "/mirror/rounds/begin/",
    "/mirror/rounds/questions/",
    "/mirror/agreement/",
    "/mirror/layers/1/mail/",
    "/core-questions/1/close/",
)


@pytest.fixture
def stored(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Organisation:
    """Load the organisation without its life, which takes long: see test_life."""
    monkeypatch.setattr("binnenuit_web.demo.load.live", lambda _today: None)
    settings.DEMO = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "binnenuit_web.demo.whole.StaysWhole"]
    load()
    return organisation.load()


@pytest.fixture
def facilitator(stored: Organisation) -> Client:
    client = Client()
    client.post("/demo/facilitator/")
    return client


@pytest.mark.parametrize("address", DESTRUCTIVE)
def test_what_cannot_be_put_back_is_refused_with_a_sentence(
    facilitator: Client, stored: Organisation, address: str
) -> None:
    answer = facilitator.post(
        address,
        {"name": "Spoilt", "lines": "Spoilt", "language": "en", "currency": "EUR"},
        headers={"referer": f"http://testserver{address}?page=2"},
    )
    assert answer.status_code == 302
    assert answer["Location"] == address
    assert "binnenuit start" in facilitator.get("/people/me/").content.decode()
    assert organisation.load() == stored
    assert organisation.facts().name == "Bakkersgroep Dageraad"
    assert Account.objects.filter(is_active=True).count() == 5


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/bring-and-give/top-first/2/key/", {"reason": "Nobody answers."}),
        ("/this-happened/tap/", {"symptom": "for-whom"}),
    ],
)
def test_what_is_alive_may_be_tried_out(
    facilitator: Client, address: str, sent: dict[str, str]
) -> None:
    page = facilitator.post(address, sent, follow=True).content.decode()
    assert "binnenuit start" not in page
    assert "Counted for this week." in page or "Your key is turned." in page


def test_the_way_back_leads_to_nobody_else(facilitator: Client) -> None:
    for referer in ("https://evil.example/books/", "http://testserver//evil.example", "nonsense"):
        answer = facilitator.post("/books/", headers={"referer": referer})
        assert answer["Location"] == "/"


def test_what_may_be_sent_in_the_demo_exists() -> None:
    assert set(names()) >= whole._TRIED_OUT | whole._HARMLESS


def test_what_a_visitor_tries_out_shows_at_once_and_is_put_back_in_time(
    facilitator: Client, stored: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = next(each for each in stored.links if each.basis is Basis.NAMED)
    mapping = CodeMapping(Dimension.ACCOUNT, "8000", TeamId("counter"))
    facilitator.post(
        "/unknown/assign/", {"dimension": "account", "code": "8000", "team": "counter"}
    )
    facilitator.post(reverse("chain:naming", args=[link.supplier]), {"target_0": ""})
    assert mapping in organisation.load().mapping
    assert link not in organisation.load().links

    monkeypatch.setattr(whole, "PUT_BACK_SECONDS", 0)
    facilitator.get("/")
    assert set(organisation.load().links) == set(stored.links)
    assert organisation.load().mapping == stored.mapping
    assert organisation.load().teams == stored.teams


def test_looking_around_puts_nothing_back(
    facilitator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "PUT_BACK_SECONDS", 0)
    facilitator.get("/")
    before = organisation.facts().revision
    facilitator.get("/for-whom/")
    facilitator.post("/groceries/", {"page": "0"})
    assert organisation.facts().revision == before


def test_life_is_counted_from_today_again_on_a_new_day(monkeypatch: pytest.MonkeyPatch) -> None:
    put_back: list[str] = []
    monkeypatch.setattr(whole, "put_back", lambda: put_back.append("done"))
    today = timezone.localdate()
    stays_whole = whole.StaysWhole(lambda _request: HttpResponse())
    stays_whole(RequestFactory().get("/"))
    assert put_back == []
    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=1))
    stays_whole(RequestFactory().get("/"))
    stays_whole(RequestFactory().get("/"))
    assert put_back == ["done"]


def test_all_five_can_still_be_entered_after_a_visitor_tried_to_shut_them_out(
    facilitator: Client,
) -> None:
    for account in Account.objects.values_list("pk", flat=True):
        facilitator.post(f"/people/{account}/shut-out/")
        facilitator.post(f"/people/{account}/invite-again/")
    roles = ("chief_executive", "team_leader", "employee", "facilitator", "works_council")
    assert all(people.first_of(Role(role)) for role in roles)
