from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("role", "team", "first"),
    [
        (Role.EMPLOYEE, "oven", "/today/"),
        (Role.TEAM_LEADER, "oven", "/today/"),
        (Role.CHIEF_EXECUTIVE, None, "/today/"),
        (Role.FACILITATOR, None, "/organisation/setup/"),
        (Role.WORKS_COUNCIL, "oven", "/today/"),
    ],
)
def test_everybody_lands_on_his_own_first_page(
    sign_in_as: Callable[..., Client], role: Role, team: str | None, first: str
) -> None:
    assert sign_in_as(role, team).get("/")["Location"] == first


@pytest.mark.django_db
def test_a_visitor_reads_the_story() -> None:
    answer = Client(headers={"accept-language": "en"}).get("/")
    assert answer.status_code == 200
    assert "Customers pay you, not your boss." in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "pages"), [(Role.EMPLOYEE, 4), (Role.FACILITATOR, 5), (Role.WORKS_COUNCIL, 4)]
)
def test_the_pages_on_top_depend_on_who_looks(
    sign_in_as: Callable[..., Client], role: Role, pages: int
) -> None:
    answer = sign_in_as(role).get("/whose-hands/")
    assert answer.context["room"].text == "For whom?"
    assert len(answer.context["room"].pages) == pages
    assert [page.is_here for page in answer.context["room"].pages].count(True) == 1
