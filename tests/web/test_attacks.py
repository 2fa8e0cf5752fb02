from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import path
from django.utils import timezone

from binnenuit.organisation.model import TeamId
from binnenuit_web.config.logs import WithoutKeys
from binnenuit_web.home.limits import MOST_IN_FILES, MOST_IN_FORMS
from binnenuit_web.organisation import services as organisation_services
from binnenuit_web.people import services as people
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import TEAM_LINK, Viewer
from tests.web.chain.conftest import organisation  # noqa: F401  the bakery, stored

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.http import HttpRequest, HttpResponse

CANARY = "Canary Zebra"
ELSEWHERE = ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)")


def key_of(team: str) -> str:
    return organisation_services.keys_for([TeamId(team)])[TeamId(team)]


@pytest.mark.django_db
@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_no_address_leads_elsewhere(next_page: str) -> None:
    account = people.NewPerson("kim", "Kim", (Role.EMPLOYEE,))
    people.create_account(account, password="brood en boter")
    sent = {"login": "kim", "password": "brood en boter", "next": next_page}
    client = Client()
    assert client.post("/sign-in/", sent)["Location"] == "/"
    answer = client.post("/language/", {"language": "nl", "next": next_page})
    assert answer["Location"] == "/"


@pytest.mark.django_db
def test_whoever_knew_the_session_before_does_not_know_it_after() -> None:
    people.create_account(
        people.NewPerson("kim", "Kim", (Role.EMPLOYEE,)), password="brood en boter"
    )
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.post("/sign-in/", {"login": "kim", "password": "brood en boter"})
    assert client.session.session_key != before
    assert not Client(headers={"cookie": f"sessionid={before}"}).session.get(TEAM_LINK)


def test_a_renewed_link_also_ends_what_was_opened_with_the_old_one(organisation: object) -> None:  # noqa: F811
    client = Client()
    client.get(f"/t/{key_of('oven')}/")
    assert client.get("/naming/team/oven").status_code == 200
    organisation_services.renew_key(TeamId("oven"))
    assert client.get("/naming/team/oven").status_code == 302
    assert client.get("/for-whom/").status_code == 302


def test_the_link_of_a_team_that_is_gone_opens_nothing(organisation: object) -> None:  # noqa: F811
    client = Client()
    key = key_of("lonely")
    client.get(f"/t/{key}/")
    organisation_services.type_teams("Directors\n  Operations\n  Sales\n", confirmed=True)
    assert client.get("/for-whom/").status_code == 302
    assert Client().get(f"/t/{key}/").status_code == 404


@pytest.mark.django_db
def test_an_invitation_ends_after_two_weeks_and_after_one_use(
    sign_in_as: Callable[..., Client],
) -> None:
    sign_in_as(Role.FACILITATOR)
    viewer = people.first_of(Role.FACILITATOR)
    assert viewer is not None
    prepares = Viewer(account_id=viewer.id, roles=frozenset({Role.FACILITATOR}))
    new = people.NewPerson("kim", "Kim", (Role.EMPLOYEE,))
    now = timezone.now()
    _account, token = people.invite(prepares, new, now=now - timedelta(days=14, seconds=1))
    assert Client().get(f"/people/welcome/{token}/").status_code == 410
    token = people.invite_again(prepares, _account, now=now)
    password = {"password": "brood en boter"}
    assert Client().post(f"/people/welcome/{token}/", password).status_code == 302
    assert Client().post(f"/people/welcome/{token}/", password).status_code == 410


def test_the_holder_of_a_link_has_no_account_to_change(organisation: object) -> None:  # noqa: F811
    client = Client()
    client.get(f"/t/{key_of('oven')}/")
    answer = client.post("/people/me/language/", {"language": "en"})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def broken(request: HttpRequest) -> HttpResponse:
    msg = f"secret of {CANARY}"
    raise RuntimeError(msg)


urlpatterns = [path("broken/", broken)]
handler500 = "binnenuit_web.home.views.broken"


@pytest.mark.urls("tests.web.test_attacks")
@pytest.mark.django_db
def test_a_fault_tells_the_visitor_nothing() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    for secret in (CANARY, "RuntimeError", "Traceback", "test_attacks"):
        assert secret not in answer.content.decode()


