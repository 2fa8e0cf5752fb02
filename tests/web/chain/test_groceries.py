from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.test import Client

from binnenuit_web.chain.services import keep_payers
from binnenuit_web.organisation import services
from binnenuit_web.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.organisation.model import Organisation

    SignIn = Callable[..., Client]

ADDRESS = "/groceries/"
SECRET = "Without our dough no bread at seven <b>"
ANSWERS = {
    "salary": "boss",
    "source": "sales",
    "friend": "no",
    "rent": "strangers",
    "worth": SECRET,
    "part": "small",
}
QUESTIONS = (
    "Who pays your salary?",
    "Where does that money come from?",
    "Would a friend pay for the repair of your car?",
    "Then who pays your rent, and your holiday?",
    "Why is your work worth money to them?",
    "Which part of it do you get back?",
)


def post(client: Client, **fields: object) -> str:
    answer = client.post(ADDRESS, {name: str(value) for name, value in fields.items()})
    assert answer.status_code == 200
    assert "Location" not in answer
    return answer.content.decode()


def rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label != "sessions.Session"
    }


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_one_question_a_page_and_an_answer_to_each_answer(db: None) -> None:
    client = Client()
    for number, question in enumerate(QUESTIONS):
        page = post(client, page=number, **ANSWERS)
        assert f"<h1>{question}</h1>" in page
        assert page.count("<h1>") == 1
    assert "your boss signs for it" in post(client, page=1, salary="boss")


def test_answers_travel_in_hidden_fields_only(db: None) -> None:
    client = Client()
    page = post(client, page=5, **ANSWERS)
    kept = hidden(page)
    assert kept["salary"] == "boss"
    assert kept["worth"] == "Without our dough no bread at seven &lt;b&gt;"
    addresses = re.findall(r'(?:href|action)="([^"]*)"', page)
    assert not any("boss" in address or "dough" in address for address in addresses)


def test_nothing_is_stored(organisation: Organisation, sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.EMPLOYEE, "oven")
    keep_payers()  # whoever looks first at the chain writes down who pays
    before = rows()
    for page in range(9):
        post(client, page=page, again="customers", **ANSWERS)
    assert rows() == before
    assert not set(client.session.keys()) & set(ANSWERS)
    assert client.get(ADDRESS)["Cache-Control"].count("no-store") == 1


def test_my_own_ladder_is_climbed_rung_by_rung(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.EMPLOYEE, "oven")
    first = post(client, page=6, rung=0, **ANSWERS)
    assert "This is where you stand" in first
    assert "Drivers" not in first
    assert "goes on to Drivers" in post(client, page=6, rung=1, **ANSWERS)
    last = post(client, page=6, rung=3, **ANSWERS)
    assert "And that is where the money comes from: Supermarkets" in last
    assert "they bring 75" in last


def test_it_ends_with_the_first_question_again_and_both_answers_side_by_side(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.EMPLOYEE, "oven")
    assert "Once more: who pays your salary?" in post(client, page=7, **ANSWERS)
    end = post(client, page=8, again="customers", **ANSWERS)
    assert "My boss" in end
    assert "Our customers" in end
    assert "Without our dough no bread at seven &lt;b&gt;" in end


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.EMPLOYEE])
def test_the_printed_page_has_no_amounts_for_anybody(
    organisation: Organisation, sign_in_as: SignIn, role: Role
) -> None:
    end = post(sign_in_as(role, "sales"), page=8, **ANSWERS)
    assert "Supermarkets" in end
    assert not re.search(r"€|EUR|750|1.?000.?000", end)


def test_a_visitor_ends_with_the_general_story(organisation: Organisation) -> None:
    last = post(Client(), page=6, rung=3, **ANSWERS)
    assert "Somebody who pays" in last
    assert "Supermarkets" not in last


def test_who_came_through_the_link_of_a_team_sees_the_ladder_of_that_team(
    organisation: Organisation,
) -> None:
    client = Client()
    key = services.keys_for([organisation.teams[2].id])[organisation.teams[2].id]
    client.get(f"/t/{key}/")
    assert "goes on to Drivers" in post(client, page=6, rung=1)


def test_a_team_without_a_way_to_customers_gets_the_general_story(
    organisation: Organisation, sign_in_as: SignIn
) -> None:
    assert "This is you" in post(sign_in_as(Role.EMPLOYEE, "lonely"), page=6)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"page": "x", "salary": "<script>"},
        {"page": "6", "rung": "77"},
        {"page": "²"},
        {"page": "4", "worth": "x" * 10_000},
    ],
)
def test_nonsense_is_survived(db: None, nonsense: dict[str, str]) -> None:
    page = post(Client(), **nonsense)
    assert "<script>" not in page
    assert len(page) < 20_000
