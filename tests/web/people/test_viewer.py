from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from binnenuit.organisation.model import TeamId
from binnenuit_web.people import services
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import VISITOR, Viewer

if TYPE_CHECKING:
    from collections.abc import Callable

WAREHOUSE = TeamId("warehouse")
ONLY_FACILITATOR = ["/people/", "/people/invite/"]


@pytest.mark.parametrize(
    ("role", "sees_books", "prepares"),
    [
        (None, False, False),
        (Role.CHIEF_EXECUTIVE, True, False),
        (Role.DIRECTOR, True, False),
        (Role.MIDDLE_MANAGER, False, False),
        (Role.TEAM_LEADER, False, False),
        (Role.EMPLOYEE, False, False),
        (Role.FACILITATOR, True, True),
        (Role.WORKS_COUNCIL, False, False),
        (Role.ANALYST, True, False),
    ],
)
def test_what_each_role_may(role: Role | None, sees_books: bool, prepares: bool) -> None:
    viewer = Viewer(roles=frozenset({role}))
    assert (viewer.may_see_books, viewer.may_prepare) == (sees_books, prepares)


def test_a_visitor_is_not_signed_in() -> None:
    assert not VISITOR.is_signed_in


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*ONLY_FACILITATOR, "/people/me/", "/what-is-processed/"])
def test_a_visitor_is_sent_to_sign_in(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in/?next={address}"


@pytest.mark.parametrize("address", ONLY_FACILITATOR)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FACILITATOR])
def test_only_the_facilitator_hands_out_accounts(
    sign_in_as: Callable[..., Client], role: Role, address: str
) -> None:
    assert sign_in_as(role).get(address).status_code == 403


@pytest.mark.django_db
def test_who_opens_the_link_of_a_team_is_an_employee_of_that_team(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client()
    request = RequestFactory().get("/")
    request.session = SessionStore()
    monkeypatch.setattr("binnenuit_web.organisation.services.team_of_link", {"a": WAREHOUSE}.get)
    services.enter_team(request, "a")
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    viewer = client.get("/what-is-processed/").wsgi_request.viewer
    assert viewer == Viewer(roles=frozenset({Role.EMPLOYEE}), team=WAREHOUSE, speaks_for=WAREHOUSE)
    assert not viewer.may_see_books


@pytest.mark.django_db
def test_an_ended_account_is_out_at_once(sign_in_as: Callable[..., Client]) -> None:
    facilitator = sign_in_as(Role.FACILITATOR)
    employee = sign_in_as(Role.EMPLOYEE)
    assert employee.get("/what-is-processed/").status_code == 200
    account = services.first_of(Role.EMPLOYEE).id
    facilitator.post(f"/people/{account}/shut-out/")
    assert employee.get("/what-is-processed/").status_code == 302


def test_the_facilitator_does_not_end_his_own_account(sign_in_as: Callable[..., Client]) -> None:
    client = sign_in_as(Role.FACILITATOR)
    client.post(f"/people/{services.first_of(Role.FACILITATOR).id}/shut-out/")
    assert client.get("/people/").status_code == 200


@pytest.mark.django_db
def test_guessing_a_password_is_stopped() -> None:
    client = Client()
    for _attempt in range(6):
        answer = client.post("/sign-in/", {"login": "kim", "password": "guess"})
    assert "wrong too often" in answer.content.decode()


@pytest.mark.django_db
def test_nobody_signs_in_as_an_invented_person_outside_the_demo() -> None:
    services.create_account(services.NewPerson("ceo", "Ceo", (Role.CHIEF_EXECUTIVE,)))
    assert Client().post("/demo/chief_executive/").status_code == 404