def test_keys_and_names_stay_out_of_the_logs(
    organisation: object,  # noqa: F811
    sign_in_as: Callable[..., Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    facilitator = sign_in_as(Role.FACILITATOR)
    invited = {"name": CANARY, "username": "canary", "roles": "employee", "language": "en"}
    page = facilitator.post("/people/invite/", invited).content.decode()
    token = page.partition("/people/welcome/")[2].partition("/")[0]
    guest = Client()
    guest.post(f"/people/welcome/{token}/", {"password": "x"})
    guest.get(f"/for-whom/{CANARY}")
    guest.post(f"/people/welcome/{token}/", {"password": "brood en boter"})
    guest.get(f"/for-whom/{CANARY}")
    guest.get(f"/for-whom/?q={CANARY}")
    guest.post("/people/me/forget/")
    assert "Canary" not in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/people/welcome/abcdefgh1/", "/people/welcome/.../"),
        ("/c/abcdefgh1/", "/c/.../"),
        ("/t/abcdefgh1/", "/t/.../"),
        ("/people/code/#ABCD-EFGH-JKMN", "/people/code/#..."),
    ],
)
def test_a_key_in_an_address_is_left_out_of_the_log(address: str, logged: str) -> None:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s: %s", ("Fault", address), None
    )
    assert WithoutKeys().filter(record)
    assert record.getMessage() == f"Fault: {logged}"


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..\\..\\x.csv", "people.csv/../../x", "\x00.csv", "a" * 400]
)
def test_the_name_of_a_file_leads_nowhere(
    db: None, sign_in_as: Callable[..., Client], tmp_path: Path, name: str
) -> None:
    client = sign_in_as(Role.FACILITATOR)
    file = SimpleUploadedFile("x.csv", b"team,name,parent\ntop,Top,\n")
    file._name = name  # type: ignore[attr-defined]  # past Django's own cleaning
    answer = client.post("/organisation/teams/", {"teams": file})
    assert answer.status_code in {200, 422}
    kept = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert all("uploads" in each.parts and each.stem == "teams" for each in kept)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"PK\x03\x04" + b"x" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"team,name,parent\n" + b"a," * 100_000,
    ],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx", "pdf"])
def test_a_hostile_file_gets_a_sentence(
    db: None, sign_in_as: Callable[..., Client], content: bytes, ending: str
) -> None:
    client = sign_in_as(Role.FACILITATOR)
    for address, field in (("/organisation/teams/", "teams"), ("/books/", "file")):
        file = SimpleUploadedFile(f"x.{ending}", content)
        answer = client.post(address, {field: file}, follow=True)
        text = answer.content.decode()
        assert answer.status_code in {200, 422}
        assert "Traceback" not in text
        assert "/uploads/" not in text
        assert "root:" not in text


@pytest.mark.parametrize("role", [None, Role.CHIEF_EXECUTIVE])
def test_nobody_else_fills_the_disk_with_files(
    sign_in_as: Callable[..., Client], role: Role | None
) -> None:
    client = sign_in_as(role) if role else Client()
    for length in (str(MOST_IN_FORMS + 1), "-1", "many"):
        answer = client.post("/sign-in/", {}, CONTENT_LENGTH=length)
        assert answer.status_code == 413
        assert "5.0" in answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_who_prepares_sends_large_books_but_not_without_end(
    sign_in_as: Callable[..., Client],
) -> None:
    client = sign_in_as(Role.FACILITATOR)
    assert client.get("/books/", CONTENT_LENGTH=str(MOST_IN_FILES)).status_code == 200
    assert client.get("/books/", CONTENT_LENGTH=str(MOST_IN_FILES + 1)).status_code == 413


@pytest.mark.django_db
def test_a_body_beyond_the_limit_gets_a_sentence(sign_in_as: Callable[..., Client]) -> None:
    client = sign_in_as(Role.FACILITATOR)
    for sent in ({"lines": "x" * 6_000_000}, {f"f{number}": "1" for number in range(1_200)}):
        answer = client.post("/organisation/teams/type/", sent)
        assert answer.status_code in {400, 413, 422}
        assert "<h1>" in answer.content.decode()
