from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from binnenuit_web.chain.views import words
from binnenuit_web.organisation import services
from binnenuit_web.people.roles import Role
from tests.web.chain.cast import WITH_BOOKS, WITHOUT_BOOKS

if TYPE_CHECKING:
    from binnenuit.organisation.model import Organisation

SignIn = Callable[..., Client]
PAGES = (
    "/for-whom/sales",
    "/whose-hands/super",
    "/whose-hands/",
    "/way-of-the-money/",
    "/for-whom/",
)
MONEY = re.compile(r"€|EUR|750.?000|1.?000.?000|250.?000")


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_my_own_ladder_comes_first_and_says_who_brings_my_money(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    page = body(sign_in_as(Role.EMPLOYEE, "oven"), "/for-whom/")
    assert "Of every euro you live on, Supermarkets brings 75 cents." in page
    assert "Your work passes through two pairs of hands" in page


def test_who_pays_stands_on_top_and_i_stand_below(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    page = body(sign_in_as(Role.EMPLOYEE, "oven"), "/for-whom/oven")
    ladder = page[page.index('<ol class="rungs" reversed') :]
    ladder = ladder[: ladder.index("</ol>")]
    order = [ladder.index(name) for name in ("Supermarkets", "Sales", "Drivers", "Oven")]
    assert order == sorted(order)


def test_the_ladder_of_who_lives_on_the_teams_below_runs_down(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    page = body(sign_in_as(Role.CHIEF_EXECUTIVE, "top"), "/for-whom/top")
    assert "You live on what your teams bring." in page
    ladder = page[page.index('<ol class="rungs down"') :]
    assert ladder.index("Directors") < ladder.index("Supermarkets")


def test_a_closed_circle_is_named_with_what_to_do_next(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    page = body(sign_in_as(Role.EMPLOYEE, "oven"), "/for-whom/quality")
    assert "closed circle: Quality and Design" in page.replace(
        "Design and Quality", "Quality and Design"
    )
    assert "Ask one of these teams" in page


def test_a_team_of_which_nobody_said_anything_is_told_what_to_do(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    page = body(sign_in_as(Role.EMPLOYEE, "lonely"), "/for-whom/lonely")
    assert "We do not know yet who brings the money you live on." in page
    assert "/naming/team/lonely" in page


def test_anonymous_revenue_is_shown_as_such(organisation: Organisation, sign_in_as: SignIn) -> None:
    assert "anonymous revenue" in body(sign_in_as(Role.EMPLOYEE, "oven"), "/for-whom/oven")


@pytest.mark.parametrize("role", WITHOUT_BOOKS)
def test_amounts_of_money_are_on_no_page_of_who_may_not_see_the_books(
    organisation: Organisation, sign_in_as: SignIn, role: Role
) -> None:
    client = sign_in_as(role, "sales")
    for address in PAGES:
        assert not MONEY.search(body(client, address)), address


@pytest.mark.parametrize("role", WITH_BOOKS)
def test_who_may_see_the_books_sees_amounts(
    organisation: Organisation, sign_in_as: SignIn, role: Role
) -> None:
    client = sign_in_as(role, "sales")
    assert MONEY.search(body(client, "/for-whom/sales"))
    assert MONEY.search(body(client, "/whose-hands/super"))


def test_no_page_names_a_person(organisation: Organisation, sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.FACILITATOR, "sales")
    for address in (*PAGES, "/naming/", "/naming/team/oven", "/unknown/", "/what-we-read/"):
        assert "Person " not in body(client, address), address


def test_an_outsider_is_sent_to_sign_in(organisation: Organisation) -> None:
    for address in PAGES:
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


def test_a_team_or_customer_that_is_not_there_is_not_found(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.EMPLOYEE, "oven")
    body(client, "/for-whom/nobody", 404)
    body(client, "/whose-hands/nobody", 404)


def test_searching_finds_teams_and_customers(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.EMPLOYEE, "oven")
    page = body(client, "/for-whom/?q=s")
    assert "Sales" in page
    assert "Supermarkets" in page
    assert "has “zzz” in its name" in body(client, "/for-whom/?q=zzz")


def test_whose_hands_shows_what_each_team_keeps(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    page = body(sign_in_as(Role.EMPLOYEE, "oven"), "/whose-hands/super")
    for team in ("Oven", "Drivers", "Sales"):
        assert team in page
    assert "Quality" not in page


def test_two_currencies_become_a_sentence_not_a_traceback(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    links = list(organisation.links)
    links[-1] = dataclasses.replace(links[-1], currency="GBP")
    services.replace(dataclasses.replace(organisation, links=tuple(links)))
    assert "cannot be shown" in body(sign_in_as(Role.EMPLOYEE, "oven"), "/for-whom/oven", 409)


def test_a_name_with_a_point_at_its_end_ends_the_sentence() -> None:
    assert words._ended_once(["It is of Klant B.V..", "So it is."]) == (
        "It is of Klant B.V.",
        "So it is.",
    )
